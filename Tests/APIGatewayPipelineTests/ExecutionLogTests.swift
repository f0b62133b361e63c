import APIGatewayMapping
import Testing

@testable import APIGatewayPipeline

@Suite struct ExecutionLogTests {
    @Test func aWholeExchange() throws {
        var integration = try integration(
            ["application/json": "#set($context.requestOverride.header.h = \"v\"){\"made\": 1}"],
            uri: "https://example.com/{city}?a=b c",
            responses: [
                IntegrationResponse(responseTemplates: templateSet(["application/json": "done"]))
            ])
        integration.requestParameters = [
            try ParameterMapping(
                "integration.request.path.city", from: "method.request.path.city",
                for: .integrationRequest)
        ]
        let method = Method(integration, requestValidator: RequestValidator(validatesBody: true))
        let request = MethodRequest(
            httpMethod: "POST", path: "/Seattle", headers: ["day": "Wednesday"],
            querystring: ["time": "morning", "time": "evening", "x": ""],
            pathParameters: ["city": "Seattle"], body: Array("{}".utf8))
        var pipeline = Pipeline()
        let exchange = pipeline.finish(
            pipeline.start(request, method),
            with: EndpointResponse(headers: ["Server": "s"], body: Array("answer".utf8)))
        #expect(
            executionLog(of: exchange, integrationLatency: 328) == [
                "Starting execution for request: test-invoke-request",
                "HTTP Method: POST, Resource Path: /Seattle",
                "Method request path: {city=Seattle}",
                "Method request query string: {time=evening, x=}",
                "Method request headers: {day=Wednesday}",
                "Method request body before transformations: {}",
                "Request validation succeeded for content type application/json",
                "Request overrides: {path={}, header={h=v}, querystring={}}",
                "Endpoint request URI: https://example.com/Seattle?a=b%20c",
                "Endpoint request headers: {h=v, Accept=application/json, "
                    + "Content-Type=application/json}",
                "Endpoint request body after transformations: {\"made\": 1}",
                "Sending request to https://example.com/Seattle?a=b%20c",
                "Received response. Integration latency: 328 ms",
                "Endpoint response body before transformations: answer",
                "Endpoint response headers: {Server=s}",
                "Method response body after transformations: done",
                "Method response headers: {Content-Type=application/json}",
                "Successfully completed execution", "Method completed with status: 200",
            ])
    }

    @Test func mocksAskNobody() throws {
        let method = Method(
            try integration(["application/json": #"{"statusCode": 200}"#], kind: .mock, uri: nil))
        var pipeline = Pipeline()
        let lines = executionLog(of: pipeline.start(MethodRequest(), method))
        #expect(!lines.contains { $0.hasPrefix("Endpoint") || $0.hasPrefix("Received") })
        #expect(lines.last == "Method completed with status: 200")
        #expect(lines.contains("Method request path: {}"))
    }

    @Test func failuresTellTheirCause() throws {
        let method = Method(try integration(uri: "ftp://example.com"))
        var pipeline = Pipeline()
        let lines = executionLog(of: pipeline.start(MethodRequest(), method))
        #expect(
            lines.suffix(2) == [
                "Execution failed due to configuration error: expected an HTTP URL as `uri`, found "
                    + "`ftp://example.com`", "Method completed with status: 500",
            ])
    }

    /// The answer came, though no response is made of it.
    @Test func answersWithoutAResponseAreLogged() throws {
        let only404 = try IntegrationResponse(selectionPattern: "404", statusCode: 404)
        let method = Method(try integration(responses: [only404]))
        var pipeline = Pipeline()
        let exchange = pipeline.finish(
            pipeline.start(MethodRequest(), method), with: EndpointResponse(body: [0x68]))
        let lines = executionLog(of: exchange)
        #expect(lines.contains("Endpoint response body before transformations: h"))
        #expect(lines.last == "Method completed with status: 500")
    }

    @Test func secretsAreNotLogged() {
        let headers: Parameters = [
            "Authorization": "Bearer abcdef123456", "X-API-Key": "short", "Accept": "a/b",
        ]
        #expect(
            ExecutionLog.headers(headers)
                == "{Authorization=*************123456, X-API-Key=*****, Accept=a/b}")
    }

    @Test(arguments: [(64, 64), (40, 40), (12, 12), (0, 12)])
    func longLinesAreCut(_ limit: Int, _ length: Int) {
        let cut = ExecutionLog.cut(String(repeating: "x", count: 100), to: limit)
        #expect(cut.utf8.count == length)
        #expect(cut.hasSuffix(" [TRUNCATED]"))
        #expect(ExecutionLog.cut("été été été été", to: 15) == "ét [TRUNCATED]")
    }
}
