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
            if value.flags.contains(.plain) {
                output.append(heap.bytes, value.offset, count: Int(value.length))
            } else if value.flags.contains(.decimal) {
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
        guard let decimal = ShortDecimal(value.range, in: heap.bytes), decimal.isShortest else {
            return false
        }
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

extension ByteBuffer {
    /// Whether digits with a point among them, and without a sign, surely are what their double
    /// prints.
    @inline(__always)
    func isPlainDouble(from start: Int, point: Int, to end: Int) -> Bool {
        // Less than 10^7, and no more than 15 digits.
        guard point &- start <= 7, end &- start <= 16 else { return false }
        let fraction = end &- point &- 1
        if fraction == 1 { return true }
        guard peek(end &- 1) != UInt8(ascii: "0") else { return false }
        // No less than a thousandth.
        return fraction <= 3 || peek(start) != UInt8(ascii: "0")
            || load4(point &+ 1) & 0xFF_FFFF != 0x30_3030
    }
}
