/// A decimal whose digits fit 64 bits: 0.`digits` times ten to the power of `point`.
///
/// Up to 15 digits tell a double and are the shortest text that does, so that such a number is
/// printed, and converted, from its digits.
package struct ShortDecimal: BitwiseCopyable {
    package private(set) var isNegative = false
    /// The digits as a number, without zeros at the end.
    package private(set) var digits: UInt64 = 0
    package private(set) var count = 0
    package private(set) var point = 0

    private init(isNegative: Bool, digits: UInt64, exponent: Int) {
        self.isNegative = isNegative
        guard digits != 0 else { return }
        self.digits = digits
        point = exponent
        dropZeros()
        count = Self.digitCount(self.digits)
        point += count
    }

    /// Takes zeros off the end of ``digits``; ``point`` is still the power of ten of the last one.
    private mutating func dropZeros() {
        guard digits % 10 == 0 else { return }
        while digits % 10_000 == 0 {
            digits /= 10_000
            point += 4
        }
        while digits % 10 == 0 {
            digits /= 10
            point += 1
        }
    }

    private static func digitCount(_ number: UInt64) -> Int {
        // Bits times the logarithm of 2.
        let count = ((64 - number.leadingZeroBitCount) * 1233) >> 12
        return number < PowersOfTen.integers[count] ? count : count + 1
    }
}

// MARK: Text

extension ShortDecimal {
    /// Reads a decimal as JSON, Java and Swift write it; nil if it has more digits, or an exponent far
    /// beyond any double.
    package init?(_ range: Range<Int>, in bytes: borrowing ByteBuffer) {
        var index = range.lowerBound
        let end = range.upperBound
        let sign = index < end ? bytes.peek(index) : 0
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index += 1 }
        var digits: UInt64 = 0
        var exponent = 0
        guard bytes.readDigits(&index, to: end, onto: &digits) else { return nil }
        if index < end, bytes.peek(index) == UInt8(ascii: ".") {
            let fraction = index + 1
            index = fraction
            guard bytes.readDigits(&index, to: end, onto: &digits) else { return nil }
            exponent = fraction - index
        }
        if index < end {
            guard let power = Self.exponent(index..<end, in: bytes) else { return nil }
            exponent += power
        }
        self.init(isNegative: sign == UInt8(ascii: "-"), digits: digits, exponent: exponent)
    }

    /// The number behind an `e`, of less than eight digits.
    private static func exponent(_ range: Range<Int>, in bytes: borrowing ByteBuffer) -> Int? {
        guard bytes.peek(range.lowerBound) | 0x20 == UInt8(ascii: "e") else { return nil }
        var index = range.lowerBound + 1
        let end = range.upperBound
        let sign = index < end ? bytes.peek(index) : 0
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index += 1 }
        let word = bytes.load8(index)
        let count = end - index
        guard count < 8, Digits8.count(word) >= count else { return nil }
        let power = Int(truncatingIfNeeded: Digits8.number(word, count: count))
        return sign == UInt8(ascii: "-") ? -power : power
    }
}

// MARK: Doubles

extension ShortDecimal {
    /// The double nearest to the decimal, where one rounding finds it (Clinger's fast path).
    package var double: Double? {
        guard count <= 15 else { return nil }
        return Self.double(digits, exponent: point - count).map { isNegative ? -$0 : $0 }
    }

    /// The double nearest to up to 2^53 times a power of ten: both are doubles if that is small.
    private static func double(_ digits: UInt64, exponent: Int) -> Double? {
        let magnitude = Double(digits)
        guard abs(exponent) < PowersOfTen.doubles.count else { return nil }
        return exponent < 0
            ? magnitude / PowersOfTen.doubles[-exponent]
            : magnitude * PowersOfTen.doubles[exponent]
    }

    /// The decimal of up to 15 digits that tells a double; nil if there is none, or the double is
    /// too large or small to find it by one multiplication.
    init?(_ number: Double) {
        let magnitude = number.magnitude
        // The power of ten that is not above the power of two that is not above the number.
        let power = ((Int(magnitude.bitPattern >> 52) - 1023) * 1233) >> 12
        guard magnitude != 0 else {
            self.init(isNegative: number.sign == .minus, digits: 0, exponent: 0)
            return
        }
        guard abs(14 - power) < PowersOfTen.doubles.count else { return nil }
        let scaled =
            power > 14
            ? magnitude / PowersOfTen.doubles[power - 14]
            : magnitude * PowersOfTen.doubles[14 - power]
        // What the multiplication rounds is less than half below this.
        guard scaled < 2e15 else { return nil }
        let digits = UInt64(scaled.rounded())
        guard Self.double(digits, exponent: power - 14) == magnitude else { return nil }
        self.init(isNegative: number < 0, digits: digits, exponent: power - 14)
        guard count <= 15 else { return nil }
    }

    /// Whether these are the digits of the double's shortest text: there are few, and the double is
    /// far from where doubles overflow or lose precision.
    package var isShortest: Bool { count == 0 || count <= 15 && abs(point) <= 290 }
}

// MARK: Java's layout

extension ByteBuffer {
    /// Appends a decimal the way `Double.toString` lays it out: plain from 1e-3 up to 1e7.
    package mutating func appendJavaLayout(_ decimal: ShortDecimal) {
        if decimal.isNegative { append(UInt8(ascii: "-")) }
        if decimal.count == 0 {
            append("0.0")
        } else if decimal.point > 7 || decimal.point < -2 {
            appendPointed(decimal, after: 1)
            append(UInt8(ascii: "E"))
            appendInteger(Int64(decimal.point - 1))
        } else if decimal.point > 0 {
            appendPointed(decimal, after: decimal.point)
        } else {
            // A zero, the point and up to two zeros.
            append(0x3030_2E30, count: 2 - decimal.point)
            appendMagnitude(decimal.digits)
        }
    }

    /// Appends the digits with a point behind the first `place` of them, and zeros where there are
    /// none.
    private mutating func appendPointed(_ decimal: ShortDecimal, after place: Int) {
        let missing = place - decimal.count
        if missing >= 0 {
            appendMagnitude(decimal.digits * PowersOfTen.integers[missing])
            append(0x302E, count: 2)
        } else {
            let start = count
            appendMagnitude(decimal.digits)
            insert(UInt8(ascii: "."), at: start + place)
        }
    }
}
