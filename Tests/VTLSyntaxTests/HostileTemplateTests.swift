import Diagnostics
import Testing

@testable import VTLSyntax

/// Templates made to break the parser: deep, long, or not text at all.
@Suite struct HostileTemplateTests {
    private static let many = 10_000

    /// Each of these is open more often than the limit allows.
    @Test(arguments: [
        String(repeating: "#if(true)", count: many),
        String(repeating: "#foreach($a in $b)", count: many),
        String(repeating: "#@a()", count: many),
        "#set($a = " + String(repeating: "(", count: many),
        "#set($a = " + String(repeating: "[", count: many),
        "#set($a = " + String(repeating: "{1:", count: many),
        "#set($a = " + String(repeating: "!", count: many),
        "#set($a = 1" + String(repeating: " + 1", count: many),
        String(repeating: "$a[", count: many),
        String(repeating: "$a.b(", count: many),
    ])
    func limitsNesting(template: String) {
        let error = #expect(throws: SyntaxErrors.self) { try parse(template) }
        #expect(error?.diagnostics.map(\.code) == ["nesting-limit"])
        #expect(error?.diagnostics.first?.span != nil)
    }

    @Test(arguments: [
        ("#if(true)", "", "#end"), ("#set($a = ", "1", ")"), ("$a[", "1", "]"), ("$a.b(", "", ")"),
        ("#macro(a)", "", "#end"), ("#literal()", "x", "#end"),
    ])
    func acceptsNestingUpToTheLimit(open: String, middle: String, close: String) throws {
        let isSet = open.hasPrefix("#set")
        let depth = 256
        let template =
            isSet
            ? open + String(repeating: "(", count: depth) + middle
                + String(repeating: ")", count: depth) + close
            : String(repeating: open, count: depth) + middle
                + String(repeating: close, count: depth)
        #expect(throws: Never.self) { try parse(template) }
    }

    @Test func limitIsASetting() {
        let file = SourceFile(name: "t", bytes: Array("#if(((1)))#end".utf8))
        #expect(throws: SyntaxErrors.self) {
            try TemplateParser.parse(file, dialect: .velocity, limits: SyntaxLimits(nesting: 1))
        }
        #expect(throws: Never.self) {
            try TemplateParser.parse(file, dialect: .velocity, limits: SyntaxLimits(nesting: 2))
        }
    }

    /// Long runs of what needs a look ahead; quadratic time would be minutes.
    @Test(arguments: [
        "\\", "$", "#", " ", "$\\", "# ", "#a ", "#set ", "#*", "#[[", "##", "#${a}", "$a{", "\\#",
        "#@", "\"", "$!", "]]#", ")", "$a.b",
    ])
    func takesLinearTime(repeated: String) {
        let template = String(repeating: repeated, count: 20_000)
        let duration = ContinuousClock().measure {
            _ = try? parse(template)
            _ = try? parse("#set($a = " + template)
            _ = try? parse("$a.b(" + template)
        }
        #expect(duration < .seconds(10))
    }

    @Test func acceptsAnyBytes() throws {
        let bytes = [UInt8](0...255).filter { $0 != 0x23 && $0 != 0x24 }
        let file = SourceFile(name: "t", bytes: bytes)
        let tree = try TemplateParser.parse(file, dialect: .velocity)
        guard case .text(let text, _) = tree.statements.first else {
            Issue.record("expected text")
            return
        }
        #expect(text == bytes)
    }

    /// Every cut of a template is parsed or refused, and never traps.
    @Test func survivesEveryCut() {
        let template = """
            #set($a = {"b": [1, -2.5, "c$d.e(1)[0]"], 'f': [1..$g]})##h
            #if($a.b == 1 && !(2 + 3 >= $x))\\$i \\\\#end #elseif(true)#[[j]]##else#*k*#$!{l}#end
            #macro(m $n)$!n.o("#if(true)p#end" , q)#end #@m("\\u0041é")r#end #literal()s#end#{stop}
            """
        let bytes = Array(template.utf8)
        for end in bytes.indices {
            for start in stride(from: 0, to: end, by: 7) {
                let file = SourceFile(name: "t", bytes: Array(bytes[start..<end]))
                _ = try? TemplateParser.parse(file, dialect: .velocity)
                _ = TemplateParser.dumpTokens(of: file, dialect: .apiGateway)
            }
        }
    }
}
