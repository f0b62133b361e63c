import APIGatewayMapping
import Testing

@testable import APIGatewayPipeline

@Suite struct WebSocketTests {
    static func inputs(_ body: String) -> SelectionInputs {
        SelectionInputs(MethodRequest(body: Array(body.utf8)))
    }

    static let message =
        #"{"service": "shop", "action": "order", "list": ["item1", 2, {"a": [null]}], "#
        + ##""n": 1.50, "no": null, "tricky": "$request.body.action", "a-b": "hyphen"}"##

    // MARK: Expressions

    @Test(arguments: [
        ("$request.body.action", "order"), ("${request.body.action}", "order"),
        ("${request.body.service}/${request.body.action}", "shop/order"),
        ("${request.body.action}-${request.body.nobody}", "order-"), ("action", "action"),
        (#"\$default"#, "$default"), (#"a\b"#, #"a\b"#), ("", ""),
        ("$request.body.list", "[item1, 2, {a=[null]}]"), ("$request.body.list[1]", "2"),
        ("$request.body.n", "1.5"), ("$request.body.no", ""),
        ("$request.body.tricky", "$request.body.action"), ("$request.body.a-b", "hyphen"),
        ("$request.body.action.", "order."),
        ("$request.body.action, $request.body.action", "order, order"),
    ])
    func keys(_ expression: String, _ key: String) throws {
        let expression = try SelectionExpression(expression, for: .route)
        #expect(expression.key(Self.inputs(Self.message)) == key)
        #expect(expression.text.isEmpty || !expression.parts.isEmpty)
    }

    @Test(arguments: ["", "no JSON", "{broken", "[1]", "null", "\u{0}"])
    func messagesWithoutTheMember(_ body: String) throws {
        let expression = try SelectionExpression("a${request.body.action}", for: .route)
        #expect(expression.key(Self.inputs(body)) == "a")
    }

    @Test(
        arguments: [
            (.integrationResponse, "$integration.response.statuscode", "502"),
            (.integrationResponse, "$integration.response.body.errorMessage", "failed"),
            (.responseTemplate, "${integration.response.header.KIND}", "last"),
            (.responseTemplate, "${integration.response.multivalueheader.kind}", "[first, last]"),
            (
                .responseTemplate, "${integration.response.statuscode}/${request.body.action}",
                "502/order"
            ),
            (.apiKey, "$request.header.x-api-key", "k1"),
            (.apiKey, "$context.authorizer.usageIdentifierKey", "k2"),
            (.apiMapping, "$request.basepath", "v1"),
            (.model, "fixed", "fixed"), (.requestTemplate, #"\$default"#, "$default"),
        ] as [(SelectionExpression.Use, String, String)])
    func uses(_ use: SelectionExpression.Use, _ expression: String, _ key: String) throws {
        var inputs = Self.inputs(Self.message)
        inputs.request.headers = ["X-Api-Key": "k1"]
        inputs.context = try ExchangeContext(
            Array(#"{"authorizer": {"usageIdentifierKey": "k2"}}"#.utf8))
        inputs.basePath = "v1"
        inputs.response = EndpointResponse(
            statusCode: 502, headers: ["Kind": "first", "kind": "last"],
            body: Array(#"{"errorMessage": "failed"}"#.utf8))
        #expect(try SelectionExpression(expression, for: use).key(inputs) == key)
    }

    @Test(
        arguments: [
            (.route, "$context.routeKey"), (.route, "$integration.response.statuscode"),
            (.route, "${request.body.a"), (.route, "$"), (.route, "$default"),
            (.route, "$request.body"), (.route, "${request.body.[}"),
            (.integrationResponse, "$request.body.action"), (.model, "$request.header.a"),
            (.apiKey, "$request.body.key"), (.apiMapping, "$request.path"),
        ] as [(SelectionExpression.Use, String)])
    func refusals(_ use: SelectionExpression.Use, _ expression: String) {
        #expect(throws: InvalidMapping.self) { try SelectionExpression(expression, for: use) }
    }

    // MARK: Routes

    @Test(
        arguments: [
            (.connect, "", "$connect"), (.disconnect, "", "$disconnect"),
            (.message, #"{"action": "join"}"#, "join"),
            (.message, #"{"action": "leave"}"#, "$default"),
            (.message, "text", "$default"), (.message, #"{"action": "$connect"}"#, "$default"),
        ] as [(ConnectionFacts.EventType, String, String)])
    func routes(_ event: ConnectionFacts.EventType, _ body: String, _ key: String) throws {
        let routes = try WebSocketRoutes(
            selectedBy: SelectionExpression("$request.body.action", for: .route),
            ["$connect": 1, "$disconnect": 2, "$default": 3, "join": 4])
        #expect(routes.route(for: event, Self.inputs(body))?.key == key)
    }

    @Test func routesThatAreNotThere() throws {
        let expression = try SelectionExpression("$request.body.action", for: .route)
        let routes = try WebSocketRoutes(selectedBy: expression, ["join": 1])
        for event in ConnectionFacts.EventType.allCases {
            #expect(routes.route(for: event, Self.inputs(#"{"action": "leave"}"#)) == nil)
        }
        #expect(throws: InvalidMapping.self) {
            try WebSocketRoutes(selectedBy: expression, ["$join": 1])
        }
    }

    // MARK: Templates, models, responses

    @Test func templatesAndModels() throws {
        let expression = try SelectionExpression("${request.body.action}", for: .model)
        let models = KeyedSelection(expression, ["join": "J", "$default": "D"])
        #expect(models.element(Self.inputs(#"{"action": "join"}"#)) == "J")
        #expect(models.element(Self.inputs(#"{"action": "leave"}"#)) == "D")
        #expect(KeyedSelection(expression, ["join": "J"]).element(Self.inputs("{}")) == nil)
        #expect(KeyedSelection(nil, ["$default": "D"]).element(Self.inputs("{}")) == "D")
    }

    @Test(arguments: [(200, "$default"), (404, #"/4\d\d/"#), (400, "400"), (599, "$default")])
    func integrationResponses(_ status: Int, _ key: String) throws {
        let responses = try [#"/4\d\d/"#, "$default", "400"].map {
            try WebSocketIntegrationResponse(key: $0)
        }
        let expression = try SelectionExpression(
            "$integration.response.statuscode", for: .integrationResponse)
        var inputs = Self.inputs("{}")
        inputs.response = EndpointResponse(statusCode: status)
        let selected = try WebSocketIntegrationResponse.select(expression, among: responses, inputs)
        #expect(selected?.key == key)
        #expect(try WebSocketIntegrationResponse.select(expression, among: [], inputs) == nil)
    }

    @Test func patternsThatAreNone() {
        #expect(throws: InvalidSelectionPattern.self) {
            try WebSocketIntegrationResponse(key: "/(/")
        }
    }

    // MARK: Exchanges

    private static let api = #"""
        {"routeSelectionExpression": "$request.body.action",
         "routes": {
           "$connect": {"integration": {"type": "HTTP", "uri": "https://h.example/{a}"}},
           "$disconnect": {"integration": {"type": "HTTP", "httpMethod": "POST",
             "uri": "https://h.example/gone", "requestTemplates": {"$default": "$context.routeKey"}}},
           "join": {"integration": {"type": "HTTP", "uri": "https://h.example/{a}"}}}}
        """#

    private func start(
        _ event: WebSocketEvent, _ pipeline: inout Pipeline
    ) throws -> WebSocketExchange {
        let document = try Document(json: Array(Self.api.utf8), named: "api.json")
        #expect(document.isWebSocketAPI)
        return pipeline.start(event, try document.webSocketAPI())
    }

    @Test func disconnecting() throws {
        var pipeline = Pipeline()
        let exchange = try start(.disconnect, &pipeline)
        #expect(exchange.routeKey == "$disconnect")
        #expect(exchange.outcome == nil)
        #expect(exchange.integrationRequest?.body == Array("$disconnect".utf8))
        let finished = pipeline.finish(exchange, with: EndpointResponse(statusCode: 500))
        #expect(finished.outcome == .nothing)
        #expect(finished.failure == nil)
    }

    @Test func failures() throws {
        var pipeline = Pipeline()
        let connecting = try start(.connect(), &pipeline)
        guard case .handshake(let response) = connecting.outcome else {
            Issue.record("expected an answer to the handshake")
            return
        }
        #expect(response.statusCode == 500)
        #expect(connecting.hasServerError)
        #expect(connecting.failure?.contains("path parameter `a`") == true)
        let message = try start(.message(Array(#"{"action": "join"}"#.utf8)), &pipeline)
        let frame = #"{"message": "Internal server error", "connectionId":"", "requestId":""}"#
        #expect(message.outcome == .frame(Array(frame.utf8)))
        let other = pipeline.finish(message, with: EndpointResponse(body: [0x61]))
        #expect(other.outcome == message.outcome)
    }

    @Test func factsAreNotReplaced() throws {
        let context = try ExchangeContext(
            Array(#"{"routeKey": "given", "eventType": null, "connectionId": "c"}"#.utf8))
        let document = try Document(json: Array(Self.api.utf8), named: "api.json")
        var pipeline = Pipeline()
        let exchange = pipeline.start(
            .disconnect, try document.webSocketAPI(), Stage(), context)
        #expect(exchange.integrationRequest?.body == Array("given".utf8))
        #expect(
            String(decoding: exchange.context.json, as: UTF8.self)
                == #"{"routeKey":"given","eventType":"DISCONNECT","connectionId":"c"}"#)
        #expect(
            executionLog(of: exchange).first == "Endpoint request URI: https://h.example/gone")
    }
}
