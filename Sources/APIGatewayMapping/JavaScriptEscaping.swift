package import Values

// `$util.escapeJavaScript`, as commons-lang 2 escapes.
// Evidence: Conformance/apigateway/util-escape-javascript.cases.

extension ByteBuffer {
    /// Where the first byte stands that `escapeJavaScript` escapes, or nil.
    package func firstEscapedInJavaScript(in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            let word = load8(index)
            let special =
                Bytes8.needingEscape(word) | Bytes8.equal(word, UInt8(ascii: "/"))
                | Bytes8.equal(word, UInt8(ascii: "'")) | word & Bytes8.high
            guard special != 0 else {
                index += 8
                continue
            }
            index += special.trailingZeroBitCount >> 3
            guard index < range.upperBound else { break }
            // JSON's writer escapes DEL, JavaScript's does not.
            if self[index] != 0x7F { return index }
            index += 1
        }
        return nil
    }

    /// Appends a text of `heap` with quotes, apostrophes, slashes, backslashes and control characters
    /// escaped, and everything that is not ASCII as `\uXXXX`.
    package mutating func appendEscapedJavaScript(
        _ range: Range<Int>, of heap: borrowing Heap
    ) {
        var index = range.lowerBound
        while true {
            index = appendASCII(
                heap.bytes, index..<range.upperBound, replacing: Self.javaScriptEscapes,
                and: UInt8(ascii: "/"), UInt8(ascii: "'"))
            guard index < range.upperBound else { return }
            // Text that is not ASCII tends to go on.
            repeat {
                let (scalar, length) = heap.scalar(at: index, end: range.upperBound)
                appendUnicodeEscapes(scalar)
                index += length
            } while index < range.upperBound && heap.bytes[index] >= 0x80
        }
    }

    private static let javaScriptEscapes = ByteReplacements { byte in
        let backslash = UInt8(ascii: "\\")
        switch byte {
        case 0x08: return [backslash, UInt8(ascii: "b")]
        case 0x09: return [backslash, UInt8(ascii: "t")]
        case 0x0A: return [backslash, UInt8(ascii: "n")]
        case 0x0C: return [backslash, UInt8(ascii: "f")]
        case 0x0D: return [backslash, UInt8(ascii: "r")]
        case 0..<0x20:
            return Array("\\u00".utf8) + [
                Hex.digit(UInt32(byte) >> 4), Hex.digit(UInt32(byte) & 15),
            ]
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"), backslash:
            return [backslash, byte]
        // JSON's writer escapes DEL, JavaScript's does not.
        default: return [byte]
        }
    }

    /// One escape, or two for a character beyond the first plane.
    private mutating func appendUnicodeEscapes(_ scalar: UInt32) {
        guard scalar >= 0x10000 else { return appendUnicodeEscape(scalar) }
        appendUnicodeEscape(0xD800 + (scalar - 0x10000) >> 10)
        appendUnicodeEscape(0xDC00 + (scalar - 0x10000) & 0x3FF)
    }

    private mutating func appendUnicodeEscape(_ unit: UInt32) {
        let backslashAndU: UInt64 = 0x755C
        append(backslashAndU | UInt64(Hex.digits(unit)) << 16, count: 6)
    }
}

/// Hexadecimal digits, upper case.
enum Hex {
    static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 10 ? 48 + value : 55 + value)
    }

    /// The four digits of a 16-bit number, the first in the low bits.
    static func digits(_ number: UInt32) -> UInt32 {
        let values =
            number >> 12 & 0xF | number & 0xF00 | (number & 0xF0) << 12 | (number & 0xF) << 24
        // A value above 9 carries into the bit that is 16 when 6 is added.
        let letters = (values &+ 0x0606_0606) >> 4 & 0x0101_0101
        return values &+ 0x3030_3030 &+ letters &* 7
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
