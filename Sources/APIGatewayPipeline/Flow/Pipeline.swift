import APIGatewayMapping
import Diagnostics
import JSON
import JavaRegex
public import VTLRuntime
import Values

/// Takes requests through integrations: values in, values out, no network. One per thread or
/// connection, reused for every request.
///
/// ```swift
/// var pipeline = Pipeline()
/// var exchange = pipeline.start(request, method, stage)
/// if let integrationRequest = exchange.integrationRequest {
///     exchange = pipeline.finish(exchange, with: send(integrationRequest))
/// }
/// answer(exchange.response)
/// ```
public struct Pipeline: ~Copyable {
    var renderer: MappingRenderer
    /// Matches selection patterns.
    var matcher = PatternMatcher()

    public init(limits: RenderLimits = RenderLimits()) {
        renderer = MappingRenderer(limits: limits)
    }

    /// Makes the integration request, or the response where the gateway answers itself.
    public mutating func start(
        _ request: MethodRequest, _ method: Method, _ stage: Stage = Stage(),
        _ context: ExchangeContext = ExchangeContext()
    ) -> Exchange {
        var exchange = Exchange(request: request, method: method, stage: stage, context: context)
        do {
            try method.validate(request)
            try makeRequest(&exchange)
        } catch {
            fail(&exchange, error)
        }
        return exchange
    }

    private mutating func makeRequest(_ exchange: inout Exchange) throws(GatewayFailure) {
        if let serviceIntegration = exchange.method.integration.serviceIntegration {
            return try makeServiceRequest(&exchange, serviceIntegration)
        }
        switch exchange.method.integration.kind {
        case .http, .aws: try makeIntegrationRequest(&exchange)
        case .httpProxy, .awsProxy: try makeProxyRequest(&exchange)
        case .mock: try makeMethodResponse(&exchange, try mockAnswer(&exchange))
        }
    }

    /// Makes the method response of the endpoint's answer.
    public mutating func finish(
        _ exchange: consuming Exchange, with answer: EndpointResponse
    ) -> Exchange {
        guard exchange.response == nil else { return exchange }
        exchange.answer = answer
        do {
            try makeMethodResponse(&exchange, answer)
        } catch {
            fail(&exchange, error)
        }
        return exchange
    }

    private func fail(_ exchange: inout Exchange, _ failure: GatewayFailure) {
        exchange.response = exchange.stage.response(
            to: failure, exchange.request, exchange.context)
        exchange.gatewayFailure = failure
    }

    // MARK: Templates

    /// Renders a template on a payload of the exchange.
    mutating func render(
        _ template: MappingTemplate, _ payload: Payload, _ exchange: inout Exchange,
        _ context: MappingContext
    ) throws(GatewayFailure) -> MappingResult {
        guard payload.isText else {
            throw .configuration("a mapping template cannot read a binary payload")
        }
        var request = MappingRequest(body: payload.bytes, context: context)
        if template.readsParameters {
            let lists = exchange.parameterLists ?? RequestParameterLists(exchange.request)
            exchange.parameterLists = lists
            request.path = lists.path
            request.querystring = lists.querystring
            request.header = lists.header
        }
        if template.readsStageVariables {
            request.stageVariables = ParameterList(exchange.stage.stageVariables)
        }
        do {
            return try renderer.render(template, request)
        } catch {
            throw Self.failure(of: error)
        }
    }

    /// A payload that `$input` cannot read is the client's fault, everything else the template's.
    /// Recorded: the text of json-smart's exception.
    private static func failure(of error: TemplateError) -> GatewayFailure {
        let first = error.diagnostics.first
        let reason = first?.notes.lazy.compactMap { $0.rest(after: "json-smart reports: ") }.first
        guard first?.code == "body-syntax", let reason else {
            return .configuration(error.description)
        }
        var failure = GatewayFailure(
            .badRequestBody,
            "Could not process payloadnet.minidev.json.parser.ParseException: " + reason,
            cause: error.description)
        failure.hasFixedBody = true
        return failure
    }
}

/// A request's parameters as templates read them.
struct RequestParameterLists: Sendable {
    let path: ParameterList
    let querystring: ParameterList
    let header: ParameterList

    init(_ request: MethodRequest) {
        path = ParameterList(request.pathParameters)
        querystring = ParameterList(request.querystring)
        header = ParameterList(request.headers)
    }
}

extension ParameterList {
    init(_ parameters: Parameters) {
        self.init()
        for field in parameters.fields { append(field.name, field.value) }
    }
}
