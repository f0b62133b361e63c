/// A selection expression of a WebSocket API: text with variables in it, whose value is the key of a
/// route, a model, a template or a response.
public struct SelectionExpression: Equatable, Sendable {
    /// What is selected, and with it which variables make sense.
    public enum Use: Sendable, CaseIterable {
        case route, model, requestTemplate, integrationResponse, responseTemplate, apiKey
        case apiMapping
    }

    enum Part: Equatable, Sendable {
        case literal(String)
        case variable(Variable)
    }

    enum Variable: Equatable, Sendable {
        case requestBody(JSONPathText)
        case requestHeader(String)
        case requestBasePath
        case context([String])
        /// `integration.response.body.errorMessage` and other paths.
        case responseBody(JSONPathText)
        case responseStatus
        case responseHeader(String)
        case responseHeaderValues(String)
    }

    /// The expression as it is written.
    public let text: String
    let parts: [Part]

    /// Reads an expression: `$name` and `${name}` are variables, and a backslash takes its meaning from
    /// a dollar.
    ///
    /// - Throws: what is wrong with it.
    public init(_ text: String, for use: Use) throws(InvalidMapping) {
        var parts: [Part] = []
        var literal = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            if character == "\\", rest.first == "$" {
                literal.append(rest.removeFirst())
            } else if character == "$" {
                let name = try Self.variableName(&rest, in: text)
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                parts.append(.variable(try Self.variable(name, use, text)))
            } else {
                literal.append(character)
            }
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        self.text = text
        self.parts = parts
    }

    // MARK: Variables

    /// Takes a variable's name off the text behind a dollar.
    private static func variableName(
        _ rest: inout Substring, in text: String
    ) throws(InvalidMapping) -> String {
        if rest.first == "{" {
            guard let end = rest.firstIndex(of: "}") else {
                throw InvalidMapping("expected `}` behind a variable, found `\(text)`", text)
            }
            let name = rest[..<end].dropFirst()
            rest = rest[rest.index(after: end)...]
            return String(name)
        }
        // Signs at the end belong to the text.
        var name = rest.prefix { character in
            character.isASCII
                && (character.isLetter || character.isNumber || "._-[]".contains(character))
        }
        while name.last == "." || name.last == "-" { name.removeLast() }
        rest = rest[name.endIndex...]
        return String(name)
    }

    private static func variable(
        _ name: String, _ use: Use, _ text: String
    ) throws(InvalidMapping) -> Variable {
        let variable = try variable(name, text)
        guard let variable, use.allows(variable) else {
            throw InvalidMapping(
                "expected \(use.variables) in a selection expression, found `\(text)`", text)
        }
        return variable
    }

    private static func variable(
        _ name: String, _ text: String
    ) throws(InvalidMapping) -> Variable? {
        if let rest = name.rest(after: "request."), let path = ParameterMapping.bodyPath(rest),
            !path.isEmpty
        {
            return .requestBody(try JSONPathText("$" + path, text))
        }
        if let header = name.rest(after: "request.header.") { return .requestHeader(header) }
        if name == "request.basepath" { return .requestBasePath }
        if let names = name.rest(after: "context.") {
            return .context(names.split(separator: ".").map(String.init))
        }
        guard let rest = name.rest(after: "integration.response.") else { return nil }
        if rest == "statuscode" { return .responseStatus }
        if let path = ParameterMapping.bodyPath(rest), !path.isEmpty {
            return .responseBody(try JSONPathText("$" + path, text))
        }
        if let header = rest.rest(after: "header.") { return .responseHeader(header) }
        return rest.rest(after: "multivalueheader.").map { .responseHeaderValues($0) }
    }
}

extension SelectionExpression.Use {
    fileprivate func allows(_ variable: SelectionExpression.Variable) -> Bool {
        switch (self, variable) {
        case (.route, .requestBody), (.model, .requestBody), (.requestTemplate, .requestBody):
            true
        case (.integrationResponse, .responseBody), (.integrationResponse, .responseStatus): true
        case (.responseTemplate, .requestBody), (.responseTemplate, .responseStatus),
            (.responseTemplate, .responseHeader), (.responseTemplate, .responseHeaderValues):
            true
        case (.apiKey, .requestHeader), (.apiKey, .context): true
        case (.apiMapping, .requestBasePath): true
        default: false
        }
    }

    /// For messages.
    fileprivate var variables: String {
        switch self {
        case .route, .model, .requestTemplate: "`$request.body.PATH`"
        case .integrationResponse:
            "`$integration.response.body.errorMessage` or `$integration.response.statuscode`"
        case .responseTemplate:
            "`${request.body.PATH}`, `${integration.response.statuscode}` or "
                + "`${integration.response.header.NAME}`"
        case .apiKey: "`$request.header.x-api-key` or `$context.authorizer.usageIdentifierKey`"
        case .apiMapping: "`$request.basepath`"
        }
    }
}
