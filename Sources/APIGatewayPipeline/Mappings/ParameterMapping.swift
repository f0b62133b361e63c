import JSONPath

/// One entry of an integration's `requestParameters` or of a response's `responseParameters`: where a
/// parameter goes, and where its value comes from.
public struct ParameterMapping: Equatable, Sendable {
    /// Which message is made, and with it which expressions make sense.
    public enum Target: Sendable {
        case integrationRequest, methodResponse, gatewayResponse
        /// The integration request of a WebSocket API.
        case routeIntegrationRequest
    }

    /// Where in a message a parameter stands.
    public enum Location: String, Sendable, CaseIterable {
        case path, querystring, header
    }

    /// Where the value comes from.
    enum Source: Equatable, Sendable {
        /// `'text'`
        case literal(String)
        /// `method.request.header.name`: the last value.
        case request(Location, String)
        /// `method.request.multivalueheader.name`: all values.
        case requestValues(Location, String)
        /// `method.request.body` and `method.request.body.path`
        case requestBody(JSONPathText?)
        /// `method.input.params.name`, in gateway responses.
        case input(String)
        /// `integration.response.header.name`
        case responseHeader(String)
        /// `integration.response.multivalueheader.name`
        case responseHeaderValues(String)
        /// `integration.response.body` and `integration.response.body.path`
        case responseBody(JSONPathText?)
        /// `context.name`
        case context([String])
        /// `stageVariables.name`
        case stageVariable(String)
    }

    /// Where the parameter goes.
    public let location: Location
    /// The parameter's name there.
    public let name: String
    let source: Source

    /// Reads a mapping as it is written: `integration.request.header.X` from `method.request.path.x`.
    ///
    /// - Throws: what is wrong with either expression.
    public init(
        _ destination: String, from expression: String, for target: Target
    ) throws(InvalidMapping) {
        (location, name) = try Self.destination(destination, target)
        source = try Self.source(expression, target)
    }

    // MARK: The destination

    private static func destination(
        _ text: String, _ target: Target
    ) throws(InvalidMapping) -> (Location, String) {
        for location in target.locations {
            let prefix = "\(target.prefix).\(location.rawValue)."
            guard text.hasPrefix(prefix) else { continue }
            return (location, try parameterName(text.dropFirst(prefix.count), in: text))
        }
        let known = target.locations.map { "`\(target.prefix).\($0.rawValue).NAME`" }
        throw InvalidMapping(
            "expected \(known.joined(separator: " or ")), found `\(text)`", text)
    }

    /// Names are of letters, digits and `._$-`. Evidence: the API's documentation of mappings.
    static func parameterName(
        _ name: some StringProtocol, in text: String
    ) throws(InvalidMapping) -> String {
        let isValid = name.utf8.allSatisfy { byte in
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
                || byte == UInt8(ascii: "-")
        }
        guard !name.isEmpty, isValid else {
            throw InvalidMapping(
                "expected a parameter's name of letters, digits and `._$-`, found `\(name)`", text)
        }
        return String(name)
    }

    // MARK: The source

