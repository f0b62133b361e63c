public import APIGatewayPipeline

/// What comes to an API.
public enum APICall: Sendable {
    /// A request; to a WebSocket API that of connecting.
    case request(MethodRequest)
    /// A text frame over a connection of a WebSocket API.
    case message([UInt8])
    /// The end of a connection of a WebSocket API.
    case disconnection
}

/// A call on its way through an API, of whatever kind the API is.
public enum APIExchange: Sendable {
    case method(Exchange)
    /// No method takes the request.
    case refused(MethodResponse, ExchangeContext)
    case webSocket(WebSocketExchange)

    /// What goes to the endpoint; nil when nobody is asked.
    public var integrationRequest: IntegrationRequest? {
        switch self {
        case .method(let exchange): exchange.integrationRequest
        case .refused: nil
        case .webSocket(let exchange): exchange.integrationRequest
        }
    }

    /// The response to the client; nil while the endpoint's answer is awaited, and for what comes over a
    /// WebSocket connection.
    public var response: MethodResponse? {
        switch self {
        case .method(let exchange): return exchange.response
        case .refused(let response, _): return response
        case .webSocket(let exchange):
            guard case .handshake(let response) = exchange.outcome else { return nil }
            return response
        }
    }

    /// What goes back over a WebSocket connection; empty when nothing does, and nil while the endpoint's
    /// answer is awaited and for other calls.
    public var frame: [UInt8]? {
        guard case .webSocket(let exchange) = self else { return nil }
        return switch exchange.outcome {
        case .frame(let text): text
        case .nothing: []
        case .handshake, nil: nil
        }
    }

    /// Why the gateway answered itself: for developers, not for the client.
    public var failure: String? {
        switch self {
        case .method(let exchange): exchange.failure
        case .refused: "no method of the API takes the request"
        case .webSocket(let exchange): exchange.failure
        }
    }

    /// The gateway answered itself with a server error: something of the API is wrong, not of the call.
    public var hasServerError: Bool {
        switch self {
        case .method(let exchange): exchange.hasServerError
        case .refused: false
        case .webSocket(let exchange): exchange.hasServerError
        }
    }

    /// The lines of the execution log that a test invocation prints.
    public var executionLog: [String] {
        switch self {
        case .method(let exchange): APIGatewayPipeline.executionLog(of: exchange)
        case .refused: []
        case .webSocket(let exchange): APIGatewayPipeline.executionLog(of: exchange)
        }
    }

    /// The line of the access log; nil when the stage has no format.
    public func accessLogLine(_ stage: Stage) -> String? {
        guard let format = stage.accessLogFormat else { return nil }
        switch self {
        case .method(let exchange):
            return format.line(exchange.context, CallOutcome(of: exchange))
        case .refused(let response, let context):
            return format.line(
                context,
                CallOutcome(status: response.statusCode, responseLength: response.body.count))
        case .webSocket(let exchange):
            return format.line(exchange.context, CallOutcome(of: exchange))
        }
    }
}

extension Pipeline {
    /// Starts a call through an API.
    ///
    /// - Parameters:
    ///   - stage: the one of ``DefinedAPI/stage(_:)``.
    ///   - context: nil for what the call and its route tell.
    public mutating func start(
        _ call: APICall, _ api: DefinedAPI, _ stage: Stage, _ context: ExchangeContext? = nil
    ) -> APIExchange {
        switch (api, call) {
        case (.webSocket(let api), _):
            return .webSocket(start(call.event, api, stage, context ?? call.webSocketContext))
        case (.routed(let definition, let routes), .request(let request)):
            return start(request, definition.kind, routes, stage, context)
        case (.routed(let definition, let routes), _):
            // Nothing of the kind comes to these APIs; no method takes it.
            let request = MethodRequest()
            let given = context ?? definition.kind.context(ContextFacts(), request)
            return .refused(routes.refusal(of: request, stage, given), given)
        }
    }

    private mutating func start(
        _ request: MethodRequest, _ kind: APIDefinition.Kind, _ routes: Routes, _ stage: Stage,
        _ context: ExchangeContext?
    ) -> APIExchange {
        let given = context ?? kind.context(ContextFacts(), request)
        switch routes.match(request, stage, given) {
        case .refused(let response): return .refused(response, given)
        case .operation(let operation, let request):
            var facts = ContextFacts()
            facts.resourcePath = operation.resource.text
            facts.routeKey = operation.routeKey
            return .method(
                start(
                    request, operation.method, stage,
                    context ?? kind.context(facts, request)))
        }
    }

    /// Makes of the endpoint's answer what the client gets.
    public mutating func finish(
        _ exchange: APIExchange, with answer: EndpointResponse
    ) -> APIExchange {
        switch exchange {
        case .method(let exchange): .method(finish(exchange, with: answer))
        case .refused: exchange
        case .webSocket(let exchange): .webSocket(finish(exchange, with: answer))
        }
    }
}

extension APIDefinition.Kind {
    fileprivate func context(_ facts: ContextFacts, _ request: MethodRequest) -> ExchangeContext {
        ExchangeContext(facts, request, kind: self == .rest ? .rest : .http)
    }
}

extension APICall {
    fileprivate var event: WebSocketEvent {
        switch self {
        case .request(let request): .connect(request)
        case .message(let text): .message(text)
        case .disconnection: .disconnect
        }
    }

    fileprivate var webSocketContext: ExchangeContext {
        ExchangeContext(ContextFacts(), event.request, kind: .webSocket)
    }
}
