import Values

/// A `java.math.BigDecimal`: an unscaled number and how many of its digits stand behind the point.
struct JavaDecimal {
    var unscaled: BigInteger
    var scale: Int

    init(unscaled: BigInteger, scale: Int) {
        self.unscaled = unscaled
        self.scale = scale
    }

    /// The exact value of a double, as `new BigDecimal(double)`; nil when it is not finite.
    init?(_ double: Double) {
        guard double.isFinite else { return nil }
        guard double != 0 else {
            self.init(unscaled: 0, scale: 0)
            return
        }
        // significand × 2^exponent, the significand odd.
        let bits = double.significandBitPattern | (double.isNormal ? 1 << 52 : 0)
        let zeros = bits.trailingZeroBitCount
        let significand = BigInteger(
            BigInteger.Magnitude(bits >> zeros), isNegative: double < 0)
        let exponent = Int(max(double.exponentBitPattern, 1)) - 1075 + zeros
        if exponent >= 0 {
            self.init(unscaled: significand << exponent, scale: 0)
        } else {
            self.init(
                unscaled: significand * BigInteger(5).power(-exponent), scale: -exponent)
        }
    }

    /// The number that the text of a BigDecimal writes.
    init(_ parts: DecimalParts) {
        let digits = BigInteger(decimal: parts.unscaledDigits) ?? 0
        self.init(unscaled: parts.isNegative ? -digits : digits, scale: parts.scale)
    }

    static func + (a: JavaDecimal, b: JavaDecimal) -> JavaDecimal {
        let scale = max(a.scale, b.scale)
        return JavaDecimal(
            unscaled: a.unscaled(atScale: scale) + b.unscaled(atScale: scale), scale: scale)
    }

    static func - (a: JavaDecimal, b: JavaDecimal) -> JavaDecimal {
        a + JavaDecimal(unscaled: -b.unscaled, scale: b.scale)
    }

    static func * (a: JavaDecimal, b: JavaDecimal) -> JavaDecimal {
        JavaDecimal(unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale)
    }

    /// The digits when `scale`, not less than the present one, stand behind the point.
    private func unscaled(atScale scale: Int) -> BigInteger {
        scale == self.scale ? unscaled : unscaled * BigInteger(10).power(scale - self.scale)
    }

    /// `divide(other, scale, mode)`; the divisor must not be zero. Nil when rounding is not allowed
    /// but needed.
    func divided(by other: JavaDecimal, scale: Int, _ mode: RoundingMode) -> JavaDecimal? {
        // a·10^-s / b·10^-t = (a·10^(scale - s + t) / b) · 10^-scale
        let shift = scale - self.scale + other.scale
        let dividend = shift > 0 ? unscaled * BigInteger(10).power(shift) : unscaled
        let divisor = shift < 0 ? other.unscaled * BigInteger(10).power(-shift) : other.unscaled
        return mode.quotient(dividend, divisor).map { JavaDecimal(unscaled: $0, scale: scale) }
    }

    /// `setScale(scale, mode)`; nil when rounding is not allowed but needed.
    func withScale(_ scale: Int, _ mode: RoundingMode) -> JavaDecimal? {
        if scale >= self.scale {
            return JavaDecimal(unscaled: unscaled(atScale: scale), scale: scale)
        }
        return mode.quotient(unscaled, BigInteger(10).power(self.scale - scale))
            .map { JavaDecimal(unscaled: $0, scale: scale) }
    }

    /// The same number without zeros at the end.
    var withoutTrailingZeros: JavaDecimal {
        unscaled == 0 ? JavaDecimal(unscaled: 0, scale: 0) : withoutTrailingZeros(downTo: .min)
    }

    /// The same number with fewer zeros at the end, but not a scale below `least`.
    func withoutTrailingZeros(downTo least: Int) -> JavaDecimal {
        guard unscaled != 0 else { return JavaDecimal(unscaled: 0, scale: min(scale, least)) }
        var result = self
        // As many zeros at once as a word takes, then one by one.
        for count in [19, 1] {
            let divisor = BigInteger(10).power(count)
            while result.scale - count >= least {
                let (quotient, remainder) = result.unscaled.quotientAndRemainder(
                    dividingBy: divisor)
                guard remainder == 0 else { break }
                result = JavaDecimal(unscaled: quotient, scale: result.scale - count)
            }
        }
        return result
    }

    /// The whole part.
    var integer: BigInteger {
        scale <= 0
            ? unscaled * BigInteger(10).power(-scale) : unscaled / BigInteger(10).power(scale)
    }

    static func compare(_ a: JavaDecimal, _ b: JavaDecimal) -> Int {
        let scale = max(a.scale, b.scale)
        let (x, y) = (a.unscaled(atScale: scale), b.unscaled(atScale: scale))
        return x < y ? -1 : x > y ? 1 : 0
    }

    /// The number of digits.
    var precision: Int { unscaled.magnitude.text().count }

