import ArgumentParser
import ConformanceRunner

/// `vtl test`: golden files.
struct TestCommand: StreamCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run .cases files and say what differs.",
        discussion: """
            EXAMPLES:
              vtl test Templates
              vtl test Conformance Templates --filter foreach
              vtl test . --format junit > report.xml
              vtl test Templates/sqs --update
              vtl test Conformance --report > compatibility.md

            A directory stands for all .cases files in it. A file has prose, defaults and cases:

              What the cases have in common, in a sentence.
              profile: apigateway
              evidence: inference: what we want

              === greets-the-caller
              -- template --
              Hello $input.params('name')
              -- params.json --
              {"querystring": {"name": "Ada"}}
              -- output --
              Hello Ada

            Sections: template, body, params.json, context.json, stage-variables.json, \
            variables.json, output, overrides.json, error; for JSONPath: path, document, value, \
            nodes; for exchanges: integration.json, method.json, stage.json, request.http, \
            integration-request.http, integration-response.http, response.http. Keys: profile, \
            evidence, dialect, template and integration (files beside the .cases file), limits, \
            known-failure. Everything is compared to the byte. In the report - is expected \
            and + was found; → is a tab, · a blank at the end of a line, ␍ a carriage return.

            --report prints a page in Markdown instead: for each topic what passes under each \
            profile, what the expectations rest on, and the known failures with their reasons. It \
            is the same for the same cases. Its links start from the working directory.

            --update writes what was found into the file: messages of errors always, other results \
            only of cases whose evidence is inference. Facts are never changed.

            EXIT STATUS: 0 every case passed or failed as known; 1 some did not; 2 a path cannot \
            be read.
            """)

    /// What a report is written for.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, tap, junit, json
    }

    @Argument(help: "Files and directories.", completion: .file(extensions: ["cases"]))
    var paths: [String]

    @Flag(help: "Make the expectations that are ours what was found.")
    var update = false

    @Option(
        help: ArgumentHelp("Run only the cases whose path or name contains it.", valueName: "text"))
    var filter: String?

    @Option(help: ArgumentHelp("The form of the report.", valueName: "format"))
    var format: Format?

    @Flag(help: "Print what the cases prove, as a page in Markdown.")
    var report = false

    func validate() throws {
        guard report else { return }
        if format != nil { throw ValidationError("--report and --format exclude each other.") }
        if update { throw ValidationError("--report and --update exclude each other.") }
    }

    func run(_ streams: CommandStreams) throws -> ExitStatus {
        var runner = CaseRunner()
        var suite = SuiteReport()
        var page = CompatibilityPage()
        for path in try files(streams) {
            let bytes = try streams.read(path)
            do {
                let file = try CaseFile(name: path, bytes: bytes)
                let results = try run(file, streams, &runner)
                for (_, result) in results { suite.append(result) }
                page.append(file, results)
            } catch let error as CaseFileError {
                suite.append(error)
                page.append(error)
            }
        }
        let terminal = Terminal(streams.output, streams.environment)
        try streams.output.write(report ? page.markdown : text(of: suite, terminal))
        return suite.isSuccess ? .done : .findings
    }

    /// The files to run, in the order of the arguments.
    private func files(_ streams: CommandStreams) throws -> [String] {
        try paths.flatMap { path -> [String] in
            let resolved = streams.resolve(path)
            guard Files.isDirectory(resolved) else { return [path] }
            do {
                // Names in reports start as the argument does.
                return try Files.find(".cases", under: resolved).map {
                    path + $0.dropFirst(resolved.count)
                }
            } catch StreamError.failed(let reason) {
                throw CommandFailure.usage("cannot read `\(path)`: \(reason)")
            }
        }
    }

    /// Runs the cases of a file, and rewrites it when that is asked for.
    private func run(
        _ file: CaseFile, _ streams: CommandStreams, _ runner: inout CaseRunner
    ) throws -> [(subject: ConformanceCase, result: CaseResult)] {
        let folder = file.name.lastIndex(of: "/").map { String(file.name[...$0]) } ?? ""
        var results: [(subject: ConformanceCase, result: CaseResult)] = []
        var rewrites: [(case: ConformanceCase, rewrite: SectionRewrite)] = []
        for subject in file.cases where filter.map({ subject.id.contains($0) }) ?? true {
            var result = runner.run(subject) { name in
                try? Files.read(streams.resolve(name.hasPrefix("/") ? name : folder + name))
            }
            if update, let changes = result.rewrites {
                rewrites += changes.map { (subject, $0) }
                result.outcome = .updated
            }
            results.append((subject, result))
        }
        if !rewrites.isEmpty { try streams.write(file.rewriting(rewrites), to: file.name) }
        return results
    }

    private func text(of suite: SuiteReport, _ terminal: Terminal) -> String {
        switch format ?? .text {
        case .text: colored(suite.text, terminal)
        case .tap: suite.tap
        case .junit: suite.junit
        case .json: suite.json
        }
    }

    /// The first words of a finding in red, what was found in yellow, what was expected in green.
    private func colored(_ text: String, _ terminal: Terminal) -> String {
        guard terminal.hasColor else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.hasPrefix("FAILED") || line.hasPrefix("PASSED UNEXPECTEDLY") {
                return terminal.color(String(line), .red)
            }
            if line.hasPrefix("    - ") { return terminal.color(String(line), .green) }
            if line.hasPrefix("    + ") { return terminal.color(String(line), .yellow) }
            return String(line)
        }.joined(separator: "\n")
    }
}
