import APIGatewayMapping
import JSON
import Values

/// What a template left in `$context.requestOverride` or `$context.responseOverride`.
struct Overrides {
    var path: Parameters = [:]
    var querystring: Parameters = [:]
    var header: Parameters = [:]
    /// `responseOverride.status`, if it is a status.
    var statusCode: Int?

    /// Reads the JSON text that the renderer gives; an empty one holds nothing.
    init(_ json: [UInt8]) {
        guard !json.isEmpty else { return }
        var heap = Heap()
        guard let root = try? heap.parseJSON(json), root.isMap else { return }
        for index in 0..<heap.entryCount(of: root) {
            let value = heap.value(index, of: root)
            switch heap.description(of: heap.key(index, of: root)) {
            case "path": path = Self.parameters(value, &heap)
            case "querystring": querystring = Self.parameters(value, &heap)
            // Several values of a header go into one. Evidence: the documentation of overrides.
            case "header": header = Self.parameters(value, &heap, joined: true)
            case "status": statusCode = Self.statusCode(value, heap)
            default: break
            }
        }
    }

    private static func parameters(
        _ object: Value, _ heap: inout Heap, joined: Bool = false
    ) -> Parameters {
        var parameters = Parameters()
        guard object.isMap else { return parameters }
        for index in 0..<heap.entryCount(of: object) {
            let name = heap.description(of: heap.key(index, of: object))
            let values = texts(of: heap.value(index, of: object), &heap)
            if joined, !values.isEmpty {
                parameters.append(name, values.joined(separator: ","))
            } else {
                for value in values { parameters.append(name, value) }
            }
        }
        return parameters
    }

    /// Checks the names of headers. Recorded: a header that an integration cannot set is an error of the
    /// configuration; that this holds for names that are none is inferred.
    func checkHeaderNames() throws(GatewayFailure) {
        for field in header.fields where !field.name.isHTTPToken {
            throw .configuration("expected a header's name in an override, found `\(field.name)`")
        }
    }

    /// The texts of a value: those of its elements if it is a list, none of null.
    private static func texts(of value: Value, _ heap: inout Heap) -> [String] {
        switch value.kind {
        case .null: return []
        case .string: return [heap.description(of: value)]
        case .jsonArray:
            return (0..<heap.count(of: value)).flatMap { index in
                texts(of: heap.element(index, of: value), &heap)
            }
        default: return [String(decoding: heap.jsonText(of: value), as: UTF8.self)]
        }
    }

    /// Whole numbers from 100 to 599 count, also as text; others are passed over.
    private static func statusCode(_ value: Value, _ heap: borrowing Heap) -> Int? {
        guard value.isText, let status = Int(heap.description(of: value)), 100...599 ~= status
        else { return nil }
        return status
    }
}

extension Parameters {
    /// Puts overrides in the place of fields of the same names.
    mutating func override(with other: Parameters) {
        for name in other.names { set(name, to: other.values(of: name)) }
    }
}
