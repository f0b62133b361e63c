import Testing

@Suite("vtl test")
struct TestCommandTests {
    private let prose = "Some cases.\nevidence: inference: a test\n\n"

    private func folder(_ cases: String) throws -> TemporaryFolder {
        try TemporaryFolder(["a.cases": prose + cases])
    }

    @Test("Cases that pass give one line")
    func passing() throws {
        let folder = try folder("=== one\n-- template --\na\n-- output --\na\n")
        #expect(
            vtl("test", "a.cases", in: folder.path)
                == CommandRun(status: 0, output: "1 case: 1 passed\n", diagnostics: ""))
    }

    @Test("Directories are walked in order, and hidden ones are not")
    func directories() throws {
        let one = prose + "=== one\n-- template --\na\n-- output --\nb\n"
        let folder = try TemporaryFolder([
            "x/b.cases": one, "x/a/c.cases": one, "a.cases": one, ".hidden/h.cases": one,
            "note.txt": "no",
        ])
        let run = vtl("test", ".", in: folder.path)
        let failed = run.output.split(separator: "\n").filter { $0.hasPrefix("FAILED") }
        #expect(
            failed == [
                "FAILED ./a.cases#one (line 4)", "FAILED ./x/a/c.cases#one (line 4)",
                "FAILED ./x/b.cases#one (line 4)",
            ])
        #expect(run.status == 1)
        #expect(vtl("test", "no", in: folder.path).status == 2)
    }

    @Test("A difference is shown with visible white space")
    func difference() throws {
        let folder = try folder("=== one\n-- template --\na\nb \tc \nd\n-- output --\na\nb c\nd\n")
        #expect(
            vtl("test", "a.cases", in: folder.path).output == """
                FAILED a.cases#one (line 4)
                  output differs at line 2, column 3
                      a
                    - b c
                    + b →c·
                1 case: 0 passed, 1 failed

                """)
    }

    @Test("Only some cases")
    func filter() throws {
        let folder = try folder(
            "=== one\n-- template --\na\n-- output --\na\n\n=== two\n-- template --\na\n-- output --\nb\n"
        )
        #expect(vtl("test", "a.cases", "--filter", "one", in: folder.path).status == 0)
        #expect(vtl("test", "a.cases", "--filter", "#two", in: folder.path).status == 1)
    }

    @Test("A file with mistakes is a failure that tells them")
    func loadError() throws {
        let folder = try folder("=== one\n-- templat --\na\n-- output --\na\n")
        let run = vtl("test", "a.cases", in: folder.path)
        #expect(run.status == 1)
        #expect(run.output.contains("a.cases:5:1: error[case-file]: there is no section `templat`"))
        #expect(run.output.contains("did you mean `template`?"))
    }

    @Test("Templates in files stand beside the cases")
    func templateFile() throws {
        let folder = try TemporaryFolder([
            "sqs/request.vtl": "hi",
            "sqs/a.cases": prose
                + "=== one\ntemplate: request.vtl\n-- output --\nhi\n\n=== two\ntemplate: no.vtl\n-- output --\n",
        ])
        let run = vtl("test", ".", in: folder.path)
        #expect(run.output.contains("cannot read the template file `no.vtl`"))
        #expect(run.output.hasSuffix("2 cases: 1 passed, 1 failed\n"))
    }

    @Test("--update rewrites inferred results and nothing else")
    func update() throws {
        let text =
            prose + """
                === inferred

                -- template --
                a
                -- output --
                b

                === fact
                evidence: aws recorded
                -- template --
                a
                -- output --
                b


                """
        let folder = try TemporaryFolder(["a.cases": text])
        let run = vtl("test", "a.cases", "--update", in: folder.path)
        #expect(run.status == 1)
        #expect(run.output.contains("UPDATED a.cases#inferred"))
        #expect(run.output.contains("FAILED a.cases#fact"))
        #expect(
            try folder.read("a.cases")
                == text.replacing("b\n\n=== fact", with: "a\n\n=== fact"))
    }

    @Test("An empty error section never passes, and --update fills it")
    func emptyError() throws {
        let folder = try folder(
            "=== one\nevidence: aws recorded\n-- template --\n#if(\n-- error --\n")
        #expect(vtl("test", "a.cases", in: folder.path).status == 1)
        #expect(vtl("test", "a.cases", "--update", in: folder.path).status == 0)
        #expect(try folder.read("a.cases").contains("-- error --\ntemplate:1:"))
        #expect(vtl("test", "a.cases", in: folder.path).status == 0)
    }

    @Test("Reports for other programs")
    func formats() throws {
        let folder = try folder("=== one\n-- template --\na<\n-- output --\nb\n")
        let tap = vtl("test", "a.cases", "--format", "tap", in: folder.path).output
        #expect(tap.hasPrefix("TAP version 14\n1..1\nnot ok 1 - a.cases\\#one\n  ---\n"))
        let junit = vtl("test", "a.cases", "--format", "junit", in: folder.path).output
        #expect(junit.contains(#"<testsuites tests="1" failures="1" skipped="0">"#))
        #expect(junit.contains("+ a&lt;"))
        let json = vtl("test", "a.cases", "--format", "json", in: folder.path).output
        #expect(vtl("path", "$.cases[0].outcome", input: json).status == 0)
        #expect(json.contains(#""outcome":"failed""#))
    }
}
