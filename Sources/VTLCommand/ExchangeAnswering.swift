import APIGatewayPipeline
import ConformanceRunner
import JSON
import VTLRuntime
import Values

/// Answers the records of `vtl batch` that are exchanges: an integration with a request, and perhaps
/// the endpoint's answer.
struct ExchangeAnswering: ~Copyable {
    private var pipeline: Pipeline
    private let limits: RenderLimits
    /// Integrations by their text: equal ones are read once.
    private var integrations: [[UInt8]: Integration] = [:]
    private static let integrationLimit = 256

    init(limits: RenderLimits) {
        self.limits = limits
        pipeline = Pipeline(limits: limits)
    }

    /// Appends the members of the answer behind the id.
    mutating func answer(
        _ record: BatchRecord, _ heap: inout Heap, into output: inout ByteBuffer
    ) throws(TemplateError) {
        let integration = try self.integration(heap.jsonText(of: record.integration))
        let request = MethodRequest(record: record.request, &heap)
        let stage = Stage(
            stageVariables: Parameters(record: record.stageVariables, &heap),
            binaryMediaTypes: binaryMediaTypes(record, &heap))
        let context =
            record.context.isMap
            ? try ExchangeContext(heap.jsonText(of: record.context)) : ExchangeContext()
        var exchange = pipeline.start(
            request, try method(record, integration, &heap), stage, context)
        if let integrationRequest = exchange.integrationRequest {
            output.append(",\"integrationRequest\":")
            output.append(json: integrationRequest, &heap)
            if record.integrationResponse.isMap {
                let answer = EndpointResponse(record: record.integrationResponse, &heap)
                exchange = pipeline.finish(exchange, with: answer)
            }
        }
        if let response = exchange.response {
            output.append(",\"response\":")
            output.append(json: response, &heap)
        }
        if let cause = exchange.failure {
            output.append(",\"cause\":")
            output.append(heap.jsonText(of: heap.string(cause)))
        }
        output.append("}\n")
    }

    private func method(
        _ record: BatchRecord, _ integration: Integration, _ heap: inout Heap
    ) throws(TemplateError) -> Method {
        guard record.method.isMap else { return Method(integration) }
        let document: Document
        do {
            document = try Document(json: heap.jsonText(of: record.method), named: "method")
        } catch {
            throw TemplateError(phase: .parse, diagnostics: [error])
        }
        return try document.method(integration)
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
        if integrations.count >= Self.integrationLimit { integrations.removeAll() }
        integrations[json] = integration
        return integration
    }
}
