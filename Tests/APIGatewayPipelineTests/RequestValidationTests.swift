import Diagnostics
import Testing

@testable import APIGatewayPipeline

@Suite struct RequestValidationTests {
    private func method(body: Bool = true, parameters: Bool = true) throws -> Method {
        let schema = try Document(
            json: Array(
                #"{"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["cat"]}}}"#
                    .utf8), named: "model.json")
        return Method(
            Integration(kind: .httpProxy, uri: "https://example.com"),
            requestParameters: [
                RequestParameter(.querystring, "q", isRequired: true),
                RequestParameter(.header, "X-Owner", isRequired: true),
                RequestParameter(.header, "X-Other", isRequired: false),
            ],
            requestValidator: RequestValidator(
                validatesBody: body, validatesParameters: parameters),
            requestModels: ["application/json": try Model(schema)])
    }

    private func response(
        _ method: Method, body: String, headers: Parameters = [:], query: Parameters = [:],
        stage: Stage = Stage()
    ) -> MethodResponse? {
        var pipeline = Pipeline()
        let request = MethodRequest(
            httpMethod: "POST", headers: headers, querystring: query, body: Array(body.utf8))
        return pipeline.start(request, method, stage).response
    }

    @Test func validRequestsPass() throws {
        let passed = response(
            try method(), body: #"{"kind": "cat"}"#, headers: ["x-owner": "me"], query: ["q": "1"])
        #expect(passed == nil)
    }

    @Test func parametersComeFirst() throws {
        let refused = try #require(response(try method(), body: "{}", query: ["q": " "]))
        #expect(refused.statusCode == 400)
        #expect(
            String(decoding: refused.body, as: UTF8.self)
                == #"{"message":"Missing required request parameters: [X-Owner, q]"}"#)
    }

    @Test(arguments: ["{}", #"{"kind": "dog"}"#, "[]", "no JSON", ""])
    func payloadsThatAreRefused(_ body: String) throws {
        let refused = try #require(response(try method(parameters: false), body: body))
        #expect(refused.statusCode == 400)
        #expect(refused.headers.last("x-amzn-ErrorType") == "BadRequestException")
        #expect(
            String(decoding: refused.body, as: UTF8.self) == #"{"message":"Invalid request body"}"#)
    }

    @Test func nothingIsCheckedThatTheValidatorDoesNotAskFor() throws {
        #expect(response(try method(body: false, parameters: false), body: "no JSON") == nil)
    }

    @Test func theModelIsChosenByMediaType() throws {
        var method = try method(parameters: false)
        let headers: Parameters = ["content-type": "Text/Plain; charset=utf-8"]
        #expect(response(method, body: "no JSON", headers: headers) == nil)
        method.requestModels["$default"] = try Model(
            Document(json: Array(#"{"type": "integer"}"#.utf8), named: "number.json"))
        #expect(response(method, body: "no JSON", headers: headers)?.statusCode == 400)
        #expect(response(method, body: "1", headers: headers) == nil)
        #expect(response(method, body: "1")?.statusCode == 400)
    }

    @Test func anEmptyPayloadCountsAsAnEmptyObject() throws {
        var method = try method(parameters: false)
        method.requestModels["application/json"] = try Model(
            Document(json: Array(#"{"type": "object"}"#.utf8), named: "object.json"))
        #expect(response(method, body: "") == nil)
    }

    @Test func settingsHaveModels() throws {
        let document = try Document(
            json: Array(
                #"""
                {"requestModels": {"Application/JSON": {"type": "array"}, "text/plain": {"type": "x"}}}
                """#.utf8), named: "settings.json")
        var reader = IntegrationReader(document.file)
        let method = reader.method(document.root, Integration(kind: .mock))
        #expect(method.requestModels["application/json"]?.validate(Array("[]".utf8)) == [])
        #expect(method.requestModels.count == 1)
        #expect(reader.diagnostics.map(\.code) == ["schema-type"])
    }

    @Test func gatewayResponsesTellTheErrors() throws {
        let template =
            #"{"why": "$context.error.validationErrorString", "type": "$context.error.responseType"}"#
        let stage = Stage(gatewayResponses: [
            .badRequestBody: GatewayResponse(responseTemplates: ["application/json": template])
        ])
        let refused = try #require(
            response(try method(parameters: false), body: #"{"a": 1}"#, stage: stage))
        #expect(
            String(decoding: refused.body, as: UTF8.self)
                == #"{"why": "[object has missing required properties ([\"kind\"])]", "#
                + #""type": "BAD_REQUEST_BODY"}"#)
    }

    @Test func severalErrorsAreAList() throws {
        let schema = try Document(
            json: Array(
                #"{"required": ["name"], "properties": {"price": {"type": "number"}}}"#.utf8),
            named: "model.json")
        let errors = try Model(schema).validate(Array(#"{"price": "1"}"#.utf8))
        #expect(
            errors.validationErrorString
                == #"[object has missing required properties (["name"]), "#
                + #"instance type (string) does not match any allowed primitive type "#
                + #"(allowed: ["integer","number"])]"#)
    }
}
