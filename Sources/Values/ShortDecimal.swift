/// A decimal of up to 19 significant digits: 0.`digits` times ten to the power of `point`.
///
/// Up to 15 digits tell a double and are the shortest text that does, so that such a number is
/// printed, and converted, from its digits.
package struct ShortDecimal: BitwiseCopyable {
    package private(set) var isNegative = false
    /// The digits as a number, without zeros at the end.
    package private(set) var digits: UInt64 = 0
    package private(set) var count = 0
    package private(set) var point = 0

    /// Reads a decimal as JSON, Java and Swift write it; nil if it has more digits.
    package init?(_ range: Range<Int>, in bytes: borrowing ByteBuffer) {
        guard let decimal = bytes.withBytes(in: range, { ShortDecimal($0) }) else { return nil }
        self = decimal
    }

    init?(_ text: some Sequence<UInt8>) {
        var zeros = 0
        var sawPoint = false
        var sawExponent = false
        var exponent = 0
        var isExponentNegative = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9") where sawExponent:
                // Far beyond any double, and far from overflowing.
                exponent = min(exponent * 10 + Int(byte - 48), 1_000_000)
            case UInt8(ascii: "0"):
                if count == 0 {
                    if sawPoint { point -= 1 }
                } else {
                    // Zeros count when another digit follows.
                    zeros += 1
                    if !sawPoint { point += 1 }
                }
            case UInt8(ascii: "1")...UInt8(ascii: "9"):
                guard count + zeros < 19 else { return nil }
                while zeros > 0 {
                    digits *= 10
                    count += 1
                    zeros -= 1
                }
                digits = digits * 10 + UInt64(byte - 48)
                count += 1
                if !sawPoint { point += 1 }
            case UInt8(ascii: "."): sawPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): sawExponent = true
            case UInt8(ascii: "-"):
                if sawExponent { isExponentNegative = true } else { isNegative = true }
            default: break
            }
        }
        point += isExponentNegative ? -exponent : exponent
    }

    /// The double nearest to the decimal, where one rounding finds it (Clinger's fast path).
    package var double: Double? {
        let exponent = point - count
        guard count <= 15, abs(exponent) <= 22 else { return nil }
        let magnitude = Double(digits)
        let result =
            exponent < 0
            ? magnitude / Self.powersOfTen[-exponent] : magnitude * Self.powersOfTen[exponent]
        return isNegative ? -result : result
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// Whether these are the digits of the double's shortest text: there are few, and the double is
    /// far from where doubles overflow or lose precision.
    package var isShortest: Bool { count == 0 || count <= 15 && abs(point) <= 290 }
}

extension ByteBuffer {
    /// Appends a decimal the way `Double.toString` lays it out: plain from 1e-3 up to 1e7.
    package mutating func appendJavaLayout(_ decimal: ShortDecimal) {
        if decimal.isNegative { append(UInt8(ascii: "-")) }
        guard decimal.count > 0 else { return append("0.0") }
        if decimal.point > -3, decimal.point <= 7 {
            appendPlain(decimal)
        } else {
            appendDigits(decimal, before: 1)
            append(UInt8(ascii: "E"))
            appendInteger(Int64(decimal.point - 1))
        }
    }

    private mutating func appendPlain(_ decimal: ShortDecimal) {
        if decimal.point <= 0 {
            append("0.")
            for _ in decimal.point..<0 { append(UInt8(ascii: "0")) }
            appendInteger(Int64(clamping: decimal.digits))
        } else if decimal.count > decimal.point {
            appendDigits(decimal, before: decimal.point)
        } else {
            appendInteger(Int64(clamping: decimal.digits))
            for _ in decimal.count..<decimal.point { append(UInt8(ascii: "0")) }
            append(".0")
        }
    }

    /// Appends the digits with a point after the first `before`, and a zero if nothing follows.
    private mutating func appendDigits(_ decimal: ShortDecimal, before: Int) {
        var power: UInt64 = 1
        for _ in before..<max(decimal.count, before) { power *= 10 }
        appendInteger(Int64(clamping: decimal.digits / power))
        append(UInt8(ascii: "."))
        if power == 1 { append(UInt8(ascii: "0")) }
        var rest = decimal.digits % power
        while power > 1 {
            power /= 10
            append(UInt8(truncatingIfNeeded: 48 + rest / power))
            rest %= power
        }
    }
}
