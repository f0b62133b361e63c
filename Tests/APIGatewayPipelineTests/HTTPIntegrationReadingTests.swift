import Diagnostics
import Testing

@testable import APIGatewayPipeline

@Suite struct HTTPIntegrationReadingTests {
    static func read<Result>(
        _ json: String, _ body: (inout IntegrationReader, DocumentNode) -> Result
    ) throws -> (Result, [String]) {
        let document = try Document(json: Array(json.utf8), named: "api.json")
        var reader = IntegrationReader(document.file)
        let result = body(&reader, document.root)
        return (
            result,
            reader.diagnostics.map { diagnostic in
                let place = diagnostic.location.map { ":\($0.line):\($0.column)" } ?? ""
                return diagnostic.code + place
            }
        )
    }

    @Test func mappings() throws {
        let (mappings, diagnostics) = try Self.read(
            """
            {"requestParameters": {"append:header.a": "$request.path.id", "overwrite:path": "/x"},
             "responseParameters": {"404": {"overwrite:statuscode": "200"}}}
            """
        ) { $0.httpParameterMappings($1) }
        #expect(diagnostics == [])
        #expect(mappings.request.map(\.target) == [.header("a"), .path])
        #expect(mappings.responses[404]?.map(\.operation) == [.overwrite])
    }

    @Test func everythingThatIsWrong() throws {
        let (_, diagnostics) = try Self.read(
            """
            {"requestParameters": {
              "append:path": "a",
              "append:header.a": "$request.nothing",
              "append:header.b": 1},
             "responseParameters": {
              "99": {}}}
            """
        ) { $0.httpParameterMappings($1) }
        #expect(
            diagnostics.sorted() == [
                "mapping-expression:2:4", "mapping-expression:3:23", "mapping-expression:4:22",
                "status-code:6:4",
            ])
    }

    @Test func services() throws {
        let (service, diagnostics) = try Self.read(
            #"{"integrationSubtype": "SQS-PurgeQueue", "requestParameters": {"QueueUrl": "u"}}"#
        ) { $0.serviceIntegration($1) }
        #expect(diagnostics == [])
        #expect(service?.subtype == .purgeQueue)
        let (none, problems) = try Self.read(
            #"{"integrationSubtype": "SQS-PurgeQueue", "requestParameters": {"Queue": "u"}}"#
        ) { $0.serviceIntegration($1) }
        #expect(none == nil)
        #expect(problems == ["service-integration:1:65", "service-integration:1:25"])
    }
}
