import JSON
import JSONPath
import Testing
import Values

/// What `path` finds in `json`, as compact JSON; `nothing`, or the code of the error.
func find(
    _ path: String, in json: String, _ dialect: JSONPathDialect = .jayway,
    limits: JSONPathLimits = JSONPathLimits()
) -> String {
    var heap = Heap()
    heap.bytes.append(string: json)
    guard
        let root = try? JSONDocument.parse(0..<heap.bytes.count, in: &heap, nesting: 2000)
    else { return "unreadable" }
    return find(path, in: root, &heap, dialect, limits: limits)
}

func find(
    _ path: String, in root: Value, _ heap: inout Heap, _ dialect: JSONPathDialect = .jayway,
    limits: JSONPathLimits = JSONPathLimits()
) -> String {
    do {
        let query = try JSONPathQuery(Array(path.utf8), dialect: dialect, limits: limits)
        var evaluator = JSONPathEvaluator()
        guard let result = try evaluator.evaluate(query, on: root, heap: &heap) else {
            return "nothing"
        }
        #expect(heap.stack.count == 0, "values are left on the stack")
        var output = ByteBuffer()
        JSONWriter.write(result, .minimal, &heap, into: &output)
        return String(decoding: output.array, as: UTF8.self)
    } catch {
        return error.code
    }
}

/// One row of a table: a path, and what it finds.
struct Row: CustomTestStringConvertible, Sendable {
    let path: String
    let result: String

    init(_ path: String, _ result: String) {
        self.path = path
        self.result = result
    }

    var testDescription: String { path }
}
