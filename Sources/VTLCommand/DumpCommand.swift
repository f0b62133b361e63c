import ArgumentParser
import ConformanceRunner
import Diagnostics
import VTLRuntime
import VTLSyntax

/// `vtl dump`: what the engine makes of a template.
struct DumpCommand: StreamCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Show the tokens, the tree or the program of a template.",
        discussion: """
            EXAMPLES:
              vtl dump request.vtl
              vtl dump request.vtl --stage tokens
              vtl dump request.vtl --stage program
              echo '#if($a)b#end' | vtl dump - --profile velocity

            Each line tells the place in the template. Of a template that does not parse, the \
            tokens up to the first error are shown.
            """)

    /// How far the template is taken.
    enum Stage: String, CaseIterable, ExpressibleByArgument {
        case tokens, tree, program
    }

    @Argument(help: "The template; - is the standard input.", completion: .file())
    var template: String

    @Option(help: ArgumentHelp("What is shown.", valueName: "stage"))
    var stage: Stage = .tree

    @Option(help: ArgumentHelp("The rules of the template.", valueName: "profile"))
    var profile: TemplateProfile = .apiGateway

    func run(_ streams: CommandStreams) throws -> ExitStatus {
        let source = try streams.read(template)
        let file = SourceFile(name: displayName(template), bytes: source)
        let dialect = profile.rules.dialect
        if stage == .tokens {
            try streams.output.write(TemplateParser.dumpTokens(of: file, dialect: dialect))
        }
        let tree: SyntaxTree
        do {
            tree = try TemplateParser.parse(file, dialect: dialect)
        } catch {
            throw TemplateError(phase: .parse, diagnostics: error.diagnostics)
        }
        switch stage {
        case .tokens: break
        case .tree: try streams.output.write(tree.dump)
        case .program:
            let template = try Template(source, named: file.name, profile: profile.rules)
            try streams.output.write(template.program.dump)
        }
        return .done
    }
}
