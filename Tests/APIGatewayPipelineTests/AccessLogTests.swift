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

    /// The service answers 200, the function what it likes.
    @Test(arguments: [
        (#"{"statusCode": 418}"#, "418 418 200 200 -"), ("text", "502 200 200 200 *"),
    ])
    func lambdaProxies(_ body: String, _ expected: String) throws {
        let uri =
            "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:eu-west-1:111122223333:function:f/invocations"
        let method = Method(try integration(kind: .awsProxy, uri: uri))
        var pipeline = Pipeline()
        let exchange = pipeline.finish(
            pipeline.start(MethodRequest(), method),
            with: EndpointResponse(body: Array(body.utf8)))
        let outcome = CallOutcome(of: exchange)
        let line = AccessLogFormat(
            "$context.status $context.integration.status $context.integrationStatus "
                + "$context.integration.integrationStatus "
        ).line(exchange.context, outcome)
        #expect(line + (outcome.integration?.error == nil ? "-" : "*") == expected)
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
        ("$context.requestIds", ["access-log-request-id", "access-log-variable"]),
        ("$context.requestId $context.authorizer.anything", []),
        ("$context.requestId $context.identity", ["access-log-variable"]),
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

    @Test func aMisspeltVariable() {
        let file = SourceFile(name: "stage.json", bytes: [])
        let found = AccessLogFormat("$context.requestId $context.integrationLatncy")
            .diagnostics(in: file)
        #expect(found.map(\.notes) == [["did you mean `$context.integrationLatency`?"]])
    }
}
