import Testing

@Suite("vtl render")
struct RenderCommandTests {
    @Test("The payload is the standard input, and the result has no newline of ours")
    func bodyFromInput() throws {
        let folder = try TemporaryFolder(["t.vtl": "$input.body"])
        let run = vtl("render", "t.vtl", input: "{\"a\": 1}", in: folder.path)
        #expect(run == CommandRun(status: 0, output: "{\"a\": 1}", diagnostics: ""))
    }

    @Test("The payload as a file, as a text, and none")
    func bodies() throws {
        let folder = try TemporaryFolder(["t.vtl": "$input.body", "b.json": "[1]"])
        func output(_ option: String...) -> String {
            option.count == 2
                ? vtl("render", "t.vtl", option[0], option[1], input: "no", in: folder.path).output
                : vtl("render", "t.vtl", input: "", in: folder.path).output
        }
        #expect(output("--body", "b.json") == "[1]")
        #expect(output("--body-text", "hi") == "hi")
        #expect(output("--body", "-") == "no")
        #expect(output("--body-text", "") == "{}")
        #expect(output() == "{}")
    }

    @Test("A terminal is not waited for")
    func terminal() throws {
        let folder = try TemporaryFolder(["t.vtl": "$input.body"])
        let run = vtl("render", "t.vtl", input: "typed", in: folder.path, isTerminal: true)
        #expect(run.output == "{}")
    }

    @Test("Parameters, stage variables and context come from options")
    func options() throws {
        let folder = try TemporaryFolder([
            "t.vtl": """
            $input.params('id') $input.params('q') $input.params('H') $stageVariables.a \
            $stageVariables.b $context.stage
            """,
            "stage.json": #"{"a": "1"}"#, "context.json": #"{"stage": "prod"}"#,
        ])
        let run = vtl(
            "render", "t.vtl", "--path", "id=7", "--query", "q=x=y", "--header", "H=",
            "--stage-variables", "stage.json", "--stage-variables", "b=2", "--context",
            "context.json", in: folder.path)
        #expect(run == CommandRun(status: 0, output: "7 x=y  1 2 prod", diagnostics: ""))
    }

