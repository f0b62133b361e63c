import Testing

@Suite("vtl path")
struct PathCommandTests {
    @Test("A definite Jayway path prints the value and a newline")
    func value() throws {
        #expect(
            vtl("path", "$.a", input: #"{"a": [1.50, "x"]}"#)
                == CommandRun(status: 0, output: "[1.50,\"x\"]\n", diagnostics: ""))
    }

    @Test("The standard prints nodes")
    func nodes() {
        #expect(vtl("path", "$", "--dialect", "rfc9535", input: "1").output == "[1]\n")
    }

    @Test("A result can be indented")
    func pretty() {
        #expect(
            vtl("path", "$", "--pretty", input: #"{"a":[1]}"#).output == """
                {
                  "a": [
                    1
                  ]
                }

                """)
    }

    @Test("The document is a file")
    func file() throws {
        let folder = try TemporaryFolder(["d.json": #"{"a": 1}"#])
        #expect(vtl("path", "$.a", "d.json", in: folder.path).output == "1\n")
        #expect(vtl("path", "$.a", "no.json", in: folder.path).status == 2)
    }

    @Test("A definite path that leads to nothing is status 1")
    func notFound() {
        let run = vtl("path", "$.b", input: "{}")
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.diagnostics.contains("path-not-found"))
    }

    @Test("A query that is none is status 2, with a caret")
    func notAQuery() {
        let run = vtl("path", "$.[", input: "{}")
        #expect(run.status == 2)
        #expect(run.diagnostics.hasPrefix("query:1:"))
        #expect(run.diagnostics.contains("^"))
    }

    @Test("A document that is no JSON is status 2")
    func notADocument() {
        let run = vtl("path", "$", "--dialect", "rfc9535", input: "{'a': 1}")
        #expect(run.status == 2)
        #expect(run.diagnostics.contains("<stdin>:1:2: error[json-expected-key]"))
    }
}
