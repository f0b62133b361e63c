import JavaRegex
import Testing

struct LiteralPatternTests {
    @Test(arguments: [
        (",", ","), ("abcdefgh", "abcdefgh"), ("\\\\'", "\\'"), ("\\.\\*", ".*"), (" #", " #"),
        ("\\-\\-\\-\\-\\-\\-\\-\\-", "--------"), ("/\\/", "//"),
    ])
    func matchesOneText(_ pattern: String, _ text: String) throws {
        let source = Array(pattern.utf8)
        let found = LiteralPattern(source.span)
        let literal = try #require(found)
        let bytes = text.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        #expect(literal.bytes == bytes)
        #expect(literal.count == text.utf8.count)
    }

    @Test(arguments: [
        "", "abcdefghi", ".", "a|b", "a?", "[,]", "(a)", "^a", "a$", "a{2}", "a+", "a*", "\\d",
        "\\1",
        "\\Qa\\E", "\\", "a\\", "é", "\\é", "ab\\.cdefghij",
    ])
    func isNoneWhereMoreMayBeMeant(_ pattern: String) {
        let source = Array(pattern.utf8)
        let isNone = LiteralPattern(source.span) == nil
        #expect(isNone)
    }
}
