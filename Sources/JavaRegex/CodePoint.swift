/// A Unicode code point, lone UTF-16 surrogates included, which `Unicode.Scalar` cannot hold.
struct CodePoint: Hashable, Comparable, Sendable, ExpressibleByUnicodeScalarLiteral {
    let value: UInt32

    static let max = CodePoint(0x10FFFF)
    /// What a byte that belongs to no well-formed sequence counts as, in patterns and subjects:
    /// SUBSTITUTE, one byte long, so that offsets stay what they are.
    static let substitute = CodePoint(0x1A)

    init(_ value: UInt32) { self.value = value }

    init(unicodeScalarLiteral scalar: Unicode.Scalar) { value = scalar.value }

    static func < (left: CodePoint, right: CodePoint) -> Bool { left.value < right.value }

    var isASCIILetter: Bool { value < 0x80 && UInt8(value) | 0x20 &- 0x61 < 26 }

    var isASCIIDigit: Bool { self >= "0" && self <= "9" }

    /// The letter's other case, of ASCII letters.
    var otherASCIICase: CodePoint? { isASCIILetter ? CodePoint(value ^ 0x20) : nil }

    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "a"..."f", "A"..."F": (value | 0x20) - 0x61 + 10
        default: nil
        }
    }

    /// The value of an octal digit.
    var octalValue: UInt32? { self >= "0" && self <= "7" ? value - 0x30 : nil }

    var isHighSurrogate: Bool { value & 0xFFFF_FC00 == 0xD800 }
    var isLowSurrogate: Bool { value & 0xFFFF_FC00 == 0xDC00 }

    /// The code point of a surrogate pair.
    static func pair(_ high: CodePoint, _ low: CodePoint) -> CodePoint {
        CodePoint(0x10000 + (high.value & 0x3FF) << 10 + low.value & 0x3FF)
    }

    /// How the code point is shown in messages.
    var text: String {
        guard let scalar = Unicode.Scalar(value), value >= 0x20, value != 0x7F else {
            return "U+" + String(value, radix: 16, uppercase: true)
        }
        return String(scalar)
    }
}
