import APIGatewayMapping

// The flow of WebSocket APIs: route, integration request, integration response, route response.

extension Pipeline {
    /// Makes the integration request of an event, or the outcome where the gateway answers itself.
    public mutating func start(
        _ event: WebSocketEvent, _ api: WebSocketAPI, _ stage: Stage = Stage(),
        _ context: ExchangeContext = ExchangeContext()
    ) -> WebSocketExchange {
        let selected = api.routes.route(
            for: event.type, SelectionInputs(event.request, context))
        var exchange = WebSocketExchange(event, selected, stage, context)
        guard let route = exchange.route else {
            settleWithoutRoute(&exchange)
            return exchange
        }
        do {
            try route.validate(exchange)
            try makeRequest(&exchange)
        } catch {
            fail(&exchange, error)
        }
        return exchange
    }

    /// Makes the outcome of the endpoint's answer.
    public mutating func finish(
        _ exchange: consuming WebSocketExchange, with answer: EndpointResponse
    ) -> WebSocketExchange {
        guard exchange.outcome == nil else { return exchange }
        exchange.exchange.answer = answer
        do {
            exchange.outcome = try outcome(&exchange, answer)
        } catch {
            fail(&exchange, error)
        }
        return exchange
    }

    // MARK: The request

    private mutating func makeRequest(_ exchange: inout WebSocketExchange) throws(GatewayFailure) {
        switch exchange.exchange.method.integration.kind {
        case .http, .aws: try makeIntegrationRequest(&exchange.exchange)
        case .httpProxy: try makeProxyRequest(&exchange.exchange)
        case .awsProxy:
            var event = LambdaEvent(of: exchange.exchange)
            let parts = try MappedParameters(of: exchange.exchange)
            exchange.exchange.integrationRequest = try lambdaRequest(
                exchange.exchange, parts, event.webSocket(exchange.event.type))
        case .mock:
            let answer = try mockAnswer(&exchange.exchange)
            exchange.outcome = try outcome(&exchange, answer)
        }
    }

    /// Who connects needs no route, nor does who is gone. Messages without one are forbidden. Evidence:
    /// what users show.
    private func settleWithoutRoute(_ exchange: inout WebSocketExchange) {
        switch exchange.event.type {
        case .connect: exchange.outcome = .handshake(.switchingProtocols)
        case .disconnect: exchange.outcome = .nothing
        case .message:
            fail(
                &exchange,
                GatewayFailure(
                    .accessDenied, "Forbidden",
                    cause: "no route takes the message, and none is `$default`"))
        }
    }

    // MARK: The answer

    private mutating func outcome(
        _ exchange: inout WebSocketExchange, _ answer: EndpointResponse
    ) throws(GatewayFailure) -> WebSocketOutcome {
        let response = try response(&exchange, answer)
        switch exchange.event.type {
        case .disconnect: return .nothing
        case .connect: return .handshake(response.ofHandshake)
        case .message:
            let isFrame = exchange.route?.hasRouteResponse ?? false && !response.body.isEmpty
            return isFrame ? .frame(response.body) : .nothing
        }
    }

    /// What the integration makes of the endpoint's answer: of a proxy the answer itself.
    private mutating func response(
        _ exchange: inout WebSocketExchange, _ answer: EndpointResponse
    ) throws(GatewayFailure) -> MethodResponse {
        if exchange.exchange.method.integration.kind.isProxy {
            try passResponse(&exchange.exchange, answer)
            return exchange.exchange.response ?? .switchingProtocols
        }
        // The endpoint's status is no matter of the client's. Evidence: users whose HTTP endpoints refuse
        // connections in vain.
        return MethodResponse(statusCode: 200, body: try renderResponse(&exchange, answer))
    }

