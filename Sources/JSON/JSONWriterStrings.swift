// Strings in quotes, and what is escaped in them.

package import Values

extension JSONWriter {
    /// Appends a text in quotes.
    static func writeString(
        _ value: Value, _ style: JSONStyle, _ heap: borrowing Heap, into output: inout ByteBuffer
    ) {
        output.append(UInt8(ascii: "\""))
        if value.flags.contains(.plain), !style.escapesSlashes {
            output.append(heap.bytes, value.offset, count: Int(value.length))
        } else {
            writeEscaped(value.range, style, heap.bytes, into: &output)
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Appends a text in quotes that is no value.
    package static func writeString(
        _ range: Range<Int>, of bytes: borrowing ByteBuffer, _ style: JSONStyle,
        into output: inout ByteBuffer
    ) {
        output.append(UInt8(ascii: "\""))
        writeEscaped(range, style, bytes, into: &output)
        output.append(UInt8(ascii: "\""))
    }

    private static func writeEscaped(
        _ range: Range<Int>, _ style: JSONStyle, _ bytes: borrowing ByteBuffer,
        into output: inout ByteBuffer
    ) {
        // A choice between them would be a copy, and counted.
        if !style.escapesAsJSONSmart {
            writeEscaped(range, style, minimalEscapes, bytes, into: &output)
        } else if style.escapesSlashes {
            writeEscaped(range, style, smartEscapes, bytes, into: &output)
        } else {
            writeEscaped(range, style, smartCompressedEscapes, bytes, into: &output)
        }
    }

    private static func writeEscaped(
        _ range: Range<Int>, _ style: JSONStyle, _ replacements: borrowing ByteReplacements,
        _ bytes: borrowing ByteBuffer, into output: inout ByteBuffer
    ) {
        // A zero finds NULs, which are escaped anyway.
        let slash = style.escapesSlashes ? UInt8(ascii: "/") : 0
        var index = range.lowerBound
        while true {
            index = output.appendASCII(
                bytes, index..<range.upperBound, replacing: replacements, and: slash, 0)
            var copied = index
            // Text that is not ASCII tends to go on.
            while index < range.upperBound, bytes.peek(index) >= 0x80 {
                let (scalar, length) = character(at: index, range.upperBound, bytes)
                if style.escapes(scalar) {
                    output.append(bytes, copied, count: index - copied)
                    appendEscape(scalar, style, to: &output)
                    copied = index + length
                }
                index += length
            }
            output.append(bytes, copied, count: index - copied)
            if index >= range.upperBound { return }
        }
    }

    private static let minimalEscapes = escapes(.minimal)
    private static let smartEscapes = escapes(.jsonSmart)
    private static let smartCompressedEscapes = escapes(.jsonSmartCompressed)

    /// What stands for the ASCII characters in quotes.
    private static func escapes(_ style: JSONStyle) -> ByteReplacements {
        ByteReplacements { byte in
            guard byte < 0x80, style.escapes(UInt32(byte)) else { return [byte] }
            var escape = ByteBuffer(capacity: 8)
            appendEscape(UInt32(byte), style, to: &escape)
            return escape.array
        }
    }

    /// The code of the character at `index` and its length in bytes. Only codes up to U+FFFF are
    /// told apart; nothing above them is ever escaped.
    @inline(__always)
    private static func character(
        at index: Int, _ end: Int, _ bytes: borrowing ByteBuffer
    ) -> (scalar: UInt32, length: Int) {
        let word = bytes.load4(index)
        let first = word & 0xFF
        if first < 0x80 { return (first, 1) }
        let second = word >> 8 & 0x3F
        let length = min(first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4, end - index)
        switch length {
        case 2 where first >= 0xC0 && first < 0xE0: return ((first & 0x1F) << 6 | second, 2)
        case 3 where first < 0xF0: return ((first & 0xF) << 12 | second << 6 | word >> 16 & 0x3F, 3)
        default: return (0x10000, first < 0xC0 ? 1 : length)
        }
    }

    private static func appendEscape(
        _ scalar: UInt32, _ style: JSONStyle, to output: inout ByteBuffer
    ) {
        let letter: UInt8
        switch scalar {
        case 0x22, 0x5C, 0x2F: letter = UInt8(truncatingIfNeeded: scalar)
        case 0x08: letter = UInt8(ascii: "b")
        case 0x09: letter = UInt8(ascii: "t")
        case 0x0A: letter = UInt8(ascii: "n")
        case 0x0C: letter = UInt8(ascii: "f")
        case 0x0D: letter = UInt8(ascii: "r")
        default:
            output.append("\\u")
            for shift: UInt32 in [12, 8, 4, 0] {
                output.append(hexadecimal(scalar >> shift & 0xF, style))
            }
            return
        }
        output.append(UInt64(UInt8(ascii: "\\")) | UInt64(letter) << 8, count: 2)
    }

    private static func hexadecimal(_ digit: UInt32, _ style: JSONStyle) -> UInt8 {
        let letters = UInt32(UInt8(ascii: style.escapesAsJSONSmart ? "A" : "a"))
        return UInt8(truncatingIfNeeded: digit < 10 ? digit + 48 : digit - 10 + letters)
    }
}

extension JSONStyle {
    /// Whether a character, or a lone surrogate, is escaped inside quotes.
    @inline(__always)
    func escapes(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 {
            return scalar < 0x20 || scalar == 0x22 || scalar == 0x5C
                || (scalar == 0x2F && escapesSlashes) || (scalar == 0x7F && escapesAsJSONSmart)
        }
        if escapesAsJSONSmart {
            return scalar < 0xA0 || (0x2000..<0x2100).contains(scalar)
        }
        return (0xD800..<0xE000).contains(scalar)
    }
}
