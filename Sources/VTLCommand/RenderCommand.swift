import APIGatewayMapping
import ArgumentParser
import ConformanceRunner
import JSON
import VTLRuntime
import Values

/// `vtl render`: one template, one request.
struct RenderCommand: StreamCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Render one template for one request.",
        discussion: """
            EXAMPLES:
              vtl render request.vtl < body.json
              vtl render request.vtl --body body.json --path id=7 --query limit=5
              vtl render request.vtl --body-text '{"id": 7}' --context context.json
              vtl render request.vtl --request request.json --output result.json
              echo 'Hello $name' | vtl render - --profile velocity --variables names.json

            The rendered bytes are written as they are, without a newline of our own.

            The payload is read from the standard input unless --body, --body-text or --request \
            says otherwise; when the standard input is a terminal, or is the template, the payload \
            is empty. --body-text '' is an empty payload in any case. The profile velocity has no \
            payload and reads none.

            --request names a file of this form; all members may be missing, and the other options \
            add to it:
              {"body": "text", "params": {"path": {}, "querystring": {}, "header": {}},
               "context": {}, "stageVariables": {}, "variables": {}}
            A body that is no string is sent as its JSON text.
            """)

    @Argument(help: "The template; - is the standard input.", completion: .file())
    var template: String

    @Option(
        help: ArgumentHelp("The payload; - is the standard input.", valueName: "file"),
        completion: .file())
    var body: String?

    @Option(help: ArgumentHelp("The payload itself.", valueName: "text"))
    var bodyText: String?

    @Option(help: ArgumentHelp("A path parameter.", valueName: "name=value"))
    var path: [NamedText] = []

    @Option(help: ArgumentHelp("A query string parameter.", valueName: "name=value"))
    var query: [NamedText] = []

    @Option(help: ArgumentHelp("A header.", valueName: "name=value"))
    var header: [NamedText] = []

    @Option(
        help: ArgumentHelp("$context, a JSON object.", valueName: "file"), completion: .file())
    var context: String?

    @Option(
        help: ArgumentHelp(
            "Stage variables: one of them, or a file with a JSON object.",
            valueName: "file|name=value"),
        completion: .file())
    var stageVariables: [String] = []

    @Option(
        help: ArgumentHelp("A whole request in one JSON object.", valueName: "file"),
        completion: .file())
    var request: String?

    @Option(
        help: ArgumentHelp(
            "References by name, a JSON object; for the profile velocity and parts of templates.",
            valueName: "file"),
        completion: .file())
    var variables: String?

    @Option(help: ArgumentHelp("The rules of the template.", valueName: "profile"))
    var profile: TemplateProfile = .apiGateway

    @OptionGroup
    var limits: LimitOptions

    @Flag(
        help: """
            Write what the template left in $context.requestOverride and responseOverride to the \
            standard error stream, as one line of JSON.
            """)
    var overrides = false

    @Option(
        help: ArgumentHelp(
            "Write the result to a file, which is replaced when rendering has succeeded.",
            valueName: "file"),
        completion: .file())
    var output: String?

    func validate() throws {
        _ = try limits.values
        if body != nil, bodyText != nil {
            throw ValidationError("--body and --body-text exclude each other.")
        }
        if inputs.count(where: { $0 == "-" }) > 1 {
            throw ValidationError(
                "Only one of the template and the inputs can be the standard input.")
        }
    }

    func run(_ streams: CommandStreams) throws -> ExitStatus {
        let source = try streams.read(template)
        let limits = try limits.values
        let compiled = try CompiledTemplate(
            source, named: displayName(template), profile: profile, limits: limits)
        let request = try readRequest(streams)
        var engine = TemplateEngine(limits: limits)
        let found = try engine.renderInPlace(compiled, request)
        if let output {
            try engine.withOutput { try streams.write($0.array, to: output) }
        } else {
            try engine.withOutput { text throws(StreamError) in
                try text.withBytes(in: 0..<text.count) { bytes throws(StreamError) in
                    try streams.output.write(bytes)
                }
            }
        }
        if overrides {
            var line = ByteBuffer()
            line.append(found)
            line.append(UInt8(ascii: "\n"))
            try streams.diagnostics.write(line.array)
        }
        return .done
    }

    // MARK: The request

    private func readRequest(_ streams: CommandStreams) throws -> MappingRequest {
        var request = MappingRequest()
        let hasBody = try readRequestFile(streams, into: &request)
        if let bodyText {
            request.body = Array(bodyText.utf8)
        } else if let body {
            request.body = try streams.read(body)
        } else if !hasBody, !inputs.contains("-"), profile != .velocity, !streams.input.isTerminal {
            request.body = try streams.read("-")
        }
        request.path.append(path)
        request.querystring.append(query)
        request.header.append(header)
        if let context {
            request.context = try MappingContext(
                try streams.readObject(context), limits: try limits.values)
        }
        if let variables { request.variables = try streams.readObject(variables) }
        for argument in stageVariables { try readStageVariables(argument, streams, &request) }
        return request
    }

    /// The files that the arguments name.
    private var inputs: [String] {
        [template] + [body, context, request, variables].compactMap { $0 } + stageVariables
    }

    private func readStageVariables(
        _ argument: String, _ streams: CommandStreams, _ request: inout MappingRequest
    ) throws {
        if let variable = NamedText(argument: argument) {
            return request.stageVariables.append([variable])
        }
        var heap = Heap()
        let object = try heap.parseObject(
            try streams.read(argument), named: displayName(argument))
        request.stageVariables.append(contentsOf: object, &heap)
    }

    /// Reads the file that `--request` names; false when there is none.
    private func readRequestFile(
        _ streams: CommandStreams, into request: inout MappingRequest
    ) throws -> Bool {
        guard let file = self.request else { return false }
        var heap = Heap()
        let object = try heap.parseObject(try streams.read(file), named: displayName(file))
        for index in 0..<heap.entryCount(of: object) {
            let value = heap.value(index, of: object)
            switch heap.description(of: heap.key(index, of: object)) {
            case "body": request.readBody(value, &heap)
            case "params": request.readParameters(value, &heap)
            case "context":
                request.context = try MappingContext(value, in: &heap, limits: try limits.values)
            case "stageVariables": request.stageVariables.append(contentsOf: value, &heap)
            case "variables": request.variables = value.isMap ? heap.jsonText(of: value) : []
            case let name:
                throw CommandFailure.usage(
                    "\(displayName(file)): a request has no member `\(name)`; known are body, "
                        + "params, context, stageVariables and variables")
            }
        }
        return true
    }
}

extension ByteBuffer {
    /// Appends both overrides as one JSON object, each member there even when nothing was set.
    mutating func append(_ overrides: MappingOverrides?) {
        append("{\"requestOverride\":")
        if let request = overrides?.request, !request.isEmpty {
            append(request)
        } else {
            append("{\"path\":{},\"header\":{},\"querystring\":{}}")
        }
        append(",\"responseOverride\":")
        if let response = overrides?.response, !response.isEmpty {
            append(response)
        } else {
            append("{\"header\":{}}")
        }
        append("}")
    }
}
