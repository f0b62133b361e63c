import APIGatewayPipeline
import Diagnostics
import Testing

@testable import APIGatewayDefinition

/// Reads a YAML definition and tells what is wrong with it.
func read(
    _ text: String, values: [String: String] = [:]
) throws -> (definition: APIDefinition?, diagnostics: [Diagnostic]) {
    let document = try Document(yaml: Array(text.utf8), named: "pets.yaml")
    var reader = APIDefinitionReader(document, values: values)
    let definition = reader.definition()
    return (definition, reader.diagnostics)
}

@Suite struct APIDefinitionTests {
    private static let pets = """
        openapi: 3.0.1
        info: {title: Pets, version: '1'}
        x-amazon-apigateway-binary-media-types: [image/png]
        x-amazon-apigateway-api-key-source: HEADER
        x-amazon-apigateway-policy: {Statement: []}
        x-amazon-apigateway-request-validators:
          all: {validateRequestBody: true, validateRequestParameters: true}
          parameters: {validateRequestBody: false, validateRequestParameters: true}
        x-amazon-apigateway-request-validator: parameters
        x-amazon-apigateway-gateway-responses:
          DEFAULT_4XX:
            statusCode: '418'
            responseTemplates: {application/json: '{"pets":false}'}
        paths:
          /pets/{petId}:
            parameters:
              - $ref: '#/components/parameters/petId'
              - {name: trace, in: header}
            put:
              operationId: putPet
              x-amazon-apigateway-request-validator: all
              security: [{keeper: []}]
              parameters:
                - {name: trace, in: header, required: true}
                - {name: dry, in: query}
                - {name: session, in: cookie}
              requestBody: {$ref: '#/components/requestBodies/pet'}
              responses:
                '200': {headers: {X-Pet: {schema: {type: string}}}}
                404: {$ref: '#/components/responses/missing'}
                default: {description: else}
              x-amazon-apigateway-integration:
                type: http
                httpMethod: PUT
                uri: https://pets.example/{id}
                requestParameters:
                  integration.request.path.id: method.request.path.petId
                responses:
                  default: {statusCode: 200}
                  4\\d\\d: {statusCode: 404}
            x-amazon-apigateway-any-method:
              x-amazon-apigateway-integration: {type: mock}
        components:
          parameters:
            petId: {name: petId, in: path, required: true}
          requestBodies:
            pet:
              content:
                application/json: {schema: {$ref: '#/components/schemas/Pet'}}
          responses:
            missing: {headers: {X-Why: {}}}
          schemas:
            Pet: {properties: {mother: {$ref: '#/components/schemas/Pet'}, tag: {$ref: '#/components/schemas/Tag'}}}
            Tag: {type: string}
          securitySchemes:
            keeper:
              type: apiKey
              x-amazon-apigateway-authtype: custom
              x-amazon-apigateway-authorizer: {type: token}
        """

    private func pets() throws -> APIDefinition {
        try APIDefinition(Array(Self.pets.utf8), named: "pets.yaml")
    }

    @Test func root() throws {
        let definition = try pets()
        #expect(definition.kind == .rest)
        #expect(definition.title == "Pets")
        #expect(definition.apiKeySource == "HEADER")
        #expect(definition.authorizers.map(\.name) == ["keeper"])
        #expect(definition.authorizers.first?.authType == "custom")
        let stage = definition.stage(apiId: "p")
        #expect(stage.binaryMediaTypes == ["image/png"])
        #expect(stage.gatewayResponses[.default4XX]?.statusCode == 418)
    }

    @Test func operation() throws {
        let definition = try pets()
        #expect(definition.operations.map(\.httpMethod) == ["PUT", "ANY"])
        let put = try #require(definition.operations.first)
        #expect(put.resource.text == "/pets/{petId}")
        #expect(put.operationId == "putPet")
        #expect(put.securitySchemes == ["keeper"])
        #expect(
            put.responses == [
                ResponseDeclaration(statusCode: 200, headers: ["X-Pet"]),
                ResponseDeclaration(statusCode: 404, headers: ["X-Why"]),
            ])
        #expect(put.method.methodResponses == [200, 404])
        #expect(put.method.integration.kind == .http)
        #expect(
            put.method.requestParameters == [
                RequestParameter(.path, "petId", isRequired: true),
                RequestParameter(.header, "trace", isRequired: true),
                RequestParameter(.querystring, "dry", isRequired: false),
            ])
    }

    @Test func validatorOfTheOperationWins() throws {
        let validators = try pets().operations.map(\.method.requestValidator)
        #expect(
            validators == [
                RequestValidator(validatesBody: true, validatesParameters: true),
                RequestValidator(validatesBody: false, validatesParameters: true),
            ])
    }

    @Test func requestModelsFollowReferences() throws {
        let method = try #require(try pets().operations.first?.method)
        let model = try #require(method.requestModels["application/json"])
        #expect(model.validate(Array(#"{"mother": {"tag": "a"}}"#.utf8)).isEmpty)
        #expect(model.validate(Array(#"{"mother": {"tag": 1}}"#.utf8)).count == 1)
    }

    @Test func swagger() throws {
        let (definition, diagnostics) = try read(
            """
            swagger: 2.0
            info: {title: Orders}
            consumes: [application/xml, Application/JSON; charset=utf-8]
            securityDefinitions: {key: {type: apiKey, name: x-api-key, in: header}}
            security: [{key: []}]
            parameters:
              order: {name: order, in: body, schema: {$ref: '#/definitions/Order'}}
            definitions:
              Order: {type: object}
            paths:
              /orders:
                post:
                  parameters: [{$ref: '#/parameters/order'}]
                  responses: {'201': {description: made}}
                  x-amazon-apigateway-integration: {type: MOCK}
            """)
        #expect(diagnostics.isEmpty)
        let operation = try #require(definition?.operations.first)
        let models = operation.method.requestModels
        #expect(models.keys.sorted() == ["application/json", "application/xml"])
        #expect(models["application/json"]?.validate(Array("[]".utf8)).count == 1)
        #expect(operation.securitySchemes == ["key"])
        #expect(operation.method.requestParameters.isEmpty)
    }

    @Test func httpAPIWithSharedIntegrations() throws {
        let (definition, diagnostics) = try read(
            """
            openapi: 3.0.1
            paths:
              /$default:
                x-amazon-apigateway-any-method:
                  isDefaultRoute: true
                  x-amazon-apigateway-integration:
                    $ref: '#/components/x-amazon-apigateway-integrations/pets'
            components:
              x-amazon-apigateway-integrations:
                pets: {type: http_proxy, httpMethod: ANY, uri: 'https://pets.example'}
            """)
        #expect(diagnostics.isEmpty)
        #expect(definition?.kind == .http)
        #expect(definition?.operations.first?.isDefaultRoute == true)
        #expect(definition?.operations.first?.method.integration.uri == "https://pets.example")
    }

    @Test func jsonDefinition() throws {
        let definition = try APIDefinition(
            Array(
                """
                {"openapi": "3.0.0", "paths": {"/pets": {"get":
                    {"x-amazon-apigateway-integration": {"type": "mock"}}}}}
                """.utf8), named: "pets.json")
        #expect(definition.operations.count == 1)
    }
}
