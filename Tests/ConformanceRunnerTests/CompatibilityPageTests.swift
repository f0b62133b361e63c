import Testing

@testable import ConformanceRunner

@Suite("The page of what is known")
struct CompatibilityPageTests {
    /// The page of one file, whose cases run.
    private func page(_ text: String, named name: String = "./area/topic.cases") throws -> String {
        let file = try CaseFile(name: name, bytes: Array(text.utf8))
        var runner = CaseRunner()
        var page = CompatibilityPage()
        page.append(file, file.cases.map { ($0, runner.run($0) { _ in nil }) })
        return page.markdown
    }

    private let cases = """
        What `a.b | c` is. More of it.
        profile: velocity, apigateway
        evidence: velocity-java 1.7

        === one
        evidence: aws recorded: [0] of a list; velocity-java 1.7
        -- template --
        a
        -- output --
        a

        === two
        -- template --
        a
        -- output --
        a

        === three
        profile: apigateway
        evidence: inference: recorded for others
        known-failure: not *yet* there
        -- template --
        a
        -- output --
        b

        === four
        -- path --
        $
        -- document --
        1
        -- value --
        1
        """

    @Test("A topic has a row with its rules, counts and evidence")
    func row() throws {
        let page = try page(cases)
        #expect(page.contains("| topic | about | apigateway | velocity | jayway | rests on |\n"))
        #expect(
            page.contains(
                #"| [topic](area/topic.cases) | What `a.b \| c` is. | 2 of 3 | 2 | 1 | "#
                    + "aws recorded 1, velocity-java 1.7 2, inference 1 |\n"))
        #expect(page.contains("4 cases in 1 topics: 3 pass, 1 fail as known."))
    }

    @Test("Recordings are quoted with their cases, known failures with their reasons")
    func quotes() throws {
        let page = try page(cases)
        #expect(page.contains("- [topic](area/topic.cases)\n"))
        #expect(page.contains("  - aws recorded: \\[0\\] of a list: `one`\n"))
        #expect(page.contains("- not \\*yet\\* there: [topic](area/topic.cases) `three`\n"))
        #expect(!page.contains("## What no recording touches"))
        #expect(!page.contains("## Failing now"))
    }

    @Test("A topic without a word from AWS is named")
    func assumptions() throws {
        let text = "P.\nevidence: model\n=== a\n-- template --\na\n-- output --\n"
        let page = try page(text + "a")
        #expect(page.contains("## What no recording touches"))
        #expect(page.contains("- model: [topic](area/topic.cases)\n"))
        #expect(page.contains("## Known gaps\n\nNone.\n"))
    }

    @Test("What fails is told")
    func failures() throws {
        let text = "P.\nevidence: model\n=== a\n-- template --\na\n-- output --\nb"
        #expect(try page(text).contains("## Failing now\n\n- [topic](area/topic.cases) `a`\n"))
        var page = CompatibilityPage()
        do {
            _ = try CaseFile(name: "x.cases", bytes: [])
        } catch {
            page.append(error)
        }
        #expect(!page.isSuccess)
        #expect(page.markdown.contains("- `x.cases` cannot be read\n"))
    }

    @Test(
        "Prose is cut behind its first sentence",
        arguments: [
            ("One. Two.", "One."), ("`a. b` is. So", "`a. b` is."), ("a.b c", "a.b c"), ("", ""),
            ("What? Yes.", "What?"),
        ])
    func sentences(text: String, first: String) {
        #expect(CompatibilityPage.firstSentence(of: text) == first)
    }

    @Test(
        "Evidence is named by its source and version",
        arguments: [
            ("aws recorded: x", "aws recorded"), ("velocity-java 1.7 so", "velocity-java 1.7"),
            ("model", "model"), ("inference: recorded y", "inference"),
            ("jayway 3.0.0; z", "jayway 3.0.0"), ("aws-docs API Gateway", "aws-docs"),
            ("rfc9535 section 2.1", "rfc9535"),
        ])
    func labels(text: String, label: String) {
        #expect(Evidence(text)?.label == label)
    }
}
