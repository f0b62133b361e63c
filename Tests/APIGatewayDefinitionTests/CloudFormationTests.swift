import APIGatewayPipeline
import Diagnostics
import Testing

@testable import APIGatewayDefinition

@Suite struct CloudFormationTests {
    private func read(
        _ text: String, values: [String: String] = [:], files: [String: String] = [:]
    ) throws -> (definitions: [APIDefinition], diagnostics: [Diagnostic]) {
        try Document(jsonOrYAML: Array(text.utf8), named: "template.yaml").apiDefinitions(
            values: values, reading: { files[$0].map { Array($0.utf8) } })
    }

    private static let resources = """
        Parameters:
          Host: {Type: String, Default: pets.example}
        Resources:
          Api:
            Type: AWS::ApiGateway::RestApi
            Properties: {Name: !Sub '${AWS::StackName}-pets', BinaryMediaTypes: [image~1png]}
          Pets:
            Type: AWS::ApiGateway::Resource
            Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: pets}
          Pet:
            Type: AWS::ApiGateway::Resource
            Properties: {RestApiId: !Ref Api, ParentId: !Ref Pets, PathPart: '{petId}'}
          Parameters:
            Type: AWS::ApiGateway::RequestValidator
            Properties: {RestApiId: !Ref Api, ValidateRequestParameters: true}
          Model:
            Type: AWS::ApiGateway::Model
            Properties:
              RestApiId: !Ref Api
              Schema: {items: {$ref: '#/definitions/Pet'}, definitions: {Pet: {type: object}}}
          PutPet:
            Type: AWS::ApiGateway::Method
            Properties:
              RestApiId: !Ref Api
              ResourceId: !Ref Pet
              HttpMethod: PUT
              RequestValidatorId: !Ref Parameters
              RequestModels: {application/json: !Ref Model}
              RequestParameters: {method.request.header.trace: true}
              MethodResponses:
                - StatusCode: '200'
                  ResponseParameters: {method.response.header.X-Pet: true}
                - StatusCode: 404
              Integration:
                Type: HTTP
                IntegrationHttpMethod: POST
                Credentials: !GetAtt Role.Arn
                Uri: !Sub https://${Host}/pets
                PassthroughBehavior: NEVER
                ContentHandling: CONVERT_TO_TEXT
                RequestTemplates: {application/json: '{}'}
                IntegrationResponses:
                  - StatusCode: 200
                  - {SelectionPattern: '4..', StatusCode: '404', ResponseTemplates: {a/b: x}}
          Missing:
            Type: AWS::ApiGateway::GatewayResponse
            Properties:
              RestApiId: !Ref Api
              ResponseType: MISSING_AUTHENTICATION_TOKEN
              StatusCode: '404'
        """

