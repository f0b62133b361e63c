import APIGatewayPipeline
import Testing

@testable import APIGatewayDefinition

@Suite struct RoutesTests {
    private func routes(_ kind: APIDefinition.Kind, _ operations: [String]) -> Routes {
        let operations = operations.map { text in
            let words = text.split(separator: " ").map(String.init)
            return Operation(
                words[0], ResourcePath(words[1]), Method(Integration(kind: .mock)),
                isDefaultRoute: words[1] == "/$default")
        }
        return Routes(APIDefinition(kind: kind, operations: operations))
    }

    private func pets(_ kind: APIDefinition.Kind = .rest) -> Routes {
        routes(
            kind,
            [
                "GET /", "GET /pets", "ANY /pets", "GET /pets/{petId}", "GET /pets/new",
                "PUT /pets/{petId}/toys/{toyId}", "ANY /{proxy+}", "GET /pets/new/form",
            ])
    }

    @Test(arguments: [
        ("GET", "/", "GET /"), ("GET", "/pets", "GET /pets"), ("get", "/pets/", "GET /pets"),
        ("DELETE", "/pets", "ANY /pets"), ("GET", "/pets/new", "GET /pets/new"),
        ("GET", "/pets/%6Eew", "GET /pets/new"), ("GET", "/pets/7", "GET /pets/{petId}"),
        ("PUT", "/pets/new/toys/1", "PUT /pets/{petId}/toys/{toyId}"),
        ("GET", "/orders/7/lines", "ANY /{proxy+}"), ("GET", "/Pets", "ANY /{proxy+}"),
        ("GET", "/pets/7/toys", "ANY /{proxy+}"),
    ])
    func bestMatch(_ verb: String, _ path: String, _ expected: String) {
        let found = pets().operation(verb, path)
        #expect(found.map { "\($0.httpMethod) \($0.resource.text)" } == expected)
    }

    @Test func inRESTAPIsThePathChoosesTheResource() {
        #expect(pets().operation("DELETE", "/pets/7") == nil)
        #expect(pets(.http).operation("DELETE", "/pets/7")?.resource.text == "/{proxy+}")
        #expect(pets().operation("POST", "/") == nil)
    }

    @Test func pathParametersAreDecoded() throws {
        let request = MethodRequest(httpMethod: "PUT", path: "/pets/a+b%20c/toys/%C3%A4%2F%zz")
        guard case .operation(_, let routed) = pets().match(request) else {
            Issue.record("expected an operation")
            return
        }
        #expect(routed.pathParameters == ["petId": "a+b c", "toyId": "ä/%zz"])
        #expect(routed.path == request.path)
    }

    @Test func greedyParametersTakeTheRest() {
        let request = MethodRequest(path: "/orders/7%2C8/lines")
        guard case .operation(_, let routed) = pets().match(request) else {
            Issue.record("expected an operation")
            return
        }
        #expect(routed.pathParameters == ["proxy": "orders/7,8/lines"])
    }

    @Test func unknownRoutesOfRESTAPIs() {
        let request = MethodRequest(httpMethod: "POST", path: "/")
        guard case .refused(let response) = pets().match(request) else {
            Issue.record("expected a refusal")
            return
        }
        #expect(response.statusCode == 403)
        #expect(
            response.headers.last("x-amzn-ErrorType") == "MissingAuthenticationTokenException")
        #expect(
            response.body == Array(#"{"message":"Missing Authentication Token"}"#.utf8))
    }

    @Test func customisedRefusals() {
        let stage = Stage(gatewayResponses: [
            .missingAuthenticationToken: GatewayResponse(statusCode: 404)
        ])
        guard case .refused(let response) = pets().match(MethodRequest(httpMethod: "POST"), stage)
        else {
            Issue.record("expected a refusal")
            return
        }
        #expect(response.statusCode == 404)
    }

    @Test func httpAPIs() {
        guard
            case .refused(let response) = routes(.http, ["GET /pets"]).match(
                MethodRequest(httpMethod: "POST", path: "/pets"))
        else {
            Issue.record("expected a refusal")
            return
        }
        #expect(response.statusCode == 404)
        #expect(response.body == Array(#"{"message":"Not Found"}"#.utf8))
        let found = routes(.http, ["GET /pets", "ANY /$default"]).operation("POST", "/pets")
        #expect(found?.isDefaultRoute == true)
    }

    @Test func hostilePaths() {
        var operations: [String] = []
        for index in 0..<20 {
            let middle = String(repeating: "/{a}", count: index)
            operations += ["GET \(middle)/a\(middle)/end", "GET \(middle)/{b}\(middle)/end"]
        }
        let path = String(repeating: "/a", count: 10_000)
        #expect(routes(.rest, operations).operation("GET", path) == nil)
    }
}
