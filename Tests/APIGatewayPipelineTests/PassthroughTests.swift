import APIGatewayMapping
import Testing

@testable import APIGatewayPipeline

/// The table of passthrough behaviors: the template's media type, the request's, and what becomes of the
/// payload under each behavior.
@Suite struct PassthroughTests {
    enum Outcome: Sendable {
        case transformed, passed, refused
    }

    struct Row: Sendable, CustomStringConvertible {
        let template: String?
        let contentType: String?
        let whenNoMatch: Outcome
        let whenNoTemplates: Outcome
        let never: Outcome

        init(
            _ template: String?, _ contentType: String?, _ whenNoMatch: Outcome,
            _ whenNoTemplates: Outcome, _ never: Outcome
        ) {
            self.template = template
            self.contentType = contentType
            self.whenNoMatch = whenNoMatch
            self.whenNoTemplates = whenNoTemplates
            self.never = never
        }

        var description: String { "template \(template ?? "-"), request \(contentType ?? "-")" }
    }

    static let rows = [
        Row("application/json", nil, .transformed, .transformed, .transformed),
        Row("application/json", "application/json", .transformed, .transformed, .transformed),
        Row("application/json", "application/xml", .passed, .refused, .refused),
        Row("application/xml", nil, .passed, .refused, .refused),
        Row("application/xml", "application/json", .passed, .refused, .refused),
        Row("application/xml", "application/xml", .transformed, .transformed, .transformed),
        Row(nil, nil, .passed, .passed, .refused),
        Row(nil, "application/json", .passed, .passed, .refused),
        Row(nil, "application/xml", .passed, .passed, .refused),
        Row(
            "application/json", "Application/JSON; charset=UTF-8", .transformed, .transformed,
            .transformed),
        Row("$default", "text/csv", .transformed, .transformed, .transformed),
    ]

    @Test(arguments: rows, PassthroughBehavior.allCases)
    func payload(_ row: Row, _ behavior: PassthroughBehavior) throws {
        let expected =
            switch behavior {
            case .whenNoMatch: row.whenNoMatch
            case .whenNoTemplates: row.whenNoTemplates
            case .never: row.never
            }
        let method =
            if let mediaType = row.template {
                Method(try integration([mediaType: "made"], behavior))
            } else {
                Method(try integration([:], behavior))
            }
        var request = MethodRequest(httpMethod: "POST", body: Array("sent".utf8))
        if let contentType = row.contentType { request.headers = ["content-type": contentType] }
        var pipeline = Pipeline()
        let exchange = pipeline.start(request, method)
        switch expected {
        case .transformed: #expect(exchange.integrationRequest?.body.text == "made")
        case .passed: #expect(exchange.integrationRequest?.body.text == "sent")
        case .refused:
            #expect(exchange.integrationRequest == nil)
            #expect(exchange.response?.statusCode == 415)
            #expect(exchange.response?.body.text == #"{"message":"Unsupported Media Type"}"#)
        }
    }

    /// Without a match the template for JSON counts, and without any the payload passes.
    @Test(
        arguments: [
            (["application/json": "json", "text/html": "html"], "text/html", "html"),
            (
                ["application/json": "json", "text/html": "html"],
                "text/html;q=0.9, application/json", "html"
            ),
            (["text/html": "html", "application/json": "json"], "image/png", "json"),
            (["application/json": "json"], nil, "json"),
            (["text/html": "html"], "image/png", "html"),
            ([:], "image/png", "answered"),
            (["application/json": ""], "application/json", "answered"),
        ] as [(KeyValuePairs<String, String>, String?, String)])
    func responseTemplate(
        _ templates: KeyValuePairs<String, String>, _ accept: String?, _ body: String
    ) throws {
        let response = try IntegrationResponse(responseTemplates: templateSet(templates))
        let method = Method(try integration(responses: [response]))
        var request = MethodRequest()
        if let accept { request.headers = ["Accept": accept] }
        var pipeline = Pipeline()
        let exchange = pipeline.finish(
            pipeline.start(request, method), with: EndpointResponse(body: Array("answered".utf8)))
        #expect(exchange.response?.body.text == body)
    }
}
