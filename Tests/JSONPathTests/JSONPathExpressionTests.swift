import Diagnostics
import JSON
import JSONPath
import Testing
import Values

@Suite("The public expression")
struct JSONPathExpressionTests {
    private let document = Array(
        #"{"book":[{"price":8.95,"title":"A"},{"price":22,"title":"B"}]}"#.utf8)

    private func evaluate(
        _ path: String, _ dialect: JSONPathExpression.Dialect
    ) throws(Diagnostic) -> String? {
        let expression = try JSONPathExpression(path, dialect: dialect)
        return try expression.evaluate(on: document).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("both dialects")
    func results() throws {
        #expect(try evaluate("$.book[?@.price < 10].title", .rfc9535) == #"["A"]"#)
        #expect(try evaluate("$.book[0].title", .jayway) == #""A""#)
        #expect(try evaluate("$.zz", .rfc9535) == "[]")
        #expect(try evaluate("$.zz", .jayway) == nil)
    }

    @Test("an error shows the path with the place marked")
    func errors() throws {
        let error = try #require(throws: Diagnostic.self) { try evaluate("$.book[x]", .jayway) }
        #expect(
            error.description == """
                path:1:8: error[jsonpath-syntax]: expected a quoted name, an index, \
                `*` or `?`, found `x`
                  1 | $.book[x]
                    |        ^
                """)
        let broken = try #require(throws: Diagnostic.self) {
            try JSONPathExpression("$").evaluate(on: Array("{".utf8))
        }
        #expect(broken.file.name == "document")
    }

    @Test(
        "an error of an evaluation tells the step that failed",
        arguments: [
            Row("$.book[0].price.length().x", "23"), Row("$.book[0].zz.y", "9"),
            Row("$.book[9]", "6"),
            Row("book[0].zz", "7"), Row("$.book[0].title[?(@.a)]", "15"), Row("$.book.foo()", "6"),
            Row("$.sum($.book)", "1"), Row("$['book'][*]['price'].max()", "21"),
            Row("$.book[?(@ empty true)]", "6"),
        ])
    func places(_ row: Row) throws {
        var heap = Heap()
        heap.bytes.append(document)
        let root = try JSONParser.parse(0..<heap.bytes.count, in: &heap, nesting: 10)
        let query = try JSONPathQuery(Array(row.path.utf8), dialect: .jayway)
        var evaluator = JSONPathEvaluator()
        let failure: JSONPathError
        do {
            let found = try evaluator.evaluate(query, on: root, heap: &heap)
            #expect(found == nil)
            failure = evaluator.notFound(query, on: root, heap: &heap)
        } catch {
            failure = error
        }
        #expect(!failure.isSyntaxError)
        #expect(failure.offset.map(String.init) == row.result, "\(failure)")
    }
}
