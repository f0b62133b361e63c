import APIGatewayDefinition
import APIGatewayPipeline
import ConformanceRunner
import JSON
import VTLRuntime
import Values

/// Answers the records of `vtl batch` that are exchanges: an integration or an API with what comes to it,
/// and perhaps the endpoint's answer; or a rule of EventBridge with an event.
struct ExchangeAnswering: ~Copyable {
    private var pipeline: Pipeline
    private let limits: RenderLimits
    /// Integrations and APIs by their texts: equal ones are read once.
    private var integrations: [[UInt8]: Integration] = [:]
    private var apis: [GivenAPI: DefinedAPI] = [:]
    private static let cacheLimit = 256

    /// An API as a record gives it.
    private struct GivenAPI: Hashable {
        let json: [UInt8]
        let logicalId: String?
        let values: [UInt8]?
    }

    init(limits: RenderLimits) {
        self.limits = limits
        pipeline = Pipeline(limits: limits)
    }

    /// Appends the members of the answer behind the id.
    mutating func answer(
        _ record: BatchRecord, _ heap: inout Heap, into output: inout ByteBuffer
    ) throws(TemplateError) {
        var (exchange, stage) = try start(record, &heap)
        if case .webSocket(let exchange) = exchange {
            output.append(",\"routeKey\":")
            output.append(heap.jsonText(of: exchange.routeKey.map { heap.string($0) } ?? .null))
        }
        if let integrationRequest = exchange.integrationRequest {
            output.append(",\"integrationRequest\":")
            output.append(json: integrationRequest, &heap)
            if record.integrationResponse.isMap {
                let answer = EndpointResponse(record: record.integrationResponse, &heap)
                exchange = pipeline.finish(exchange, with: answer)
            }
        }
        append(exchange, stage, &heap, into: &output)
        output.append("}\n")
    }

    /// Appends what the client gets, and what is logged.
    private func append(
        _ exchange: APIExchange, _ stage: Stage, _ heap: inout Heap,
        into output: inout ByteBuffer
    ) {
        if let response = exchange.response {
            output.append(",\"response\":")
            output.append(json: response, &heap)
        }
        let texts = [
            (",\"frame\":", exchange.frame),
            (",\"cause\":", exchange.failure.map { Array($0.utf8) }),
            (",\"accessLog\":", exchange.accessLogLine(stage).map { Array($0.utf8) }),
        ]
        for (name, text) in texts {
            guard let text else { continue }
            output.append(string: name)
            output.append(heap.jsonText(of: heap.string(text)))
        }
    }

    /// Appends what the target of a rule gets for an event.
    func answerEvent(
        _ record: BatchRecord, _ heap: inout Heap, into output: inout ByteBuffer
    ) throws(TemplateError) {
        let rule = try document(record.rule, "rule", &heap).eventRule()
        do {
            let input = try rule.input(for: heap.jsonText(of: record.event), limits: limits)
            output.append(",\"output\":")
            output.append(heap.jsonText(of: heap.string(input)))
            output.append("}\n")
        } catch {
            throw TemplateError(phase: .render, diagnostics: [error])
        }
    }

    // MARK: Starting

    private mutating func start(
        _ record: BatchRecord, _ heap: inout Heap
    ) throws(TemplateError) -> (APIExchange, Stage) {
        let context: ExchangeContext? =
            record.context.isMap ? try ExchangeContext(heap.jsonText(of: record.context)) : nil
        let request = MethodRequest(record: record.request, &heap)
        guard record.api.isMap else {
            let integration = try self.integration(heap.jsonText(of: record.integration))
            let (method, stage) = (
                try method(record, integration, &heap), try self.stage(record, &heap)
            )
            let exchange = pipeline.start(request, method, stage, context ?? ExchangeContext())
            return (.method(exchange), stage)
        }
        let api = try self.api(
            GivenAPI(
                json: heap.jsonText(of: record.api),
                logicalId: record.logicalId.map { heap.description(of: $0) },
                values: record.values.isMap ? heap.jsonText(of: record.values) : nil))
        let stage = api.stage(try self.stage(record, &heap))
        let call: APICall =
            if record.isDisconnection {
                .disconnection
            } else if let message = record.message {
                .message(heap.array(of: message))
            } else {
                .request(request)
            }
        return (pipeline.start(call, api, stage, context), stage)
    }

    private func method(
        _ record: BatchRecord, _ integration: Integration, _ heap: inout Heap
    ) throws(TemplateError) -> Method {
        guard record.method.isMap else { return Method(integration) }
        return try document(record.method, "method", &heap).method(integration)
    }

    private func stage(
        _ record: BatchRecord, _ heap: inout Heap
    ) throws(TemplateError) -> Stage {
        var stage =
            record.stage.isMap ? try document(record.stage, "stage", &heap).stage() : Stage()
        stage.stageVariables = Parameters(record: record.stageVariables, &heap)
        stage.binaryMediaTypes += binaryMediaTypes(record, &heap)
        return stage
    }

    private func document(
        _ object: Value, _ name: String, _ heap: inout Heap
    ) throws(TemplateError) -> Document {
        try document(heap.jsonText(of: object), name)
    }

    private func document(_ json: [UInt8], _ name: String) throws(TemplateError) -> Document {
        do {
            return try Document(json: json, named: name)
        } catch {
            throw TemplateError(phase: .parse, diagnostics: [error])
        }
    }

    private func binaryMediaTypes(_ record: BatchRecord, _ heap: inout Heap) -> [String] {
        guard record.binaryMediaTypes.kind == .jsonArray else { return [] }
        return (0..<heap.count(of: record.binaryMediaTypes)).map { index in
            heap.description(of: heap.element(index, of: record.binaryMediaTypes))
        }
    }

    private mutating func integration(_ json: [UInt8]) throws(TemplateError) -> Integration {
        if let known = integrations[json] { return known }
        let integration = try Integration(json: json, named: "integration", limits: limits)
        if integrations.count >= Self.cacheLimit { integrations.removeAll() }
        integrations[json] = integration
        return integration
    }

    private mutating func api(_ given: GivenAPI) throws(TemplateError) -> DefinedAPI {
        if let known = apis[given] { return known }
        var values: [String: String] = [:]
        if let json = given.values { values = try document(json, "values").functionValues() }
        let api = try document(given.json, "api").definedAPI(
            logicalId: given.logicalId, values: values, limits: limits)
        if apis.count >= Self.cacheLimit { apis.removeAll() }
        apis[given] = api
        return api
    }
}
