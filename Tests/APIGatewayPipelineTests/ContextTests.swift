import APIGatewayMapping
import Testing

@testable import APIGatewayPipeline

@Suite struct ContextTests {
    static func facts() -> ContextFacts {
        var facts = ContextFacts()
        facts.accountId = "111122223333"
        facts.apiId = "a1b2c3"
        facts.stage = "prod"
        facts.deploymentId = "d9"
        facts.domainName = "a1b2c3.execute-api.eu-west-1.amazonaws.com"
        facts.requestId = "id-1"
        facts.extendedRequestId = "extended-1"
        facts.requestTime = RequestTime(epochMilliseconds: 1_428_582_896_123)
        facts.resourceId = "r7"
        facts.resourcePath = "/pets/{petId}"
        facts.routeKey = "GET /pets/{petId}"
        facts.identity = CallerIdentity(sourceIp: "192.0.2.1")
        return facts
    }

    static let request = MethodRequest(
        path: "/pets/7", headers: ["User-Agent": "agent/1"], pathParameters: ["petId": "7"])

    func text(_ name: String, _ facts: ContextFacts, _ kind: APIKind) -> String? {
        let context = ExchangeContext(facts, Self.request, kind: kind)
        var scope = MappingScope()
        return scope.contextText(
            name.split(separator: ".").map(String.init), in: context.json)
    }

    // MARK: Members

    @Test(
        arguments: [
            ("accountId", "111122223333"), ("apiId", "a1b2c3"), ("stage", "prod"),
            ("deploymentId", "d9"), ("domainPrefix", "a1b2c3"), ("httpMethod", "GET"),
            ("path", "/prod/pets/7"), ("protocol", "HTTP/1.1"), ("requestId", "id-1"),
            ("extendedRequestId", "extended-1"), ("resourceId", "r7"),
            ("resourcePath", "/pets/{petId}"), ("requestTime", "09/Apr/2015:12:34:56 +0000"),
            ("requestTimeEpoch", "1428582896123"), ("identity.sourceIp", "192.0.2.1"),
            ("identity.userAgent", "agent/1"), ("identity.caller", nil), ("routeKey", nil),
            ("isCanaryRequest", nil), ("authorizer", nil), ("identity.apiKey", nil),
        ] as [(String, String?)])
    func restMembers(_ name: String, _ value: String?) {
        #expect(text(name, Self.facts(), .rest) == value)
    }

    @Test(
        arguments: [
            ("routeKey", "GET /pets/{petId}"), ("extendedRequestId", "id-1"),
            ("path", "/prod/pets/7"), ("resourcePath", nil), ("deploymentId", nil),
            ("accountId", "111122223333"),
        ] as [(String, String?)])
    func httpMembers(_ name: String, _ value: String?) {
        #expect(text(name, Self.facts(), .http) == value)
    }

    @Test func theStageWithoutANameIsNotInPaths() {
        var facts = Self.facts()
        facts.stage = "$default"
        #expect(text("path", facts, .http) == "/pets/7")
    }

    @Test(
        arguments: [
            ("connectionId", "c="), ("eventType", "MESSAGE"), ("messageId", "m1"),
            ("connectedAt", "5"), ("routeKey", "join"), ("messageDirection", "IN"),
            ("httpMethod", nil), ("path", nil),
        ] as [(String, String?)])
    func webSocketMembers(_ name: String, _ value: String?) {
        var facts = Self.facts()
        facts.routeKey = "join"
        facts.connection = ConnectionFacts(
            connectionId: "c=", connectedAt: RequestTime(epochMilliseconds: 5),
            eventType: .message, messageId: "m1")
        #expect(text(name, facts, .webSocket) == value)
        facts.connection?.eventType = .disconnect
        #expect(text("messageId", facts, .webSocket) == nil)
    }

