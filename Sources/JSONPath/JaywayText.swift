import Values

/// The escapes of Jayway's quoted names and strings.
enum JaywayText {
    /// The text between quotes with its escapes resolved, as UTF-8 with lone surrogates kept.
    ///
    /// A `\u` with fewer than four digits behind it is dropped; any other character stands for
    /// itself after a backslash.
    static func unescaped(_ text: ArraySlice<UInt8>) throws(JSONPathError) -> [UInt8] {
        guard text.contains(UInt8(ascii: "\\")) else { return Array(text) }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            guard index < text.endIndex else {
                result.append(byte)
                break
            }
            let escape = text[index]
            index += 1
            if escape == UInt8(ascii: "u") {
                guard text.endIndex - index >= 4 else { break }
                guard let unit = UInt32(hexadecimal: text[index..<index + 4]) else {
                    throw .expected(
                        "four hexadecimal digits after `\\u`", found: "something else", at: index,
                        length: 4)
                }
                appendUnit(unit, to: &result)
                index += 4
            } else {
                result.append(control(escape) ?? escape)
            }
        }
        return result
    }

    private static func control(_ escape: UInt8) -> UInt8? {
        switch escape {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "r"): 0x0D
        default: nil
        }
    }
}

extension UInt32 {
    /// The number that hexadecimal digits write; nil if one of them is none.
    init?(hexadecimal digits: ArraySlice<UInt8>) {
        var value: UInt32 = 0
        for byte in digits {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 48)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 87)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 55)
            default: return nil
            }
        }
        self = value
    }
}

/// Appends a UTF-16 unit as UTF-8; the second half of a pair joins the first that stands before it.
func appendUnit(_ unit: UInt32, to bytes: inout [UInt8]) {
    if unit & 0xFC00 == 0xDC00, bytes.count >= 3 {
        let tail = bytes.suffix(3)
        let first = tail.startIndex
        if tail[first] == 0xED, tail[first + 1] & 0xF0 == 0xA0 {
            let high = UInt32(tail[first + 1] & 0x0F) << 6 | UInt32(tail[first + 2] & 0x3F)
            bytes.removeLast(3)
            bytes.append(contentsOf: UTF8Bytes(0x10000 + (high << 10 | unit & 0x3FF)))
            return
        }
    }
    bytes.append(contentsOf: UTF8Bytes(unit))
}
