// Tools for working on the engine; not part of what users install.

import ArgumentParser

struct DevelopmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vtl-dev",
        abstract: "Measure the engine.",
        subcommands: [
            BenchCommand.self, RendersCommand.self, ParsesCommand.self, BodiesCommand.self,
        ])
}

DevelopmentCommand.main()
