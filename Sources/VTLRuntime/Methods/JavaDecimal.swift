import BigInt
import Values

/// A `java.math.BigDecimal`: an unscaled number and how many of its digits stand behind the point.
struct JavaDecimal {
    var unscaled: BigInt
    var scale: Int

    init(unscaled: BigInt, scale: Int) {
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
        var significand = BigInt(double.significandBitPattern)
        if double.isNormal { significand += BigInt(1) << 52 }
        var exponent = Int(max(double.exponentBitPattern, 1)) - 1075
        let zeros = significand.trailingZeroBitCount
        significand >>= zeros
        exponent += zeros
        if double < 0 { significand.negate() }
        if exponent >= 0 {
            self.init(unscaled: significand << exponent, scale: 0)
        } else {
            self.init(
                unscaled: significand * BigInt(5).power(-exponent), scale: -exponent)
        }
    }

    /// The number that the text of a BigDecimal writes.
    init(_ parts: DecimalParts) {
        let digits = BigInt(String(decoding: parts.unscaledDigits, as: UTF8.self)) ?? 0
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
    private func unscaled(atScale scale: Int) -> BigInt {
        scale == self.scale ? unscaled : unscaled * BigInt(10).power(scale - self.scale)
    }

    /// `divide(other, scale, mode)`; the divisor must not be zero. Nil when rounding is not allowed
    /// but needed.
    func divided(by other: JavaDecimal, scale: Int, _ mode: RoundingMode) -> JavaDecimal? {
        // a·10^-s / b·10^-t = (a·10^(scale - s + t) / b) · 10^-scale
        let shift = scale - self.scale + other.scale
        let dividend = shift > 0 ? unscaled * BigInt(10).power(shift) : unscaled
        let divisor = shift < 0 ? other.unscaled * BigInt(10).power(-shift) : other.unscaled
        return mode.quotient(dividend, divisor).map { JavaDecimal(unscaled: $0, scale: scale) }
    }

    /// `setScale(scale, mode)`; nil when rounding is not allowed but needed.
    func withScale(_ scale: Int, _ mode: RoundingMode) -> JavaDecimal? {
        if scale >= self.scale {
            return JavaDecimal(unscaled: unscaled(atScale: scale), scale: scale)
        }
        return mode.quotient(unscaled, BigInt(10).power(self.scale - scale))
            .map { JavaDecimal(unscaled: $0, scale: scale) }
    }

    /// The same number without zeros at the end.
    var withoutTrailingZeros: JavaDecimal {
        guard unscaled != 0 else { return JavaDecimal(unscaled: 0, scale: 0) }
        var result = self
        while true {
            let (quotient, remainder) = result.unscaled.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { return result }
            result = JavaDecimal(unscaled: quotient, scale: result.scale - 1)
        }
    }

    /// The whole part.
    var integer: BigInt {
        scale <= 0
            ? unscaled * BigInt(10).power(-scale) : unscaled / BigInt(10).power(scale)
    }

    static func compare(_ a: JavaDecimal, _ b: JavaDecimal) -> Int {
        let scale = max(a.scale, b.scale)
        let (x, y) = (a.unscaled(atScale: scale), b.unscaled(atScale: scale))
        return x < y ? -1 : x > y ? 1 : 0
    }

    /// The number of digits.
    var precision: Int { unscaled.magnitude.description.utf8.count }

    /// What `toString` gives, for ``Heap/bigDecimal(_:)``.
    func write(into output: inout ByteBuffer) {
        let digits = unscaled.magnitude.description
        let text = unscaled < 0 ? "-\(digits)E\(-scale)" : "\(digits)E\(-scale)"
        var scratch = ByteBuffer(capacity: text.utf8.count)
        scratch.append(string: text)
        output.appendBigDecimal(DecimalParts(0..<scratch.count, in: scratch))
    }
}

/// `java.math.RoundingMode`, with the numbers of BigDecimal's constants.
enum RoundingMode: Int {
    case up, down, ceiling, floor, halfUp, halfDown, halfEven, unnecessary

    /// The quotient as a whole number; nil when it would have to be rounded and must not.
    func quotient(_ dividend: BigInt, _ divisor: BigInt) -> BigInt? {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        if remainder == 0 { return quotient }
        let isNegative = (dividend < 0) != (divisor < 0)
        let twice = remainder.magnitude * 2
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
                || (twice == divisor.magnitude && !quotient.isMultiple(of: 2))
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
    mutating func bigInteger(_ number: BigInt) -> Value {
        let start = bytes.count
        bytes.append(string: number.description)
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
    func bigInt(_ value: Value) -> BigInt {
        switch value.kind {
        case .bigInteger:
            return BigInt(description(of: value)) ?? 0
        case .bigDecimal: return javaDecimal(value)?.integer ?? 0
        case .double, .float:
            return value.floating.isFinite ? BigInt(value.floating) : 0
        default: return BigInt(value.signed)
        }
    }

    /// A number as a BigDecimal, by way of a double as Velocity does it; nil for what is not
    /// finite.
    func javaDecimal(_ value: Value) -> JavaDecimal? {
        switch value.kind {
        case .bigDecimal: return JavaDecimal(DecimalParts(value.range, in: bytes))
        case .bigInteger: return JavaDecimal(unscaled: bigInt(value), scale: 0)
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
        case .bigInteger: return Self.hashCode(bigInt(value))
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

    private static func hashCode(_ number: BigInt) -> Int32 {
        var hash: Int32 = 0
        for word in number.magnitude.words.reversed() {
            for half in [word >> 32, word & 0xFFFF_FFFF] where hash != 0 || half != 0 {
                hash = hash &* 31 &+ Int32(truncatingIfNeeded: half)
            }
        }
        return number < 0 ? 0 &- hash : hash
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
