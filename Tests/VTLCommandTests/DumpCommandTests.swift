import Testing

@Suite("vtl dump")
struct DumpCommandTests {
    @Test("The tree is the default, the tokens an option")
    func stages() {
        let tree = vtl("dump", "-", input: "#if($a)b#end")
        #expect(tree.status == 0)
        #expect(tree.output.contains("if"))
        let tokens = vtl("dump", "-", "--stage", "tokens", input: "#if($a)b#end")
        #expect(tokens.status == 0)
        #expect(tokens.output.contains("endOfTemplate"))
        #expect(tokens.output != tree.output)
    }

    @Test("Profiles are parsed differently")
    func profiles() {
        let text = "#evaluate($a)"
        #expect(
            vtl("dump", "-", input: text).output
                != vtl("dump", "-", "--profile", "velocity", input: text).output)
    }

    @Test("A template that does not parse is status 3; its tokens are shown nevertheless")
    func syntaxError() {
        let tree = vtl("dump", "-", input: "a #if(")
        #expect(tree.status == 3)
        #expect(tree.output.isEmpty)
        #expect(tree.diagnostics.hasPrefix("<stdin>:1:"))
        let tokens = vtl("dump", "-", "--stage", "tokens", input: "a #if(")
        #expect(tokens.status == 3)
        #expect(tokens.output.contains("text"))
    }

    @Test("The program shows what runs what")
    func program() {
        let result = vtl("dump", "-", "--stage", "program", input: "#if($a.b)$!c#{else}d#end")
        #expect(result.status == 0)
        #expect(
            result.output == """
                1:5 branch
                  1:5 reference $a
                    1:7 property .b
                  1:10 print $c
                1:1 otherwise
                  1:20 text "d"

                """)
    }
}
