// The command line: options and help are argument parser's, streams are injected, and every verb
// gives an exit status. Verbs stand in files of their own.

import ArgumentParser
import VTLRuntime

/// A verb of the command line.
protocol StreamCommand: ParsableCommand {
    /// Does the work; what is thrown is told by ``runCommand(_:_:)``.
    func run(_ streams: CommandStreams) throws -> ExitStatus
}

struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vtl",
        abstract: "Render and test VTL mapping templates of API Gateway.",
        discussion: """
            EXAMPLES:
              vtl render request.vtl < body.json
              vtl render request.vtl --body body.json --path id=7 --header Accept=text/plain
              vtl transform integration.json --request create-pet.http
              vtl test Conformance Templates
              vtl path '$.items[?(@.price < 10)].id' orders.json

            Results go to the standard output and nothing else does; diagnostics go to the \
            standard error stream. The file name - is the standard input.

            EXIT STATUS: 0 done; 1 findings or failed cases; 2 wrong usage or unreadable input; 3 \
            the template does not compile; 5 rendering failed.

            COMPLETION: vtl --generate-completion-script bash (or zsh, fish) prints a script for \
            the shell.
            """,
        subcommands: [
            RenderCommand.self, TransformCommand.self, TestCommand.self, BatchCommand.self,
            PathCommand.self, DumpCommand.self,
        ])
}

/// Runs the command line and gives the exit status. `arguments` come without the program's name.
public func runCommand(_ arguments: [String], _ streams: CommandStreams) -> Int32 {
    let status: ExitStatus
    do {
        var command = try parse(arguments)
        if let command = command as? any StreamCommand {
            status = try command.run(streams)
        } else {
            // Help, which argument parser throws.
            try command.run()
            status = .done
        }
    } catch {
        status = tell(error, streams)
    }
    return status.rawValue
}

/// The command that the arguments mean.
///
/// A verb's own parser starts in half the time of the root's. What it refuses is left to the root's,
/// which knows about help and completion, and whose messages name the whole command.
private func parse(_ arguments: [String]) throws -> any ParsableCommand {
    let verb = RootCommand.configuration.subcommands.first {
        $0.configuration.commandName == arguments.first
    }
    if let verb, let command = try? verb.parse(Array(arguments.dropFirst())) { return command }
    return try RootCommand.parseAsRoot(arguments)
}

/// Runs the command line of the process.
public func runProcess() -> Int32 {
    runCommand(Array(CommandLine.arguments.dropFirst()), .standard())
}

/// Writes what went wrong, or the help that was asked for.
private func tell(_ error: any Error, _ streams: CommandStreams) -> ExitStatus {
    let terminal = Terminal(streams.diagnostics, streams.environment)
    do throws(StreamError) {
        switch error {
        case let error as TemplateError:
            try streams.diagnostics.write(terminal.text(of: error))
            return error.exitStatus
        case CommandFailure.usage(let message):
            try streams.diagnostics.write("vtl: \(message)\n")
            return .usage
        case CommandFailure.input(let diagnostic):
            try streams.diagnostics.write(terminal.text(of: diagnostic) + "\n")
            return .usage
        case StreamError.brokenPipe:
            return .done
        case StreamError.failed(let reason):
            try streams.diagnostics.write("vtl: \(reason)\n")
            return .usage
        default:
            return try tellUsage(error, streams)
        }
    } catch {
        return error == .brokenPipe ? .done : .usage
    }
}

private func tellUsage(
    _ error: any Error, _ streams: CommandStreams
) throws(StreamError) -> ExitStatus {
    let isHelp = RootCommand.exitCode(for: error).isSuccess
    let sink = isHelp ? streams.output : streams.diagnostics
    // Without a terminal the width is always the same.
    let message = RootCommand.fullMessage(for: error, columns: sink.isTerminal ? nil : 100)
    try sink.write(message.hasSuffix("\n") ? message : message + "\n")
    return isHelp ? .done : .usage
}
