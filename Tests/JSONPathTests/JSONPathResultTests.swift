import JSON
import JSONPath
import Testing
import Values

@Suite("Results")
struct JSONPathResultTests {
    @Test("containers are those of the document, lists of results are new")
    func live() throws {
        var heap = Heap()
        heap.bytes.append(#"{"a":[{"b":1}]}"#)
        let root = try JSONParser.parse(0..<heap.bytes.count, in: &heap, nesting: 10)
        var evaluator = JSONPathEvaluator()
        let definite = try JSONPathQuery(Array("$.a[0]".utf8), dialect: .jayway)
        #expect(definite.isDefinite)
        let object = try #require(try evaluator.evaluate(definite, on: root, heap: &heap))
        let key = heap.string("c")
        heap.put(key, .true, in: object)
        #expect(find("$.a", in: root, &heap) == #"[{"b":1,"c":true}]"#)

        let indefinite = try JSONPathQuery(Array("$.a[*]".utf8), dialect: .jayway)
        #expect(!indefinite.isDefinite)
        let list = try #require(try evaluator.evaluate(indefinite, on: root, heap: &heap))
        #expect(list.kind == .jsonArray)
        heap.append(.null, to: list)
        #expect(find("$.a", in: root, &heap) == #"[{"b":1,"c":true}]"#)
        #expect(heap.element(0, of: list).container == object.container)
    }

    @Test("large objects are looked up, too")
    func largeObjects() {
        let members = (0..<500).map { #""member\#($0)":\#($0)"# }.joined(separator: ",")
        #expect(find("$.member499", in: "{\(members)}") == "499")
        #expect(find("$['member7','member8']", in: "{\(members)}") == #"{"member7":7,"member8":8}"#)
        #expect(find("$.member500", in: "{\(members)}") == "nothing")
    }

    @Test(
        "names are compared to their last byte",
        arguments: ["a", "abcd", "abcde", "abcdefgh", "abcdefghijklmnopq"])
    func names(_ name: String) {
        let json = #"{"\#(name)x":1,"\#(name.dropLast())":2,"\#(name)":3}"#
        #expect(find("$.\(name)", in: json) == "3")
        #expect(find("$.\(name)y", in: json) == "nothing")
    }

    @Test("the evaluator can be used again after an error")
    func reuse() throws {
        var heap = Heap()
        heap.bytes.append("[[],1]")
        let root = try JSONParser.parse(0..<heap.bytes.count, in: &heap, nesting: 10)
        var evaluator = JSONPathEvaluator()
        let failing = try JSONPathQuery(Array("$[*].sum()".utf8), dialect: .jayway)
        #expect(throws: JSONPathError.self) {
            try evaluator.evaluate(failing, on: root, heap: &heap)
        }
        #expect(heap.stack.count == 0)
        let query = try JSONPathQuery(Array("$[1]".utf8), dialect: .jayway)
        #expect(try evaluator.evaluate(query, on: root, heap: &heap)?.kind == .numberText)
    }
}
