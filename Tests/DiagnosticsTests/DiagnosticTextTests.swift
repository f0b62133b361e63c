import Diagnostics
import Testing

@Suite struct DiagnosticTextTests {
    private func diagnostic(
        _ text: String, _ offset: Int, _ length: Int, notes: [String] = []
    ) -> Diagnostic {
        Diagnostic(
            code: "unknown-method", message: "String has no method `trimm`",
            file: SourceFile(name: "a.vtl", bytes: Array(text.utf8)),
            span: SourceSpan(offset: offset, length: length), notes: notes)
    }

    @Test func showsTheLineAndMarksThePlace() {
        let text = diagnostic("one\n$s.trimm()\nthree", 7, 5, notes: ["did you mean `trim`?"])
        #expect(
            text.description == """
                a.vtl:2:4: error[unknown-method]: String has no method `trimm`
                  2 | $s.trimm()
                    |    ^^^^^
                  note: did you mean `trim`?
                """)
    }

    @Test func countsColumnsInCharacters() {
        #expect(diagnostic("é漢😀x", 9, 1).location?.column == 4)
    }

    @Test func keepsCaretsUnderTabsAndControlCharacters() {
        #expect(diagnostic("\t\u{1}x", 2, 1).description.hasSuffix("\n  1 |   x\n    |   ^"))
    }

    @Test func marksOnePlaceForAnEmptySpan() {
        #expect(diagnostic("ab", 2, 0).description.hasSuffix("\n  1 | ab\n    |   ^"))
    }

    @Test func leavesALineBreakOut() {
        #expect(diagnostic("ab\r\ncd", 1, 1).description.hasSuffix("\n  1 | ab\n    |  ^"))
    }

    @Test func marksAtMostToTheEndOfTheLine() {
        #expect(diagnostic("ab\ncd", 1, 4).description.hasSuffix("\n  1 | ab\n    |  ^"))
    }

    @Test func showsALongLineAroundThePlace() {
        let line = String(repeating: "a", count: 100_000)
        let text = diagnostic(line, 50_000, 3).description
        #expect(text.utf8.count < 1_000)
        #expect(text.contains("^^^"))
    }

    @Test(arguments: [-1, 0, 1, 4, 5, 100, Int(UInt32.max), Int.max])
    func survivesEveryOffset(offset: Int) {
        #expect(!diagnostic("a\nb\n", offset, 7).description.isEmpty)
    }

    @Test func showsWhatIsNoUTF8() {
        let file = SourceFile(name: "x", bytes: [0xFF, 0xC3, 0x0A, 0xE2, 0x82])
        for offset in 0...5 {
            let text = Diagnostic(
                code: "c", message: "m", file: file, span: SourceSpan(offset: offset, length: 1))
            #expect(!text.description.isEmpty)
        }
    }

    @Test func namesTheFileAloneWithoutASpan() {
        let text = Diagnostic(
            code: "c", message: "m", file: SourceFile(name: "x", bytes: []), span: nil)
        #expect(text.description == "x: error[c]: m")
    }

    @Test func tellsAHundredAtOnce() {
        let diagnostics = (0..<250).map { diagnostic("ab", $0, 0) }
        #expect(
            Array(diagnostics.prefix(100)).texts() == diagnostics.prefix(100).map(\.description))
        let texts = diagnostics.texts(\.summary)
        #expect(texts.count == 101)
        #expect(texts[99] == diagnostics[99].summary)
        #expect(texts[100] == "… and 150 more")
    }
}

@Suite struct NearMissTests {
    @Test(arguments: [
        ("replaceAl", "replaceAll"), ("lenght", "length"), ("touppercase", "toUpperCase"),
    ])
    func suggests(name: String, expected: String) {
        let names = ["replaceAll", "replace", "length", "toUpperCase", "trim"]
        #expect(nearMiss(to: name, among: names) == expected)
    }

    @Test func suggestsNothingFar() {
        #expect(nearMiss(to: "frobnicate", among: ["length", "trim"]) == nil)
        #expect(nearMiss(to: "", among: ["length"]) == nil)
    }
}
