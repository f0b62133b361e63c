/// One entry of an HTTP API's parameter mappings: what is changed in a message, and with which value.
public struct HTTPParameterMapping: Equatable, Sendable {
    /// Which message is changed, and with it which keys and variables make sense.
    public enum Direction: Sendable {
        case request, response
    }

    public enum Operation: String, Sendable, CaseIterable {
        /// Adds a value behind those that are there.
        case append
        /// Puts a value in the place of those that are there.
        case overwrite
        case remove
    }

    /// What in a message is changed.
    public enum Target: Equatable, Sendable {
        case header(String)
        case querystring(String)
        case path
        case statusCode
    }

    public let operation: Operation
    public let target: Target
    let value: HTTPMappingValue

    /// Reads a mapping as it is written: `append:header.name` and `$request.path.id`.
    ///
    /// - Throws: what is wrong with the key or with the value.
    public init(
        _ key: String, _ value: String, for direction: Direction
    ) throws(InvalidMapping) {
        let parts = key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let operation = Operation(rawValue: String(parts[0])),
            let target = try Self.target(String(parts[1]), key), direction.allows(operation, target)
        else {
            throw InvalidMapping(
                "expected a key such as \(direction.examples), found `\(key)`", key)
        }
        self.operation = operation
        self.target = target
        // What is removed needs no value, and the console writes two quotes.
        self.value =
            operation == .remove
            ? HTTPMappingValue(parts: []) : try HTTPMappingValue(value, direction)
        try checkStatusCode(value)
    }

    private static func target(
        _ text: String, _ key: String
    ) throws(InvalidMapping) -> Target? {
        if text == "path" { return .path }
        if text == "statuscode" { return .statusCode }
        if let name = text.rest(after: "querystring.") {
            return .querystring(try ParameterMapping.parameterName(name, in: key))
        }
        guard let name = text.rest(after: "header.") else { return nil }
        guard !HTTPReservedHeaders.contain(name) else {
            throw InvalidMapping("the header `\(name)` is reserved and cannot be mapped", key)
        }
        return .header(try ParameterMapping.parameterName(name, in: key))
    }

    /// A status that is written out must be one.
    private func checkStatusCode(_ text: String) throws(InvalidMapping) {
        guard target == .statusCode, let literal = value.literal,
            HTTPParameterMappings.statusCode(literal) == nil
        else { return }
        throw InvalidMapping("expected a status from 200 to 599, found `\(text)`", text)
    }
}

extension HTTPParameterMapping.Direction {
    fileprivate func allows(
        _ operation: HTTPParameterMapping.Operation, _ target: HTTPParameterMapping.Target
    ) -> Bool {
        switch target {
        case .header: true
        case .querystring: self == .request
        case .path: self == .request && operation == .overwrite
        case .statusCode: self == .response && operation == .overwrite
        }
    }

    fileprivate var examples: String {
        switch self {
        case .request: "`append:header.NAME`, `remove:querystring.NAME` or `overwrite:path`"
        case .response: "`append:header.NAME`, `remove:header.NAME` or `overwrite:statuscode`"
        }
    }
}

/// Headers that an HTTP API keeps for itself.
enum HTTPReservedHeaders {
    private static let names: Set = [
        "authorization", "connection", "content-encoding", "content-length", "content-location",
        "forwarded", "keep-alive", "origin", "proxy-authenticate", "proxy-authorization", "te",
        "trailers", "transfer-encoding", "upgrade", "x-forwarded-for", "x-forwarded-host",
        "x-forwarded-proto", "via",
    ]

    private static let prefixes = ["access-control-", "apigw-", "x-amz-", "x-amzn-"]

    static func contain(_ name: String) -> Bool {
        let name = name.asciiLowercased
        return names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }
}

// MARK: Mappings of an integration

/// The parameter mappings of an HTTP API's integration.
public struct HTTPParameterMappings: Equatable, Sendable {
    public var request: [HTTPParameterMapping]
    /// By the status of the integration's response, 200 to 599.
    public private(set) var responses: [Int: [HTTPParameterMapping]] = [:]

    public init(request: [HTTPParameterMapping] = []) { self.request = request }

    /// Adds the mappings for the responses with a status.
    ///
    /// - Throws: when it is no status from 200 to 599.
    public mutating func addResponse(
        _ statusCode: String, _ mappings: [HTTPParameterMapping]
    ) throws(InvalidMapping) {
        guard let status = Self.statusCode(statusCode) else {
            throw InvalidMapping(
                "expected a status from 200 to 599, found `\(statusCode)`", statusCode)
        }
        responses[status, default: []] += mappings
    }

    static func statusCode(_ text: String) -> Int? {
        guard let status = Int(text), 200...599 ~= status else { return nil }
        return status
    }

    /// Changes the request that goes to the integration. Values are those of the client's request.
    public func apply(
        to integrationRequest: inout IntegrationRequest, of request: MethodRequest,
        _ context: ExchangeContext = ExchangeContext(), stageVariables: Parameters = [:]
    ) {
        var inputs = HTTPMappingInputs(context: context.json, stageVariables: stageVariables)
        inputs.request = request
        for mapping in self.request {
            guard let value = inputs.text(of: mapping.value) else { continue }
            switch mapping.target {
            case .header(let name):
                integrationRequest.headers.change(mapping.operation, name, value, .ignoringCase)
            case .querystring(let name):
                integrationRequest.querystring.change(mapping.operation, name, value, .exact)
            case .path: integrationRequest.replacePath(with: value)
            case .statusCode: break
            }
        }
    }

    /// The response to the client of an integration's response.
    public func response(
        to answer: EndpointResponse, _ context: ExchangeContext = ExchangeContext(),
        stageVariables: Parameters = [:]
    ) -> MethodResponse {
        var response = MethodResponse(
            statusCode: answer.statusCode, headers: answer.headers, body: answer.body)
        var inputs = HTTPMappingInputs(context: context.json, stageVariables: stageVariables)
        inputs.response = answer
        for mapping in responses[answer.statusCode] ?? [] {
            guard let value = inputs.text(of: mapping.value) else { continue }
            switch mapping.target {
            case .header(let name):
                response.headers.change(mapping.operation, name, value, .ignoringCase)
            case .statusCode:
                response.statusCode = Self.statusCode(value) ?? response.statusCode
            case .querystring, .path: break
            }
        }
        return response
    }
}

extension Parameters {
    fileprivate mutating func change(
        _ operation: HTTPParameterMapping.Operation, _ name: String, _ value: String,
        _ comparison: NameComparison
    ) {
        switch operation {
        case .append: append(name, value)
        case .overwrite: set(name, to: [value], comparison)
        case .remove: remove(name, comparison)
        }
    }
}

extension IntegrationRequest {
    /// Puts a path behind the host of a URL, or in the place of a path.
    fileprivate mutating func replacePath(with path: String) {
        let path = PercentEncoding.escapingBlanks(path.hasPrefix("/") ? path : "/" + path)
        guard let scheme = ["https://", "http://"].first(where: uri.hasPrefix) else {
            uri = path
            return
        }
        uri = scheme + uri.dropFirst(scheme.count).prefix { $0 != "/" } + path
    }
}
