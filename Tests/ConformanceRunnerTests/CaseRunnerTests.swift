import Testing

@testable import ConformanceRunner

@Suite("Running cases")
struct CaseRunnerTests {
    private func run(_ text: String, files: [String: String] = [:]) throws -> CaseResult {
        let head = "P.\nevidence: inference: x\n"
        let file = try CaseFile(name: "f", bytes: Array((head + text).utf8))
        var runner = CaseRunner()
        return runner.run(file.cases[0]) { files[$0].map { Array($0.utf8) } }
    }

    @Test("Everything a request holds is read")
    func request() throws {
        let result = try run(
            """
            === a
            -- template --
            $input.body $input.params('p') $input.params('q') $context.stage $stageVariables.v $x
            -- body --
            b
            -- params.json --
            {"path": {"p": 1}, "querystring": {"q": "2"}}
            -- context.json --
            {"stage": "s"}
            -- stage-variables.json --
            {"v": "w"}
            -- variables.json --
            {"x": "y"}
            -- output --
            b 1 2 s w y
            """)
        #expect(result.outcome == .passed, "\(result.findings.map(\.text))")
    }

    @Test("Each profile must print the same")
    func profiles() throws {
        let result = try run(
            "=== a\nprofile: velocity, apigateway\n-- template --\n$x\n-- output --\n$x\n")
        #expect(result.outcome == .failed)
        #expect(
            result.findings.map(\.message) == ["output differs at line 1, column 1 [apigateway]"])
        #expect(result.rewrites == [SectionRewrite(section: .output, content: [])])
    }

    @Test("Two profiles that print different texts cannot be updated")
    func disagreement() throws {
        let result = try run(
            "=== a\nprofile: velocity, apigateway\n-- template --\n$x\n-- output --\nz\n")
        #expect(result.findings.count == 2)
        #expect(result.rewrites == nil)
    }

    @Test("Overrides are compared as JSON; an empty map is as good as none")
    func overrides() throws {
        func outcome(_ overrides: String) throws -> CaseResult.Outcome {
            try run(
                """
                === a
                -- template --
                #set($context.requestOverride.header.b = "1")#set($context.requestOverride.header.a = "2")
                -- overrides.json --
                \(overrides)
                """
            ).outcome
        }
        #expect(
            try outcome(#"{"requestOverride": {"header": {"a": "2", "b": "1"}, "path": {}}}"#)
                == .passed)
        #expect(try outcome(#"{"requestOverride": {"header": {"a": "2"}}}"#) == .failed)
        #expect(try outcome("{}") == .failed)
        #expect(try outcome("no") == .failed)
    }

    @Test("A query's value, nodes and text")
    func paths() throws {
        #expect(
            try run(
                "=== a\n-- path --\n$.a\n-- document --\n{\"a\": [ 1.50 ]}\n-- value --\n[1.50]\n-- output --\n[1.5]\n"
            ).outcome == .passed)
        #expect(
            try run("=== a\ndialect: rfc9535\n-- path --\n$\n-- document --\n1\n-- nodes --\n[1]\n")
                .outcome == .passed)
        #expect(
            try run(
                "=== a\n-- path --\n$.b\n-- document --\n{}\n-- error --\npath: error[path-not-found]: the path leads to nothing\n"
            ).outcome == .passed)
        #expect(
            try run("=== a\n-- path --\n$.a\n-- document --\n{\"a\": 1}\n-- error --\n").outcome
                == .failed)
    }

    @Test("A known failure must fail")
    func knownFailure() throws {
        let template = "=== a\nknown-failure: later\n-- template --\na\n-- output --\n"
        #expect(try run(template + "b\n").outcome == .failedAsKnown)
        let passed = try run(template + "a\n")
        #expect(passed.outcome == .passedUnexpectedly)
        #expect(passed.needsAttention)
    }

    @Test("An error where a result is expected, and the other way round")
    func kinds() throws {
        let failed = try run("=== a\n-- template --\n#if(\n-- output --\n\n")
        #expect(failed.findings.map(\.message) == ["failed, expected a result"])
        #expect(failed.rewrites == nil)
        let rendered = try run("=== a\n-- template --\na\n-- error --\n")
        #expect(rendered.findings.map(\.message) == ["rendered, expected an error"])
        #expect(rendered.rewrites == nil)
    }

    @Test("Limits of a case hold for it alone")
    func limits() throws {
        let text = "=== a\nlimits: steps=1\n-- template --\n$a$b$c\n-- error --\n"
        #expect(try run(text).rewrites?.count == 1)
    }

    @Test("A template file is named in messages")
    func templateFile() throws {
        let text = "=== a\ntemplate: x/t.vtl\n-- error --\n"
        let result = try run(text, files: ["x/t.vtl": "#if("])
        let error = try #require(result.rewrites?.first).content
        #expect(String(decoding: error, as: UTF8.self).hasPrefix("x/t.vtl:1:"))
    }

    @Test("A section that must be JSON and is not")
    func noJSON() throws {
        let result = try run("=== a\n-- template --\n-- context.json --\n[\n-- output --\n")
        #expect(result.findings.map(\.message) == ["a section is no JSON"])
        #expect(
            try run("=== a\n-- template --\n-- params.json --\n[]\n-- output --\n").outcome
                == .failed)
    }
}