    private mutating func renderResponse(
        _ exchange: inout WebSocketExchange, _ answer: EndpointResponse
    ) throws(GatewayFailure) -> [UInt8] {
        let inputs = exchange.inputs(answer)
        let response = try exchange.route?.integration.response(to: inputs)
        let payload = try exchange.exchange.responsePayload(answer, response?.contentHandling)
        guard let template = response?.templates.element(inputs), !template.isEmpty else {
            return payload.bytes
        }
        return try render(template, payload, &exchange.exchange)
    }

    private func fail(_ exchange: inout WebSocketExchange, _ failure: GatewayFailure) {
        exchange.exchange.gatewayFailure = failure
        switch exchange.event.type {
        case .connect:
            exchange.outcome = .handshake(
                exchange.exchange.stage.response(
                    to: failure, exchange.event.request, exchange.context))
        case .message: exchange.outcome = .frame(failure.frame(exchange.context))
        case .disconnect: exchange.outcome = .nothing
        }
    }
}

extension WebSocketRoute {
    /// Checks what `$connect` must come with, and messages by the model that their expression selects.
    fileprivate func validate(_ exchange: WebSocketExchange) throws(GatewayFailure) {
        var method = exchange.exchange.method
        if exchange.event.type == .connect {
            method.requestParameters = requestParameters
            method.requestValidator.validatesParameters = true
        }
        guard exchange.event.type == .message, let requestModels else {
            return try method.validate(exchange.event.request)
        }
        guard let model = requestModels.element(exchange.inputs()) else {
            throw GatewayFailure(
                .badRequestBody, "Bad request body",
                cause: "the model selection expression selects no model, and none is `$default`")
        }
        let errors = model.validate(exchange.event.request.body)
        guard !errors.isEmpty else { return }
        throw GatewayFailure(
            .badRequestBody, "Bad request body",
            cause: "the message is no instance of its model: "
                + errors.map(\.description).joined(separator: "; "),
            validationError: errors.validationErrorString)
    }
}

extension WebSocketIntegration {
    /// The expression is fixed: Lambda functions tell their errors by their answers, others by the status.
    private static let statusExpression = try? SelectionExpression(
        "$integration.response.statuscode", for: .integrationResponse)
    private static let errorExpression = try? SelectionExpression(
        "$integration.response.body.errorMessage", for: .integrationResponse)

    /// The response for the endpoint's answer; nil where there are none at all, and the payload passes.
    fileprivate func response(
        to inputs: SelectionInputs
    ) throws(GatewayFailure) -> WebSocketIntegrationResponse? {
        let isLambda = Integration(kind: kind, uri: uri).isLambda
        guard !responses.isEmpty,
            let expression = isLambda ? Self.errorExpression : Self.statusExpression
        else { return nil }
        do {
            let selected = try WebSocketIntegrationResponse.select(
                expression, among: responses, inputs)
            if let selected { return selected }
        } catch {
            throw .configuration(error.description)
        }
        throw .configuration(
            "no integration response is for `\(expression.key(inputs))`, and none is `$default`")
    }
}

extension MethodResponse {
    /// The handshake is done.
    fileprivate static let switchingProtocols = MethodResponse(statusCode: 101)

    /// The answer to a handshake: done with any success, else the status of who refuses. Of the headers
    /// the subprotocol counts.
    fileprivate var ofHandshake: MethodResponse {
        var response = MethodResponse(statusCode: 200..<300 ~= statusCode ? 101 : statusCode)
        let name = "Sec-WebSocket-Protocol"
        for value in headers.values(of: name, .ignoringCase) {
            response.headers.append(name, value)
        }
        return response
    }
}

extension GatewayFailure {
    /// The text frame that tells a failure. Evidence: what users show.
    fileprivate func frame(_ context: ExchangeContext) -> [UInt8] {
        var scope = MappingScope()
        var text = "{\"message\": \(GatewayError(self).quotedMessage)"
        for name in ["connectionId", "requestId"] {
            let id = scope.contextText([name], in: context.json) ?? ""
            text += ", \"\(name)\":\(jsonString(id))"
        }
        return Array((text + "}").utf8)
    }
}
