import APIGatewayMapping
import Diagnostics
import Testing

@testable import APIGatewayPipeline

@Suite struct AccessLogTests {
    static func exchange(_ status: Int = 200) throws -> Exchange {
        var pipeline = Pipeline()
        let method = Method(
            try integration(responses: [IntegrationResponse(statusCode: status)]))
        let context = ExchangeContext(ContextTests.facts(), ContextTests.request)
        let started = pipeline.start(ContextTests.request, method, Stage(), context)
        return pipeline.finish(
            started,
            with: EndpointResponse(
                statusCode: 204, headers: ["X-Amzn-RequestId": "endpoint-1"],
                body: Array("four".utf8)))
    }

    static let common =
        #"192.0.2.1 - - [09/Apr/2015:12:34:56 +0000] "GET /pets/{petId} HTTP/1.1" 200 4 id-1 extended-1"#

    @Test(
        arguments: [
            (.commonLog, common),
            (
                .csv,
                "192.0.2.1,-,-,09/Apr/2015:12:34:56 +0000,GET,/pets/{petId},HTTP/1.1,200,4,id-1,"
                    + "extended-1"
            ),
            (
                .json,
                #"{ "requestId":"id-1", "extendedRequestId":"extended-1", "ip":"192.0.2.1", "#
                    + #""caller":"-", "user":"-", "requestTime":"09/Apr/2015:12:34:56 +0000", "#
                    + #""httpMethod":"GET", "resourcePath":"/pets/{petId}", "status":"200", "#
                    + #""protocol":"HTTP/1.1", "responseLength":"4" }"#
            ),
            (
                .xml,
                #"<request id="id-1"> <extendedRequestId>extended-1</extendedRequestId> "#
                    + "<ip>192.0.2.1</ip> <caller>-</caller> <user>-</user> "
                    + "<requestTime>09/Apr/2015:12:34:56 +0000</requestTime> "
                    + "<httpMethod>GET</httpMethod> <resourcePath>/pets/{petId}</resourcePath> "
                    + "<status>200</status> <protocol>HTTP/1.1</protocol> "
                    + "<responseLength>4</responseLength> </request>"
            ),
        ] as [(AccessLogFormat.Notation, String)])
    func documentedFormats(_ notation: AccessLogFormat.Notation, _ line: String) throws {
        let exchange = try Self.exchange()
        let format = AccessLogFormat(notation, for: .rest)
        #expect(format.line(exchange.context, CallOutcome(of: exchange)) == line)
    }

    @Test(
        arguments: [
            (
                .commonLog,
                #"$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod "#
                    + #"$context.routeKey $context.protocol" $context.status $context.responseLength "#
                    + "$context.requestId"
            ),
            (
                .csv,
                "$context.identity.sourceIp,$context.requestTime,$context.httpMethod,"
                    + "$context.routeKey,$context.protocol,$context.status,$context.responseLength,"
                    + "$context.requestId"
            ),
        ] as [(AccessLogFormat.Notation, String)])
    func formatsOfHTTPAPIs(_ notation: AccessLogFormat.Notation, _ text: String) {
        #expect(AccessLogFormat(notation, for: .http).text == text)
    }

    @Test(arguments: APIKind.allCases, AccessLogFormat.Notation.allCases)
    func documentedFormatsAreValid(_ kind: APIKind, _ notation: AccessLogFormat.Notation) {
        let format = AccessLogFormat(notation, for: kind)
        #expect(format.diagnostics(in: SourceFile(name: "", bytes: [])) == [])
    }

    @Test(arguments: [
        ("$context.integrationLatency/$context.integration.latency", "12/12"),
        ("$context.integrationStatus $context.integration.status", "204 204"),
        ("$context.awsEndpointRequestId", "endpoint-1"), ("$context.responseLatency", "30"),
        ("$context.error.message", "-"), ("$context.nobody", "-"),
        ("$stageVariables.x", "$stageVariables.x"),
        ("$context.status-$context.stage.", "200-prod."), ("a $ b $context c", "a $ b $context c"),
    ])
    func variables(_ format: String, _ line: String) throws {
        let exchange = try Self.exchange()
        let outcome = CallOutcome(of: exchange, responseLatency: 30, integrationLatency: 12)
        #expect(AccessLogFormat(format).line(exchange.context, outcome) == line)
    }

    @Test func failuresAreLogged() throws {
        let method = Method(
            try integration(),
            requestParameters: [RequestParameter(.header, "h", isRequired: true)],
            requestValidator: RequestValidator(validatesParameters: true))
        var pipeline = Pipeline()
        let exchange = pipeline.start(MethodRequest(), method)
        let format = AccessLogFormat(
            "$context.status $context.error.responseType $context.error.messageString "
                + "$context.integrationStatus")
        #expect(
            format.line(exchange.context, CallOutcome(of: exchange))
                == #"400 BAD_REQUEST_PARAMETERS "Missing required request parameters: [h]" -"#)
    }

    @Test func anIdThatIsNoneIsMarked() throws {
        var request = ContextTests.request
        request.headers.append("x-amzn-requestid", "mine")
        var pipeline = Pipeline()
        let exchange = pipeline.start(
            request, Method(try integration()), Stage(),
            ExchangeContext(ContextTests.facts(), request))
        let line = AccessLogFormat("$context.requestId")
            .line(exchange.context, CallOutcome(of: exchange))
        #expect(line == "id-1_REPLACED_INVALID_REQUEST_ID")
    }

    @Test func valuesCannotBreakTheLine() {
        var request = ContextTests.request
        request.headers = ["User-Agent": "one\r\ntwo\nthree"]
        let context = ExchangeContext(ContextTests.facts(), request)
        let line = AccessLogFormat("$context.requestId $context.identity.userAgent\n")
            .line(context, CallOutcome())
        #expect(line == "id-1 one two three")
    }

    @Test(arguments: [
        ("$context.requestId", []), ("$context.extendedRequestId\n", []),
        ("$context.status", ["access-log-request-id"]),
        ("$context.requestIds", ["access-log-request-id"]),
        ("$context.requestId\n$context.status", ["access-log-line"]),
        (
            "$context.requestId " + String(repeating: "x", count: 3053), []
        ),
        (
            "$context.requestId " + String(repeating: "x", count: 3054), ["access-log-length"]
        ),
        ("", ["access-log-request-id"]),
    ])
    func diagnostics(_ format: String, _ codes: [String]) {
        let file = SourceFile(name: "stage.json", bytes: Array(format.utf8))
        #expect(AccessLogFormat(format).diagnostics(in: file).map(\.code) == codes)
    }
}

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

    @Test(arguments: [(64, 64), (40, 40), (12, 12), (0, 12)])
    func longLinesAreCut(_ limit: Int, _ length: Int) {
        let cut = ExecutionLog.cut(String(repeating: "x", count: 100), to: limit)
        #expect(cut.utf8.count == length)
        #expect(cut.hasSuffix(" [TRUNCATED]"))
        #expect(ExecutionLog.cut("été été été été", to: 15) == "ét [TRUNCATED]")
    }
}
