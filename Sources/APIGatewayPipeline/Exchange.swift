import APIGatewayMapping

/// One request on its way through an integration, and what became of it.
public struct Exchange: Sendable {
    public let request: MethodRequest
    public let method: Method
    public let stage: Stage
    public let context: ExchangeContext
    /// What goes to the endpoint; nil when the gateway answers itself, and for mock integrations.
    public internal(set) var integrationRequest: IntegrationRequest?
    /// The answer to the client; nil while the endpoint's is awaited.
    public internal(set) var response: MethodResponse?
    /// Why the gateway answered itself: for developers, not for the client.
    public internal(set) var failure: String?
    /// What the request template put into `$context`'s overrides; the response template sees it.
    var overrides: MappingOverrides?
}
