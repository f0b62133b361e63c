public import APIGatewayMapping

/// One request on its way through an integration, and what became of it.
public struct Exchange: Sendable {
    public let request: MethodRequest
    public let method: Method
    public let stage: Stage
    public let context: ExchangeContext
    /// What goes to the endpoint; nil when the gateway answers before, and for mock integrations.
    public internal(set) var integrationRequest: IntegrationRequest? {
        didSet { integrationRequest?.headers.keepOnTheirLines() }
    }
    /// The answer to the client; nil while the endpoint's is awaited.
    public internal(set) var response: MethodResponse? {
        didSet { response?.headers.keepOnTheirLines() }
    }
    /// What the endpoint answered; nil while that is awaited, and when nobody was asked.
    public internal(set) var answer: EndpointResponse?
    /// What the templates put into `$context`'s overrides; the response template sees the request
    /// template's.
    public internal(set) var overrides: MappingOverrides?
    /// The request's parameters for templates, made for the first one that reads them.
    var parameterLists: RequestParameterLists?
    /// Why the gateway answered itself.
    var gatewayFailure: GatewayFailure?

    /// Why the gateway answered itself: for developers, not for the client.
    public var failure: String? { gatewayFailure?.cause }

    /// The gateway answered itself with a server error: something of the API is wrong, not of the call.
    public var hasServerError: Bool {
        gatewayFailure != nil && response?.statusCode ?? 0 >= 500
    }
}
