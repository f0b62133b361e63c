import Diagnostics
import Testing
import VTLRuntime

@testable import ConformanceRunner

@Suite("The grammar of .cases files")
struct CaseFileTests {
    private let prose = "What they have in common.\nevidence: aws recorded\n"

    private func read(_ text: String) throws -> CaseFile {
        try CaseFile(name: "folder/f.cases", bytes: Array(text.utf8))
    }

    private func content(
        _ name: SectionName, of text: String, case index: Int = 0
    ) throws -> String? {
        try read(text).cases[index].content(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The summaries of the mistakes in a file, without its name and the code.
    private func mistakes(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as CaseFileError {
            return error.diagnostics.map { diagnostic in
                "\(diagnostic.location?.line ?? 0): \(diagnostic.message)"
                    + diagnostic.notes.map { " (\($0))" }.joined()
            }
        } catch {
            return ["\(error)"]
        }
    }

    @Test(
        "What a case is about is said once",
        arguments: [
            (
                "-- api --\na\n-- integration.json --\n{}\n-- request.http --\nGET /",
                "expected an integration or an API, found both"
            ),
            (
                "-- api --\na\n-- message --\nm\n-- request.http --\nGET /",
                "expected a section `request.http` or `message`, found both"
            ),
            ("-- api --\na", "expected a section `request.http` or `message` for the API"),
            (
                "-- integration.json --\n{}",
                "expected a section `request.http` for the integration"
            ),
            ("-- rule.json --\n{}", "expected a section `event.json` for the rule"),
            (
                "-- rule.json --\n{}\n-- event.json --\n{}\n-- template --\na",
                "expected a rule, a template or a path, found two of them"
            ),
        ])
    func subjects(_ sections: String, _ mistake: String) {
        let text = prose + "=== a\n" + sections + "\n-- output --\nx\n"
        #expect(mistakes(text) == ["3: " + mistake])
    }

    @Test("A case's own request or message is in the place of a shared one")
    func sharedSubjects() throws {
        let text =
            prose + """
                -- api --
                a
                -- message --
                shared
                === connecting
                -- request.http --
                GET /
                -- response.http --
                x
                === integrated
                -- integration.json --
                {}
                -- request.http --
                GET /
                -- response.http --
                x
                """
        let cases = try read(text).cases
        #expect(cases.map { $0.sections[.message] == nil } == [true, true])
        #expect(cases.map { $0.sections[.api] == nil } == [false, true])
    }

    @Test("Keys and sections of the file are defaults of its cases")
    func defaults() throws {
        let file = try read(
            """
            Prose, profile: not a key here.
            profile: velocity, apigateway
            evidence: velocity-java 1.7
            More prose.
            -- body --
            shared

            === one
            -- template --
            a
            -- output --
            b

            === two
            Prose of the case.
            profile: apigateway
            evidence: inference: because
            known-failure: not yet
            limits: steps=10, outputBytes = 20
            template: t.vtl
            -- body --
            own
            -- output --
            c
            """)
        #expect(file.cases.map(\.id) == ["folder/f.cases#one", "folder/f.cases#two"])
        let (one, two) = (file.cases[0], file.cases[1])
        #expect(one.profiles == [.velocity, .apiGateway])
        #expect(one.evidence.source == .velocityJava)
        #expect(one.evidence.isFact)
        #expect(one.content(.body) == Array("shared".utf8))
        #expect(one.line == 8)
        #expect(two.profiles == [.apiGateway])
        #expect(!two.evidence.isFact)
        #expect(two.knownFailure == "not yet")
        #expect(two.limits.steps == 10)
        #expect(two.limits.outputBytes == 20)
        #expect(two.templateFile == "t.vtl")
        #expect(two.content(.body) == Array("own".utf8))
        #expect(two.content(.output) == Array("c".utf8))
    }

    @Test(
        "The newline before a marker is the marker's",
        arguments: [
            ("-- template --\n-- output --\n", ""),
            ("-- template --\n\n-- output --\n", ""),
            ("-- template --\n\n\n-- output --\n", "\n"),
            ("-- template --\na\n-- output --\n", "a"),
            ("-- template --\na\n\n-- output --\n", "a\n"),
            ("-- template --\n a\t\r\n-- output --\n", " a\t\r"),
        ])
    func newlines(sections: String, template: String) throws {
        #expect(try content(.template, of: prose + "=== a\n" + sections) == template)
    }

    @Test(
        "One blank line before a case is the separator's, the last newline the file's",
        arguments: [
            ("b\n\n=== two", "b"), ("b\n=== two", "b"), ("b\n\n\n=== two", "b\n"),
            ("\n=== two", ""),
            ("=== two", ""),
        ])
    func separator(text: String, output: String) throws {
        let rest = "\n-- template --\n-- output --"
        let text = prose + "=== a\n-- template --\n-- output --\n" + text + rest
        #expect(try content(.output, of: text) == output)
        for (end, last) in [("", ""), ("\n", ""), ("\nx", "x"), ("\nx\n", "x"), ("\nx\n\n", "x\n")]
        {
            #expect(try content(.output, of: text + end, case: 1) == last)
        }
    }

    @Test(
        "A backslash in front of a marker makes it content",
        arguments: [
            ("\\=== x", "=== x"), ("\\\\=== x", "\\=== x"), ("\\-- output --", "-- output --"),
            ("\\-- any --", "-- any --"), ("\\-- output visible --", "-- output visible --"),
            ("\\$a", "\\$a"), ("\\\\#if", "\\\\#if"), ("----", "----"),
            ("-- two words --", "-- two words --"),
            ("====", "===="), ("\\--output--", "--output--"), ("--", "--"),
        ])
    func escapes(line: String, template: String) throws {
        #expect(
            try content(.template, of: prose + "=== a\n-- template --\n\(line)\n-- output --\n")
                == template)
    }

    @Test(
        "Visible white space",
        arguments: [
            ("a→b␍", "a\tb\r"), ("a··", "a  "), ("a·b·", "a·b "), ("\\→\\␍a\\·", "→␍a·"),
            ("·→·␍", " \t \r"), ("\\\\→", "\\→"), ("\\a", "\\a"), ("a \t", "a \t"), ("·\\·", "··"),
            ("a\\··", "a· "),
        ])
    func visible(line: String, template: String) throws {
        #expect(
            try content(
                .template, of: prose + "=== a\n-- template visible --\n\(line)\n-- output --\n")
                == template)
    }

