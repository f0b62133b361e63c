package import Values

// `$util.escapeJavaScript`, as commons-lang 2 escapes.
// Evidence: Conformance/apigateway/util-escape-javascript.cases.

extension ByteBuffer {
    /// Appends a text of `heap` with quotes, apostrophes, slashes, backslashes and control characters
    /// escaped, and everything that is not ASCII as `\uXXXX`.
    package mutating func appendEscapedJavaScript(
        _ range: Range<Int>, of heap: borrowing Heap
    ) {
        var index = range.lowerBound
        var copied = index
        while index < range.upperBound {
            // Runs without anything to escape are copied whole.
            let word = heap.bytes.load8(index)
            if range.upperBound - index >= 8, Self.isUnescaped(word) {
                index += 8
                continue
            }
            let byte = heap.bytes[index]
            guard byte >= 0x80 || Self.needsEscape(byte) else {
                index += 1
                continue
            }
            append(heap.bytes, copied, count: index - copied)
            if byte < 0x80 {
                appendEscape(byte)
                index += 1
            } else {
                let (scalar, length) = heap.scalar(at: index, end: range.upperBound)
                appendUnicodeEscapes(scalar)
                index += length
            }
            copied = index
        }
        append(heap.bytes, copied, count: range.upperBound - copied)
    }

    private static func isUnescaped(_ word: UInt64) -> Bool {
        let slash = word ^ (Bytes8.ones &* 0x2F)
        let apostrophe = word ^ (Bytes8.ones &* 0x27)
        // A byte that became zero borrows from its high bit. DEL is taken one by one, like the rest.
        let special =
            (slash &- Bytes8.ones) & ~slash | (apostrophe &- Bytes8.ones) & ~apostrophe | word
        return special & Bytes8.high == 0 && Bytes8.needingEscape(word) == 0
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0..<0x20:
            append("u")
            appendHex4(UInt32(byte))
        default: append(byte)
        }
    }

    /// One escape, or two for a character beyond the first plane.
    private mutating func appendUnicodeEscapes(_ scalar: UInt32) {
        guard scalar >= 0x10000 else {
            append("\\u")
            return appendHex4(scalar)
        }
        append("\\u")
        appendHex4(0xD800 + (scalar - 0x10000) >> 10)
        append("\\u")
        appendHex4(0xDC00 + (scalar - 0x10000) & 0x3FF)
    }

    private mutating func appendHex4(_ number: UInt32) {
        for shift in [12, 8, 4, 0] as [UInt32] { append(Hex.digit(number >> shift & 15)) }
    }
}

/// Hexadecimal digits, upper case.
enum Hex {
    static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 10 ? 48 + value : 55 + value)
    }

    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - 48
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - 55
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - 87
        default: nil
        }
    }
}
