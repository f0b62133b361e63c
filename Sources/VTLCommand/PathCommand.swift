import ArgumentParser
import ConformanceRunner
import Diagnostics
import JSON
import VTLRuntime
import Values

/// `vtl path`: a JSONPath on a document.
struct PathCommand: StreamCommand {
    static let configuration = CommandConfiguration(
        commandName: "path",
        abstract: "Evaluate a JSONPath query on a JSON document.",
        discussion: """
            EXAMPLES:
              vtl path '$.items[0].id' order.json
              vtl path '$.items[?(@.price < 10)].id' < order.json
              vtl path '$..author' books.json --dialect rfc9535

            jayway is the dialect of API Gateway: a path that can find one value at most prints that \
            value, others a list; the document may be anything that the gateway accepts. rfc9535 is \
            the standard: the result is the list of nodes, and the document must be JSON.

            EXIT STATUS: 0 done; 1 the path leads to nothing, or cannot be evaluated on this \
            document; 2 the query or the document cannot be read.
            """)

    @Argument(help: "The query.")
    var query: String

    @Argument(
        help: "The document; - or nothing is the standard input.", completion: .file())
    var file: String = "-"

    @Option(help: ArgumentHelp("The reading of the query.", valueName: "dialect"))
    var dialect: PathDialect = .jayway

    @Flag(help: "Indent the result.")
    var pretty = false

    func run(_ streams: CommandStreams) throws -> ExitStatus {
        let text = Array(query.utf8)
        do {
            let query = try PathEngine.compile(text, named: "query", dialect)
            let bytes = try streams.read(file)
            var heap = Heap()
            let document = try heap.parseDocument(bytes, named: displayName(file), dialect)
            var engine = PathEngine()
            let found = try engine.evaluate(query, text, named: "query", on: document, in: &heap)
            var output = ByteBuffer()
            JSONWriter.write(found, pretty ? .pretty : .minimal, &heap, into: &output)
            output.append(UInt8(ascii: "\n"))
            try streams.output.write(output.array)
            return .done
        } catch let error as TemplateError {
            let terminal = Terminal(streams.diagnostics, streams.environment)
            try streams.diagnostics.write(terminal.text(of: error))
            return error.phase == .render ? .findings : .usage
        }
    }
}

extension Heap {
    /// Parses the document of a query; one that does not parse is unreadable input.
    fileprivate mutating func parseDocument(
        _ text: [UInt8], named name: String, _ dialect: PathDialect
    ) throws(CommandFailure) -> Value {
        do {
            return try parseDocument(text, dialect)
        } catch {
            let file = SourceFile(name: name, bytes: text)
            throw .input(error.diagnostic(in: file))
        }
    }
}
