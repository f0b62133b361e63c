import Testing

@testable import APIGatewayPipeline

@Suite struct ParameterMappingTests {
    @Test func sourcesAndDestinations() throws {
        let mapping = try ParameterMapping(
            "integration.request.header.X-Price", from: "method.request.body[0].price",
            for: .integrationRequest)
        #expect(mapping.location == .header)
        #expect(mapping.name == "X-Price")
        let price = try JSONPathText("$[0].price", "")
        #expect(mapping.source == .requestBody(price))
    }

    @Test(arguments: [
        ("integration.request.header.a", "true"),
        ("integration.request.header.a", "method.request.cookie.a"),
        ("integration.request.header.a", "integration.response.header.a"),
        ("integration.request.body.a", "'a'"),
        ("integration.request.header.", "'a'"),
        ("integration.request.header.a b", "'a'"),
        ("method.response.header.a", "'a'"),
        ("integration.request.header.a", "method.request.body.[?("),
    ])
    func refusals(_ destination: String, _ source: String) {
        #expect(throws: InvalidMapping.self) {
            try ParameterMapping(destination, from: source, for: .integrationRequest)
        }
    }
}
