import Diagnostics
import JSONPath
import Testing

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
                path:1:8: error[jsonpath-syntax]: expected a quoted name, an index, `*` or `?`, found `x`
                  1 | $.book[x]
                    |        ^
                """)
        let broken = try #require(throws: Diagnostic.self) {
            try JSONPathExpression("$").evaluate(on: Array("{".utf8))
        }
        #expect(broken.file.name == "document")
    }
}
