/// What the selection expressions of one message read.
public struct SelectionInputs: Sendable {
    public var request: MethodRequest
    public var context: ExchangeContext
    /// Once there is one.
    public var response: EndpointResponse?
    /// Of the custom domain's mapping.
    public var basePath: String?

    public init(
        _ request: MethodRequest, _ context: ExchangeContext = ExchangeContext(),
        response: EndpointResponse? = nil, basePath: String? = nil
    ) {
        self.request = request
        self.context = context
        self.response = response
        self.basePath = basePath
    }
}

extension SelectionExpression {
    /// The key that the expression gives. What is not there is empty, and values are not looked into for
    /// further variables.
    public func key(_ inputs: SelectionInputs) -> String {
        var scope = MappingScope()
        return parts.map { part in
            switch part {
            case .literal(let text): text
            case .variable(let variable): Self.text(of: variable, inputs, &scope) ?? ""
            }
        }.joined()
    }

    private static func text(
        of variable: Variable, _ inputs: SelectionInputs, _ scope: inout MappingScope
    ) -> String? {
        switch variable {
        case .requestBody(let path): scope.javaText(at: path, inRequest: inputs.request.body)
        case .responseBody(let path):
            scope.javaText(at: path, inResponse: inputs.response?.body ?? [])
        case .requestHeader(let name): inputs.request.headers.last(name, .ignoringCase)
        case .requestBasePath: inputs.basePath
        case .context(let names): scope.contextText(names, in: inputs.context.json)
        case .responseStatus: inputs.response.map { String($0.statusCode) }
        case .responseHeader(let name): inputs.response?.headers.last(name, .ignoringCase)
        case .responseHeaderValues(let name):
            "["
                + (inputs.response?.headers.values(of: name, .ignoringCase) ?? [])
                .joined(separator: ", ") + "]"
        }
    }
}
