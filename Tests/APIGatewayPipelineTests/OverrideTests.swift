import APIGatewayMapping
import Testing

@testable import APIGatewayPipeline

@Suite struct OverrideTests {
    /// What a request template puts there counts, whatever the response template reads. Recorded on mock
    /// integrations.
    @Test(arguments: [nil, "plain", "$context.responseOverride.status", "$context.stage"])
    func responseOverridesOfRequestTemplates(_ responseTemplate: String?) throws {
        let request =
            "#set($context.responseOverride.status = 444)"
            + "#set($context.responseOverride.header.foo = \"bar\"){\"statusCode\": 200}"
        let templates = try responseTemplate.map { try templateSet(["application/json": $0]) }
        let method = Method(
            try integration(
                ["application/json": request], kind: .mock, uri: nil,
                responses: [IntegrationResponse(responseTemplates: templates ?? TemplateSet())]))
        var pipeline = Pipeline()
        let exchange = pipeline.start(MethodRequest(), method)
        #expect(exchange.response?.statusCode == 444)
        #expect(exchange.response?.headers.last("foo") == "bar")
    }

    @Test func overridesWinOverMappings() throws {
        var integration = try integration([
            "application/json":
                "#set($context.requestOverride.header.mapped = \"overridden\")"
                + "#set($context.requestOverride.querystring.made = \"new\")"
        ])
        integration.requestParameters = [
            try ParameterMapping(
                "integration.request.header.mapped", from: "'mapped'", for: .integrationRequest)
        ]
        var pipeline = Pipeline()
        let request = pipeline.start(MethodRequest(), Method(integration)).integrationRequest
        #expect(request?.headers.values(of: "mapped") == ["overridden"])
        #expect(request?.querystring.values(of: "made") == ["new"])
    }
}