    /// The recorded order of the members, which is that of Java's hash maps.
    @Test func restMembersInTemplates() throws {
        let context = ExchangeContext(Self.facts(), Self.request)
        let method = Method(
            try integration([
                "application/json":
                    "#foreach($k in $context.keySet())$k #end| #foreach($k in $context.identity.keySet())$k #end"
            ]))
        var pipeline = Pipeline()
        let exchange = pipeline.start(Self.request, method, Stage(), context)
        #expect(
            exchange.integrationRequest?.body.text
                == "resourceId resourcePath httpMethod extendedRequestId requestTime path accountId "
                + "protocol requestOverride stage domainPrefix requestTimeEpoch requestId identity "
                + "domainName deploymentId responseOverride apiId | cognitoIdentityPoolId accountId "
                + "cognitoIdentityId caller sourceIp principalOrgId accessKey "
                + "cognitoAuthenticationType cognitoAuthenticationProvider userArn userAgent user ")
    }

    @Test func membersInMappings() throws {
        let context = ExchangeContext(Self.facts(), Self.request)
        var inputs = MappingInputs(
            request: Self.request, context: context.json, stageVariables: [:])
        for (name, values) in [
            ("requestTimeEpoch", ["1428582896123"]), ("identity.sourceIp", ["192.0.2.1"]),
            ("identity", []), ("identity.caller", []),
        ] {
            let mapping = try ParameterMapping(
                "integration.request.header.x", from: "context." + name, for: .integrationRequest)
            #expect(try inputs.values(of: mapping) == values)
        }
    }

    // MARK: Request ids

    @Test(arguments: [
        ("c6af9ac6-7b61-11e6-9a41-93e8deadbeef", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"),
        ("c6af9ac6-7b61-11e6-9a41-93e8deadbeeg", "id-1"), ("mine", "id-1"), ("", "id-1"),
    ])
    func requestId(_ given: String, _ expected: String) {
        var request = Self.request
        request.headers.append("X-Amzn-RequestId", given)
        let context = ExchangeContext(Self.facts(), request)
        var scope = MappingScope()
        #expect(scope.contextText(["requestId"], in: context.json) == expected)
    }

    // MARK: Authorizers

    static func members(_ json: String) throws -> [DocumentNode.Member] {
        try Document(json: Array(json.utf8), named: "").root.members
    }

    @Test(
        arguments: [
            (.rest, "authorizer.principalId", "p1"), (.rest, "authorizer.count", "1"),
            (.rest, "authorizer.isAdmin", "true"), (.rest, "authorizer.roles", nil),
            (.rest, "authorizer.lambda.count", nil), (.http, "authorizer.count", "1"),
            (.http, "authorizer.lambda.isAdmin", "true"), (.http, "authorizer.roles", #"["a"]"#),
            (.webSocket, "authorizer.isAdmin", "true"),
        ] as [(APIKind, String, String?)])
    func lambdaAuthorizer(_ kind: APIKind, _ name: String, _ value: String?) throws {
        let answer = try Document(
            json: Array(
                #"{"principalId": "p1", "context": {"count": 1, "isAdmin": true, "roles": ["a"]}}"#
                    .utf8), named: "")
        var facts = Self.facts()
        facts.authorization = Authorization(lambdaAnswer: answer.root)
        #expect(text(name, facts, kind) == value)
    }

    /// Numbers are texts: `equals` of a number and a text is false.
    @Test func membersOfAuthorizersAreTextsInTemplates() throws {
        var facts = Self.facts()
        facts.authorization = .lambda(
            principalId: "p", context: try Self.members(#"{"count": 1}"#))
        let method = Method(
            try integration([
                "application/json":
                    #"#if($context.authorizer.count.equals("1"))text#{else}number#end"#
            ]))
        var pipeline = Pipeline()
        let exchange = pipeline.start(
            Self.request, method, Stage(), ExchangeContext(facts, Self.request))
        #expect(exchange.integrationRequest?.body.text == "text")
    }

    @Test(
        arguments: [
            (.rest, "authorizer.claims.sub", "u1"), (.rest, "authorizer.claims.groups", "[a b]"),
            (.rest, "authorizer.jwt.claims.sub", nil), (.http, "authorizer.claims.sub", "u1"),
            (.http, "authorizer.jwt.claims.exp", "17"),
            (.http, "authorizer.jwt.scopes", #"["read"]"#),
        ] as [(APIKind, String, String?)])
    func claims(_ kind: APIKind, _ name: String, _ value: String?) throws {
        var facts = Self.facts()
        facts.authorization = .claims(
            try Self.members(#"{"sub": "u1", "exp": 17, "groups": ["a", "b"]}"#),
            scopes: ["read"])
        #expect(text(name, facts, kind) == value)
    }

    @Test func signedRequests() {
        var facts = Self.facts()
        facts.identity.caller = "AIDA:me"
        facts.identity.userArn = "arn:aws:iam::111122223333:user/me"
        facts.identity.clientCertificate = ClientCertificate(
            clientCertPem: "pem", subjectDN: "CN=me", issuerDN: "CN=ca", serialNumber: "1",
            notBefore: "then", notAfter: "later")
        #expect(text("identity.caller", facts, .http) == "AIDA:me")
        #expect(text("identity.clientCert.validity.notAfter", facts, .rest) == "later")
        #expect(text("identity.accessKey", facts, .http) == nil)
    }

    // MARK: Times

    @Test(arguments: [
        (0, "01/Jan/1970:00:00:00 +0000"), (951_782_400_000, "29/Feb/2000:00:00:00 +0000"),
        (1_709_251_199_999, "29/Feb/2024:23:59:59 +0000"),
        (4_107_542_400_000, "01/Mar/2100:00:00:00 +0000"),
        (Int64.min, "01/Jan/1970:00:00:00 +0000"), (Int64.max, "31/Dec/9999:23:59:59 +0000"),
    ])
    func times(_ milliseconds: Int64, _ text: String) {
        #expect(RequestTime(epochMilliseconds: milliseconds).commonLogText == text)
    }
}
