import APIGatewayMapping
import Testing

@testable import APIGatewayPipeline

/// The two tables of content handling, cell by cell, and what was recorded beside them.
@Suite struct ContentHandlingTests {
    /// What becomes of a payload; the payloads of the tests can take all of these forms.
    enum Form: Sendable {
        case same, encoded, decoded

        func bytes(of payload: String) -> [UInt8] {
            switch self {
            case .same: Array(payload.utf8)
            case .encoded: Array((payload == "aGk=" ? "YUdrPQ==" : "?").utf8)
            case .decoded: Array("hi".utf8)
            }
        }
    }

    static let payload = "aGk="

    @Test(
        arguments: [
            (false, nil, .same), (false, .convertToBinary, .decoded),
            (false, .convertToText, .same),
            (true, nil, .same), (true, .convertToBinary, .same), (true, .convertToText, .encoded),
        ] as [(Bool, ContentHandling?, Form)])
    func request(_ isBinary: Bool, _ handling: ContentHandling?, _ form: Form) throws {
        var integration = try integration()
        integration.contentHandling = handling
        let request = MethodRequest(
            httpMethod: "POST", headers: ["Content-Type": isBinary ? "image/png" : "text/plain"],
            body: Array(Self.payload.utf8))
        var pipeline = Pipeline()
        for mediaTypes in isBinary ? [["image/png"], ["image/*"], ["*/*"]] : [["image/png"], []] {
            let exchange = pipeline.start(
                request, Method(integration), Stage(binaryMediaTypes: mediaTypes))
            #expect(exchange.integrationRequest?.body == form.bytes(of: Self.payload))
        }
    }

    @Test(
        arguments: [
            // No binary media types.
            (false, false, nil, .same), (false, false, .convertToBinary, .decoded),
            (false, false, .convertToText, .same),
            // Text for a client that takes bytes.
            (false, true, nil, .decoded), (false, true, .convertToBinary, .decoded),
            (false, true, .convertToText, .same),
            // Bytes for a client that takes text.
            (true, false, nil, .encoded), (true, false, .convertToBinary, .same),
            (true, false, .convertToText, .encoded),
            // Bytes for a client that takes bytes.
            (true, true, nil, .same), (true, true, .convertToBinary, .same),
            (true, true, .convertToText, .encoded),
        ] as [(Bool, Bool, ContentHandling?, Form)])
    func response(
        _ isBinary: Bool, _ acceptsBinary: Bool, _ handling: ContentHandling?, _ form: Form
    ) throws {
        let response = try IntegrationResponse(contentHandling: handling)
        let method = Method(try integration(responses: [response]))
        let accept = acceptsBinary ? "image/png, text/plain" : "text/plain, image/png"
        let answer = EndpointResponse(
            headers: ["Content-Type": isBinary ? "image/png" : "text/plain"],
            body: Array(Self.payload.utf8))
        var pipeline = Pipeline()
        let stages = isBinary || acceptsBinary ? [["image/png"]] : [["image/png"], []]
        for mediaTypes in stages {
            let exchange = pipeline.finish(
                pipeline.start(
                    MethodRequest(headers: ["Accept": accept]), method,
                    Stage(binaryMediaTypes: mediaTypes)), with: answer)
            #expect(exchange.response?.body == form.bytes(of: Self.payload))
        }
    }

    // MARK: Recorded details

    @Test func undecodableBytesBecomeReplacementCharacters() throws {
        let request = MethodRequest(httpMethod: "POST", body: [0x1F, 0x8B])
        var pipeline = Pipeline()
        let exchange = pipeline.start(request, Method(try integration()))
        #expect(exchange.integrationRequest?.body == [0x1F, 0xEF, 0xBF, 0xBD])
    }

    @Test func brokenBase64IsAnErrorOfTheConfiguration() throws {
        var integration = try integration()
        integration.contentHandling = .convertToBinary
        let request = MethodRequest(httpMethod: "POST", body: Array("not base64!".utf8))
        var pipeline = Pipeline()
        let exchange = pipeline.start(request, Method(integration))
        #expect(exchange.response?.statusCode == 500)
        #expect(exchange.response?.body.text == #"{"message": "Internal server error"}"#)
    }

    @Test func templatesReadConvertedTextAndRefuseBytes() throws {
        var integration = try integration(["image/png": #"{"data": "$input.body"}"#])
        let request = MethodRequest(
            httpMethod: "POST", headers: ["Content-Type": "image/png"], body: [0x1F, 0x8B, 0x08])
        let stage = Stage(binaryMediaTypes: ["image/*"])
        var pipeline = Pipeline()
        integration.contentHandling = .convertToText
        let converted = pipeline.start(request, Method(integration), stage)
        #expect(converted.integrationRequest?.body.text == #"{"data": "H4sI"}"#)
        integration.contentHandling = .convertToBinary
        let refused = pipeline.start(request, Method(integration), stage)
        #expect(refused.response?.statusCode == 500)
    }

    @Test func unmatchedPayloadsPassAlsoWhenConverted() throws {
        var integration = try integration(["application/json": "made"])
        integration.contentHandling = .convertToBinary
        let request = MethodRequest(
            httpMethod: "POST", headers: ["Content-Type": "image/png"], body: [1, 2, 200])
        var pipeline = Pipeline()
        let exchange = pipeline.start(
            request, Method(integration), Stage(binaryMediaTypes: ["image/png"]))
        #expect(exchange.integrationRequest?.body == [1, 2, 200])
    }
}