    private static func source(
        _ text: String, _ target: Target
    ) throws(InvalidMapping) -> Source {
        if text.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") {
            return .literal(String(text.dropFirst().dropLast()))
        }
        if let name = text.rest(after: "stageVariables.") {
            return .stageVariable(try parameterName(name, in: text))
        }
        if let name = text.rest(after: "context.") {
            return .context(
                try parameterName(name, in: text).split(separator: ".").map(String.init))
        }
        if let prefix = target.requestPrefix, let rest = text.rest(after: prefix) {
            if let source = try requestSource(rest, target, text) { return source }
        }
        if target == .methodResponse, let rest = text.rest(after: "integration.response.") {
            if let source = try responseSource(rest, text) { return source }
        }
        if target == .gatewayResponse, let name = text.rest(after: "method.input.params.") {
            return .input(try parameterName(name, in: text))
        }
        throw InvalidMapping(
            "expected a mapping expression such as \(target.example), found `\(text)`", text)
    }

    private static func requestSource(
        _ rest: String, _ target: Target, _ text: String
    ) throws(InvalidMapping) -> Source? {
        for location in Location.allCases {
            // Routes have no path parameters.
            if location == .path, target == .routeIntegrationRequest { continue }
            if let name = rest.rest(after: "\(location.rawValue).") {
                return .request(location, try parameterName(name, in: text))
            }
            if location != .path, let name = rest.rest(after: "multivalue\(location.rawValue).") {
                return .requestValues(location, try parameterName(name, in: text))
            }
        }
        guard let path = bodyPath(rest) else { return nil }
        return .requestBody(path.isEmpty ? nil : try JSONPathText("$" + path, text))
    }

    private static func responseSource(
        _ rest: String, _ text: String
    ) throws(InvalidMapping) -> Source? {
        if let name = rest.rest(after: "header.") {
            return .responseHeader(try parameterName(name, in: text))
        }
        // The console writes the plural.
        if let name = rest.rest(after: "multivalueheader.")
            ?? rest.rest(after: "multivalueheaders.")
        {
            return .responseHeaderValues(try parameterName(name, in: text))
        }
        guard let path = bodyPath(rest) else { return nil }
        return .responseBody(path.isEmpty ? nil : try JSONPathText("$" + path, text))
    }

    /// What follows `body`: a JSONPath without its `$`. Nil when it is something else.
    static func bodyPath(_ rest: String) -> String? {
        guard let path = rest.rest(after: "body"), path != "." else { return nil }
        return path.isEmpty || path.hasPrefix(".") || path.hasPrefix("[") ? path : nil
    }
}

/// A mapping expression that is none.
public struct InvalidMapping: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was expected and what was found.
    public let description: String
    /// The expression at fault.
    public let expression: String

    init(_ description: String, _ expression: String) {
        self.description = description
        self.expression = expression
    }
}

/// A JSONPath that was compiled when it was read.
struct JSONPathText: Equatable, Sendable {
    let text: String
    let query: JSONPathQuery

    init(_ text: String, _ expression: String) throws(InvalidMapping) {
        self.text = text
        guard let query = try? JSONPathQuery(Array(text.utf8), dialect: .jaywaySuppressingErrors)
        else { throw InvalidMapping("expected a JSONPath, found `\(text)`", expression) }
        self.query = query
    }

    static func == (first: JSONPathText, second: JSONPathText) -> Bool {
        first.text == second.text
    }
}

extension ParameterMapping.Target {
    fileprivate var prefix: String {
        switch self {
        case .integrationRequest, .routeIntegrationRequest: "integration.request"
        case .methodResponse: "method.response"
        case .gatewayResponse: "gatewayresponse"
        }
    }

    fileprivate var locations: [ParameterMapping.Location] {
        switch self {
        case .integrationRequest, .routeIntegrationRequest, .gatewayResponse:
            [.header, .querystring, .path]
        case .methodResponse: [.header]
        }
    }

    /// What the names of the client's request begin with, where it can be read.
    fileprivate var requestPrefix: String? {
        switch self {
        case .integrationRequest, .gatewayResponse: "method.request."
        case .routeIntegrationRequest: "route.request."
        case .methodResponse: nil
        }
    }

    fileprivate var example: String {
        switch self {
        case .integrationRequest: "`method.request.header.NAME`, `context.NAME` or `'text'`"
        case .methodResponse: "`integration.response.header.NAME`, `context.NAME` or `'text'`"
        case .gatewayResponse: "`method.request.header.NAME`, `context.NAME` or `'text'`"
        case .routeIntegrationRequest: "`route.request.body.NAME`, `context.NAME` or `'text'`"
        }
    }
}

extension String {
    /// What follows a prefix, or nil.
    func rest(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