    @Test func methodsAndResources() throws {
        let (definitions, diagnostics) = try read(Self.resources)
        #expect(diagnostics.map(\.description) == [])
        let definition = try #require(definitions.first)
        #expect(definitions.count == 1)
        #expect(definition.title == "Api")
        #expect(definition.binaryMediaTypes == ["image/png"])
        #expect(definition.gatewayResponses[.missingAuthenticationToken]?.statusCode == 404)
        let operation = try #require(definition.operations.first)
        #expect(operation.httpMethod == "PUT")
        #expect(operation.resource.text == "/pets/{petId}")
        #expect(
            operation.responses == [
                ResponseDeclaration(statusCode: 200, headers: ["X-Pet"]),
                ResponseDeclaration(statusCode: 404, headers: []),
            ])
        let method = operation.method
        #expect(
            method.requestParameters == [RequestParameter(.header, "trace", isRequired: true)])
        #expect(method.requestValidator == RequestValidator(validatesParameters: true))
        #expect(method.methodResponses == [200, 404])
        #expect(
            method.requestModels["application/json"]?.validate(Array("[1]".utf8)).count == 1)
        let integration = method.integration
        #expect(integration.httpMethod == "POST")
        #expect(integration.uri == "https://pets.example/pets")
        #expect(integration.passthroughBehavior == .never)
        #expect(integration.contentHandling == .convertToText)
        #expect(integration.requestTemplates.templates.count == 1)
        #expect(integration.responses.map(\.selectionPattern) == [nil, "4.."])
        #expect(integration.responses.last?.responseTemplates.templates.count == 1)
    }

    @Test func suppliedValuesComeBeforeDefaults() throws {
        let definitions = try read(Self.resources, values: ["Host": "orders.example"]).definitions
        #expect(
            definitions.first?.operations.first?.method.integration.uri
                == "https://orders.example/pets")
    }

    @Test(arguments: [
        ("AWS::ApiGateway::RestApi", "Body", APIDefinition.Kind.rest),
        ("AWS::Serverless::Api", "DefinitionBody", .rest),
        ("AWS::ApiGatewayV2::Api", "Body", .http),
        ("AWS::Serverless::HttpApi", "DefinitionBody", .http),
    ])
    func inlineDefinitions(
        _ type: String, _ member: String, _ kind: APIDefinition.Kind
    ) throws {
        let (definitions, diagnostics) = try read(
            """
            {"Resources": {"Orders": {"Type": "\(type)", "Properties": {"\(member)":
              {"openapi": "3.0.1", "paths": {"/orders": {"get":
                {"x-amazon-apigateway-integration": {"type": "mock"}}}}}}}}}
            """)
        #expect(diagnostics.isEmpty)
        #expect(definitions.map(\.title) == ["Orders"])
        #expect(definitions.first?.kind == kind)
        #expect(definitions.first?.operations.count == 1)
    }

    // MARK: Events of functions

    private static let functions = """
        Parameters: {Stage: {Default: v1}}
        Resources:
          Farm: {Type: AWS::Serverless::Api}
          Goats:
            Type: AWS::Serverless::Function
            Properties:
              Events:
                List: {Type: Api, Properties: {RestApiId: !Ref Farm, Path: !Sub "/${Stage}/goats", Method: get}}
                Other: {Type: Api, Properties: {Path: "/goats/{goat}", Method: ANY}}
                Rest: {Type: HttpApi}
                One: {Type: HttpApi, Properties: {Path: /one, Method: post, PayloadFormatVersion: "1.0"}}
                Timer: {Type: Schedule, Properties: {Schedule: rate(1 hour)}}
        """

    @Test func eventsOfFunctions() throws {
        let document = try Document(jsonOrYAML: Array(Self.functions.utf8), named: "sam.yaml")
        let arn = "arn:aws:lambda:eu-west-1:111122223333:function:goats"
        let (definitions, diagnostics) = document.apiDefinitions(
            values: ["AWS::Region": "eu-west-1", "Goats.Arn": arn])
        #expect(diagnostics.isEmpty)
        #expect(definitions.map(\.title) == ["Farm", "ServerlessRestApi", "ServerlessHttpApi"])
        #expect(definitions.map(\.kind) == [.rest, .rest, .http])
        let operations = definitions.flatMap(\.operations)
        #expect(
            operations.map { "\($0.httpMethod) \($0.resource.text)" } == [
                "GET /v1/goats", "ANY /goats/{goat}", "ANY /$default", "POST /one",
            ])
        #expect(operations.map(\.isDefaultRoute) == [false, false, true, false])
        let integrations = operations.map(\.method.integration)
        #expect(
            integrations.map(\.payloadFormatVersion) == [
                .version1, .version1, .version2, .version1,
            ])
        #expect(integrations.map { $0.httpMappings != nil } == [false, false, true, true])
        for integration in integrations {
            #expect(integration.kind == .awsProxy)
            #expect(
                integration.uri == "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/"
                    + arn + "/invocations")
        }
    }

    @Test func eventsOfFunctionsWithoutValues() throws {
        let (definitions, diagnostics) = try read(Self.functions)
        #expect(definitions.flatMap(\.operations).isEmpty)
        #expect(Set(diagnostics.map(\.code)) == ["unknown-value"])
        #expect(diagnostics.map { $0.location?.line } == [8, 9, 10, 11])
    }

    private func serverless(_ property: String) -> String {
        """
        Resources:
          Pets:
            Type: AWS::Serverless::Api
            Properties: {\(property)}
        """
    }

    @Test(arguments: [
        "DefinitionUri: pets.yaml",
        "DefinitionBody: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: pets.yaml}}}",
    ])
    func definitionsInFiles(_ property: String) throws {
        let pets = "swagger: '2.0'\npaths: {/pets: {get: {}}}"
        let (definitions, diagnostics) = try read(
            serverless(property), files: ["pets.yaml": pets])
        #expect(definitions.count == 1)
        #expect(diagnostics.map(\.summary.first) == ["p"])
        #expect(diagnostics.map(\.code) == ["missing-integration"])
    }

    @Test(arguments: [
        ("StageName: v1", "expected-definition", 2),
        ("DefinitionUri: pets.yaml", "missing-definition", 4),
        ("DefinitionUri: {Bucket: a, Key: b}", "missing-definition", 4),
        ("DefinitionBody: {Fn::Transform: {Name: AWS::Include}}", "unknown-value", 4),
        ("DefinitionBody: !If [a, b, c]", "unknown-value", 4),
    ])
    func definitionsThatAreElsewhere(_ property: String, _ code: String, _ line: Int) throws {
        let (definitions, diagnostics) = try read(serverless(property))
        #expect(definitions.isEmpty)
        #expect(diagnostics.map(\.code) == [code])
        #expect(diagnostics.first?.location?.line == line)
    }

    private func method(_ properties: String, _ more: String = "") -> String {
        """
        Resources:
          GetPet:
            Type: AWS::ApiGateway::Method
            Properties: {RestApiId: api, \(properties)}
        \(more)
        """
    }

    @Test(arguments: [
        (
            "ResourceId: !ImportValue Pets, HttpMethod: GET, Integration: {Type: MOCK}",
            "unknown-value"
        ),
        ("ResourceId: !Ref Pets, HttpMethod: GET, Integration: {Type: MOCK}", "resource-path"),
        ("ResourceId: !GetAtt A.RootResourceId, HttpMethod: GET", "missing-integration"),
        ("ResourceId: !GetAtt A.RootResourceId, Integration: {Type: MOCK}", "expected-text"),
        (
            "ResourceId: !GetAtt A.RootResourceId, HttpMethod: GET, Integration: {Type: MOK}",
            "integration-type"
        ),
        (
            "ResourceId: !GetAtt A.RootResourceId, HttpMethod: GET, "
                + "Integration: {Type: HTTP, Uri: !Sub 'https://${Host}'}", "unknown-value"
        ),
    ])
    func methodsThatCannotBeUsed(_ properties: String, _ code: String) throws {
        let pets = """
              Pets:
                Type: AWS::ApiGateway::Resource
                Properties: {ParentId: !Ref Pets, PathPart: pets}
            """
        let (definitions, diagnostics) = try read(method(properties, pets))
        #expect(diagnostics.map(\.code) == [code])
        #expect(diagnostics.allSatisfy { $0.location != nil })
        #expect(definitions.flatMap(\.operations).isEmpty)
    }

    @Test func apiOfAnotherTemplate() throws {
        let (definitions, diagnostics) = try read(
            method(
                "ResourceId: !GetAtt A.RootResourceId, HttpMethod: ANY, Integration: {Type: MOCK}"))
        #expect(diagnostics.isEmpty)
        #expect(definitions.map(\.title) == ["api"])
        #expect(definitions.first?.operations.map(\.resource.text) == ["/"])
    }

    @Test func templatesWithoutAPIs() throws {
        let (definitions, diagnostics) = try read("Resources: {Queue: {Type: AWS::SQS::Queue}}")
        #expect(definitions.isEmpty)
        #expect(diagnostics.map(\.code) == ["expected-definition"])
    }
}
