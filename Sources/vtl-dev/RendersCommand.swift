import ArgumentParser

/// `vtl-dev renders`: what is run under callgrind.
struct RendersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renders",
        abstract: "Render a workload COUNT times and print the last output.",
        discussion: """
            Under callgrind the difference of two counts is what a render costs; see \
            Benchmarks/instructions.
            """)

    @Argument(help: "How often.")
    var count: Int

    @Argument(help: "A folder with template.vtl and request.json.", completion: .directory)
    var directory: String

    func validate() throws {
        guard count > 0 else { throw ValidationError("COUNT starts at 1.") }
    }

    func run() throws {
        try Stream.output.write(try Workload(directory: directory).output(ofRenders: count))
    }
}
