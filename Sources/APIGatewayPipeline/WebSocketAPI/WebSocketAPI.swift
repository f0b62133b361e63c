public import APIGatewayMapping

/// A WebSocket API: what becomes of what comes over its connections.
public struct WebSocketAPI: Sendable {
    public var routes: WebSocketRoutes<WebSocketRoute>

    public init(routes: WebSocketRoutes<WebSocketRoute>) { self.routes = routes }
}

/// A route of a WebSocket API.
public struct WebSocketRoute: Sendable {
    public var integration: WebSocketIntegration
    /// Schemas that messages must fulfil, by the keys of the model selection expression; nil where messages
    /// are not looked at.
    public var requestModels: KeyedSelection<Model>?
    /// What `$connect` must come with.
    public var requestParameters: [RequestParameter]
    /// What the integration answers goes back over the connection: the route has a route response.
    public var hasRouteResponse: Bool

    public init(
        _ integration: WebSocketIntegration, requestModels: KeyedSelection<Model>? = nil,
        requestParameters: [RequestParameter] = [], hasRouteResponse: Bool = false
    ) {
        self.integration = integration
        self.requestModels = requestModels
        self.requestParameters = requestParameters
        self.hasRouteResponse = hasRouteResponse
    }
}

/// The integration of a route. Templates and responses are selected by expressions, not by media types and
/// patterns.
public struct WebSocketIntegration: Sendable {
    public var kind: Integration.Kind
    /// The endpoint's verb.
    public var httpMethod: String?
    /// An HTTP URL or an ARN, with `{name}` for path parameters and `${stageVariables.name}`.
    public var uri: String?
    /// Mappings from `route.request`.
    public var requestParameters: [ParameterMapping]
    public var requestTemplates: KeyedSelection<MappingTemplate>
    public var passthroughBehavior: PassthroughBehavior
    public var contentHandling: ContentHandling?
    /// In the order in which their patterns are tried; without any the endpoint's payload goes back.
    public var responses: [WebSocketIntegrationResponse]

    public init(
        _ kind: Integration.Kind, httpMethod: String? = nil, uri: String? = nil,
        requestParameters: [ParameterMapping] = [],
        requestTemplates: KeyedSelection<MappingTemplate> = KeyedSelection(),
        passthroughBehavior: PassthroughBehavior = .whenNoMatch,
        contentHandling: ContentHandling? = nil, responses: [WebSocketIntegrationResponse] = []
    ) {
        self.kind = kind
        self.httpMethod = httpMethod
        self.uri = uri
        self.requestParameters = requestParameters
        self.requestTemplates = requestTemplates
        self.passthroughBehavior = passthroughBehavior
        self.contentHandling = contentHandling
        self.responses = responses
    }

    /// The integration of a REST API that does the same for one message: with the selected template alone,
    /// or with none.
    func integration(for inputs: SelectionInputs) -> Integration {
        var templates = TemplateSet()
        let selected = requestTemplates.element(inputs)
        if let selected { templates.add(selected, for: "$default") }
        let isRefused =
            selected == nil && passthroughBehavior == .whenNoTemplates
            && !requestTemplates.elements.isEmpty
        return Integration(
            kind: kind, httpMethod: httpMethod, uri: uri, requestParameters: requestParameters,
            requestTemplates: templates,
            passthroughBehavior: isRefused ? .never : passthroughBehavior,
            contentHandling: contentHandling)
    }
}
