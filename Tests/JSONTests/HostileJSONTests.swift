import JSON
import Testing
import Values

@Suite("Hostile texts")
struct HostileJSONTests {
    @Test("are refused at the bracket that is one too deep")
    func brackets() {
        for character in ["[", "{\"a\":"] {
            let text = String(repeating: character, count: 100_000)
            for grammar in [Grammar.strict, .permissive, .gateway] {
                let error = refusal(text, grammar)
                #expect(error?.code == "json-nesting-limit")
                #expect(error?.offset == 256 * character.utf8.count)
            }
        }
    }

    @Test("may be nested as deep as the limit says")
    func nesting() throws {
        let text = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
        #expect(try rewritten(text) == text)
        #expect(try rewritten(text, .permissive) == text)
        #expect(refusal(Array(text.utf8), nesting: 255)?.code == "json-nesting-limit")
    }

    @Test("may be large")
    func large() throws {
        let element = "{\"name\":\"Zoë\",\"note\":\"a\\nb\",\"n\":1.50}"
        let text = "[" + Array(repeating: element, count: 250_000).joined(separator: ",") + "]"
        #expect(try rewritten(text).utf8.count == text.utf8.count)
        let string = "\"" + String(repeating: "x", count: 10 << 20) + "\""
        #expect(try rewritten(string) == string)
        #expect(refusal(String(string.dropLast()))?.code == "json-unterminated-string")
    }

    @Test("may hold huge numbers")
    func numbers() throws {
        let digits = String(repeating: "9", count: 100_000)
        for text in [digits, "-" + digits, "0." + digits, "1e" + digits, "1e-" + digits] {
            #expect(try rewritten(text) == text)
            // Whatever Java makes of it, it ends.
            _ = try javaText(text)
        }
    }

    @Test("do not overrun a heap's limits")
    func limits() {
        var heap = Heap(byteLimit: 1000, slotLimit: 10)
        let text = Array("[1,2,3,4,5,6,7,8,9,10,11,12]".utf8)
        for grammar in [Grammar.strict, .permissive] {
            heap.reset()
            #expect(throws: JSONParseError.self) {
                try grammar.parse(text, in: &heap, nesting: 9)
            }
        }
        heap.reset()
        let long = Array(("\"\\n" + String(repeating: "x", count: 600) + "\"").utf8)
        #expect(throws: JSONParseError.self) {
            try Grammar.strict.parse(long, in: &heap, nesting: 9)
        }
    }

    @Test("do not make the search for equal keys slow")
    func manyKeys() throws {
        // As long, alike at both ends, and different in the middle.
        let keys = (0..<60_000).map { "\"prefix-\($0 + 100_000)-suffix\":0" }
        let text = "{" + keys.joined(separator: ",") + "}"
        #expect(try rewritten(text) == text)
        let objects = Array(
            repeating: "{" + keys[0..<30].joined(separator: ",") + "}", count: 2000)
        let list = "[" + objects.joined(separator: ",") + "]"
        #expect(try rewritten(list) == list)
    }

    @Test("are read or refused whatever byte is changed or missing")
    func mutations() {
        let text = Array(
            "{\"a\":[1,-2.5e3,\"x\\u00e9\\ud83d\\ude00é😀\"],\"b\":{\"c\":null,\"d\":true}}".utf8)
        for index in text.indices {
            for byte in [
                0, 0x1A, 0x20, 0x22, 0x27, 0x2C, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x7F, 0x80,
                0xC3, 0xED, 0xF0, 0xFF,
            ] as [UInt8] {
                var changed = text
                changed[index] = byte
                for grammar in [Grammar.strict, .permissive, .gateway] {
                    _ = refusal(changed, grammar)
                    _ = refusal(Array(changed[...index]), grammar)
                }
            }
        }
    }
}
