import JSON
import Values

/// Writes the event that a Lambda function gets from a proxy integration.
struct LambdaEvent: ~Copyable {
    private let exchange: Exchange
    private var heap: Heap
    private let context: Value
    /// The payload as text, and whether that is base64.
    private let body: (text: String, isBase64Encoded: Bool)

    init(of exchange: Exchange) {
        self.exchange = exchange
        var heap = Heap()
        let value = (try? heap.parseJSON(exchange.context.json)) ?? .null
        context = value.isMap ? value : heap.makeContainer(.map)
        self.heap = heap
        let isBinary = exchange.hasBinaryPayload
        let bytes = exchange.request.body
        body =
            isBinary
            ? (String(decoding: Base64.encode(bytes), as: UTF8.self), true)
            : (String(decoding: bytes, as: UTF8.self), false)
    }

    /// The event in the format that the integration asks for.
    mutating func json() -> [UInt8] {
        switch exchange.method.integration.payloadFormatVersion {
        case .version1: version1()
        case .version2: version2()
        }
    }

    // MARK: Format 1.0

    /// Format 1.0. Recorded: of several values of a name the last one stands alone, and what is empty is
    /// null.
    private mutating func version1() -> [UInt8] {
        let request = exchange.request
        let headers = Parameters(
            request.headers.fields.filter { !HeaderTreatment.isDroppedByLambda($0.name) })
        var event = JSONObjectText()
        event.add("resource", text: contextText("resourcePath") ?? request.path)
        event.add("path", text: request.path)
        event.add("httpMethod", text: request.httpMethod)
        event.add("headers", Self.lastValues(headers))
        event.add("multiValueHeaders", Self.allValues(headers))
        event.add("queryStringParameters", Self.lastValues(request.querystring))
        event.add("multiValueQueryStringParameters", Self.allValues(request.querystring))
        event.add("pathParameters", Self.lastValues(request.pathParameters))
        event.add("stageVariables", Self.lastValues(exchange.stage.stageVariables))
        event.add("requestContext", heap.jsonText(of: context))
        event.add("body", text: request.body.isEmpty ? nil : body.text)
        event.add("isBase64Encoded", body.isBase64Encoded)
        return event.bytes
    }

    private static func lastValues(_ parameters: Parameters) -> [UInt8]? {
        object(parameters.grouped()) { quoted($0[$0.count - 1]) }
    }

    private static func allValues(_ parameters: Parameters) -> [UInt8]? {
        object(parameters.grouped(), list)
    }

    // MARK: WebSocket APIs

    /// The event of a WebSocket API: only connecting has headers and a query string, only messages have a
    /// body. Evidence: events that users show.
    mutating func webSocket(_ type: ConnectionFacts.EventType) -> [UInt8] {
        let request = exchange.request
        var event = JSONObjectText()
        event.addUnlessNil("headers", Self.lastValues(request.headers))
        event.addUnlessNil("multiValueHeaders", Self.allValues(request.headers))
        event.addUnlessNil("queryStringParameters", Self.lastValues(request.querystring))
        event.addUnlessNil("multiValueQueryStringParameters", Self.allValues(request.querystring))
        event.addUnlessNil("stageVariables", Self.lastValues(exchange.stage.stageVariables))
        event.add("requestContext", heap.jsonText(of: context))
        if type == .message { event.add("body", text: body.text) }
        event.add("isBase64Encoded", false)
        return event.bytes
    }

    // MARK: Format 2.0

    /// Format 2.0, of HTTP APIs: names of headers in lower case, several values joined by commas, and
    /// nothing that is empty.
    private mutating func version2() -> [UInt8] {
        let request = exchange.request
        var headers = Parameters()
        for field in request.headers.fields
        where !HeaderTreatment.isDroppedByLambda(field.name) {
            headers.append(field.name.asciiLowercased, field.value)
        }
        let cookies = headers.values(of: "cookie").flatMap { Self.split($0, at: ";") }
        headers.remove("cookie")
        let path = contextText("path") ?? request.path
        var event = JSONObjectText()
        event.add("version", text: "2.0")
        event.add("routeKey", text: contextText("routeKey") ?? "$default")
        event.add("rawPath", text: path)
        event.add("rawQueryString", text: QueryString.text(request.querystring))
        event.addUnlessNil("cookies", cookies.isEmpty ? nil : Self.list(cookies))
        event.add("headers", Self.joinedValues(headers) ?? Array("{}".utf8))
        event.addUnlessNil("queryStringParameters", Self.joinedValues(request.querystring))
        event.add("requestContext", requestContext2(path))
        if !request.body.isEmpty { event.add("body", text: body.text) }
        event.addUnlessNil("pathParameters", Self.lastValues(request.pathParameters))
        event.add("isBase64Encoded", body.isBase64Encoded)
        event.addUnlessNil("stageVariables", Self.lastValues(exchange.stage.stageVariables))
        return event.bytes
    }