    @Test("White space survives being written and read again")
    func visibleRoundTrip() {
        for text in ["a\tb \r", " ", "\t ", "·", "a·", "→ ␍", "\\", "\\→", "a \\· ", "é·b ·  "] {
            let bytes = Array(text.utf8)
            #expect(VisibleText.decode(VisibleText.encode(bytes[...])[...]) == bytes, "\(text)")
        }
    }

    @Test(
        "Mistakes are told with their line and advice",
        arguments: [
            (
                "evidence: model\n=== a\n-- template --\n-- output --",
                "1: expected a sentence that says what the file is about (it stands before the first case)"
            ),
            (
                "P.\n=== a\n-- template --\n-- output --",
                "2: the case has no evidence (a line `evidence: …` says who expects this result)"
            ),
            (
                "P.\nevidense: model\n=== a\nevidence: model\n-- template --\n-- output --",
                "2: there is no key `evidense` (did you mean `evidence`?)"
            ),
            (
                "P.\nEvidence: model\n=== a\nevidence: model\n-- template --\n-- output --",
                "2: there is no key `Evidence` (did you mean `evidence`?)"
            ),
            (
                "P.\nevidence: modl\n=== a\n-- template --\n-- output --",
                "2: there is no evidence of the sort `modl` (did you mean `model`?)"
            ),
            (
                "P.\nevidence:\n=== a\nevidence: model\n-- template --\n-- output --",
                "2: expected a value after `evidence:`"
            ),
            (
                "P.\nevidence: model\nprofile: velocty\n=== a\n-- template --\n-- output --",
                "3: there is no profile `velocty` (did you mean `velocity`?)"
            ),
            (
                "P.\nevidence: model\nlimits: step=1\n=== a\n-- template --\n-- output --",
                "3: there is no limit `step` (did you mean `steps`?)"
            ),
            (
                "P.\nevidence: model\nlimits: steps\n=== a\n-- template --\n-- output --",
                "3: expected `limit=number`, found `steps`"
            ),
            (
                "P.\nevidence: model\nevidence: aws\n=== a\n-- template --\n-- output --",
                "3: `evidence` is given twice"
            ),
            (
                "P.\nevidence: model\n=== a\n-- template --\n-- output --\n=== a\n-- template --\n-- output --",
                "6: there are two cases `a` (the first is in line 3)"
            ),
            (
                "P.\nevidence: model\n=== a b\n-- template --\n-- output --",
                "3: expected a name of letters, digits and hyphens, found `a b`"
            ),
            (
                "P.\nevidence: model\n=== a\n-- template --\n-- output --\n-- output --",
                "6: the section `output` is given twice (the first is in line 5)"
            ),
            (
                "P.\nevidence: model\n=== a\n-- template --\n--output--\n-- output --",
                "5: expected `-- output --`, found `--output--` (a content line of this form is written with a backslash in front)"
            ),
            (
                "P.\nevidence: model\n=== a \n-- template --\n-- output --",
                "3: expected `=== name`, found `=== a ` (a content line of this form is written with a backslash in front)"
            ),
            (
                "P.\nevidence: model\n=== a\n-- output --",
                "3: expected a section `template` or `path`, found neither"
            ),
            (
                "P.\nevidence: model\n=== a\n-- path --\n-- value --",
                "3: expected a section `document` for the path"
            ),
            (
                "P.\nevidence: model\n=== a\n-- template --",
                "3: expected a section `output` or `error`, found none"
            ),
            (
                "P.\nevidence: model\n=== a\n-- template --\n-- output --\n-- error --",
                "3: expected an error or a result, found both"
            ),
            (
                "P.\nevidence: model\n=== a\ntemplate: f\n-- template --\n-- output --",
                "4: the template is given twice, as a file and as a section"
            ),
        ])
    func mistakes(text: String, expected: String) {
        let found = mistakes(text)
        #expect(found.contains(expected), "\(found)")
    }

    @Test("A section that is none lists those there are")
    func unknownSection() throws {
        let found = mistakes(prose + "=== a\n-- template --\n-- nonsense --\n-- output --")
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("5: there is no section `nonsense` (known are template, body, "))
    }

    @Test("All mistakes of a file are told, from top to bottom")
    func allMistakes() {
        let found = mistakes("evidence: nobody\n=== a\n-- tmplate --\n\n=== b\n-- template --\n")
        #expect(found.map { $0.prefix(2) } == ["1:", "1:", "2:", "2:", "3:", "5:"], "\(found)")
    }

    @Test("Nothing traps, whatever the bytes are")
    func hostileBytes() {
        for text in ["", "\n", "=== ", "-- output --", "===", "\\", "=== a", "\r\n\r\n", "-- --"] {
            _ = mistakes(text)
        }
        var state: UInt64 = 1
        let pieces = [
            "=== a\n", "-- output --\n", "-- error", "\n", "\\", "evidence: aws\n", "·", "\u{0}",
        ]
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                text += pieces[Int(state >> 33) % pieces.count]
            }
            _ = mistakes(text)
        }
        #expect((try? CaseFile(name: "x", bytes: [0xFF, 0x0A, 0xC3])) == nil)
    }
}
