import JSON
import JSONPath
import Testing
import Values

@Suite("Jayway's functions")
struct JaywayFunctionTests {
    static let data = """
        {"n":[1,2,6],"one":[4],"e":[],"m":[1,"x",null,2],"s":["a","b"],"o":{"x":1,"y":2},\
        "t":"text",\
        "rows":[{"v":[1,2]},{"v":[3]}]}
        """

    @Test(
        "results",
        arguments: [
            Row("$.n.length()", "3"), Row("$.o.size()", "2"), Row("$.t.length()", "null"),
            Row("$.n.min()", "1.0"),
            Row("$.n.max()", "6.0"), Row("$.n.sum()", "9.0"), Row("$.n.avg()", "3.0"),
            Row("$.m.sum()", "3.0"),
            Row("$.one.stddev()", "0.0"), Row("$.n.first()", "1"), Row("$.n.last()", "6"),
            Row("$.n.index(1)", "2"), Row("$.n.index(-1)", "6"), Row("$.s.concat()", #""ab""#),
            Row("$.s.concat(\"c\", $.t)", #""abctext""#), Row("$.concat('a')", #""""#),
            Row("$.concat(1.50)", #""1.5""#),
            Row("$.n.append(7)", "[1,2,6,7]"), Row("$.n.append(7).sum()", "16.0"),
            Row("$.o.append(1)", #"{"x":1,"y":2}"#),
            Row("$.sum($.n, 1)", "10.0"), Row("$.rows[*].v.length()", "[2,1]"),
            Row("$..x.sum()", "1.0"),
            Row("$.rows.index(1).v", "[3]"), Row("$.keys().zz", "nothing"),
            Row("$.length($.rows)", "8"),
            Row("$.e.keys()", "null"), Row("$.sum({\"a\":1}, -2)", "-2.0"),
        ])
    func results(_ row: Row) {
        #expect(find(row.path, in: Self.data) == row.result)
    }

    @Test(
        "failures",
        arguments: [
            Row("$.foo()", "jsonpath-function"), Row("$.e.sum()", "jsonpath-data"),
            Row("$.t.max()", "jsonpath-data"),
            Row("$.e.first()", "jsonpath-index"), Row("$.one.last()", "jsonpath-data"),
            Row("$.n.index(9)", "jsonpath-index"),
            Row("$.n.index()", "jsonpath-index"), Row("$.zz.length()", "nothing"),
            Row("$.sum($.zz)", "nothing"),
            Row("$.sum($.sum(1,2),3)", "jsonpath-syntax"),
            Row("$.concat(\"a(b\")", "jsonpath-syntax"),
            Row("$.sum(1]", "jsonpath-syntax"), Row("$.n.length() x", "jsonpath-syntax"),
            Row("$..v.sum()", "jsonpath-data"), Row("$.length(1)", "jsonpath-data"),
        ])
    func failures(_ row: Row) {
        #expect(find(row.path, in: Self.data) == row.result)
    }

    @Test("keys() is a live view of the object's keys")
    func keys() throws {
        var heap = Heap()
        heap.bytes.append(#"{"o":{"x":1,"y":2}}"#)
        let root = try JSONParser.parse(0..<heap.bytes.count, in: &heap, nesting: 10)
        var evaluator = JSONPathEvaluator()
        let query = try JSONPathQuery(Array("$.o.keys()".utf8), dialect: .jayway)
        let result = try #require(try evaluator.evaluate(query, on: root, heap: &heap))
        #expect(result.kind == .keySet)
        var text = ByteBuffer()
        JavaText.write(result, &heap, into: &text)
        #expect(String(decoding: text.array, as: UTF8.self) == "[x, y]")
    }
}
