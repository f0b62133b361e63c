import JSON
import Testing
import Values

@Suite("The strict parser")
struct JSONParserTests {
    @Test(
        "reads what RFC 8259 allows",
        arguments: [
            ("null", "null"), ("true", "true"), (" false ", "false"),
            ("0", "0"), ("-0", "-0"), ("-12.50E+07", "-12.50E+07"), ("1e5", "1e5"),
            ("\"\"", "\"\""), ("\"a\"", "\"a\""),
            ("[]", "[]"), ("{}", "{}"), (" [ ] ", "[]"), ("\t{\r\n}\n", "{}"),
            ("[1,[2,[3,{}]],{\"a\":[]}]", "[1,[2,[3,{}]],{\"a\":[]}]"),
            ("{ \"a\" : 1 , \"b\" : { \"c\" : null } }", "{\"a\":1,\"b\":{\"c\":null}}"),
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""),
            ("\"\\u0041\\u00e9\\u20AC\\ud83d\\uDE00\"", "\"Aé€😀\""),
            ("\"é€😀\"", "\"é€😀\""), ("\"\u{7F}\"", "\"\u{7F}\""),
            ("\"a\u{7F}\\n\"", "\"a\u{7F}\\n\""),
            ("\"\\u0000\"", "\"\\u0000\""),
        ])
    func accepts(text: String, expected: String) throws {
        #expect(try rewritten(text) == expected)
        // The permissive grammar agrees where the strict one has a say.
        if !text.contains("\u{7F}"), text != "-0" {
            #expect(try rewritten(text, .permissive) == expected)
        }
    }

    @Test("reads strings of every length, so that each byte of a word is an end once")
    func stringLengths() throws {
        for length in 0...40 {
            for tail in ["", "é", "\\n", "😀", "\u{7F}"] {
                let text = "\"" + String(repeating: "x", count: length) + tail + "\""
                let plain = [text, "[\(text),\(text)]", "{\(text):\(text)}"]
                for document in plain { #expect(try rewritten(document) == document) }
            }
        }
    }

    @Test("sets the flags of strings")
    func flags() throws {
        let cases: [(String, Value.Flags)] = [
            ("\"abc\"", [.ascii, .plain]), ("\"\"", [.ascii, .plain]),
            ("\"a/b\"", [.ascii, .plain]),
            ("\"a\\/b\"", [.ascii, .plain]), ("\"a\\nb\"", .ascii), ("\"\u{7F}\"", .ascii),
            ("\"é\"", []), ("\"\\u00e9\"", []), ("\"12345678\\u0041\"", [.ascii, .plain]),
        ]
        for (text, flags) in cases {
            var heap = Heap()
            let value = try Grammar.strict.parse(Array(text.utf8), in: &heap, nesting: 1)
            #expect(value.flags == flags, "\(text)")
        }
    }

    @Test("keeps the slots of each container together")
    func contiguousSlots() throws {
        var heap = Heap()
        let text = "[1,{\"a\":[2,3],\"b\":4},5]"
        let list = try Grammar.strict.parse(Array(text.utf8), in: &heap, nesting: 9)
        #expect(heap.count(of: list) == 3)
        let map = heap.element(1, of: list)
        #expect(map.kind == .map && heap.entryCount(of: map) == 2)
        #expect(heap.key(1, of: map).kind == .string)
        #expect(heap.count(of: heap.value(0, of: map)) == 2)
        #expect(heap.stack.count == 0)
    }

    @Test("parses a range in the middle of the heap and leaves what is around")
    func middle() throws {
        var heap = Heap()
        heap.bytes.append("xx[\"a\\n\",1]0yy")
        heap.stack.append(.true)
        var output = ByteBuffer()
        let value = try JSONParser.parse(2..<11, in: &heap, nesting: 4)
        JSONWriter.write(value, .minimal, &heap, into: &output)
        #expect(output.array == Array("[\"a\\n\",1]".utf8))
        #expect(heap.bytes[11] == UInt8(ascii: "0"))
        #expect(heap.stack.count == 1)
        #expect(throws: JSONParseError.self) {
            try JSONParser.parse(2..<6, in: &heap, nesting: 4)
        }
        #expect(heap.stack.count == 1)
    }

    @Test(
        "gives the first place and the last value to a key that comes twice",
        arguments: [
            ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}"),
            ("{\"\":1,\"\":2,\"\":3}", "{\"\":3}"),
            ("{\"a\":{\"x\":1,\"x\":2},\"a\":{\"y\":1},\"b\":0}", "{\"a\":{\"y\":1},\"b\":0}"),
            ("{\"a\":1,\"\\u0061\":2}", "{\"a\":2}"),
            ("{\"key-one\":1,\"key-two\":2,\"key-one\":3}", "{\"key-one\":3,\"key-two\":2}"),
        ])
    func equalKeys(text: String, expected: String) throws {
        #expect(try rewritten(text) == expected)
        #expect(try rewritten(text, .permissive) == expected)
    }

    @Test("finds equal keys in large objects", arguments: [20, 32, 33, 34, 100, 5000])
    func equalKeysInLargeObjects(count: Int) throws {
        let members = (0..<count).map { "\"key\($0)\":\($0)" }
        let again = (0..<count).map { "\"key\($0)\":\(-$0)" }
        let text = "{" + (members + again).joined(separator: ",") + "}"
        let expected = "{" + again.joined(separator: ",") + "}"
        #expect(try rewritten(text) == expected)
        #expect(try rewritten("{" + members.joined(separator: ",") + "}").utf8.count > count)
    }
}
