import APIGatewayMapping
import ArgumentParser
import JSON
import Values

/// `vtl-dev parses`: the parser alone, to be run under callgrind.
struct ParsesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parses",
        abstract: "Parse a workload's body COUNT times and print the number of its bytes.",
        discussion: """
            Under callgrind the difference of two counts is what a parse costs; see \
            Benchmarks/instructions --parser.
            """)

    @Argument(help: "How often.")
    var count: Int

    @Argument(help: "A folder with template.vtl and request.json.", completion: .directory)
    var directory: String

    func validate() throws {
        guard count > 0 else { throw ValidationError("COUNT starts at 1.") }
    }

    func run() throws {
        let body = try Workload(directory: directory).request.body
        var heap = Heap()
        heap.bytes.append(body)
        let mark = heap.mark
        for _ in 0..<count {
            heap.reset(to: mark)
            _ = try JSONDocument.parse(0..<body.count, in: &heap, nesting: 400)
        }
        try Stream.output.write("\(body.count)\n")
    }
}
