import APIGatewayMapping
import Testing
import VTLRuntime
import Values

/// The functions of `$util` on texts of all lengths, against loops that look at one character.
@Suite struct CodingTests {
    private func apply(
        _ text: String, _ append: (inout ByteBuffer, borrowing Heap, Range<Int>) throws -> Void
    ) rethrows -> String {
        var heap = Heap()
        heap.bytes.append("'")
        heap.bytes.append(string: text)
        let range = 1..<heap.bytes.count
        heap.bytes.append("'%/")
        var output = ByteBuffer()
        try append(&output, heap, range)
        return String(decoding: output.array, as: UTF8.self)
    }

    /// Texts of all lengths with a character in all places.
    private static let texts: [String] = [
        "/", "'", "%", "+", " ", "\u{7F}", "\"\\", "é", "😀", "\t\u{1}",
    ]
    .flatMap { character in
        (0..<20).flatMap { length in
            (0...length).map { place in
                String(repeating: "a", count: place) + character
                    + String(repeating: "b", count: length - place)
            }
        }
    }

    private func escaped(_ text: String) -> String {
        text.utf16.map { unit in
            switch unit {
            case 0x08: "\\b"
            case 0x09: "\\t"
            case 0x0A: "\\n"
            case 0x0C: "\\f"
            case 0x0D: "\\r"
            case 0x22, 0x27, 0x2F, 0x5C: "\\" + String(Unicode.Scalar(UInt8(unit)))
            case 0x20..<0x80: String(Unicode.Scalar(UInt8(unit)))
            default:
                "\\u"
                    + String(
                        repeating: "0", count: unit < 16 ? 3 : unit < 256 ? 2 : unit < 4096 ? 1 : 0)
                    + String(unit, radix: 16, uppercase: true)
            }
        }.joined()
    }

    @Test func escapesJavaScript() {
        for text in Self.texts + ["\u{0}\u{8}\u{A}\u{C}\u{D}\u{1F}\u{80}\u{ABC}\u{9AF0}\u{FFFF}"] {
            let made = apply(text) { $0.appendEscapedJavaScript($2, of: $1) }
            #expect(made == escaped(text))
        }
    }

    @Test func findsWhatJavaScriptEscapes() {
        for text in Self.texts {
            var bytes = ByteBuffer()
            bytes.append(string: text + "'")
            let found = bytes.firstEscapedInJavaScript(in: 0..<bytes.count - 1)
            let expected = text.utf8.firstIndex { byte in
                byte < 0x20 || byte >= 0x80 || "'\"/\\".utf8.contains(byte)
            }
            #expect(found == expected.map { text.utf8.distance(from: text.startIndex, to: $0) })
        }
    }

    @Test func encodesAndDecodesForms() throws {
        for text in Self.texts {
            let encoded = apply(text) { $0.appendURLEncoded($2, of: $1.bytes) }
            let expected = text.utf8.map { byte in
                switch byte {
                case 0x20: "+"
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2D, 0x2E, 0x5F:
                    String(Unicode.Scalar(byte))
                default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
                }
            }.joined()
            #expect(encoded == expected)
            let decoded = try apply(encoded) { try $0.appendURLDecoded($2, of: $1) }
            #expect(decoded == text)
        }
    }

    @Test(arguments: ["%", "%4", "a%4g", "aaaaaaa%", "%%41"])
    func refusesIncompleteEscapes(_ text: String) {
        #expect(throws: RenderFault.self) {
            try apply(text) { try $0.appendURLDecoded($2, of: $1) }
        }
    }

    @Test func encodesAndDecodesBase64() throws {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        for text in Self.texts {
            let encoded = apply(text) { $0.appendBase64($2, of: $1.bytes) }
            let bits = text.utf8.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
            var expected = stride(from: 0, to: bits.count, by: 6).map { start in
                alphabet[
                    (0..<6).reduce(0) {
                        $0 << 1 | (start + $1 < bits.count ? Int(bits[start + $1]) : 0)
                    }]
            }
            while expected.count % 4 != 0 { expected.append("=") }
            #expect(encoded == String(expected))
            let decoded = try apply(encoded) { try $0.appendBase64Decoded($2, of: $1) }
            #expect(decoded == text)
            let bare = String(encoded.prefix { $0 != "=" })
            let again = try apply(bare) { try $0.appendBase64Decoded($2, of: $1) }
            #expect(again == text)
        }
    }

    @Test(arguments: ["A", "AAAAA", "AA=A", "AAA==", "AAAA=", "AA\u{E9}A", "AAAA A", "AAA-"])
    func refusesWhatIsNoBase64(_ text: String) {
        #expect(throws: RenderFault.self) {
            try apply(text) { try $0.appendBase64Decoded($2, of: $1) }
        }
    }
}
