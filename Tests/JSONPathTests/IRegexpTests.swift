import Testing

@testable import JSONPath

@Suite("I-Regexp")
struct IRegexpTests {
    private func translated(_ text: String) -> String? {
        IRegexp.javaPattern(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "translation",
        arguments: [
            Row("a.c", "a[^\\n\\r]c"), Row("(a|b)*", "(?:a|b)*"),
            Row("[a-z\\-]{2,}", "[a-z\\-]{2,}"),
            Row("\\p{Lu}+", "\\p{Lu}+"), Row("[^-a]", "[^\\-a]"), Row("[\\p{L}-]", "[\\p{L}\\-]"),
            Row("a{1,3}", "a{1,3}"),
            Row("x&&y", "x\\&\\&y"), Row("", ""), Row("^a$", "\\Aa\\z"), Row("é?", "é?"),
        ])
    func translation(_ row: Row) {
        #expect(translated(row.path) == row.result)
    }

    @Test(
        "what is none",
        arguments: [
            "(", ")", "*a", "a**", "a+?", "[", "[]", "[a", "a{", "a{x}", "\\d", "\\", "\\p{Foo}",
            "\\p{", "a|*", "[a-\\p{L}]", "]", "[a--b]",
        ])
    func refused(_ text: String) {
        #expect(translated(text) == nil)
    }
}