    /// What `toString` gives, for ``Heap/bigDecimal(_:)``.
    func write(into output: inout ByteBuffer) {
        let digits = unscaled.text()
        var scratch = ByteBuffer(capacity: digits.count + 24)
        scratch.append(digits)
        scratch.append(UInt8(ascii: "E"))
        scratch.appendInteger(Int64(-scale))
        output.appendBigDecimal(DecimalParts(0..<scratch.count, in: scratch))
    }
}

/// `java.math.RoundingMode`, with the numbers of BigDecimal's constants.
enum RoundingMode: Int {
    case up, down, ceiling, floor, halfUp, halfDown, halfEven, unnecessary

    /// The quotient as a whole number; nil when it would have to be rounded and must not.
    func quotient(_ dividend: BigInteger, _ divisor: BigInteger) -> BigInteger? {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        if remainder == 0 { return quotient }
        let isNegative = dividend.isNegative != divisor.isNegative
        let twice = remainder.magnitude << 1
        let away: Bool
        switch self {
        case .up: away = true
        case .down: away = false
        case .ceiling: away = !isNegative
        case .floor: away = isNegative
        case .halfUp: away = twice >= divisor.magnitude
        case .halfDown: away = twice > divisor.magnitude
        case .halfEven:
            away =
                twice > divisor.magnitude
                || (twice == divisor.magnitude && quotient.isOdd)
        case .unnecessary: return nil
        }
        guard away else { return quotient }
        return isNegative ? quotient - 1 : quotient + 1
    }
}

extension Heap {
    /// The most digits a number may have before or behind its point, in arithmetic.
    static var digitsMax: Int { 4096 }

    /// Counts the steps of arithmetic with so many digits, which is not linear.
    mutating func spend(digits: Int) { spend(digits + digits * digits / 512) }

    /// A `java.math.BigInteger`.
    mutating func bigInteger(_ number: BigInteger) -> Value {
        let start = bytes.count
        bytes.append(number.text())
        spend(digits: bytes.count - start)
        return text(.bigInteger, at: start, length: bytes.count - start, flags: .ascii)
    }

    /// A `java.math.BigDecimal`.
    mutating func bigDecimal(_ number: JavaDecimal) -> Value {
        let start = bytes.count
        number.write(into: &bytes)
        spend(digits: bytes.count - start)
        return text(.bigDecimal, at: start, length: bytes.count - start, flags: .ascii)
    }

    /// The whole part of a number of any class whose text is not too long.
    func bigInteger(of value: Value) -> BigInteger {
        switch value.kind {
        case .bigInteger: return BigInteger(decimal: array(of: value)) ?? 0
        case .bigDecimal: return javaDecimal(value)?.integer ?? 0
        case .double, .float: return BigInteger(value.floating)
        default: return BigInteger(value.signed)
        }
    }

    /// A number as a BigDecimal, by way of a double as Velocity does it; nil for what is not
    /// finite.
    func javaDecimal(_ value: Value) -> JavaDecimal? {
        switch value.kind {
        case .bigDecimal: return JavaDecimal(DecimalParts(value.range, in: bytes))
        case .bigInteger: return JavaDecimal(unscaled: bigInteger(of: value), scale: 0)
        case .double, .float: return JavaDecimal(value.floating)
        default: return JavaDecimal(Double(value.signed))
        }
    }

    /// `doubleValue()`.
    func doubleValue(_ value: Value) -> Double {
        switch value.kind {
        case .double, .float: value.floating
        case .bigInteger, .bigDecimal, .numberText: double(ofText: value.range)
        default: Double(value.signed)
        }
    }

    /// `hashCode()`, also of big numbers.
    mutating func javaHashCode(_ value: Value) -> Int32 {
        guard !isTooLong(value) else { return hashCode(value) }
        switch value.kind {
        case .bigInteger: return Self.hashCode(bigInteger(of: value))
        case .bigDecimal:
            guard let decimal = javaDecimal(value) else { return 0 }
            let scale = Int32(truncatingIfNeeded: decimal.scale)
            guard let compact = Int64(exactly: decimal.unscaled), compact != .min else {
                return Self.hashCode(decimal.unscaled) &* 31 &+ scale
            }
            let magnitude = compact.magnitude
            let hash =
                Int32(truncatingIfNeeded: magnitude >> 32) &* 31
                &+ Int32(truncatingIfNeeded: magnitude)
            return (compact < 0 ? 0 &- hash : hash) &* 31 &+ scale
        default: return hashCode(value)
        }
    }

    private static func hashCode(_ number: BigInteger) -> Int32 {
        var hash: Int32 = 0
        for word in number.magnitude.words.reversed() {
            for half in [word >> 32, word & 0xFFFF_FFFF] where hash != 0 || half != 0 {
                hash = hash &* 31 &+ Int32(truncatingIfNeeded: half)
            }
        }
        return number.isNegative ? 0 &- hash : hash
    }

    /// Whether arithmetic on a number's digits would take too long.
    func isTooLong(_ value: Value) -> Bool {
        switch value.kind {
        case .bigInteger: return Int(value.length) > Self.digitsMax
        case .bigDecimal:
            guard Int(value.length) <= Self.digitsMax else { return true }
            return abs(DecimalParts(value.range, in: bytes).scale) > Self.digitsMax
        default: return false
        }
    }
}
