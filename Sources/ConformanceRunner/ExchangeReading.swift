import APIGatewayMapping
package import APIGatewayPipeline
import JSON
package import Values

// The messages of an exchange as JSON, as the records of `vtl batch` hold them: headers and query
// strings are objects of a text or a list of texts each.

extension MethodRequest {
    /// Takes the members of an object over; others keep their defaults.
    package init(record: Value, _ heap: inout Heap) {
        self.init()
        httpMethod = heap.text("method", of: record) ?? httpMethod
        path = heap.text("path", of: record) ?? path
        headers = Parameters(record: heap.member("headers", of: record), &heap)
        querystring = Parameters(record: heap.member("query", of: record), &heap)
        pathParameters = Parameters(record: heap.member("pathParameters", of: record), &heap)
        body = heap.payload(of: record)
    }
}

extension EndpointResponse {
    /// Takes the members of an object over; without `status` it is 200.
    package init(record: Value, _ heap: inout Heap) {
        let status = heap.member("status", of: record)
        self.init(
            statusCode: status.isText ? Int(heap.description(of: status)) ?? 200 : 200,
            headers: Parameters(record: heap.member("headers", of: record), &heap),
            body: heap.payload(of: record))
    }
}

extension Parameters {
    /// The members of an object: a text, a number or boolean as its text, or a list of them.
    package init(record object: Values.Value, _ heap: inout Heap) {
        self.init()
        guard object.isMap else { return }
        for index in 0..<heap.entryCount(of: object) {
            let name = heap.description(of: heap.key(index, of: object))
            let value = heap.value(index, of: object)
            let values =
                value.kind == .jsonArray
                ? (0..<heap.count(of: value)).map { heap.element($0, of: value) } : [value]
            for value in values where !value.isNull {
                append(name, String(decoding: heap.payload(value), as: UTF8.self))
            }
        }
    }
}

extension Heap {
    /// A member of an object; null when there is none.
    package func member(_ name: StaticString, of object: Value) -> Value {
        guard object.isMap else { return .null }
        for index in 0..<entryCount(of: object) where isEqual(key(index, of: object), to: name) {
            return value(index, of: object)
        }
        return .null
    }

    fileprivate func text(_ name: StaticString, of object: Value) -> String? {
        let value = member(name, of: object)
        return value.kind == .string ? description(of: value) : nil
    }

    /// `body`, or the bytes that `bodyBase64` stands for.
    fileprivate mutating func payload(of record: Value) -> [UInt8] {
        let text = member("bodyBase64", of: record)
        guard text.kind == .string else { return payload(member("body", of: record)) }
        var bytes = ByteBuffer()
        // Digits that make no bytes are left out.
        try? bytes.appendBase64Decoded(text.range, of: self)
        return bytes.array
    }

    /// A payload: a text byte for byte, null as none, other values as their JSON text.
    fileprivate mutating func payload(_ value: Value) -> [UInt8] {
        switch value.kind {
        case .null: []
        case .string: array(of: value)
        default: jsonText(of: value)
        }
    }
}

// MARK: Writing

extension ByteBuffer {
    /// Appends an integration request as a JSON object.
    package mutating func append(json request: IntegrationRequest, _ heap: inout Heap) {
        append("{\"method\":")
        append(jsonString: request.httpMethod, &heap)
        append(",\"uri\":")
        append(jsonString: request.uri, &heap)
        append(",\"headers\":")
        append(json: request.headers, &heap)
        append(",\"query\":")
        append(json: request.querystring, &heap)
        append(payload: request.body, &heap)
        append("}")
    }

    /// Appends a method response as a JSON object.
    package mutating func append(json response: MethodResponse, _ heap: inout Heap) {
        append("{\"status\":")
        append(string: String(response.statusCode))
        append(",\"headers\":")
        append(json: response.headers, &heap)
        append(payload: response.body, &heap)
        append("}")
    }

    private mutating func append(json parameters: Parameters, _ heap: inout Heap) {
        append("{")
        for (index, name) in parameters.names.enumerated() {
            if index > 0 { append(",") }
            append(jsonString: name, &heap)
            append(":")
            let values = parameters.values(of: name)
            if values.count == 1 {
                append(jsonString: values[0], &heap)
            } else {
                append("[")
                for (index, value) in values.enumerated() {
                    if index > 0 { append(",") }
                    append(jsonString: value, &heap)
                }
                append("]")
            }
        }
        append("}")
    }

    /// `body`, or `bodyBase64` when the bytes are no UTF-8.
    private mutating func append(payload: [UInt8], _ heap: inout Heap) {
        var bytes = ByteBuffer(capacity: payload.count)
        bytes.append(payload)
        if bytes.firstMalformedUTF8(in: 0..<bytes.count) == nil {
            append(",\"body\":")
            append(heap.jsonText(of: heap.string(payload)))
        } else {
            append(",\"bodyBase64\":\"")
            appendBase64(0..<bytes.count, of: bytes)
            append("\"")
        }
    }

    private mutating func append(jsonString text: String, _ heap: inout Heap) {
        append(heap.jsonText(of: heap.string(text)))
    }
}
