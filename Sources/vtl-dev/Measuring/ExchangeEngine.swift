import APIGatewayPipeline
import ConformanceRunner
import JSON
import Values

/// A workload's request as the client sends it.
struct ExchangeInputs: Sendable {
    var request = MethodRequest(httpMethod: "POST")
    var context = ExchangeContext()
    var stage = Stage()

    /// Reads `request.json`.
    init(_ text: [UInt8]) throws {
        var heap = Heap()
        let object = try heap.parseJSON(text)
        let parameters = heap.member("params", of: object)
        request.pathParameters = Parameters(record: heap.member("path", of: parameters), &heap)
        request.querystring = Parameters(
            record: heap.member("querystring", of: parameters), &heap)
        request.headers = Parameters(record: heap.member("header", of: parameters), &heap)
        request.headers.set("Content-Type", to: ["application/json"], .ignoringCase)
        let body = heap.member("body", of: object)
        request.body = body.kind == .string ? heap.array(of: body) : heap.jsonText(of: body)
        let context = heap.member("context", of: object)
        if context.isMap { self.context = try ExchangeContext(heap.jsonText(of: context)) }
        stage.stageVariables = Parameters(
            record: heap.member("stageVariables", of: object), &heap)
    }
}

/// A whole exchange whose two templates are the workload's: request and answer have the same payload.
struct ExchangeEngine: Contestant {
    private let inputs: ExchangeInputs
    private let method: Method
    private let answer: EndpointResponse

    init(workload: Workload) throws {
        var templates = TemplateSet()
        templates.add(workload.template, for: "application/json")
        method = Method(
            Integration(
                kind: .http, httpMethod: "POST", uri: "https://endpoint.example/",
                requestTemplates: templates,
                responses: [try IntegrationResponse(responseTemplates: templates)]))
        inputs = workload.exchange
        answer = EndpointResponse(body: inputs.request.body)
    }

    func time(ofRenders count: Int) throws -> WorkTime {
        var pipeline = Pipeline(limits: Workload.limits)
        run(&pipeline)
        let watch = Stopwatch()
        for _ in 0..<count { run(&pipeline) }
        return watch.time
    }

    private func run(_ pipeline: inout Pipeline) {
        let exchange = pipeline.start(inputs.request, method, inputs.stage, inputs.context)
        _ = pipeline.finish(consume exchange, with: answer)
    }
}
