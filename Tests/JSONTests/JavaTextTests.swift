import JSON
import Testing
import Values

@Suite("Java's texts")
struct JavaTextTests {
    @Test(
        "print what comes from JSON",
        arguments: [
            ("{\"a\":1,\"b\":{\"c\":2}}", "{a=1, b={c=2}}"), ("{}", "{}"), ("[]", "[]"),
            ("[{\"foo\":\"bar\"}]", "[{\"foo\":\"bar\"}]"),
            ("{\"list\":[{\"foo\":\"b/r\"}]}", "{list=[{\"foo\":\"b\\/r\"}]}"),
            ("{\"u\":\"http://a/b\",\"n\":null,\"t\":true}", "{u=http://a/b, n=null, t=true}"),
            ("{\"\":1,\"a b\":2.50}", "{=1, a b=2.5}"), ("\"a\\\"b\\n\"", "a\"b\n"),
            ("null", "null"),
            ("1e400", "Infinity"), ("-1e400", "-Infinity"), ("{\"n\":-0}", "{n=0}"),
        ])
    func json(text: String, expected: String) throws {
        #expect(try javaText(text) == expected)
    }

    @Test("print lists, views, entries and classes")
    func collections() throws {
        var heap = Heap()
        var output = ByteBuffer()
        let map = try Grammar.strict.parse(
            Array("{\"a\":1,\"b\":[\"x/y\"],\"c\":null}".utf8), in: &heap, nesting: 9)
        let list = heap.makeContainer(.list)
        for element in [.integer(1), heap.string("é"), .null, map, .double(2)] {
            heap.append(element, to: list)
        }
        let cases: [(Value, String)] = [
            (list, "[1, é, null, {a=1, b=[\"x\\/y\"], c=null}, 2.0]"),
            (Value(.keySet, payload: map.payload), "[a, b, c]"),
            (Value(.valuesView, payload: map.payload), "[1, [\"x\\/y\"], null]"),
            (Value(.entrySet, payload: map.payload), "[a=1, b=[\"x\\/y\"], c=null]"),
            (Value(.entry, length: 1, payload: map.payload), "b=[\"x\\/y\"]"),
            (Value(.contextMap, payload: map.payload), ""),
            (Value(.character, payload: 0xE9), "é"),
            (
                Value(.javaClass, detail: UInt16(Value.Kind.string.rawValue)),
                "class java.lang.String"
            ),
            (.double(.nan), "NaN"),
        ]
        for (value, expected) in cases {
            output.truncate(0)
            #expect(JavaText.write(value, &heap, into: &output))
            #expect(String(decoding: output.array, as: UTF8.self) == expected)
        }
        output.truncate(0)
        let array = Value(.javaArray, payload: list.payload)
        JavaText.write(array, &heap, into: &output)
        let text = String(decoding: output.array, as: UTF8.self)
        #expect(text.hasPrefix("[Ljava.lang.Object;@"))
    }

    @Test("name a collection that holds itself")
    func selfContainment() {
        var heap = Heap()
        var output = ByteBuffer()
        let list = heap.makeContainer(.list)
        let map = heap.makeContainer(.map)
        heap.append(list, to: list)
        heap.append(.null, to: list)
        heap.put(heap.string("self"), map, in: map)
        heap.put(heap.string("l"), list, in: map)
        #expect(JavaText.write(map, &heap, into: &output))
        #expect(
            String(decoding: output.array, as: UTF8.self)
                == "{self=(this Map), l=[(this Collection), null]}")
        // One that holds itself in another has no end.
        let other = heap.makeContainer(.list)
        heap.append(other, to: list)
        heap.append(list, to: other)
        #expect(!JavaText.write(list, &heap, into: &output))
    }
}
