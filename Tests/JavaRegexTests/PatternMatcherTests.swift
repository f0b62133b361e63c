import JavaRegex
import Testing

@Test func findsDigits() throws {
    var matcher = PatternMatcher()
    let pattern = try JavaPattern(Array("[0-9]+".utf8))
    let found = try matcher.find(pattern, in: Array("ab12c".utf8).span)
    #expect(found)
    #expect(matcher.group(0) == 2..<4)
}
