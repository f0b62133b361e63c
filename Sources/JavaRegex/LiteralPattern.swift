/// A pattern that matches one text of up to eight ASCII characters and nothing else, found without a
/// matcher: `,` or `\\'`, which most mapping templates have.
package struct LiteralPattern: BitwiseCopyable, Sendable {
    /// The text's bytes, the first in the low bits.
    package private(set) var bytes: UInt64 = 0
    /// The number of bytes, 1 to 8.
    package private(set) var count = 0

    /// Nil for patterns that may mean something else.
    package init?(_ pattern: Span<UInt8>) {
        // Two bytes of a pattern for each of the text at most.
        guard !pattern.isEmpty, pattern.count <= 16 else { return nil }
        var index = 0
        while index < pattern.count, count < 8 {
            var byte = pattern[index]
            if byte == UInt8(ascii: "\\") {
                index += 1
                guard index < pattern.count, !Self.isLetterOrDigit(pattern[index]) else {
                    return nil
                }
                byte = pattern[index]
            } else if Self.isSpecial(byte) {
                return nil
            }
            guard byte < 0x80 else { return nil }
            bytes |= UInt64(byte) << UInt64(count * 8)
            count += 1
            index += 1
        }
        guard index == pattern.count else { return nil }
    }

    /// Letters and digits behind a backslash mean something else.
    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "."), UInt8(ascii: "|"),
            UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
            UInt8(ascii: "}"):
            true
        default: false
        }
    }
}