    @Test("A whole request in one file, which options add to")
    func requestFile() throws {
        let folder = try TemporaryFolder([
            "t.vtl":
                "$input.body $input.params('id') $input.params('q') $context.stage $stageVariables.a",
            "request.json": #"""
            {"body": "p", "params": {"path": {"id": 7}, "querystring": {"q": "1"}, "header": {}},
             "context": {"stage": "test"}, "stageVariables": {"a": "b"}}
            """#,
        ])
        let run = vtl(
            "render", "t.vtl", "--request", "request.json", "--query", "q=2", in: folder.path)
        #expect(run == CommandRun(status: 0, output: "p 7 2 test b", diagnostics: ""))
        try folder.write(#"{"body": {"a": [1.50]}}"#, to: "request.json")
        #expect(
            vtl("render", "t.vtl", "--request", "request.json", input: "x", in: folder.path).output
                == #"{"a":[1.50]}    "#)
    }

    @Test("A misspelt member of a request is wrong input")
    func requestMember() throws {
        let folder = try TemporaryFolder(["t.vtl": "", "request.json": #"{"bdy": "p"}"#])
        let run = vtl("render", "t.vtl", "--request", "request.json", in: folder.path)
        #expect(run.status == 2)
        #expect(run.diagnostics.hasPrefix("vtl: request.json: a request has no member `bdy`"))
    }

    @Test("The profile velocity prints what is not set, and reads no payload")
    func velocity() throws {
        let folder = try TemporaryFolder(["v.json": #"{"name": "Ada"}"#])
        let run = vtl(
            "render", "-", "--profile", "velocity", "--variables", "v.json",
            input: "Hello $name $nope", in: folder.path)
        #expect(run == CommandRun(status: 0, output: "Hello Ada $nope", diagnostics: ""))
    }

    @Test("Overrides are one line of JSON on the standard error stream")
    func overrides() throws {
        let folder = try TemporaryFolder([
            "t.vtl": "x", "o.vtl": "#set($context.requestOverride.header.a = 'b')x",
        ])
        #expect(
            vtl("render", "t.vtl", "--overrides", in: folder.path)
                == CommandRun(
                    status: 0, output: "x",
                    diagnostics: """
                        {"requestOverride":{"path":{},"header":{},"querystring":{}},\
                        "responseOverride":{"header":{}}}

                        """))
        #expect(
            vtl("render", "o.vtl", "--overrides", in: folder.path).diagnostics
                .contains(#""header":{"a":"b"}"#))
    }

    @Test("A result goes to a file in one step")
    func outputFile() throws {
        let folder = try TemporaryFolder(["t.vtl": "new", "bad.vtl": "#if(", "out.txt": "old"])
        #expect(vtl("render", "bad.vtl", "--output", "out.txt", in: folder.path).status == 3)
        #expect(try folder.read("out.txt") == "old")
        let run = vtl("render", "t.vtl", "--output", "out.txt", in: folder.path)
        #expect(run == CommandRun(status: 0, output: "", diagnostics: ""))
        #expect(try folder.read("out.txt") == "new")
        #expect(folder.names == ["bad.vtl", "out.txt", "t.vtl"])
    }

    @Test("Files that cannot be read or written, and inputs that are no JSON")
    func unreadable() throws {
        let folder = try TemporaryFolder(["t.vtl": "x", "bad.json": "{\"a\": }", "list.json": "[]"])
        let missing = vtl("render", "no.vtl", in: folder.path)
        #expect(missing.status == 2)
        #expect(missing.diagnostics == "vtl: cannot read `no.vtl`: No such file or directory\n")
        #expect(vtl("render", ".", in: folder.path).status == 2)
        #expect(vtl("render", "t.vtl", "--output", "no/o", in: folder.path).status == 2)
        let bad = vtl("render", "t.vtl", "--context", "bad.json", in: folder.path)
        #expect(bad.status == 2)
        #expect(bad.diagnostics.hasPrefix("bad.json:1:7: error[json-expected-value]"))
        #expect(vtl("render", "t.vtl", "--context", "list.json", in: folder.path).status == 2)
    }

    @Test("A template that does not compile is status 3, with its place")
    func compileError() throws {
        let folder = try TemporaryFolder(["t.vtl": "a\n#if(\n"])
        let run = vtl("render", "t.vtl", in: folder.path)
        #expect(run.status == 3)
        #expect(run.output.isEmpty)
        #expect(run.diagnostics.hasPrefix("t.vtl:"))
        #expect(run.diagnostics.contains("error["))
    }

    @Test("A render that fails is status 5, and prints nothing")
    func renderError() throws {
        let folder = try TemporaryFolder(["t.vtl": "before $input.body.substring(9) after"])
        let run = vtl("render", "t.vtl", "--body-text", "abc", in: folder.path)
        #expect(run.status == 5)
        #expect(run.output.isEmpty)
        #expect(run.diagnostics.hasPrefix("t.vtl:1:"))
    }

    @Test("Half a character is printed as a question mark")
    func loneSurrogate() throws {
        let folder = try TemporaryFolder(["t.vtl": "$input.path('$')"])
        let run = vtl("render", "t.vtl", "--body-text", #""\uD83D""#, in: folder.path)
        #expect(run.output == "?")
    }

    @Test("Limits can be raised and lowered")
    func limits() throws {
        let folder = try TemporaryFolder(["t.vtl": "#foreach($i in [1..1200])#end$i"])
        #expect(vtl("render", "t.vtl", "--limit", "steps=10", in: folder.path).status == 5)
        let run = vtl(
            "render", "t.vtl", "--limit", "loopIterations=2000", "--limit", "nesting=9",
            in: folder.path)
        #expect(run.status == 0)
        let wrong = vtl("render", "t.vtl", "--limit", "step=1", in: folder.path)
        #expect(wrong.status == 2)
        #expect(wrong.diagnostics.contains("there is no limit `step`; did you mean `steps`?"))
    }
}