    private static func joinedValues(_ parameters: Parameters) -> [UInt8]? {
        object(parameters.grouped()) { quoted($0.joined(separator: ",")) }
    }

    /// Members that `$context` has under another name, or not in one place.
    private mutating func requestContext2(_ path: String) -> [UInt8] {
        var result = JSONObjectText()
        for name in [
            "accountId", "apiId", "authentication", "authorizer", "domainName", "domainPrefix",
        ] {
            result.addUnlessNil(name, contextJSON(name))
        }
        result.add("http", contextJSON("http") ?? httpContext(path))
        result.addUnlessNil("requestId", contextJSON("requestId"))
        result.add("routeKey", text: contextText("routeKey") ?? "$default")
        result.addUnlessNil("stage", contextJSON("stage"))
        result.addUnlessNil("time", contextJSON("time") ?? contextJSON("requestTime"))
        result.addUnlessNil(
            "timeEpoch", contextJSON("timeEpoch") ?? contextJSON("requestTimeEpoch"))
        return result.bytes
    }

    private mutating func httpContext(_ path: String) -> [UInt8] {
        let request = exchange.request
        var result = JSONObjectText()
        result.add("method", text: request.httpMethod)
        result.add("path", text: path)
        result.addUnlessNil("protocol", contextJSON("protocol"))
        result.addUnlessNil("sourceIp", contextJSON("identity", "sourceIp"))
        let userAgent = request.headers.last("User-Agent", .ignoringCase).map(quoted)
        result.addUnlessNil("userAgent", contextJSON("identity", "userAgent") ?? userAgent)
        return result.bytes
    }

    private static func split(_ text: String, at separator: Character) -> [String] {
        text.split(separator: separator).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    // MARK: JSON

    private mutating func contextValue(_ names: [String]) -> Value? {
        var value = context
        for name in names {
            guard value.isMap, let next = heap.lookup(heap.string(name), in: value) else {
                return nil
            }
            value = next
        }
        return value
    }

    private mutating func contextJSON(_ names: String...) -> [UInt8]? {
        contextValue(names).map { heap.jsonText(of: $0) }
    }

    private mutating func contextText(_ name: String) -> String? {
        guard let value = contextValue([name]), value.kind == .string else { return nil }
        return heap.description(of: value)
    }

    /// An object of grouped fields; nil when there are none.
    private static func object(
        _ groups: [(name: String, values: [String])], _ json: ([String]) -> [UInt8]
    ) -> [UInt8]? {
        guard !groups.isEmpty else { return nil }
        var object = JSONObjectText()
        for group in groups { object.add(group.name, json(group.values)) }
        return object.bytes
    }

    private static func list(_ texts: [String]) -> [UInt8] {
        Array("[\(texts.map(jsonString).joined(separator: ","))]".utf8)
    }
}

extension Exchange {
    /// The payload goes to a Lambda function as base64. For HTTP APIs, whose events have format 2.0, that
    /// is everything but text. Recorded for forms; the list is what users report.
    fileprivate var hasBinaryPayload: Bool {
        let mediaType = MediaType.withoutParameters(
            request.headers.last("Content-Type", .ignoringCase) ?? MediaType.json)
        if MediaType.isIn(stage.binaryMediaTypes, mediaType) { return true }
        guard method.integration.payloadFormatVersion == .version2 else { return false }
        let texts = [
            "text/*", MediaType.json, "application/javascript", "application/xml",
        ]
        return !MediaType.isIn(texts, mediaType)
    }
}

extension Parameters {
    fileprivate init(_ fields: [Field]) {
        self.init()
        for field in fields { append(field.name, field.value) }
    }

    /// The names in the order in which they first appear, and all texts of each.
    fileprivate func grouped() -> [(name: String, values: [String])] {
        var groups: [(name: String, values: [String])] = []
        var places: [String: Int] = [:]
        for field in fields {
            if let place = places[field.name] {
                groups[place].values.append(field.value)
            } else {
                places[field.name] = groups.count
                groups.append((field.name, [field.value]))
            }
        }
        return groups
    }
}

/// A text as JSON.
private func quoted(_ text: String) -> [UInt8] { Array(jsonString(text).utf8) }

/// The text of a JSON object, written member by member.
private struct JSONObjectText {
    private var members: [UInt8] = []

    var bytes: [UInt8] { Array("{".utf8) + members + Array("}".utf8) }

    /// Adds a member with a value in JSON, or null.
    mutating func add(_ name: String, _ json: [UInt8]?) {
        if !members.isEmpty { members.append(UInt8(ascii: ",")) }
        members += quoted(name)
        members.append(UInt8(ascii: ":"))
        members += json ?? Array("null".utf8)
    }

    mutating func add(_ name: String, text: String?) { add(name, text.map(quoted)) }

    mutating func add(_ name: String, _ value: Bool) {
        add(name, Array((value ? "true" : "false").utf8))
    }

    mutating func addUnlessNil(_ name: String, _ json: [UInt8]?) {
        if let json { add(name, json) }
    }
}
