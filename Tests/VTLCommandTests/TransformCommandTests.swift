import Testing
import VTLCommand

@Suite("vtl transform")
struct TransformCommandTests {
    private static let files = [
        "integration.json": #"""
        {"type": "HTTP", "httpMethod": "PUT", "uri": "https://pets.example/{id}",
         "requestParameters": {"integration.request.path.id": "method.request.path.id"},
         "requestTemplates": {"application/json": "request.vtl"},
         "responses": {"default": {"statusCode": 200},
                       "5.*": {"statusCode": 502, "responseTemplates": {"application/json": "down"}}}}
        """#,
        "request.vtl": #"{"name": $input.json('$.n')}"#,
        "request.http": "PUT /pets/7 HTTP/1.1\nContent-Type: application/json\n\n{\"n\": \"Rex\"}",
        "down.http": "HTTP/1.1 503 Service Unavailable\n\nsorry",
        "get.http": "GET /pets/7 HTTP/1.1\n\n",
        "pets.yaml": """
        openapi: 3.0.1
        info: {title: pets, version: "1"}
        paths:
          /pets/{id}:
            get:
              responses: {"200": {description: a pet}}
              x-amazon-apigateway-integration:
                type: mock
                requestTemplates: {application/json: '{"statusCode": 200}'}
                responses:
                  default:
                    statusCode: "200"
                    responseTemplates:
                      application/json: >-
                        $context.httpMethod $context.resourcePath of $input.params('id')
        """,
        "chat.json": #"""
        {"routeSelectionExpression": "$request.body.action",
         "routes": {"join": {
           "routeResponseSelectionExpression": "$default",
           "integration": {"type": "HTTP", "httpMethod": "POST", "uri": "https://chat.example/join",
             "requestTemplates": {"$default": "$input.path('$.room') $context.routeKey"}}}}}
        """#,
        "join.json": #"{"action": "join", "room": "r1"}"#,
        "leave.json": #"{"action": "leave"}"#,
        "stage.json":
            #"{"accessLogSettings": {"format": "$context.routeKey $context.requestId"}}"#,
        "sam.yaml": """
        Resources:
          Api:
            Type: AWS::Serverless::Api
            Properties:
              DefinitionBody:
                swagger: "2.0"
                paths:
                  /pets/{id}:
                    get:
                      x-amazon-apigateway-integration:
                        {type: http_proxy, httpMethod: GET, uri: !Sub "https://${Host}/"}
        """,
        "none.json":
            #"{"type": "HTTP", "uri": "https://h/", "requestTemplates": {"a/b": "x.vtl"}}"#,
    ]

    private func run(_ arguments: String...) throws -> (
        status: Int32, output: String, errors: String
    ) {
        try run(arguments)
    }

    private func run(_ arguments: [String]) throws -> (
        status: Int32, output: String, errors: String
    ) {
        let folder = try TemporaryFolder(Self.files)
        let (output, errors) = (MemorySink(), MemorySink())
        let status = runCommand(
            ["transform"] + arguments,
            CommandStreams(
                input: MemorySource([]), output: output, diagnostics: errors,
                directory: folder.path))
        return (status, output.text, errors.text)
    }

    @Test("Without an answer the integration request is written")
    func integrationRequest() throws {
        let result = try run(
            "integration.json", "--resource", "/pets/{id}", "--request", "request.http")
        #expect(result.errors == "")
        #expect(result.status == 0)
        #expect(
            result.output == """
                PUT https://pets.example/7 HTTP/1.1
                Accept: application/json
                Content-Type: application/json

                {"name": "Rex"}
                """)
    }

    @Test("With an answer the method response is written")
    func methodResponse() throws {
        let result = try run(
            "integration.json", "--resource", "/pets/{id}", "--request", "request.http",
            "--response", "down.http")
        #expect(result.status == 0)
        #expect(
            result.output == """
                HTTP/1.1 502 Bad Gateway
                Content-Type: application/json

                down
                """)
    }

    @Test("A server error of the gateway's own tells why")
    func gatewayError() throws {
        let result = try run("integration.json", "--request", "request.http")
        #expect(result.status == 5)
        #expect(result.output.hasPrefix("HTTP/1.1 500 Internal Server Error\n"))
        #expect(result.errors.contains("the path parameter `id` of the integration has no value"))
    }

    @Test("A template that cannot be read is told with its place")
    func missingTemplate() throws {
        let result = try run("none.json", "--request", "request.http")
        #expect(result.status == 3)
        #expect(
            result.errors.contains(
                "none.json:1:68: error[missing-template]: cannot read the template `x.vtl`"))
    }

    @Test("An API finds the method, and the request fills $context")
    func api() throws {
        let result = try run("--api", "pets.yaml", "--request", "get.http")
        #expect(result.errors == "")
        #expect(
            result.output == """
                HTTP/1.1 200 OK
                Content-Type: application/json

                GET /pets/{id} of 7
                """)
    }

    @Test("A request that no method takes is refused as the gateway does")
    func unknownRoute() throws {
        let result = try run("--api", "pets.yaml", "--request", "request.http")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("HTTP/1.1 403 Forbidden\n"))
        #expect(result.errors == "vtl: no method of the API takes the request\n")
    }

    @Test("A path that is not the resource's is wrong usage")
    func otherResource() throws {
        let result = try run(
            "integration.json", "--resource", "/orders/{id}", "--request", "request.http")
        #expect(result.status == 2)
        #expect(result.errors.contains("is not the resource's, `/orders/{id}`"))
    }

    @Test("A message to a WebSocket API becomes an integration request, and its answer a frame")
    func message() throws {
        let request = try run("--api", "chat.json", "--message", "join.json")
        #expect(request.errors == "")
        #expect(
            request.output == """
                POST https://chat.example/join HTTP/1.1
                Accept: application/json
                Content-Type: application/json

                r1 join
                """)
        let frame = try run(
            "--api", "chat.json", "--message", "join.json", "--response", "down.http", "--log",
            "--stage", "stage.json")
        #expect(frame.output == "sorry")
        #expect(frame.errors.hasPrefix("Endpoint request URI: https://chat.example/join\n"))
        #expect(frame.errors.hasSuffix("Successfully completed execution\njoin -\n"))
        let forbidden = try run("--api", "chat.json", "--message", "leave.json")
        #expect(forbidden.status == 0)
        #expect(forbidden.output.hasPrefix(#"{"message": "Forbidden", "#))
        #expect(forbidden.errors.hasPrefix("vtl: the gateway answered itself: no route"))
    }

    @Test("Connecting and disconnecting")
    func connections() throws {
        let connected = try run("--api", "chat.json", "--request", "get.http")
        #expect(connected.output == "HTTP/1.1 101 Switching Protocols\n\n")
        let gone = try run("--api", "chat.json", "--disconnect")
        #expect(gone.output == "")
        #expect(gone.status == 0)
    }

    @Test("Values stand for what CloudFormation's functions name")
    func values() throws {
        let without = try run("--api", "sam.yaml", "--request", "get.http")
        #expect(without.status == 3)
        #expect(without.errors.contains("supply a value for `Host`"))
        let with = try run(
            "--api", "sam.yaml", "--request", "get.http", "--value", "Host=pets.example")
        #expect(with.output == "GET https://pets.example/ HTTP/1.1\n\n")
    }

    @Test("A logical id chooses an API of a template")
    func logicalId() throws {
        let arguments = [
            "--api", "sam.yaml", "--request", "get.http", "--value", "Host=pets.example",
            "--logical-id",
        ]
        #expect(try run(arguments + ["Api"]).output == "GET https://pets.example/ HTTP/1.1\n\n")
        let other = try run(arguments + ["Ap"])
        #expect(other.status == 3)
        #expect(other.errors.contains("did you mean `Api`?"))
    }

    @Test("An API in the place of an integration is told", arguments: ["pets.yaml", "chat.json"])
    func apiAsIntegration(file: String) throws {
        let result = try run(file, "--request", "get.http")
        #expect(result.status == 2)
        #expect(
            result.errors.contains(
                "\(file): expected an integration, found an API; give it as --api"))
    }

    @Test(
        "Calls that nothing takes are wrong usage",
        arguments: [
            ["--api", "chat.json"],
            ["integration.json", "--request", "get.http", "--logical-id", "Api"],
            ["integration.json", "--message", "join.json"],
            ["--api", "pets.yaml", "--message", "join.json"],
            ["--api", "chat.json", "--message", "join.json", "--disconnect"],
        ])
    func wrongCalls(arguments: [String]) throws {
        let folder = try TemporaryFolder(Self.files)
        let status = runCommand(
            ["transform"] + arguments,
            CommandStreams(
                input: MemorySource([]), output: MemorySink(), diagnostics: MemorySink(),
                directory: folder.path))
        #expect(status == 2)
    }
}
