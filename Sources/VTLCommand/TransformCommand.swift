import APIGatewayDefinition
import APIGatewayPipeline
import ArgumentParser
import ConformanceRunner
import Diagnostics
import JSON
import VTLRuntime
import Values

/// `vtl transform`: one request through a whole integration.
struct TransformCommand: StreamCommand {
    static let configuration = CommandConfiguration(
        commandName: "transform",
        abstract: "Send a request through a whole integration or API.",
        discussion: """
            EXAMPLES:
              vtl transform integration.json --request create-pet.http
              vtl transform integration.json --request create-pet.http --response dynamodb.http
              vtl transform integration.json --resource '/pets/{id}' --request get-pet.http
              vtl transform --api openapi.yaml --request get-pet.http --response dynamodb.http
              vtl transform --api template.yaml --logical-id PetsApi --request get-pet.http
              vtl transform --api chat.json --message join.json --response lambda.http

            Parameters are mapped, a template is chosen by content type and rendered, overrides \
            and content handling apply. Without --response the integration request is written, \
            with it the method response that the endpoint's answer becomes. Where the gateway \
            answers itself, its response is written instead, and on the standard error stream why.

            The integration has the members of API Gateway's interface, or of OpenAPI's \
            x-amazon-apigateway-integration. A template may be the name of a .vtl file beside it.

            --method names a JSON object with `resource`, `requestParameters`, `requestValidator`, \
            `methodResponses`; --stage one with `apiId`, `binaryMediaTypes`, `gatewayResponses`, \
            `accessLogSettings`.

            A WebSocket API is an object with `routeSelectionExpression` and `routes` by their \
            keys, each with an `integration`. To it comes --request, which connects, --message, a \
            text frame, or --disconnect. With --response the text frame is written that goes back, \
            or nothing.

            EXIT STATUS: 5 when the gateway answers with a server error of its own.
            """)

    @Argument(help: "The integration, a JSON file.", completion: .file())
    var integration: String?

    @Option(
        help: ArgumentHelp(
            """
            An API instead of an integration: OpenAPI 3.0, Swagger 2.0, a template of \
            CloudFormation or SAM, or a WebSocket API, JSON or YAML.
            """, valueName: "file"),
        completion: .file())
    var api: String?

    @Option(
        help: ArgumentHelp(
            "Which API of a CloudFormation or SAM template, where it has several.",
            valueName: "name"))
    var logicalId: String?

    @Option(
        help: ArgumentHelp(
            "The method request as HTTP text; - is the standard input.", valueName: "file"),
        completion: .file())
    var request: String?

    @Option(
        help: ArgumentHelp(
            "A text frame that comes over a connection of a WebSocket API.", valueName: "file"),
        completion: .file())
    var message: String?

    @Flag(help: "The connection to a WebSocket API ends.")
    var disconnect = false

    @Option(
        help: ArgumentHelp("The endpoint's answer as HTTP text.", valueName: "file"),
        completion: .file())
    var response: String?

    @Option(help: ArgumentHelp("The resource, which names the path parameters.", valueName: "path"))
    var resource: String?

    @Option(
        help: ArgumentHelp("What the method declares, a JSON object.", valueName: "file"),
        completion: .file())
    var method: String?

    @Option(
        help: ArgumentHelp("What the API's methods share, a JSON object.", valueName: "file"),
        completion: .file())
    var stage: String?

    @Option(
        help: ArgumentHelp("$context, a JSON object.", valueName: "file"), completion: .file())
    var context: String?

    @Option(help: ArgumentHelp("A stage variable.", valueName: "name=value"))
    var stageVariable: [NamedText] = []

    @Option(
        help: ArgumentHelp(
            "What a name in CloudFormation's functions stands for, such as AWS::Region.",
            valueName: "name=value"))
    var value: [NamedText] = []

    @Flag(help: "Write the integration request in front of the method response.")
    var both = false

    @Flag(
        help: """
            Write the execution log of a test invocation, and the access log where --stage has a \
            format, to the standard error stream.
            """)
    var log = false

    @OptionGroup
    var limits: LimitOptions

