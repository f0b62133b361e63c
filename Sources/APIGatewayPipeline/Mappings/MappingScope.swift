import JSON
import JSONPath
import Values

/// What parameter mappings read, parsed once an exchange: `$context` and the two bodies.
struct MappingScope: ~Copyable {
    private var heap = Heap()
    private var evaluator = JSONPathEvaluator()
    private var context: Value?
    private var requestBody: Value?
    private var responseBody: Value?
    private let nesting = 512

    /// Forgets the values of the last exchange and keeps the memory.
    mutating func reset() {
        heap.reset()
        context = nil
        requestBody = nil
        responseBody = nil
    }

    /// A text, a number or a boolean of `$context` by its names; nil for what is not there, and for lists
    /// and objects.
    mutating func context(_ names: [String], in json: [UInt8]) -> String? {
        let value = contextValue(names, in: json)
        guard !value.isMap, !value.isList else { return nil }
        return contextText(names, in: json)
    }

    /// A member of `$context` as it prints in a log or in a gateway response: also numbers, booleans and,
    /// as JSON, lists and objects. Nil for what is not there.
    mutating func contextText(_ names: [String], in json: [UInt8]) -> String? {
        let value = contextValue(names, in: json)
        switch value.kind {
        case .null: return nil
        case .string: return heap.description(of: value)
        default: return String(decoding: heap.jsonText(of: value), as: UTF8.self)
        }
    }

    private mutating func contextValue(_ names: [String], in json: [UInt8]) -> Value {
        if context == nil { context = (try? heap.parseJSON(json)) ?? .null }
        var value = context ?? .null
        for name in names {
            guard value.isMap else { return .null }
            value = heap.lookup(heap.string(name), in: value) ?? .null
        }
        return value
    }

    /// What a path finds in a body, as text: in the method request's.
    mutating func body(
        _ path: JSONPathText, in body: [UInt8]
    ) throws(JSONParseError) -> String? {
        if requestBody == nil { requestBody = try parse(body) }
        return text(at: path, in: requestBody ?? .null)
    }

    /// What a path finds in the endpoint's body, as text. The text of a Lambda function's `errorMessage`
    /// is looked into when it is JSON itself.
    mutating func responseBody(
        _ path: JSONPathText, in body: [UInt8]
    ) throws(JSONParseError) -> String? {
        if responseBody == nil { responseBody = openErrorMessage(try parse(body)) }
        return text(at: path, in: responseBody ?? .null)
    }

    /// Throws when a body is no JSON.
    static func check(_ body: [UInt8]) throws(JSONParseError) {
        var heap = Heap()
        _ = try heap.parseJSON(body)
    }

    private mutating func parse(_ body: [UInt8]) throws(JSONParseError) -> Value {
        try heap.parseJSON(body.isEmpty ? Array("{}".utf8) : body, nesting: nesting)
    }

    private mutating func openErrorMessage(_ body: Value) -> Value {
        let key = heap.string("errorMessage")
        guard body.isMap, let message = heap.lookup(key, in: body), message.kind == .string,
            let inner = try? heap.parseJSON(heap.array(of: message)), inner.isMap
        else { return body }
        heap.put(key, inner, in: body)
        return body
    }

    /// Strings as they are, other values as JSON, nothing for null.
    private mutating func text(at path: JSONPathText, in document: Value) -> String? {
        guard let found = value(at: path, in: document) else { return nil }
        if found.kind == .string { return heap.description(of: found) }
        return String(decoding: heap.jsonText(of: found), as: UTF8.self)
    }

    private mutating func value(at path: JSONPathText, in document: Value) -> Value? {
        guard let found = try? evaluator.evaluate(path.query, on: document, heap: &heap),
            !found.isNull
        else { return nil }
        return found
    }
}

// MARK: Java text

extension MappingScope {
    /// What a path finds in the client's message, as Java prints it; nil for null, for what is not there,
    /// and when the message is no JSON.
    mutating func javaText(at path: JSONPathText, inRequest body: [UInt8]) -> String? {
        if requestBody == nil { requestBody = try? parse(body) }
        return javaText(at: path, in: requestBody)
    }

    /// What a path finds in the endpoint's answer.
    mutating func javaText(at path: JSONPathText, inResponse body: [UInt8]) -> String? {
        if responseBody == nil { responseBody = try? parse(body) }
        return javaText(at: path, in: responseBody)
    }

    private mutating func javaText(at path: JSONPathText, in document: Value?) -> String? {
        guard let document, let found = value(at: path, in: document) else { return nil }
        var text = ByteBuffer()
        let collections = javaCollections(of: found)
        JavaText.write(collections, &heap, into: &text)
        return String(decoding: text.array, as: UTF8.self)
    }

    /// JSON arrays as lists, which print as `[a, b]`. As deep as a parsed document can be.
    private mutating func javaCollections(of value: Value) -> Value {
        var value = value
        if value.kind == .jsonArray { value.kind = .list }
        if value.isMap {
            for index in 0..<heap.entryCount(of: value) {
                let member = javaCollections(of: heap.value(index, of: value))
                heap.setValue(index, of: value, to: member)
            }
        } else if value.isList {
            for index in 0..<heap.count(of: value) {
                let element = javaCollections(of: heap.element(index, of: value))
                heap.setElement(index, of: value, to: element)
            }
        }
        return value
    }
}
