import Testing

@testable import APIGatewayPipeline

@Suite struct LambdaProxyTests {
    private static let function =
        "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/"
        + "arn:aws:lambda:eu-west-1:123456789012:function:${stageVariables.name}/invocations"

    private func integration(_ version: PayloadFormatVersion = .version1) -> Integration {
        var integration = Integration(
            kind: .awsProxy, httpMethod: "POST", uri: Self.function)
        integration.payloadFormatVersion = version
        return integration
    }

    private func start(
        _ request: MethodRequest, _ integration: Integration, context: String = "{}",
        binaryMediaTypes: [String] = []
    ) throws -> Exchange {
        var pipeline = Pipeline()
        let stage = Stage(
            apiId: "a1b2", stageVariables: ["name": "pets"], binaryMediaTypes: binaryMediaTypes)
        return pipeline.start(
            request, Method(integration), stage, try ExchangeContext(Array(context.utf8)))
    }

    private func event(
        _ request: MethodRequest, _ version: PayloadFormatVersion = .version1,
        context: String = "{}", binaryMediaTypes: [String] = []
    ) throws -> String {
        let exchange = try start(
            request, integration(version), context: context, binaryMediaTypes: binaryMediaTypes)
        return String(decoding: exchange.integrationRequest?.body ?? [], as: UTF8.self)
    }

    // MARK: The call

