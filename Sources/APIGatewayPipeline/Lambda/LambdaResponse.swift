import JSON
import Values

/// What a Lambda function of a proxy integration answers.
struct LambdaResponse {
    private(set) var statusCode = 200
    private(set) var headers = Parameters()
    private(set) var body: [UInt8] = []
    private(set) var isBase64Encoded = false

    /// What is wrong with an answer.
    struct Malformed: Error {
        let reason: String
    }

    private static let names: Set = [
        "statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded",
    ]

    /// Reads format 1.0. Recorded: no member is needed, other members are refused, a status may be a
    /// text, a header a boolean, and the values of a multi-value header must be a list.
    init(version1 payload: [UInt8]) throws(Malformed) {
        var heap = Heap()
        guard let object = try? heap.parseJSON(payload), object.isMap else {
            throw Malformed(reason: "expected a JSON object")
        }
        for index in 0..<heap.entryCount(of: object) {
            let name = heap.description(of: heap.key(index, of: object))
            guard Self.names.contains(name) else {
                throw Malformed(reason: "a proxy response has no member `\(name)`")
            }
        }
        try read(object, &heap)
        try readMultiValueHeaders(object, &heap)
        if headers.values(of: "Content-Type", .ignoringCase).isEmpty {
            headers.append("Content-Type", MediaType.json)
        }
    }

    /// Reads format 2.0. Recorded: what has no status is a body by itself, unless it is the error of a
    /// function; members that nobody knows do not matter; `cookies` must be a list.
    init(version2 payload: [UInt8]) throws(Malformed) {
        guard !payload.isEmpty else { return }
        var heap = Heap()
        guard let value = try? heap.parseJSON(payload) else {
            throw Malformed(reason: "expected JSON")
        }
        guard value.isMap, heap.member("statusCode", of: value) != nil else {
            if value.isMap, heap.member("errorMessage", of: value) != nil {
                throw Malformed(reason: "the function failed")
            }
            headers.append("Content-Type", MediaType.json)
            body = value.kind == .string ? heap.array(of: value) : payload
            return
        }
        try read(value, &heap)
        guard let cookies = heap.member("cookies", of: value) else { return }
        guard let texts = heap.texts(of: cookies) else {
            throw Malformed(reason: "expected a list of texts as `cookies`")
        }
        for text in texts { headers.append("Set-Cookie", text) }
    }

    // MARK: Members of both formats

    private mutating func read(_ object: Value, _ heap: inout Heap) throws(Malformed) {
        if let status = heap.member("statusCode", of: object) {
            guard let text = heap.text(of: status), let number = Int(text), 100...599 ~= number
            else { throw Malformed(reason: "expected a status as `statusCode`") }
            statusCode = number
        }
        if let members = heap.member("headers", of: object) {
            try readHeaders(members, &heap)
        }
        if let value = heap.member("body", of: object) {
            guard let text = heap.text(of: value) else {
                throw Malformed(reason: "expected a text as `body`")
            }
            body = Array(text.utf8)
        }
        if let value = heap.member("isBase64Encoded", of: object) {
            isBase64Encoded = heap.text(of: value) == "true"
        }
    }

    private mutating func readHeaders(_ object: Value, _ heap: inout Heap) throws(Malformed) {
        guard object.isMap else { throw Malformed(reason: "expected an object as `headers`") }
        for index in 0..<heap.entryCount(of: object) {
            let name = heap.description(of: heap.key(index, of: object))
            let value = heap.value(index, of: object)
            guard !value.isNull else { continue }
            guard let text = heap.text(of: value) else {
                throw Malformed(reason: "expected a text as the header `\(name)`")
            }
            try checkHeaderName(name)
            headers.append(name, text)
        }
    }

    private func checkHeaderName(_ name: String) throws(Malformed) {
        guard name.isHTTPToken else {
            throw Malformed(reason: "expected a header's name, found `\(name)`")
        }
    }

    /// They take the place of headers of the same name. Recorded.
    private mutating func readMultiValueHeaders(
        _ object: Value, _ heap: inout Heap
    ) throws(Malformed) {
        guard let members = heap.member("multiValueHeaders", of: object) else { return }
        guard members.isMap else {
            throw Malformed(reason: "expected an object as `multiValueHeaders`")
        }
        for index in 0..<heap.entryCount(of: members) {
            let name = heap.description(of: heap.key(index, of: members))
            guard let texts = heap.texts(of: heap.value(index, of: members)) else {
                throw Malformed(reason: "expected a list of texts as the header `\(name)`")
            }
            try checkHeaderName(name)
            headers.remove(name, .ignoringCase)
            for text in texts { headers.append(name, text) }
        }
    }
}

extension Heap {
    /// The member of an object; nil when there is none or it is null.
    fileprivate mutating func member(_ name: StaticString, of object: Value) -> Value? {
        guard let value = lookup(string(name), in: object), !value.isNull else { return nil }
        return value
    }

    /// The text of a string, a number or a boolean.
    fileprivate func text(of value: Value) -> String? {
        switch value.kind {
        case .string, .numberText: description(of: value)
        case .boolean: value.isFalse ? "false" : "true"
        default: nil
        }
    }

    /// The texts of a list's elements; nil for other values.
    fileprivate func texts(of value: Value) -> [String]? {
        guard value.kind == .jsonArray else { return nil }
        var texts: [String] = []
        for index in 0..<count(of: value) {
            guard let text = text(of: element(index, of: value)) else { return nil }
            texts.append(text)
        }
        return texts
    }
}
