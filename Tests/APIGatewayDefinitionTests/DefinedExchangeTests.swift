import APIGatewayPipeline
import Testing

@testable import APIGatewayDefinition

/// From a definition and the text of a request to the texts of what the endpoint and the client get.
@Suite struct DefinedExchangeTests {
    private static let orders = """
        swagger: '2.0'
        x-amazon-apigateway-request-validators: {all: {validateRequestBody: true}}
        x-amazon-apigateway-request-validator: all
        paths:
          /orders/{order}:
            put:
              parameters:
                - name: body
                  in: body
                  schema: {type: object, required: [count]}
              x-amazon-apigateway-integration:
                type: http
                httpMethod: POST
                uri: https://stock.example/reserve
                requestTemplates:
                  application/json: |
                    {"order": "$input.params('order')", "pieces": $input.path('$.count')}
                responses:
                  default: {statusCode: 200}
                  '409': {statusCode: 410, responseTemplates: {application/json: gone}}
        """

    private func start(_ text: String, _ pipeline: inout Pipeline) throws -> Exchange {
        let definition = try APIDefinition(Array(Self.orders.utf8), named: "orders.yaml")
        let request = try MethodRequest(http: Array(text.utf8))
        guard case .operation(let operation, let routed) = Routes(definition).match(request) else {
            throw Unrouted()
        }
        return pipeline.start(routed, operation.method, definition.stage())
    }

    private struct Unrouted: Error {}

    @Test func requestAndResponse() throws {
        var pipeline = Pipeline()
        let exchange = try start("PUT /orders/a%20b\n\n{\"count\": 3}", &pipeline)
        let sent = try #require(exchange.integrationRequest)
        #expect(
            String(decoding: sent.httpText(), as: UTF8.self) == """
                POST https://stock.example/reserve HTTP/1.1
                Accept: application/json
                Content-Type: application/json

                {"order": "a b", "pieces": 3}

                """)
        let answer = try EndpointResponse(http: Array("HTTP/1.1 409 Conflict\n\n{}".utf8))
        let response = try #require(pipeline.finish(exchange, with: answer).response)
        #expect(response.statusCode == 410)
        #expect(response.body == Array("gone".utf8))
    }

    @Test func payloadThatIsNoInstanceOfTheModel() throws {
        var pipeline = Pipeline()
        let exchange = try start("PUT /orders/7\n\n{}", &pipeline)
        #expect(exchange.integrationRequest == nil)
        #expect(exchange.response?.statusCode == 400)
    }
}
