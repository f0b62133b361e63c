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
        abstract: "Send a request through a whole integration.",
        discussion: """
            EXAMPLES:
              vtl transform integration.json --request create-pet.http
              vtl transform integration.json --request create-pet.http --response dynamodb.http
              vtl transform integration.json --resource '/pets/{id}' --request get-pet.http
              vtl transform --api openapi.yaml --request get-pet.http --response dynamodb.http

            Parameters are mapped, a template is chosen by content type and rendered, overrides \
            and content handling apply. Without --response the integration request is written, \
            with it the method response that the endpoint's answer becomes. Where the gateway \
            answers itself, its response is written instead, and on the standard error stream why.

            The integration has the members of API Gateway's interface, or of OpenAPI's \
            x-amazon-apigateway-integration. A template may be the name of a .vtl file beside it.

            --method names a JSON object with `resource`, `requestParameters`, `requestValidator`, \
            `methodResponses`; --stage one with `apiId`, `binaryMediaTypes`, `gatewayResponses`.

            EXIT STATUS: 5 when the gateway answers with a server error of its own.
            """)

    @Argument(help: "The integration, a JSON file.", completion: .file())
    var integration: String?

    @Option(
        help: ArgumentHelp(
            """
            An API instead of an integration: OpenAPI 3.0, Swagger 2.0, or a template of \
            CloudFormation or SAM, JSON or YAML.
            """, valueName: "file"),
        completion: .file())
    var api: String?

    @Option(
        help: ArgumentHelp(
            "The method request as HTTP text; - is the standard input.", valueName: "file"),
        completion: .file())
    var request: String

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

    @Flag(help: "Write the integration request in front of the method response.")
    var both = false

    @Flag(
        help: "Write the execution log of a test invocation to the standard error stream.")
    var log = false

    @OptionGroup
    var limits: LimitOptions

    func validate() throws {
        _ = try limits.values
        guard (integration == nil) != (api == nil) else {
            throw ValidationError("Give either an integration or --api.")
        }
        if api != nil, resource != nil || method != nil || stage != nil {
            throw ValidationError("The API says what --resource, --method and --stage say.")
        }
        let inputs = [integration, api, request, response, method, stage, context]
        if inputs.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Only one of the inputs can be the standard input.")
        }
        if both, response == nil { throw ValidationError("--both needs --response.") }
    }

    func run(_ streams: CommandStreams) throws -> ExitStatus {
        let request = try message {
            try MethodRequest(
                http: try streams.read(self.request), named: displayName(self.request))
        }
        switch try call(request, streams) {
        case .refused(let response):
            try streams.output.write(response.httpText())
            try streams.diagnostics.write("vtl: no method of the API takes the request\n")
            return .done
        case .method(let call):
            return try write(try exchange(call, streams), streams)
        }
    }

    private func exchange(_ call: MethodCall, _ streams: CommandStreams) throws -> Exchange {
        let context =
            try self.context.map { try ExchangeContext(try streams.readObject($0)) }
            ?? call.context
        var pipeline = Pipeline(limits: try limits.values)
        let exchange = pipeline.start(call.request, call.method, call.stage, context)
        guard let response, exchange.integrationRequest != nil else { return exchange }
        return pipeline.finish(
            exchange,
            with: try message {
                try EndpointResponse(http: try streams.read(response), named: displayName(response))
            })
    }

    private func write(_ exchange: Exchange, _ streams: CommandStreams) throws -> ExitStatus {
        let request = exchange.integrationRequest?.httpText()
        let response = exchange.response?.httpText()
        if response == nil || both, let request { try streams.output.write(request) }
        if both, request != nil { try streams.output.write("\n") }
        if let response { try streams.output.write(response) }
        if log {
            for line in executionLog(of: exchange) { try streams.diagnostics.write(line + "\n") }
        }
        guard let cause = exchange.failure else { return .done }
        try streams.diagnostics.write("vtl: the gateway answered itself: \(cause)\n")
        return (exchange.response?.statusCode ?? 0) >= 500 ? .render : .done
    }

    // MARK: The method

    /// A request with the method that takes it.
    private struct MethodCall {
        var request: MethodRequest
        var method: Method
        var stage: Stage
        /// The resource's path as it is defined.
        var resourcePath: String?
        var kind = APIKind.rest

        /// What the request tells of `$context`.
        var context: ExchangeContext {
            var facts = ContextFacts()
            facts.resourcePath = resourcePath
            facts.routeKey = resourcePath.map { "\(request.httpMethod) \($0)" }
            return ExchangeContext(facts, request, kind: kind)
        }
    }

    private enum Call {
        case method(MethodCall)
        case refused(MethodResponse)
    }

    private func call(_ request: MethodRequest, _ streams: CommandStreams) throws -> Call {
        if let integration {
            return .method(try call(request, through: integration, streams))
        }
        let definition = try readAPI(streams)
        let stage = definition.stage(stageVariables: stageVariables)
        switch Routes(definition).match(request, stage) {
        case .operation(let operation, let request):
            return .method(
                MethodCall(
                    request: request, method: operation.method, stage: stage,
                    resourcePath: operation.resource.text,
                    kind: definition.kind == .rest ? .rest : .http))
        case .refused(let response): return .refused(response)
        }
    }

    private func call(
        _ request: MethodRequest, through file: String, _ streams: CommandStreams
    ) throws -> MethodCall {
        let integration = try Integration(
            json: try streams.read(file), named: displayName(file), limits: try limits.values,
            reading: { try? streams.read(path(of: $0, beside: file)) })
        var settings = try readMethod(integration, streams)
        if let resource { settings.resource = ResourcePath(resource) }
        var call = MethodCall(
            request: request, method: settings.method, stage: try readStage(streams))
        guard let resource = settings.resource else { return call }
        guard let parameters = resource.parameters(of: request.path) else {
            throw CommandFailure.usage(
                "the request's path `\(request.path)` is not the resource's, `\(resource.text)`")
        }
        call.request.pathParameters = parameters
        call.resourcePath = resource.text
        return call
    }

    private func readAPI(_ streams: CommandStreams) throws -> APIDefinition {
        let file = api ?? "-"
        let document = try message {
            try Document(jsonOrYAML: try streams.read(file), named: displayName(file))
        }
        let (definitions, diagnostics) = document.apiDefinitions(
            limits: try limits.values,
            reading: { try? streams.read(path(of: $0, beside: file)) })
        guard diagnostics.isEmpty else {
            throw TemplateError(phase: .parse, diagnostics: diagnostics)
        }
        guard definitions.count == 1, let definition = definitions.first else {
            throw CommandFailure.usage(
                "\(displayName(file)): expected one API, found \(definitions.count)")
        }
        return definition
    }

    private var stageVariables: Parameters {
        var variables = Parameters()
        for variable in stageVariable { variables.append(variable.name, variable.value) }
        return variables
    }

    // MARK: Settings

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
        stage.stageVariables = stageVariables
        return stage
    }

    private func document(_ path: String?, _ streams: CommandStreams) throws -> Document? {
        guard let path else { return nil }
        return try message {
            try Document(json: try streams.read(path), named: displayName(path))
        }
    }

    /// Input that cannot be read is told with its place.
    private func message<Message>(_ read: () throws -> Message) throws -> Message {
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
