import JSON
import Testing
import Values

@Suite("Writing JSON")
struct JSONWriterTests {
    @Test(
        "escapes what the style says",
        arguments: [
            ("a/b", "a\\/b", "a/b", "a/b"),
            ("\"\\", "\\\"\\\\", "\\\"\\\\", "\\\"\\\\"),
            (
                "\"#a\"\"]\\/", "\\\"#a\\\"\\\"]\\\\\\/", "\\\"#a\\\"\\\"]\\\\/",
                "\\\"#a\\\"\\\"]\\\\/"
            ),
            ("\u{8}\u{9}\n\u{c}\r", "\\b\\t\\n\\f\\r", "\\b\\t\\n\\f\\r", "\\b\\t\\n\\f\\r"),
            (
                "\u{0}\u{1}\u{b}\u{1f}", "\\u0000\\u0001\\u000B\\u001F",
                "\\u0000\\u0001\\u000B\\u001F", "\\u0000\\u0001\\u000b\\u001f"
            ),
            (
                "\u{7f}\u{80}\u{9f}\u{a0}", "\\u007F\\u0080\\u009F\u{a0}",
                "\\u007F\\u0080\\u009F\u{a0}", "\u{7f}\u{80}\u{9f}\u{a0}"
            ),
            (
                "\u{1fff}\u{2000}\u{2028}\u{20ac}\u{20ff}\u{2100}",
                "\u{1fff}\\u2000\\u2028\\u20AC\\u20FF\u{2100}",
                "\u{1fff}\\u2000\\u2028\\u20AC\\u20FF\u{2100}",
                "\u{1fff}\u{2000}\u{2028}€\u{20ff}\u{2100}"
            ),
            (
                "é日本😀\u{feff}\u{ffff}", "é日本😀\u{feff}\u{ffff}", "é日本😀\u{feff}\u{ffff}",
                "é日本😀\u{feff}\u{ffff}"
            ),
            ("", "", "", ""),
        ])
    func escapes(text: String, smart: String, compressed: String, minimal: String) {
        // At every place of an eight-byte word.
        for padding in 0...9 {
            let before = String(repeating: "x", count: padding)
            for (style, expected) in [
                (JSONStyle.jsonSmart, smart), (.jsonSmartCompressed, compressed),
                (.minimal, minimal),
            ] {
                var heap = Heap()
                var output = ByteBuffer()
                let value = heap.string(before + text + before)
                #expect(JSONWriter.write(value, style, &heap, into: &output))
                let written = String(decoding: output.array, as: UTF8.self)
                #expect(written == "\"\(before)\(expected)\(before)\"")
            }
        }
    }

