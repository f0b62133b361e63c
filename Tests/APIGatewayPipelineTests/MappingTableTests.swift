import Testing

@testable import APIGatewayPipeline

/// The tables of sources: what each expression finds, and which messages it is for.
@Suite struct MappingTableTests {
    static let request = MethodRequest(
        httpMethod: "POST", headers: ["X-One": "1", "X-Two": "a", "X-Two": "b"],
        querystring: ["q": "1", "twice": "first", "twice": "last"], pathParameters: ["id": "7"],
        body: Array(#"[{"name": "Rex", "price": 249.99, "tags": ["x"], "none": null}]"#.utf8))

    static func inputs() -> MappingInputs {
        var inputs = MappingInputs(
            request: request, context: Array(#"{"apiId": "a1", "identity": {"user": "u"}}"#.utf8),
            stageVariables: ["version": "v2"])
        inputs.response = EndpointResponse(
            headers: ["Test": "t", "Many": "a", "Many": "b"],
            body: Array(#"{"redirect": {"url": "/next"}, "count": 2}"#.utf8))
        return inputs
    }

    // MARK: Requests

    @Test(arguments: [
        ("method.request.path.id", ["7"]), ("method.request.path.ID", []),
        ("method.request.querystring.q", ["1"]), ("method.request.querystring.Q", []),
        ("method.request.querystring.twice", ["last"]),
        ("method.request.multivaluequerystring.twice", ["first", "last"]),
        ("method.request.multivaluequerystring.q", ["1"]),
        ("method.request.header.X-One", ["1"]), ("method.request.header.x-one", []),
        ("method.request.header.X-Two", ["b"]),
        ("method.request.multivalueheader.X-Two", ["a", "b"]),
        ("method.request.body[0].name", ["Rex"]), ("method.request.body[0].price", ["249.99"]),
        ("method.request.body[0].tags", [#"["x"]"#]), ("method.request.body[0].none", []),
        ("method.request.body.name", []),
        ("stageVariables.version", ["v2"]), ("stageVariables.nobody", []),
        ("context.apiId", ["a1"]), ("context.identity.user", ["u"]), ("context.nobody", []),
        ("'text'", ["text"]), ("'it's \"quoted\"'", ["it's \"quoted\""]), ("''", [""]),
    ])
    func requestSources(_ source: String, _ values: [String]) throws {
        var inputs = Self.inputs()
        let mapping = try ParameterMapping(
            "integration.request.header.x", from: source, for: .integrationRequest)
        #expect(try inputs.values(of: mapping) == values)
    }

    @Test(arguments: [
        ("", "{}", true), ("<text>", "<text>", true), (#"{"a": 1}"#, #"{"a": 1}"#, true),
        (" {broken", "", false), ("{", "", false),
    ])
    func wholeBodies(_ body: String, _ value: String, _ isValid: Bool) throws {
        var inputs = Self.inputs()
        inputs.request.body = Array(body.utf8)
        let mapping = try ParameterMapping(
            "integration.request.header.x", from: "method.request.body", for: .integrationRequest)
        if isValid {
            #expect(try inputs.values(of: mapping) == [value])
        } else {
            #expect(throws: GatewayFailure.self) { try inputs.values(of: mapping) }
        }
    }

    /// A client's broken JSON is its own fault, an endpoint's the configuration's.
    @Test func brokenBodies() throws {
        var integration = try integration()
        integration.requestParameters = [
            try ParameterMapping(
                "integration.request.header.x", from: "method.request.body.a",
                for: .integrationRequest)
        ]
        var pipeline = Pipeline()
        let refused = pipeline.start(
            MethodRequest(body: Array("{broken".utf8)), Method(integration)
        ).response
        #expect(refused?.statusCode == 400)
        #expect(refused?.body.text.contains("Invalid JSON in request body") == true)
        let response = try IntegrationResponse(responseParameters: [
            ParameterMapping(
                "method.response.header.x", from: "integration.response.body.a",
                for: .methodResponse)
        ])
        let method = Method(try APIGatewayPipelineTests.integration(responses: [response]))
        let failed = pipeline.finish(
            pipeline.start(MethodRequest(), method),
            with: EndpointResponse(body: Array("{broken".utf8))
        ).response
        #expect(failed?.statusCode == 500)
        #expect(failed?.body.text == #"{"message": "Internal server error"}"#)
    }

    @Test func severalHeaderValuesAreOneAndQueryStringsRepeat() throws {
        let mappings = try [
            ("header.all", "method.request.multivalueheader.X-Two"),
            ("querystring.all", "method.request.multivaluequerystring.twice"),
            ("querystring.none", "method.request.header.Nobody"),
        ].map {
            try ParameterMapping(
                "integration.request." + $0.0, from: $0.1, for: .integrationRequest)
        }
        var inputs = Self.inputs()
        #expect(try inputs.parameters(mappings, .header) == ["all": "a,b"])
        #expect(
            try inputs.parameters(mappings, .querystring) == ["all": "first", "all": "last"])
    }

    // MARK: Responses

    @Test(arguments: [
        ("integration.response.header.Test", ["t"]), ("integration.response.header.test", []),
        ("integration.response.header.Many", ["b"]),
        ("integration.response.multivalueheader.Many", ["a", "b"]),
        ("integration.response.multivalueheaders.Many", ["a", "b"]),
        ("integration.response.body.redirect.url", ["/next"]),
        ("integration.response.body.redirect", [#"{"url":"/next"}"#]),
        ("integration.response.body.count", ["2"]), ("integration.response.body.nobody", []),
        ("stageVariables.version", ["v2"]), ("context.apiId", ["a1"]), ("'text'", ["text"]),
    ])
    func responseSources(_ source: String, _ values: [String]) throws {
        var inputs = Self.inputs()
        let mapping = try ParameterMapping(
            "method.response.header.x", from: source, for: .methodResponse)
        #expect(try inputs.values(of: mapping) == values)
    }

    /// The message of a Lambda function's error is looked into when it is JSON.
    @Test(arguments: [
        ("trace.function", "abc()"), ("httpStatus", "500"), ("trace", #"{"function":"abc()"}"#),
    ])
    func errorMessages(_ path: String, _ value: String) throws {
        var inputs = Self.inputs()
        inputs.response.body = Array(
            #"{"errorMessage": "{\"httpStatus\": 500, \"trace\": {\"function\": \"abc()\"}}"}"#.utf8
        )
        let mapping = try ParameterMapping(
            "method.response.header.x", from: "integration.response.body.errorMessage." + path,
            for: .methodResponse)
        #expect(try inputs.values(of: mapping) == [value])
    }

    @Test(arguments: [
        ("method.request.header.X-One", ["1"]), ("method.request.querystring.q", ["1"]),
        ("method.request.path.id", ["7"]), ("method.input.params.id", ["7"]),
        ("method.input.params.q", ["1"]), ("method.input.params.X-One", ["1"]),
        ("method.input.params.nobody", []), ("'a.b.c'", ["a.b.c"]),
    ])
    func gatewayResponseSources(_ source: String, _ values: [String]) throws {
        var inputs = Self.inputs()
        let mapping = try ParameterMapping(
            "gatewayresponse.header.x", from: source, for: .gatewayResponse)
        #expect(try inputs.values(of: mapping) == values)
    }

    // MARK: Refusals

    @Test(
        arguments: [
            (.integrationRequest, "integration.response.header.a"),
            (.integrationRequest, "method.input.params.a"),
            (.integrationRequest, "route.request.header.a"),
            (.integrationRequest, "$context.apiId"), (.integrationRequest, "'open"),
            (.integrationRequest, "'"), (.integrationRequest, ""),
            (.methodResponse, "method.request.header.a"), (.methodResponse, "route.request.body.a"),
            (.methodResponse, "integration.response.querystring.a"),
            (.gatewayResponse, "integration.response.body"),
            (.routeIntegrationRequest, "method.request.header.a"),
            (.routeIntegrationRequest, "route.request.path.a"),
        ] as [(ParameterMapping.Target, String)])
    func foreignSources(_ target: ParameterMapping.Target, _ source: String) {
        let destination =
            switch target {
            case .integrationRequest, .routeIntegrationRequest: "integration.request.header.a"
            case .methodResponse: "method.response.header.a"
            case .gatewayResponse: "gatewayresponse.header.a"
            }
        #expect(throws: InvalidMapping.self) {
            try ParameterMapping(destination, from: source, for: target)
        }
    }

    // MARK: Headers

    @Test(arguments: ["Content-Length", "transfer-encoding", "X-Amzn-Trace-Id"])
    func headersThatFailAllIntegrations(_ name: String) {
        for kind in Integration.Kind.allCases {
            #expect(HeaderTreatment.isForbidden(name, for: kind))
        }
    }

    @Test(arguments: ["Authorization", "Connection", "expect", "Proxy-Authenticate", "TE"])
    func headersThatFailServiceIntegrations(_ name: String) {
        #expect(HeaderTreatment.isForbidden(name, for: .aws))
        #expect(HeaderTreatment.isForbidden(name, for: .awsProxy))
        #expect(!HeaderTreatment.isForbidden(name, for: .http))
    }

    @Test(arguments: [
        "Authorization", "Connection", "Content-Length", "Content-MD5", "Date", "Expect", "Host",
        "Max-Forwards", "Proxy-Authenticate", "Server", "Trailer", "Upgrade", "User-Agent",
        "WWW-Authenticate",
    ])
    func remappedHeaders(_ name: String) {
        #expect(HeaderTreatment.nameForClient(name) == "x-amzn-Remapped-" + name)
    }

    @Test(arguments: [
        "Accept", "Accept-Charset", "Accept-Encoding", "Age", "Content-Encoding", "Content-Type",
        "Pragma", "Range", "Referer", "TE", "Via", "Warn",
    ])
    func keptHeaders(_ name: String) {
        #expect(HeaderTreatment.nameForClient(name) == name)
        #expect(HeaderTreatment.nameForClient("Transfer-Encoding") == nil)
    }
}
