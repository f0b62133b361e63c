/// What happens to a connection of a WebSocket API.
public struct WebSocketEvent: Equatable, Sendable {
    public let type: ConnectionFacts.EventType
    /// Of connecting its headers and its query string, of a message its text as the body.
    public let request: MethodRequest

    /// A client asks for a connection.
    public static func connect(_ request: MethodRequest = MethodRequest()) -> WebSocketEvent {
        WebSocketEvent(type: .connect, request: request)
    }

    /// A text frame came over the connection.
    public static func message(_ text: [UInt8]) -> WebSocketEvent {
        WebSocketEvent(type: .message, request: MethodRequest(body: text))
    }

    /// The connection was closed.
    public static let disconnect = WebSocketEvent(type: .disconnect, request: MethodRequest())
}

/// What a client notices of an event.
public enum WebSocketOutcome: Equatable, Sendable {
    /// The answer to the client's handshake, with the status 101 when there is a connection now.
    case handshake(MethodResponse)
    /// A text frame goes back over the connection.
    case frame([UInt8])
    /// Nothing goes back.
    case nothing
}

/// One event of a connection on its way through a WebSocket API, and what became of it.
public struct WebSocketExchange: Sendable {
    public let event: WebSocketEvent
    /// The key of the route that takes the event; nil when none does.
    public let routeKey: String?
    /// What the client notices; nil while the endpoint's answer is awaited.
    public internal(set) var outcome: WebSocketOutcome?
    let route: WebSocketRoute?
    /// The way to the endpoint, which is the one of a REST API.
    var exchange: Exchange

    init(
        _ event: WebSocketEvent, _ selected: (key: String, route: WebSocketRoute)?,
        _ stage: Stage, _ context: ExchangeContext
    ) {
        self.event = event
        routeKey = selected?.key
        route = selected?.route
        var facts = [("eventType", event.type.rawValue)]
        if let routeKey { facts.append(("routeKey", routeKey)) }
        let context = context.adding(facts)
        let integration = route?.integration.integration(
            for: SelectionInputs(event.request, context))
        exchange = Exchange(
            request: event.request, method: Method(integration ?? Integration(kind: .mock)),
            stage: stage, context: context)
    }

    /// What goes to the endpoint; nil when nobody is asked.
    public var integrationRequest: IntegrationRequest? { exchange.integrationRequest }

    /// `$context`, with the route's key and the type of the event.
    public var context: ExchangeContext { exchange.context }

    /// Why the gateway answered itself: for developers, not for the client.
    public var failure: String? { exchange.failure }

    /// The gateway answered itself with a server error: something of the API is wrong, not of the call.
    public var hasServerError: Bool {
        exchange.gatewayFailure?.type.statusCode ?? 0 >= 500
    }

    /// What the selection expressions read.
    func inputs(_ answer: EndpointResponse? = nil) -> SelectionInputs {
        SelectionInputs(event.request, exchange.context, response: answer)
    }
}
