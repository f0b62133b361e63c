import Testing

@testable import APIGatewayPipeline

@Suite struct HTTPParameterMappingTests {
    static let request = MethodRequest(
        httpMethod: "POST", path: "/pets/7",
        headers: ["X-Tag": "a", "x-tag": "b"], querystring: ["q": "1", "q": "2", "Q": "3"],
        pathParameters: ["id": "7", "name": "rex"],
        body: Array(#"{"pet": {"age": 3, "names": ["a", "b"]}, "text": "t"}"#.utf8))

    static let context = try? ExchangeContext(
        Array(#"{"apiId": "a1", "authorizer": {"claims": {"sub": "u1"}}}"#.utf8))

    // MARK: Values

    @Test(
        arguments: [
            ("$request.header.X-TAG", "a,b"), ("${request.header.x-tag}", "a,b"),
            ("$request.header.none", nil), ("$request.querystring.q", "1,2"),
            ("$request.querystring.Q", "3"), ("$request.path", "/pets/7"),
            ("$request.path.id", "7"), ("${request.path.name} ${request.path.id}", "rex 7"),
            ("/v2/${request.path.none}/x", "/v2//x"), ("$request.body.pet.age", "3"),
            ("$request.body.pet.names[1]", "b"),
            ("$request.body.pet", #"{"age":3,"names":["a","b"]}"#),
            ("$request.body.none", nil), ("$context.apiId", "a1"),
            ("$context.authorizer.claims.sub", "u1"), ("$context.none", nil),
            ("$stageVariables.v", "v2"), ("static", "static"), ("", ""), ("costs $5", "costs $5"),
            ("$", "$"), ("a$", "a$"), ("$request", "$request"),
            ("${stageVariables.v}${stageVariables.v}", "v2v2"),
        ] as [(String, String?)])
    func requestValues(_ text: String, _ value: String?) throws {
        var inputs = HTTPMappingInputs(
            context: try #require(Self.context).json, stageVariables: ["v": "v2"])
        inputs.request = Self.request
        #expect(inputs.text(of: try HTTPMappingValue(text, .request)) == value)
    }

    @Test(
        arguments: [
            ("$response.header.TEST", "t"), ("$response.body", #"{"a": [1]}"#),
            ("$response.body.a", "[1]"), ("$response.body.b", nil), ("$context.apiId", "a1"),
        ] as [(String, String?)])
    func responseValues(_ text: String, _ value: String?) throws {
        var inputs = HTTPMappingInputs(
            context: try #require(Self.context).json, stageVariables: [:])
        inputs.response = EndpointResponse(
            headers: ["test": "t"], body: Array(#"{"a": [1]}"#.utf8))
        #expect(inputs.text(of: try HTTPMappingValue(text, .response)) == value)
    }

    @Test(arguments: [
        "$request.body..age", "$request.body.pets[?(@.age)]", "$request.cookie.a",
        "$request.header.", "$request.header.a b", "$response.header.a", "$context.a-b",
        "${request.path.id", "${unknown}", "pet $request.path.id", "$context.",
    ])
    func invalidValues(_ text: String) {
        #expect(throws: InvalidMapping.self) { try HTTPMappingValue(text, .request) }
    }

    @Test func requestsAreNotReadInResponses() {
        #expect(throws: InvalidMapping.self) {
            try HTTPMappingValue("$request.header.a", .response)
        }
    }

    /// A path needs the whole document within the limit; the whole body has none.
    @Test func longBodiesAreCutForPaths() throws {
        for (padding, isFound) in [(102_400 - 17, true), (102_400 - 16, false)] {
            let body = Array(#"{"a": 1, "b": ""}"#.utf8)
            var inputs = HTTPMappingInputs(context: Array("{}".utf8), stageVariables: [:])
            inputs.request = MethodRequest(
                body: body.dropLast(2) + [UInt8](repeating: 0x78, count: padding)
                    + body.suffix(2))
            #expect(
                inputs.text(of: try HTTPMappingValue("$request.body.a", .request))
                    == (isFound ? "1" : nil))
            #expect(
                inputs.text(of: try HTTPMappingValue("$request.body", .request))?.utf8.count
                    == padding + 17)
        }
    }

    // MARK: Keys

    @Test(arguments: [
        "header.a", "append:", "add:header.a", "append:path", "overwrite:statuscode",
        "remove:statuscode", "append:cookie.a", "append:header.", "append:header.a b",
        "append:header.Authorization", "overwrite:header.x-amz-date", "remove:header.VIA",
        "append:header.access-control-allow-origin", "append:header.apigw-x",
        "append:header.X-Forwarded-For", "overwrite:header.x-amzn-trace-id",
    ])
    func invalidRequestKeys(_ key: String) {
        #expect(throws: InvalidMapping.self) { try HTTPParameterMapping(key, "a", for: .request) }
    }

    @Test(arguments: [
        ("append:querystring.a", "a"), ("overwrite:path", "/"), ("append:statuscode", "200"),
        ("overwrite:statuscode", "199"), ("overwrite:statuscode", "600"),
        ("overwrite:statuscode", "ok"),
    ])
    func invalidResponseMappings(_ key: String, _ value: String) {
        #expect(throws: InvalidMapping.self) {
            try HTTPParameterMapping(key, value, for: .response)
        }
    }

    @Test(arguments: ["199", "600", "default", "2xx", "", "-200"])
    func invalidStatuses(_ status: String) {
        var mappings = HTTPParameterMappings()
        #expect(throws: InvalidMapping.self) { try mappings.addResponse(status, []) }
    }

    // MARK: Messages

    func mapped(_ entries: KeyValuePairs<String, String>, uri: String = "https://h.example/base")
        throws -> IntegrationRequest
    {
        let mappings = HTTPParameterMappings(
            request: try entries.map { try HTTPParameterMapping($0.key, $0.value, for: .request) })
        var request = IntegrationRequest(
            httpMethod: "GET", uri: uri, headers: ["A": "1"], querystring: ["q": "1"])
        mappings.apply(to: &request, of: Self.request, Self.context ?? ExchangeContext())
        return request
    }

    @Test func headersOfRequests() throws {
        #expect(try mapped(["append:header.a": "2"]).headers == ["A": "1", "a": "2"])
        #expect(try mapped(["overwrite:header.a": "2"]).headers == ["a": "2"])
        #expect(try mapped(["overwrite:header.b": "$request.path.id"]).headers.last("b") == "7")
        #expect(try mapped(["remove:header.a": "''"]).headers == [:])
        #expect(try mapped(["overwrite:header.a": "$request.header.none"]).headers == ["A": "1"])
    }

    @Test func queryStringsOfRequests() throws {
        #expect(try mapped(["append:querystring.q": "2"]).querystring == ["q": "1", "q": "2"])
        #expect(try mapped(["overwrite:querystring.q": "2"]).querystring == ["q": "2"])
        #expect(try mapped(["remove:querystring.q": ""]).querystring == [:])
        #expect(try mapped(["remove:querystring.Q": ""]).querystring == ["q": "1"])
    }

    @Test(arguments: [
        ("https://h.example/base/x", "https://h.example/v2/7"),
        ("http://h.example:8080", "http://h.example:8080/v2/7"), ("/base", "/v2/7"), ("", "/v2/7"),
    ])
    func pathsOfRequests(_ uri: String, _ expected: String) throws {
        #expect(try mapped(["overwrite:path": "/v2/${request.path.id}"], uri: uri).uri == expected)
        #expect(try mapped(["overwrite:path": "v2/${request.path.id}"], uri: uri).uri == expected)
    }

    @Test func responsesByStatus() throws {
        var mappings = HTTPParameterMappings()
        try mappings.addResponse(
            "404",
            [
                HTTPParameterMapping("overwrite:statuscode", "403", for: .response),
                HTTPParameterMapping("append:header.x", "$response.body.a", for: .response),
                HTTPParameterMapping("remove:header.Server", "''", for: .response),
            ])
        try mappings.addResponse(
            "500",
            [HTTPParameterMapping("overwrite:statuscode", "$response.header.code", for: .response)])
        let body = Array(#"{"a": 1}"#.utf8)
        #expect(
            mappings.response(
                to: EndpointResponse(statusCode: 404, headers: ["server": "s"], body: body))
                == MethodResponse(statusCode: 403, headers: ["x": "1"], body: body))
        #expect(mappings.response(to: EndpointResponse(statusCode: 200)).statusCode == 200)
        for (code, status) in [("418", 418), ("600", 500), ("text", 500)] {
            let answer = EndpointResponse(statusCode: 500, headers: ["code": code])
            #expect(mappings.response(to: answer).statusCode == status)
        }
    }
}
