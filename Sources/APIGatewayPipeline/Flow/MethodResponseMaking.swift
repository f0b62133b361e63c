import APIGatewayMapping
import JSON
import JavaRegex
import Values

extension Pipeline {
    /// Selects the integration response and makes the method response with it.
    mutating func makeMethodResponse(
        _ exchange: inout Exchange, _ answer: EndpointResponse
    ) throws(GatewayFailure) {
        guard !exchange.method.integration.kind.isProxy else {
            return try passResponse(&exchange, answer)
        }
        let selected = try select(exchange.method.integration, answer)
        try checkDeclared(selected.statusCode, exchange.method.methodResponses)
        let mapped = try mappedHeaders(exchange, answer, selected.responseParameters)
        var response = MethodResponse(statusCode: selected.statusCode)
        for field in mapped.fields {
            guard let name = HeaderTreatment.nameForClient(field.name) else { continue }
            response.headers.append(name, field.value)
        }
        response.body = try renderResponse(&exchange, answer, selected)
        let overrides = Overrides(exchange.overrides?.response ?? [])
        try overrides.checkHeaderNames()
        response.headers.override(with: overrides.header)
        response.statusCode = overrides.statusCode ?? response.statusCode
        response.addDefaultType()
        exchange.response = response
    }

    private func mappedHeaders(
        _ exchange: borrowing Exchange, _ answer: EndpointResponse, _ mappings: [ParameterMapping]
    ) throws(GatewayFailure) -> Parameters {
        guard !mappings.isEmpty else { return [:] }
        var inputs = MappingInputs(
            request: exchange.request, context: exchange.context.json,
            stageVariables: exchange.stage.stageVariables)
        inputs.response = answer
        return try inputs.parameters(mappings, .header)
    }

    private func checkDeclared(
        _ statusCode: Int, _ declared: [Int]
    ) throws(GatewayFailure) {
        guard !declared.isEmpty, !declared.contains(statusCode) else { return }
        throw .configuration("the method declares no response for the status \(statusCode)")
    }

    private mutating func renderResponse(
        _ exchange: inout Exchange, _ answer: EndpointResponse, _ selected: IntegrationResponse
    ) throws(GatewayFailure) -> [UInt8] {
        let payload = try exchange.responsePayload(answer, selected.contentHandling)
        switch selected.responseTemplate(for: exchange.request) {
        case .passthrough: return payload.bytes
        case .template(let template): return try render(template, payload, &exchange)
        }
    }

    /// Renders a response template, which sees what the request template put into the overrides.
    mutating func render(
        _ template: MappingTemplate, _ payload: Payload, _ exchange: inout Exchange
    ) throws(GatewayFailure) -> [UInt8] {
        let context = exchange.context.mapping(after: exchange.overrides)
        do {
            let result = try render(template, payload, &exchange, context)
            // A template that does not name `$context` leaves them as they are.
            exchange.overrides = result.overrides ?? exchange.overrides
            return result.body
        } catch {
            // The client is not at fault for what the endpoint sends.
            throw .configuration(error.cause)
        }
    }

    // MARK: Selection

    /// The response whose pattern matches, else the one without a pattern. A Lambda function's answer is
    /// told by its `errorMessage`, any other by its status.
    private mutating func select(
        _ integration: Integration, _ answer: EndpointResponse
    ) throws(GatewayFailure) -> IntegrationResponse {
        let subject =
            integration.isLambda
            ? Self.errorMessage(answer.body) ?? [] : Array(String(answer.statusCode).utf8)
        for response in integration.responses {
            guard let pattern = response.pattern else { continue }
            do {
                if try matcher.matches(pattern, subject.span) { return response }
            } catch {
                throw .configuration(
                    "the selection pattern `\(response.selectionPattern ?? "")`: \(error)")
            }
        }
        if let response = integration.responses.first(where: { $0.pattern == nil }) {
            return response
        }
        throw .configuration(
            "no integration response is for `\(String(decoding: subject, as: UTF8.self))`, and none "
                + "is the default")
    }

    /// The `errorMessage` of a Lambda function that failed.
    private static func errorMessage(_ body: [UInt8]) -> [UInt8]? {
        var heap = Heap()
        guard let object = try? heap.parseJSON(body), object.isMap,
            let message = heap.lookup(heap.string("errorMessage"), in: object),
            message.kind == .string
        else { return nil }
        return heap.array(of: message)
    }
}

extension Exchange {
    /// The endpoint's payload after content handling.
    func responsePayload(
        _ answer: EndpointResponse, _ handling: ContentHandling?
    ) throws(GatewayFailure) -> Payload {
        let mediaType = MediaType.withoutParameters(
            answer.headers.last("Content-Type", .ignoringCase) ?? MediaType.json)
        let accepted = MediaType.first(
            ofAccept: request.headers.last("Accept", .ignoringCase) ?? "")
        return try Payload.response(
            answer.body, isBinary: MediaType.isIn(stage.binaryMediaTypes, mediaType),
            acceptsBinary: MediaType.isIn(stage.binaryMediaTypes, accepted),
            handling)
    }
}

extension MethodResponse {
    /// Every response has a `Content-Type`. Evidence: the documentation of payloads.
    mutating func addDefaultType() {
        if headers.values(of: "Content-Type", .ignoringCase).isEmpty {
            headers.append("Content-Type", MediaType.json)
        }
    }
}
