import APIGatewayMapping
import JSON
import Values

/// The lines of the execution log that a test invocation prints, without their times.
///
/// Overrides have lines too, which AWS does not print: what a template put there is seen nowhere else.
///
/// - Parameters:
///   - integrationLatency: milliseconds, as the caller measured them.
///   - eventLimit: the most bytes of a line; CloudWatch cuts at 1024, the console shows more.
public func executionLog(
    of exchange: Exchange, integrationLatency: Int? = nil, eventLimit: Int? = nil
) -> [String] {
    var log = ExecutionLog()
    log.writeMethodRequest(exchange)
    log.writeEndpoint(exchange, integrationLatency)
    log.writeMethodResponse(exchange)
    guard let eventLimit else { return log.lines }
    return log.lines.map { ExecutionLog.cut($0, to: eventLimit) }
}

/// The lines of the execution log of an event of a WebSocket API, as far as they are those of a method.
public func executionLog(
    of exchange: WebSocketExchange, integrationLatency: Int? = nil, eventLimit: Int? = nil
) -> [String] {
    var log = ExecutionLog()
    log.writeEndpoint(exchange.exchange, integrationLatency)
    if exchange.outcome != nil { log.writeEnd(exchange.exchange) }
    guard let eventLimit else { return log.lines }
    return log.lines.map { ExecutionLog.cut($0, to: eventLimit) }
}

struct ExecutionLog {
    private(set) var lines: [String] = []

    // MARK: The stages of an exchange

    mutating func writeMethodRequest(_ exchange: Exchange) {
        let request = exchange.request
        var scope = MappingScope()
        let requestId = scope.contextText(["requestId"], in: exchange.context.json)
        let resourcePath = scope.contextText(["resourcePath"], in: exchange.context.json)
        write("Starting execution for request: ", requestId ?? "test-invoke-request")
        write(
            "HTTP Method: \(request.httpMethod), Resource Path: ", resourcePath ?? request.path)
        write("Method request path: ", Self.javaText(of: request.pathParameters))
        write("Method request query string: ", Self.javaText(of: request.querystring))
        write("Method request headers: ", Self.headers(request.headers))
        write("Method request body before transformations: ", Self.text(request.body))
        guard exchange.method.requestValidator != RequestValidator(),
            !exchange.failedValidation
        else { return }
        let mediaType = MediaType.withoutParameters(
            request.headers.last("Content-Type", .ignoringCase) ?? MediaType.json)
        write("Request validation succeeded for content type ", mediaType)
    }

    mutating func writeEndpoint(_ exchange: Exchange, _ latency: Int?) {
        writeOverrides("Request overrides: ", exchange.overrides?.request)
        guard let request = exchange.integrationRequest else { return }
        write("Endpoint request URI: ", request.uriWithQuery)
        write("Endpoint request headers: ", Self.headers(request.headers))
        write("Endpoint request body after transformations: ", Self.text(request.body))
        write("Sending request to ", request.uriWithQuery)
        guard let answer = exchange.answer else { return }
        write("Received response. Integration latency: ", "\(latency ?? 0) ms")
        write("Endpoint response body before transformations: ", Self.text(answer.body))
        write("Endpoint response headers: ", Self.headers(answer.headers))
    }

    mutating func writeMethodResponse(_ exchange: Exchange) {
        guard let response = exchange.response else { return }
        if exchange.gatewayFailure == nil {
            writeOverrides("Response overrides: ", exchange.overrides?.response)
            write("Method response body after transformations: ", Self.text(response.body))
            write("Method response headers: ", Self.headers(response.headers))
        }
        writeEnd(exchange)
        write("Method completed with status: ", String(response.statusCode))
    }

    mutating func writeEnd(_ exchange: Exchange) {
        guard let failure = exchange.gatewayFailure else {
            return write("Successfully completed execution")
        }
        write(Self.introduction(to: failure), failure.cause)
    }

    private static func introduction(to failure: GatewayFailure) -> String {
        failure.type == .apiConfigurationError
            ? "Execution failed due to configuration error: "
            : "Execution failed: \(failure.message): "
    }

    // MARK: Lines

    private mutating func write(_ parts: String...) {
        lines.append(parts.joined())
    }

    /// A line for what a template set, if it set anything.
    private mutating func writeOverrides(_ name: String, _ json: [UInt8]?) {
        guard let json, !json.isEmpty else { return }
        var heap = Heap()
        guard let value = try? heap.parseJSON(json) else { return }
        var text = ByteBuffer()
        JavaText.write(value, &heap, into: &text)
        write(name, Self.text(text.array))
    }

    /// A map as Java prints it. Of a repeated name it is the last value.
    static func javaText(of parameters: Parameters) -> String {
        let entries = parameters.names.map { "\($0)=\(parameters.last($0) ?? "")" }
        return "{" + entries.joined(separator: ", ") + "}"
    }

    private static let secrets: Set = ["authorization", "x-api-key", "x-amz-security-token"]

    /// Headers as a map; of secrets there are only the last six characters to see.
    static func headers(_ headers: Parameters) -> String {
        var shown = Parameters()
        for field in headers.fields {
            let isSecret = secrets.contains(field.name.asciiLowercased)
            shown.append(field.name, isSecret ? redacted(field.value) : field.value)
        }
        return javaText(of: shown)
    }

    private static func redacted(_ secret: String) -> String {
        let visible = secret.count > 12 ? secret.suffix(6) : ""
        return String(repeating: "*", count: secret.count - visible.count) + visible
    }

    private static func text(_ body: [UInt8]) -> String { String(decoding: body, as: UTF8.self) }

    /// The beginning of a line, with a mark in place of the rest.
    static func cut(_ line: String, to limit: Int) -> String {
        guard line.utf8.count > limit else { return line }
        let mark = " [TRUNCATED]"
        var end = line.utf8.index(line.startIndex, offsetBy: max(0, limit - mark.utf8.count))
        while end.samePosition(in: line) == nil { line.utf8.formIndex(before: &end) }
        return line[..<end] + mark
    }
}

extension Exchange {
    fileprivate var failedValidation: Bool {
        gatewayFailure?.type == .badRequestParameters || gatewayFailure?.type == .badRequestBody
    }
}

extension IntegrationRequest {
    /// The URI with its query string, encoded.
    fileprivate var uriWithQuery: String {
        querystring.isEmpty ? uri : uri + "?" + QueryString.text(querystring)
    }
}
