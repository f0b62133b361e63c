import Testing

@testable import ConformanceRunner

@Suite("Rewriting .cases files")
struct RewritingTests {
    private func rewrite(
        _ text: String, case index: Int = 0, _ section: SectionName, to content: String
    ) throws -> String {
        let file = try CaseFile(name: "f", bytes: Array(text.utf8))
        let change = SectionRewrite(section: section, content: Array(content.utf8))
        let bytes = file.rewriting([(file.cases[index], change)])
        // What was written is what is read.
        let again = try CaseFile(name: "f", bytes: bytes)
        #expect(again.cases[index].content(section) == Array(content.utf8))
        return String(decoding: bytes, as: UTF8.self)
    }

    private let head = "P.\r\nevidence: inference: x\n\n=== a\n-- template --\nt \n-- output --\n"

    @Test(
        "Only the lines of the section change",
        arguments: [
            (
                "old\n\n\n=== b\n-- template --\n-- output --\n", "new",
                "new\n\n=== b\n-- template --\n-- output --\n"
            ),
            (
                "old\n\n=== b\n-- template --\n-- output --", "",
                "\n=== b\n-- template --\n-- output --"
            ),
            (
                "old\n=== b\n-- template --\n-- output --", "n\n",
                "n\n\n\n=== b\n-- template --\n-- output --"
            ),
            ("-- body --\nx", "1\n2", "1\n2\n-- body --\nx"), ("", "new", "new\n"),
            ("old", "new", "new\n"),
            ("old\n", "new\n", "new\n\n"),
            (
                "old", "=== a\n-- output --\n\\\\=== b\n--error--",
                "\\=== a\n\\-- output --\n\\\\\\=== b\n\\--error--\n"
            ),
        ])
    func bytes(rest: String, content: String, expected: String) throws {
        #expect(try rewrite(head + rest, .output, to: content) == head + expected)
    }

    @Test("A marker that ends the file without a newline")
    func markerAtEnd() throws {
        let text = String(head.dropLast())
        #expect(try rewrite(text, .output, to: "new") == head + "new\n")
    }

    @Test("A visible section is written with signs")
    func visible() throws {
        let text = "P.\nevidence: model\n=== a\n-- template --\n-- output visible --\nx\n"
        #expect(
            try rewrite(text, .output, to: "a\tb \n·")
                == "P.\nevidence: model\n=== a\n-- template --\n-- output visible --\na→b·\n\\·\n")
    }

    @Test("Shared sections stay as they are")
    func shared() throws {
        let text = "P.\nevidence: model\n-- error --\nold\n\n=== a\n-- template --\n"
        let file = try CaseFile(name: "f", bytes: Array(text.utf8))
        let change = SectionRewrite(section: .error, content: Array("new".utf8))
        #expect(file.rewriting([(file.cases[0], change)]) == Array(text.utf8))
    }
}

@Suite("Differences")
struct DifferenceTests {
    private func difference(_ expected: String, _ found: String) -> Difference? {
        Difference(expected: Array(expected.utf8), found: Array(found.utf8))
    }

    @Test("Equal texts have none")
    func equal() {
        #expect(difference("", "") == nil)
        #expect(difference("a\n", "a\n") == nil)
    }

    @Test(
        "The place is the first character that differs",
        arguments: [
            ("abc", "abd", 1, 3), ("a\nb", "a\nc", 2, 1), ("a", "a\n", 1, 2), ("", "x", 1, 1),
            ("äb", "äc", 1, 2), ("ä", "ö", 1, 1), ("a\n", "a", 1, 2),
        ])
    func place(expected: String, found: String, line: Int, column: Int) throws {
        let difference = try #require(self.difference(expected, found))
        #expect(difference.line == line)
        #expect(difference.column == column)
    }

    @Test("A missing newline at the end is an empty line")
    func newlineAtEnd() {
        #expect(difference("a", "a\n")?.excerpt == "    a\n  + ")
        #expect(difference("a ", "a\t")?.excerpt == "  - a·\n  + a→")
    }

    @Test("Long texts are cut")
    func long() throws {
        let lines = String(repeating: "a\n", count: 500)
        let line = String(repeating: "b", count: 100_000)
        let excerpt = try #require(difference(lines, line)).excerpt
        #expect(excerpt.utf8.count < 5000)
        #expect(excerpt.contains("more lines"))
    }
}
