import Testing
import VTLCommand

@Suite("Usage, help and exit statuses")
struct UsageTests {
    @Test(
        "Every verb has help with examples on the standard output",
        arguments: ["render", "test", "batch", "path", "dump"])
    func help(verb: String) {
        let run = vtl(verb, "--help")
        #expect(run.status == 0)
        #expect(run.output.contains("EXAMPLES:"))
        #expect(run.output.contains("USAGE: vtl \(verb)"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
        #expect(run.diagnostics.isEmpty)
        #expect(vtl("help", verb) == run)
    }

    @Test("Without a verb the verbs are listed")
    func noVerb() {
        let run = vtl()
        #expect(run.status == 0)
        #expect(run.output.contains("SUBCOMMANDS:"))
    }

    @Test(
        "Wrong usage is told on the standard error stream",
        arguments: [
            ["render"], ["render", "--nope", "x"], ["nope"], ["path"], ["batch", "--profile", "x"],
            ["render", "t", "--path", "noequals"], ["render", "-", "--body", "-"],
            ["render", "t", "--body", "a", "--body-text", "b"], ["batch", "--template", "-"],
        ])
    func wrongUsage(arguments: [String]) {
        let sink = MemorySink()
        let output = MemorySink()
        let streams = CommandStreams(input: MemorySource([]), output: output, diagnostics: sink)
        #expect(runCommand(arguments, streams) == 2)
        #expect(sink.text.contains("Usage: vtl"))
        #expect(output.text.isEmpty)
    }

    @Test("Completion scripts come from the command itself", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) {
        let run = vtl("--generate-completion-script", shell)
        #expect(run.status == 0)
        #expect(run.output.contains("render"))
    }

    @Test("A reader that goes away ends the command quietly")
    func brokenPipe() {
        let diagnostics = MemorySink()
        let streams = CommandStreams(
            input: MemorySource([Array("{}".utf8)]), output: MemorySink(failure: .brokenPipe),
            diagnostics: diagnostics)
        #expect(runCommand(["path", "$"], streams) == 0)
        #expect(diagnostics.text.isEmpty)
    }

    @Test("A full disk is told")
    func failingOutput() {
        let diagnostics = MemorySink()
        let streams = CommandStreams(
            input: MemorySource([Array("{}".utf8)]),
            output: MemorySink(failure: .failed("No space left on device")),
            diagnostics: diagnostics)
        #expect(runCommand(["path", "$"], streams) == 2)
        #expect(diagnostics.text == "vtl: No space left on device\n")
    }

    @Test("Colour is for terminals only, and not with NO_COLOR")
    func colour() {
        let arguments = ["path", "$.["]
        func isColored(_ environment: [String: String], isTerminal: Bool) -> Bool {
            vtl(arguments[0], arguments[1], environment: environment, isTerminal: isTerminal)
                .diagnostics.contains("\u{1B}")
        }
        #expect(isColored([:], isTerminal: true))
        #expect(!isColored([:], isTerminal: false))
        #expect(!isColored(["NO_COLOR": "1"], isTerminal: true))
        #expect(!isColored(["TERM": "dumb"], isTerminal: true))
    }
}
