public import Diagnostics
import JSON
import Values

/// A JSONPath on JSON texts: compiled once, evaluated many times, from any thread.
///
/// ```swift
/// let titles = try JSONPathExpression("$.book[?@.price < 10].title")
/// let found = try titles.evaluate(on: document)  // ["Sayings of the Century","Moby Dick"]
/// ```
public struct JSONPathExpression: Sendable {
    /// What the path is written in.
    public enum Dialect: Sendable {
        /// The standard. The result is a list of what was found.
        case rfc9535
        /// Jayway JsonPath, as API gateways evaluate it. A path that can find one value at most
        /// gives this value.
        case jayway
    }

    private let query: JSONPathQuery
    private let file: SourceFile

    /// Compiles `path`; the error tells the place in it.
    public init(_ path: String, dialect: Dialect = .rfc9535) throws(Diagnostic) {
        file = SourceFile(name: "path", bytes: Array(path.utf8))
        do {
            query = try JSONPathQuery(
                file.bytes, dialect: dialect == .rfc9535 ? .rfc9535 : .jayway)
        } catch {
            throw error.diagnostic(in: file)
        }
    }

    /// What the path finds in a JSON text, as compact JSON; nil when a Jayway path leads to
    /// nothing.
    public func evaluate(on json: [UInt8]) throws(Diagnostic) -> [UInt8]? {
        var heap = Heap()
        heap.bytes.append(json)
        let document = SourceFile(name: "document", bytes: json)
        guard heap.bytes.count == json.count else {
            throw Diagnostic(
                code: "json-too-large", message: "the document has \(json.count) bytes",
                file: document, span: nil)
        }
        let root: Value
        do {
            root = try JSONParser.parse(0..<json.count, in: &heap, nesting: Self.nesting)
        } catch {
            throw error.diagnostic(in: document)
        }
        var evaluator = JSONPathEvaluator()
        do {
            guard let result = try evaluator.evaluate(query, on: root, heap: &heap) else {
                return nil
            }
            var output = ByteBuffer(capacity: 256)
            JSONWriter.write(result, .minimal, &heap, into: &output)
            return output.array
        } catch {
            throw error.diagnostic(in: file)
        }
    }

    /// Containers inside containers that a document may have.
    private static var nesting: Int { 256 }
}