    @Test("keeps lone surrogates for Java and escapes them otherwise")
    func surrogates() throws {
        let text = Array("\"\\ud800x\\udc00\"".utf8)
        #expect(try rewritten(text) == Array("\"\\ud800x\\udc00\"".utf8))
        #expect(
            try rewritten(text, as: .jsonSmart)
                == [0x22, 0xED, 0xA0, 0x80, 0x78, 0xED, 0xB0, 0x80, 0x22])
        #expect(try rewritten("\"\\ud83d\\ud83d\\ude00\"") == "\"\\ud83d😀\"")
        #expect(try rewritten("\"\\ude00\\ud83d\"") == "\"\\ude00\\ud83d\"")
    }

    @Test(
        "prints numbers as Java does",
        arguments: [
            ("1", "1"), ("-0", "0"), ("-0.0", "-0.0"), ("0e7", "0.0"), ("1.0", "1.0"),
            ("1E10", "1.0E10"), ("1e2", "100.0"), ("100.50", "100.5"), ("0.1", "0.1"),
            ("1e-7", "1.0E-7"), ("0.0001", "1.0E-4"), ("0.001", "0.001"), ("0.00123", "0.00123"),
            ("9999999.0", "9999999.0"), ("10000000.0", "1.0E7"), ("12345678.9", "1.23456789E7"),
            ("1234567", "1234567"), ("1234567.0", "1234567.0"), ("120000e3", "1.2E8"),
            ("1.50e-10", "1.5E-10"), ("0.000999", "9.99E-4"), ("105.05", "105.05"),
            ("100000000000000.5", "1.000000000000005E14"), ("3.0e0", "3.0"),
            ("12345678901234567890", "12345678901234567890"),
            ("9007199254740993", "9007199254740993"),
            ("-9223372036854775809", "-9223372036854775809"),
            ("0.1234567890123456789012345", "0.1234567890123456789012345"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("1.7976931348623157e308", "1.7976931348623157E+308"),
            ("1.000000000000000000000", "1.000000000000000000000"),
            ("0.00000000000000000012345", "1.2345E-19"), ("-0.0000000000000000000", "0E-19"),
            ("0.000001234567890123456789", "0.000001234567890123456789"),
            ("0.0000001234567890123456789", "1.234567890123456789E-7"),
            ("123456789.123456789", "123456789.123456789"),
            ("4.9e-324", "4.9E-324"), ("3.4028235e38", "3.4028235E38"), ("2e-323", "2.0E-323"),
            ("1e400", "null"), ("-1e400", "null"), ("1e-400", "0.0"), ("1e21", "1.0E21"),
        ])
    func numbers(text: String, expected: String) throws {
        #expect(try rewritten("[\(text)]", as: .jsonSmart) == "[\(expected)]")
        #expect(try rewritten("[\(text)]", as: .jsonSmartCompressed) == "[\(expected)]")
        #expect(try rewritten("[\(text)]", as: .minimal) == "[\(text)]")
        if expected != "null" { #expect(try javaText(text) == expected) }
    }

    @Test("prints computed numbers")
    func computedNumbers() {
        let cases: [(Value, String, String)] = [
            (.integer(-5), "-5", "-5"), (.long(1 << 40), "1099511627776", "1099511627776"),
            (.double(0.5), "0.5", "0.5"), (.double(.nan), "NaN", "null"),
            (.double(.infinity), "null", "null"), (.double(1e7), "1.0E7", "1.0E7"),
            (Value(.float, payload: Double(Float(0.1)).bitPattern), "0.1", "0.1"),
            (Value(.byte, payload: UInt64(bitPattern: -1)), "-1", "-1"),
            (.true, "true", "true"), (.null, "null", "null"),
            (Value(.character, payload: 0x22), "{}", "\"\\\"\""),
            (Value(.javaClass), "{}", "\"class java.lang.Object\""),
        ]
        for (value, smart, minimal) in cases {
            var heap = Heap()
            var output = ByteBuffer()
            JSONWriter.write(value, .jsonSmart, &heap, into: &output)
            #expect(String(decoding: output.array, as: UTF8.self) == smart)
            output.truncate(0)
            JSONWriter.write(value, .minimal, &heap, into: &output)
            #expect(String(decoding: output.array, as: UTF8.self) == minimal)
        }
    }

    @Test("indents for people")
    func pretty() throws {
        let text = "{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[],\"e\":\"x\"}"
        #expect(
            try rewritten(text, as: .pretty) == """
                {
                  "a": [
                    1,
                    {
                      "b": null
                    }
                  ],
                  "c": {},
                  "d": [],
                  "e": "x"
                }
                """)
    }

    @Test("writes views, entries, arrays and context maps")
    func javaCollections() throws {
        var heap = Heap()
        var output = ByteBuffer()
        let map = try Grammar.strict.parse(
            Array("{\"requestOverride\":1,\"responseOverride\":\"x\",\"stage\":[]}".utf8),
            in: &heap,
            nesting: 9)
        let cases: [(Value.Kind, String)] = [
            (.keySet, "[\"requestOverride\",\"responseOverride\",\"stage\"]"),
            (.valuesView, "[1,\"x\",[]]"),
            (.entry, "{\"key\":\"requestOverride\",\"value\":1}"),
            (.contextMap, "{\"requestOverride\":1,\"stage\":[],\"responseOverride\":\"x\"}"),
            (
                .entrySet,
                """
                [{"key":"requestOverride","value":1},{"key":"responseOverride","value":"x"},\
                {"key":"stage","value":[]}]
                """
            ),
        ]
        for (kind, expected) in cases {
            output.truncate(0)
            let value = Value(kind, payload: map.payload)
            #expect(JSONWriter.write(value, .jsonSmartCompressed, &heap, into: &output))
            #expect(String(decoding: output.array, as: UTF8.self) == expected)
        }
        #expect(heap.stack.count == 0)
    }

    @Test("stops in a list that holds itself, however often")
    func cycles() {
        var heap = Heap()
        var output = ByteBuffer(limit: 1 << 20)
        let list = heap.makeContainer(.jsonArray)
        heap.append(list, to: list)
        #expect(!JSONWriter.write(list, .jsonSmart, &heap, into: &output))
        #expect(!JavaText.write(list, &heap, into: &output))
        heap.append(list, to: list)
        #expect(!JSONWriter.write(list, .pretty, &heap, into: &output))
        let map = heap.makeContainer(.map)
        heap.put(heap.string("a"), list, in: map)
        heap.put(heap.string("b"), map, in: map)
        output.truncate(0)
        #expect(!JSONWriter.write(map, .minimal, &heap, into: &output))
        let count = output.count
        #expect(count <= 1 << 20)
    }

    @Test("stops when the output is full")
    func fullOutput() {
        var heap = Heap()
        var output = ByteBuffer(capacity: 16, limit: 100)
        // Sixty lists of two times the list before: more text than there can be.
        var list = heap.makeContainer(.list)
        for _ in 0..<60 {
            let outer = heap.makeContainer(.list)
            heap.append(list, to: outer)
            heap.append(list, to: outer)
            list = outer
        }
        #expect(!JSONWriter.write(list, .minimal, &heap, into: &output))
        let isFull = output.overflowed
        #expect(isFull)
        #expect(!JavaText.write(list, &heap, into: &output))
    }
}
