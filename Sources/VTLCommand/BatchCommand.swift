import ArgumentParser
import ConformanceRunner
import VTLRuntime
import Values

/// `vtl batch`: a JSON record per line in, one per line out.
struct BatchCommand: StreamCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Answer JSON records, one per line, in the same order.",
        discussion: """
            EXAMPLES:
              vtl batch --template request.vtl < requests.ndjson > results.ndjson
              echo '{"template": "$input.body", "input": {"body": "hello"}}' | vtl batch
              echo '{"path": "$..a", "document": {"a": 1}, "dialect": "rfc9535"}' | vtl batch

            A template record has the members id, profile, template, variables, input, context, \
            stageVariables, templates and parseOnly, where input is \
            {"body": "text", "params": {"path": {}, "querystring": {}, "header": {}}}. \
            All may be missing but the template. The answer has id and output, and for the profile \
            apigateway overrides. With parseOnly the template is only compiled.

            A JSONPath record has id, dialect, path, and document or documentText. The answer has \
            id, and value and text (jayway) or nodes (rfc9535).

            An exchange record has id, integration or api, request with method, path, headers, \
            query, pathParameters and body, and perhaps integrationResponse with status, headers \
            and body, method, stage, binaryMediaTypes, context and stageVariables; see vtl help \
            transform. The answer has id, integrationRequest, response as far as there are such, \
            cause when the gateway answered itself, and accessLog when the stage has a format. A \
            bodyBase64 stands for a body that is no text.

            With a template of CloudFormation or SAM as api, logicalId chooses one of several APIs, \
            and values is an object that says what names in its functions stand for, such as \
            {"AWS::Region": "eu-west-1"}.

            To a WebSocket API comes request, which connects, message, a text frame, or disconnect, \
            which is true. The answer has routeKey, and frame, what goes back over the connection: \
            an empty text when nothing does.

            An event record has id, rule with arn, name, ingestionTime and inputTransformer, \
            which has inputPathsMap and inputTemplate, and event, a value. The answer has id and \
            output, what the target of the EventBridge rule gets.

            Whatever is wrong with a line, its answer is \
            {"id": …, "error": {"code", "phase", "message", "line", "column"}}; phase is parse, \
            compile or render, or record when the line itself is at fault: line is then its number.

            Answers are written when many are ready, when no more input is waiting, and at the \
            end. The exit status is 0 whatever the answers are, unless --fail-fast is given.
            """)

    @Option(
        help: ArgumentHelp("The template of records that have none.", valueName: "file"),
        completion: .file())
    var template: String?

    @Option(help: ArgumentHelp("The profile of records that have none.", valueName: "profile"))
    var profile: TemplateProfile = .apiGateway

    @OptionGroup
    var limits: LimitOptions

    @Flag(help: "Stop at the first error instead of answering it; the exit status tells which.")
    var failFast = false

    func validate() throws {
        _ = try limits.values
        if template == "-" {
            throw ValidationError("The template cannot be the standard input: the records are.")
        }
    }

    func run(_ streams: CommandStreams) throws -> ExitStatus {
        let source = try template.map { (source: try streams.read($0), name: $0) }
        var session = try BatchSession(
            defaultTemplate: source, profile: profile, limits: try limits.values)
        var reader = LineReader(streams.input)
        while let line = try reader.next() {
            let failure =
                switch line {
                case .text(let range):
                    session.answer(reader.bytes, range, number: reader.number)
                case .tooLong: session.refuseLine(number: reader.number)
                }
            if failFast, let failure {
                session.dropLastAnswer()
                try flush(&session, streams)
                try streams.diagnostics.write(
                    "vtl: line \(reader.number) of the input: \(failure.description)\n")
                return failure.status
            }
            if session.output.count >= Self.flushBytes || reader.mustWait {
                try flush(&session, streams)
            }
        }
        try flush(&session, streams)
        return .done
    }

    /// Answers are gathered up to this many bytes.
    private static var flushBytes: Int { 1 << 18 }

    private func flush(
        _ session: inout BatchSession, _ streams: CommandStreams
    ) throws(StreamError) {
        try session.output.withBytes(in: 0..<session.output.count) { (bytes) throws(StreamError) in
            try streams.output.write(bytes)
        }
        session.output.truncate(0)
    }
}
