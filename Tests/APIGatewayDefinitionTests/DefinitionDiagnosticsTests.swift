import APIGatewayPipeline
import Diagnostics
import Testing

@testable import APIGatewayDefinition

@Suite struct DefinitionDiagnosticsTests {
    /// An operation `get /pets` with further lines at its level.
    private func operation(_ lines: String) -> String {
        """
        openapi: 3.0.0
        paths:
          /pets:
            get:
              x-amazon-apigateway-integration: {type: mock}
              \(lines)
        """
    }

    private func expect(
        _ text: String, _ code: String, _ line: Int, _ column: Int, note: String? = nil,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let diagnostics = try read(text).diagnostics
        #expect(diagnostics.map(\.code) == [code], sourceLocation: sourceLocation)
        let diagnostic = try #require(diagnostics.first, sourceLocation: sourceLocation)
        #expect(diagnostic.location?.line == line, sourceLocation: sourceLocation)
        #expect(diagnostic.location?.column == column, sourceLocation: sourceLocation)
        if let note {
            #expect(
                diagnostic.notes == ["did you mean `\(note)`?"], sourceLocation: sourceLocation)
        }
    }

    @Test func documentsThatAreNoDefinition() throws {
        try expect("- a\n", "expected-definition", 1, 1)
        try expect("info: {}\n", "expected-definition", 1, 1)
        try expect("openapi: 2.0\n", "definition-version", 1, 10)
        try expect("swagger: 3.0\n", "definition-version", 1, 10)
        try expect("openapi: 3.0.0\n", "expected-paths", 1, 1)
    }

    @Test func paths() throws {
        try expect("openapi: 3.0.0\npaths: {pets: {}}\n", "resource-path", 2, 9, note: "/pets")
        try expect("openapi: 3.0.0\npaths: {'/{a+}/b': {}}\n", "resource-path", 2, 9)
        try expect("openapi: 3.0.0\npaths: {'/a{b}': {}}\n", "resource-path", 2, 9)
        try expect(
            "openapi: 3.0.0\npaths: {/a: {gett: {}}}\n", "unknown-member", 2, 14, note: "get")
    }

    @Test func operationWithoutIntegration() throws {
        try expect("openapi: 3.0.0\npaths: {/a: {get: {}}}\n", "missing-integration", 2, 14)
    }

    @Test func extensions() throws {
        try expect(
            operation("x-amazon-apigateway-request-validater: a"), "unknown-extension", 6, 7,
            note: "x-amazon-apigateway-request-validator")
        try expect(
            operation("x-amazn-apigateway-auth: {}"), "unknown-extension", 6, 7,
            note: "x-amazon-apigateway-auth")
        try expect(operation("x-amazon-apigateway-policy: {}"), "misplaced-extension", 6, 7)
        #expect(try read(operation("x-internal: true")).diagnostics.isEmpty)
    }

    @Test func references() throws {
        try expect(
            operation("parameters: [{$ref: '#/components/parameters/id'}]"), "dangling-reference",
            6, 27)
        try expect(
            operation("parameters: [{$ref: 'other.yaml#/id'}]"), "external-reference", 6, 27)
        try expect(
            operation("requestBody: {content: {a/b: {schema: {items: {$ref: '#/Pet'}}}}}"),
            "unknown-schema", 6, 60)
        try expect(
            operation("responses: {200: {$ref: '#/again'}}\nagain: {$ref: '#/again'}"),
            "reference-chain", 7, 15)
    }

    @Test func parameters() throws {
        try expect(operation("parameters: {}"), "expected-list", 6, 19)
        try expect(operation("parameters: [{in: path}]"), "expected-text", 6, 20)
        try expect(
            operation("parameters: [{name: a, in: querry}]"), "parameter-location", 6, 34,
            note: "query")
    }

    @Test func statuses() throws {
        try expect(operation("responses: {ok: {}}"), "status-code", 6, 19)
        try expect(operation("responses: {'2000': {}}"), "status-code", 6, 19)
    }

    @Test func validators() throws {
        let declared = operation("x-amazon-apigateway-request-validator: al")
        try expect(declared, "unknown-validator", 6, 46)
        try expect(
            declared + "\nx-amazon-apigateway-request-validators: {all: {}}", "unknown-validator",
            6,
            46, note: "all")
        try expect(
            operation("\nx-amazon-apigateway-request-validators: {a: {validateRequestBody: 1}}"),
            "expected-boolean", 7, 67)
    }

    @Test func everythingIsCollected() throws {
        let (definition, diagnostics) = try read(
            """
            openapi: 3.0.0
            x-amazon-apigateway-gateway-responses: {DEFAULT_4X: {}}
            paths:
              pets: {}
              /orders:
                get: {}
                post:
                  responses: {none: {}}
                  x-amazon-apigateway-integration: {type: mok}
                put:
                  x-amazon-apigateway-integration: {type: mock}
            """)
        #expect(
            diagnostics.map(\.code) == [
                "gateway-response-type", "resource-path", "missing-integration", "status-code",
                "integration-type",
            ])
        #expect(definition?.operations.map(\.httpMethod) == ["PUT"])
    }

    // MARK: Functions of CloudFormation

    private let lambda = """
        openapi: 3.0.0
        paths:
          /pets:
            get:
              x-amazon-apigateway-integration:
                type: aws
                uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/${Pets.Arn}/invocations
                credentials: !GetAtt Role.Arn
        """

    @Test func functionsThatMatterNameWhatToSupply() throws {
        try expect(lambda, "unknown-value", 7, 14)
        let message = try read(lambda).diagnostics.first?.message ?? ""
        #expect(message.contains("supply a value for `AWS::Region`, `Pets.Arn`"))
    }

    @Test func suppliedValues() throws {
        let (definition, diagnostics) = try read(
            lambda, values: ["AWS::Region": "eu-west-1", "Pets.Arn": "pets"])
        #expect(diagnostics.isEmpty)
        #expect(
            definition?.operations.first?.method.integration.uri
                == "arn:aws:apigateway:eu-west-1:lambda:path/pets/invocations")
    }

    @Test func includedTexts() throws {
        try expect(
            "Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: pets.yaml}}\n",
            "unknown-value", 1, 1)
    }

    @Test func textsThatDoubleAtEachStep() throws {
        var text = "x"
        for _ in 1...60 { text = "!Sub ['${a}${a}', {a: \(text)}]" }
        try expect(operation("parameters: [{name: \(text), in: query}]"), "expected-text", 6, 27)
    }

    /// Each text is within its limit, and all of them are not.
    @Test func textsOfOneDocument() throws {
        let names = String(repeating: "${P}", count: 900)
        func definition(_ count: Int) -> String {
            let paths = (0..<count).map { index in
                """
                  /p\(index):
                    get:
                      x-amazon-apigateway-integration:
                        {type: http_proxy, httpMethod: GET, uri: !Sub "\(names)"}

                """
            }
            return "openapi: 3.0.1\npaths:\n" + paths.joined()
        }
        let values = ["P": String(repeating: "p", count: 1000)]
        #expect(try read(definition(4), values: values).diagnostics.isEmpty)
        let diagnostics = try read(definition(30), values: values).diagnostics
        #expect(diagnostics.allSatisfy { $0.code == "value-size" })
        #expect(!diagnostics.isEmpty)
    }
}
