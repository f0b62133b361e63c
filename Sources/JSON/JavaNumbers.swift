// Numbers as Java prints them, from their source text where possible.

import Values

extension JavaText {
    /// Appends a number as its `toString`.
    ///
    /// - Parameter infinity: what stands for an infinite number; Java's word if nil.
    static func writeNumber(
        _ value: Value, _ heap: inout Heap, into output: inout ByteBuffer,
        infinity: StaticString? = nil
    ) {
        switch value.kind {
        case .numberText:
            if value.flags.contains(.decimal) {
                if appendDecimal(value, heap, to: &output) { return }
                writeNumber(heap.number(value), &heap, into: &output, infinity: infinity)
            } else if value.length == 2, value.prefix == 0x302D {
                output.append(UInt8(ascii: "0"))
            } else {
                output.append(heap.bytes, value.offset, count: Int(value.length))
            }
        case .bigInteger, .bigDecimal:
            output.append(heap.bytes, value.offset, count: Int(value.length))
        case .double, .float:
            if let infinity, value.floating.isInfinite { return output.append(infinity) }
            if value.kind == .float {
                output.appendJavaFloat(Float(value.floating))
            } else {
                output.appendJavaDouble(value.floating)
            }
        default:
            output.appendInteger(value.signed)
        }
    }

    /// Appends a decimal text as its number prints, without making the number, if that is possible;
    /// otherwise appends nothing and gives false.
    private static func appendDecimal(
        _ value: Value, _ heap: borrowing Heap, to output: inout ByteBuffer
    ) -> Bool {
        if value.length > 18 {
            guard isPlainBigDecimal(value.range, heap.bytes) else { return false }
            output.append(heap.bytes, value.offset, count: Int(value.length))
            return true
        }
        // A decimal of up to 15 digits is its own shortest text.
        guard let decimal = ShortDecimal(value.range, heap.bytes) else { return false }
        output.appendJavaLayout(decimal)
        return true
    }

    /// Whether a BigDecimal prints as its text: it has no exponent, and a digit that is not zero no
    /// later than the sixth after the point.
    private static func isPlainBigDecimal(
        _ range: Range<Int>, _ bytes: borrowing ByteBuffer
    ) -> Bool {
        var places = -1
        var sawDigit = false
        for index in range {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") {
                places = 0
            } else if byte | 0x20 == UInt8(ascii: "e") {
                return false
            } else if byte != UInt8(ascii: "-") {
                if places >= 0 { places += 1 }
                if byte != UInt8(ascii: "0"), places <= 6 { sawDigit = true }
            }
        }
        return sawDigit && places > 0
    }
}

/// A decimal of up to 15 significant digits: 0.`digits` times ten to the power of `point`.
private struct ShortDecimal {
    var isNegative = false
    /// The digits as a number, without zeros at the end.
    var digits: UInt64 = 0
    var count = 0
    var point = 0

    init?(_ range: Range<Int>, _ bytes: borrowing ByteBuffer) {
        var index = range.lowerBound
        var zeros = 0
        var sawPoint = false
        if bytes[index] == UInt8(ascii: "-") {
            isNegative = true
            index += 1
        }
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") {
                sawPoint = true
            } else if byte == UInt8(ascii: "0") {
                // Zeros count when another digit follows.
                if count > 0 { zeros += 1 }
                if count > 0 && !sawPoint { point += 1 }
                if count == 0 && sawPoint { point -= 1 }
            } else if byte > UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                while zeros > 0 {
                    digits *= 10
                    count += 1
                    zeros -= 1
                }
                digits = digits * 10 + UInt64(byte - 48)
                count += 1
                if !sawPoint { point += 1 }
            } else {
                break
            }
            index += 1
        }
        guard count <= 15, readExponent(index, range.upperBound, bytes) else { return nil }
        // Far from where doubles overflow or lose digits.
        if count > 0, abs(point) > 290 { return nil }
    }

    private mutating func readExponent(
        _ start: Int, _ end: Int, _ bytes: borrowing ByteBuffer
    ) -> Bool {
        var index = start + 1
        guard index < end else { return true }
        let isNegative = bytes[index] == UInt8(ascii: "-")
        if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
        guard end - index <= 9 else { return false }
        var exponent = 0
        while index < end {
            exponent = exponent * 10 + Int(bytes[index]) - 48
            index += 1
        }
        point += isNegative ? -exponent : exponent
        return true
    }
}

extension ByteBuffer {
    /// Appends a decimal the way `Double.toString` lays it out.
    fileprivate mutating func appendJavaLayout(_ decimal: ShortDecimal) {
        if decimal.isNegative { append(UInt8(ascii: "-")) }
        guard decimal.count > 0 else { return append("0.0") }
        if decimal.point > -3, decimal.point <= 7 {
            appendPlain(decimal)
        } else {
            append(decimal.digits, count: decimal.count, before: 1)
            append(UInt8(ascii: "E"))
            appendInteger(Int64(decimal.point - 1))
        }
    }

    private mutating func appendPlain(_ decimal: ShortDecimal) {
        if decimal.point <= 0 {
            append("0.")
            for _ in decimal.point..<0 { append(UInt8(ascii: "0")) }
            appendInteger(Int64(decimal.digits))
        } else if decimal.count > decimal.point {
            append(decimal.digits, count: decimal.count, before: decimal.point)
        } else {
            appendInteger(Int64(decimal.digits))
            for _ in decimal.count..<decimal.point { append(UInt8(ascii: "0")) }
            append(".0")
        }
    }

    /// Appends the `count` digits of a number with a point after the first `before`, and a zero if
    /// nothing follows.
    private mutating func append(_ digits: UInt64, count: Int, before: Int) {
        var power: UInt64 = 1
        for _ in before..<max(count, before) { power *= 10 }
        appendInteger(Int64(digits / power))
        append(UInt8(ascii: "."))
        var rest = digits % power
        // The rest with its leading zeros, a digit at a time.
        if power == 1 { append(UInt8(ascii: "0")) }
        while power > 1 {
            power /= 10
            append(UInt8(truncatingIfNeeded: 48 + rest / power))
            rest %= power
        }
    }
}