    @Test func callsTheFunction() throws {
        let exchange = try start(MethodRequest(), integration())
        let request = try #require(exchange.integrationRequest)
        #expect(request.httpMethod == "POST")
        #expect(
            request.uri
                == "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/"
                + "arn:aws:lambda:eu-west-1:123456789012:function:pets/invocations")
        #expect(request.headers.last("X-Amzn-Apigateway-Api-Id") == "a1b2")
        #expect(request.headers.last("Content-Type") == "application/json")
    }

    @Test func otherVerbsFail() throws {
        var other = integration()
        other.httpMethod = "GET"
        #expect(try start(MethodRequest(), other).response?.statusCode == 500)
    }

    @Test func httpAPIsNameTheFunctionItself() throws {
        var other = integration(.version2)
        other.httpMethod = "ANY"
        other.uri = "arn:aws:lambda:eu-west-1:123456789012:function:f"
        #expect(
            try start(MethodRequest(), other).integrationRequest?.uri
                == "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/"
                + "arn:aws:lambda:eu-west-1:123456789012:function:f/invocations")
    }

    @Test func mappedHeadersGoWithTheCallOnly() throws {
        var mapped = integration()
        mapped.requestParameters = [
            try ParameterMapping(
                "integration.request.header.X-Amz-Invocation-Type", from: "'Event'",
                for: .integrationRequest)
        ]
        let request = try #require(try start(MethodRequest(), mapped).integrationRequest)
        #expect(request.headers.last("X-Amz-Invocation-Type") == "Event")
        #expect(!String(decoding: request.body, as: UTF8.self).contains("Event"))
    }

    @Test func forbiddenMappedHeadersFail() throws {
        var mapped = integration()
        mapped.requestParameters = [
            try ParameterMapping(
                "integration.request.header.Authorization", from: "'a'", for: .integrationRequest)
        ]
        let response = try #require(try start(MethodRequest(), mapped).response)
        #expect(response.statusCode == 500)
        #expect(
            String(decoding: response.body, as: UTF8.self)
                == #"{"message": "Internal server error"}"#)
    }

    // MARK: Events

    @Test func eventOfFormat1() throws {
        let request = MethodRequest(
            httpMethod: "POST", path: "/pets/7",
            headers: ["X-A": "1", "Connection": "close", "X-A": "2", "Host": "h"],
            querystring: ["b": "1", "a": "\"", "b": "2"], pathParameters: ["id": "7"],
            body: Array("{\"a\":1}".utf8))
        let context = #"{"resourcePath": "/pets/{id}", "identity": {"user": null}}"#
        #expect(
            try event(request, context: context)
                == #"{"resource":"/pets/{id}","path":"/pets/7","httpMethod":"POST","#
                + #""headers":{"X-A":"2","Host":"h"},"#
                + #""multiValueHeaders":{"X-A":["1","2"],"Host":["h"]},"#
                + #""queryStringParameters":{"b":"2","a":"\""},"#
                + #""multiValueQueryStringParameters":{"b":["1","2"],"a":["\""]},"#
                + #""pathParameters":{"id":"7"},"stageVariables":{"name":"pets"},"#
                + #""requestContext":{"resourcePath":"/pets/{id}","identity":{"user":null}},"#
                + #""body":"{\"a\":1}","isBase64Encoded":false}"#)
    }

    @Test func whatIsEmptyIsNull() throws {
        let event = try event(MethodRequest())
        for name in [
            "headers", "multiValueHeaders", "queryStringParameters",
            "multiValueQueryStringParameters", "pathParameters", "body",
        ] {
            #expect(event.contains("\"\(name)\":null"))
        }
    }

    @Test func binaryPayloadsAreBase64() throws {
        let request = MethodRequest(
            headers: ["content-type": "image/png"], body: [0x1F, 0x8B, 0xFF])
        let binary = try event(request, binaryMediaTypes: ["image/*"])
        #expect(binary.hasSuffix(#""body":"H4v/","isBase64Encoded":true}"#))
        let text = "\"body\":\"\\u001f\u{FFFD}\u{FFFD}\",\"isBase64Encoded\":false}"
        #expect(try event(request).hasSuffix(text))
    }

    @Test func eventOfFormat2() throws {
        let request = MethodRequest(
            httpMethod: "POST", path: "/pets/7",
            headers: [
                "X-A": "1", "x-a": "2", "Cookie": "a=1; b=2", "User-Agent": "me",
                "Content-Length": "2",
            ],
            querystring: ["b": "1", "b": "2", "c d": "é"], pathParameters: ["id": "7"],
            body: Array("{}".utf8))
        let context = #"""
            {"accountId": "1", "stage": "live", "path": "/live/pets/7", "protocol": "HTTP/1.1",
             "routeKey": "POST /pets/{id}", "requestTimeEpoch": 5, "identity": {"sourceIp": "::1"},
             "authorizer": {"lambda": {"k": 1}}}
            """#
        #expect(
            try event(request, .version2, context: context)
                == #"{"version":"2.0","routeKey":"POST /pets/{id}","rawPath":"/live/pets/7","#
                + #""rawQueryString":"b=1&b=2&c%20d=%C3%A9","cookies":["a=1","b=2"],"#
                + #""headers":{"x-a":"1,2","user-agent":"me"},"#
                + #""queryStringParameters":{"b":"1,2","c d":"é"},"#
                + #""requestContext":{"accountId":"1","authorizer":{"lambda":{"k":1}},"#
                + #""http":{"method":"POST","path":"/live/pets/7","protocol":"HTTP/1.1","#
                + #""sourceIp":"::1","userAgent":"me"},"routeKey":"POST /pets/{id}","#
                + #""stage":"live","timeEpoch":5},"body":"{}","pathParameters":{"id":"7"},"#
                + #""isBase64Encoded":false,"stageVariables":{"name":"pets"}}"#)
    }

    @Test func formsAreBase64InFormat2() throws {
        let request = MethodRequest(
            headers: ["Content-Type": "application/x-www-form-urlencoded"],
            body: Array("a=1".utf8))
        #expect(try event(request, .version2).contains(#""body":"YT0x","isBase64Encoded":true"#))
        #expect(try event(request).contains(#""body":"a=1","isBase64Encoded":false"#))
    }

    // MARK: Answers

    private func response(
        _ body: String, _ version: PayloadFormatVersion = .version1, accept: String = "*/*",
        answerHeaders: Parameters = [:], status: Int = 200
    ) throws -> MethodResponse {
        var pipeline = Pipeline()
        let exchange = try start(
            MethodRequest(headers: ["Accept": accept]), integration(version),
            binaryMediaTypes: ["image/png"])
        let answer = EndpointResponse(
            statusCode: status, headers: answerHeaders, body: Array(body.utf8))
        return try #require(pipeline.finish(exchange, with: answer).response)
    }

    @Test func answersOfFormat1() throws {
        let answer = try response(
            #"""
            {"statusCode": "201", "headers": {"A": "1", "B": true, "Date": "d", "M": "x"},
             "multiValueHeaders": {"m": ["1", "2"]}, "body": "text", "isBase64Encoded": false}
            """#)
        #expect(answer.statusCode == 201)
        #expect(answer.body == Array("text".utf8))
        let expected: Parameters = [
            "A": "1", "B": "true", "x-amzn-Remapped-Date": "d", "m": "1", "m": "2",
            "Content-Type": "application/json",
        ]
        #expect(answer.headers == expected)
    }

    @Test(arguments: ["{}", #"{"statusCode": 200, "headers": null}"#, #"{"headers": {"a": "b"}}"#])
    func nothingIsNeeded(_ body: String) throws {
        let answer = try response(body)
        #expect(answer.statusCode == 200)
        #expect(answer.body.isEmpty)
    }

    @Test(arguments: [
        "", "text", #""text""#, "[]", "null", #"{"statusCode": 200, "other": 1}"#,
        #"{"statusCode": "text"}"#, #"{"statusCode": 99}"#, #"{"body": {}}"#, #"{"headers": []}"#,
        #"{"headers": {"a": ["b"]}}"#, #"{"headers": {"a b": "c"}}"#,
        #"{"multiValueHeaders": {"a\nb": ["c"]}}"#, #"{"multiValueHeaders": {"a": "b"}}"#,
        #"{"errorMessage": "failed", "errorType": "Error"}"#,
    ])
    func malformedAnswersOfFormat1(_ body: String) throws {
        let answer = try response(body)
        #expect(answer.statusCode == 502)
        #expect(
            String(decoding: answer.body, as: UTF8.self)
                == #"{"message": "Internal server error"}"#)
        #expect(answer.headers.last("x-amzn-ErrorType") == "InternalServerErrorException")
    }

    @Test func functionErrorsAndRefusedCalls() throws {
        let failed = try response("{}", answerHeaders: ["X-Amz-Function-Error": "Unhandled"])
        #expect(failed.statusCode == 502)
        #expect(try response("{}", status: 403).statusCode == 500)
    }

    @Test func binaryAnswersNeedTheAcceptHeader() throws {
        let body = #"{"body": "/wA=", "isBase64Encoded": true}"#
        #expect(try response(body, accept: "image/png,image/*").body == [0xFF, 0x00])
        #expect(try response(body, accept: "image/webp,image/png").body == Array("/wA=".utf8))
        let text = #"{"body": "/wA="}"#
        #expect(try response(text, accept: "image/png").body == Array("/wA=".utf8))
        let broken = #"{"body": "é", "isBase64Encoded": true}"#
        #expect(try response(broken, accept: "image/png").statusCode == 500)
    }

    /// An answer without a status is a body.
    @Test(arguments: [
        (#"{"message": "hi"}"#, #"{"message": "hi"}"#), (#""text""#, "text"), ("null", "null"),
        ("{}", "{}"), (#"{"headers": {"a": "b"}}"#, #"{"headers": {"a": "b"}}"#),
    ])
    func inferredAnswersOfFormat2(_ body: String, _ expected: String) throws {
        let answer = try response(body, .version2)
        #expect(answer.statusCode == 200)
        #expect(String(decoding: answer.body, as: UTF8.self) == expected)
        #expect(answer.headers.last("Content-Type") == "application/json")
    }

    @Test func answersOfFormat2() throws {
        let answer = try response(
            #"{"statusCode": 404, "body": "aGk=", "isBase64Encoded": true, "cookies": ["a=1", "b=2"], "x": 1}"#,
            .version2)
        #expect(answer.statusCode == 404)
        #expect(answer.body == Array("hi".utf8))
        #expect(answer.headers.values(of: "Set-Cookie") == ["a=1", "b=2"])
    }

    @Test(arguments: [
        #"{"statusCode": "text"}"#, #"{"errorMessage": "failed"}"#,
        #"{"statusCode": 200, "cookies": {"a": "b"}}"#, "no JSON",
    ])
    func malformedAnswersOfFormat2(_ body: String) throws {
        let answer = try response(body, .version2)
        #expect(answer.statusCode == 500)
        #expect(
            String(decoding: answer.body, as: UTF8.self) == #"{"message":"Internal Server Error"}"#)
    }
}