    func validate() throws {
        _ = try limits.values
        guard (integration == nil) != (api == nil) else {
            throw ValidationError("Give either an integration or --api.")
        }
        if api != nil, resource != nil || method != nil {
            throw ValidationError("The API says what --resource and --method say.")
        }
        if api == nil, logicalId != nil {
            throw ValidationError("--logical-id chooses an API of a template; give it as --api.")
        }
        let calls = [request != nil, message != nil, disconnect]
        guard calls.count(where: { $0 }) == 1 else {
            throw ValidationError("Give one of --request, --message and --disconnect.")
        }
        if api == nil, request == nil {
            throw ValidationError("Messages come to a WebSocket API; give it as --api.")
        }
        let inputs = [integration, api, request, message, response, method, stage, context]
        if inputs.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Only one of the inputs can be the standard input.")
        }
        if both, response == nil { throw ValidationError("--both needs --response.") }
    }

    func run(_ streams: CommandStreams) throws -> ExitStatus {
        let call = try call(streams)
        var pipeline = Pipeline(limits: try limits.values)
        var (exchange, stage) =
            if let integration {
                try start(call, through: integration, &pipeline, streams)
            } else {
                try start(call, &pipeline, streams)
            }
        if let response, exchange.integrationRequest != nil {
            let answer = try reading {
                try EndpointResponse(http: try streams.read(response), named: displayName(response))
            }
            exchange = pipeline.finish(exchange, with: answer)
        }
        return try write(exchange, stage, streams)
    }

    // MARK: Starting

    private func call(_ streams: CommandStreams) throws -> APICall {
        if let message { return .message(try streams.read(message)) }
        guard let request else { return .disconnection }
        return .request(
            try reading {
                try MethodRequest(http: try streams.read(request), named: displayName(request))
            })
    }

    /// Starts the call through the API.
    private func start(
        _ call: APICall, _ pipeline: inout Pipeline, _ streams: CommandStreams
    ) throws -> (APIExchange, Stage) {
        let file = api ?? "-"
        let document = try reading {
            try Document(jsonOrYAML: try streams.read(file), named: displayName(file))
        }
        let values = Dictionary(value.map { ($0.name, $0.value) }) { _, last in last }
        let api = try document.definedAPI(
            logicalId: logicalId, values: values, limits: try limits.values,
            reading: { try? streams.read(path(of: $0, beside: file)) })
        if !api.isWebSocketAPI, request == nil {
            throw CommandFailure.usage(
                "\(displayName(file)): expected a WebSocket API for a message, found another")
        }
        let stage = api.stage(try readStage(streams))
        return (pipeline.start(call, api, stage, try readContext(streams)), stage)
    }

    /// Starts the call through a single integration.
    private func start(
        _ call: APICall, through file: String, _ pipeline: inout Pipeline,
        _ streams: CommandStreams
    ) throws -> (APIExchange, Stage) {
        guard case .request(var request) = call else {
            throw CommandFailure.usage("expected a request for an integration, found a message")
        }
        let integration = try readIntegration(file, streams)
        let settings = try readMethod(integration, streams)
        let resource = resource.map { ResourcePath($0) } ?? settings.resource
        var facts = ContextFacts()
        if let resource {
            guard let parameters = resource.parameters(of: request.path) else {
                throw CommandFailure.usage(
                    "the request's path `\(request.path)` is not the resource's, `\(resource.text)`"
                )
            }
            request.pathParameters = parameters
            facts.resourcePath = resource.text
        }
        let stage = try readStage(streams)
        let context = try readContext(streams) ?? ExchangeContext(facts, request)
        return (.method(pipeline.start(request, settings.method, stage, context)), stage)
    }

    // MARK: Writing

    private func write(
        _ exchange: APIExchange, _ stage: Stage, _ streams: CommandStreams
    ) throws -> ExitStatus {
        let request = exchange.integrationRequest?.httpText()
        let answer = exchange.frame ?? exchange.response?.httpText()
        if answer == nil || both, let request { try streams.output.write(request) }
        if both, request != nil { try streams.output.write("\n") }
        if let answer { try streams.output.write(answer) }
        if log { try writeLog(exchange, stage, streams) }
        guard let cause = exchange.failure else { return .done }
        if case .refused = exchange {
            try streams.diagnostics.write("vtl: \(cause)\n")
            return .done
        }
        try streams.diagnostics.write("vtl: the gateway answered itself: \(cause)\n")
        return exchange.hasServerError ? .render : .done
    }

    private func writeLog(
        _ exchange: APIExchange, _ stage: Stage, _ streams: CommandStreams
    ) throws {
        for line in exchange.executionLog + (exchange.accessLogLine(stage).map { [$0] } ?? []) {
            try streams.diagnostics.write(line + "\n")
        }
    }

    // MARK: Settings

    private func readIntegration(
        _ file: String, _ streams: CommandStreams
    ) throws -> Integration {
        let text = try streams.read(file)
        do {
            return try Integration(
                json: text, named: displayName(file), limits: try limits.values,
                reading: { try? streams.read(path(of: $0, beside: file)) })
        } catch let error as TemplateError {
            let document = try? Document(jsonOrYAML: text, named: displayName(file))
            guard document?.isAPI ?? false else { throw error }
            throw CommandFailure.usage(
                "\(displayName(file)): expected an integration, found an API; give it as --api")
        }
    }

    private func readMethod(
        _ integration: Integration, _ streams: CommandStreams
    ) throws -> (method: Method, resource: ResourcePath?) {
        guard let document = try document(method, streams) else {
            return (Method(integration), nil)
        }
        return (try document.method(integration), document.resource)
    }

    private func readStage(_ streams: CommandStreams) throws -> Stage {
        var stage = try document(self.stage, streams)?.stage() ?? Stage()
        for variable in stageVariable { stage.stageVariables.append(variable.name, variable.value) }
        return stage
    }

    private func readContext(_ streams: CommandStreams) throws -> ExchangeContext? {
        try context.map { try ExchangeContext(try streams.readObject($0)) }
    }

    private func document(_ path: String?, _ streams: CommandStreams) throws -> Document? {
        guard let path else { return nil }
        return try reading {
            try Document(json: try streams.read(path), named: displayName(path))
        }
    }

    /// Input that cannot be read is told with its place.
    private func reading<Input>(_ read: () throws -> Input) throws -> Input {
        do {
            return try read()
        } catch let diagnostic as Diagnostic {
            throw CommandFailure.input(diagnostic)
        }
    }
}

/// The path of a file that stands beside another.
private func path(of name: String, beside other: String) -> String {
    guard !name.hasPrefix("/"), let slash = other.lastIndex(of: "/") else { return name }
    return other[...slash] + name
}
