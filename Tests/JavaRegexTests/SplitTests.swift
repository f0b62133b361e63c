import JavaRegex
import Testing

/// The pieces of a subject, all verified with Java 17.
struct SplitCase: Sendable, CustomTestStringConvertible {
    let pattern: String
    let subject: String
    let limit: Int
    let pieces: [String]

    init(_ pattern: String, _ subject: String, _ limit: Int, _ pieces: [String]) {
        self.pattern = pattern
        self.subject = subject
        self.limit = limit
        self.pieces = pieces
    }

    var testDescription: String { "\(subject.debugDescription) by /\(pattern)/, \(limit)" }
}

@Test(arguments: splitCases)
func splitsAsJavaDoes(_ test: SplitCase) throws {
    let subject = Array(test.subject.utf8)
    let pattern = try JavaPattern(Array(test.pattern.utf8))
    var matcher = PatternMatcher()
    var split = SplitOperation(subject.span, by: pattern, limit: test.limit, &matcher)
    var pieces: [String] = []
    while let piece = try split.next(&matcher) {
        pieces.append(String(decoding: subject[piece], as: UTF8.self))
    }
    #expect(pieces == test.pieces)
}

@Test func anotherSubjectEndsASplit() throws {
    let pattern = try JavaPattern(Array(",".utf8))
    var matcher = PatternMatcher()
    var split = SplitOperation(Array("a,b,c".utf8).span, by: pattern, limit: -1, &matcher)
    let first = try split.next(&matcher)
    matcher.load(Array("x,y".utf8).span)
    let rest = try split.next(&matcher)
    #expect(first == 0..<1)
    #expect(rest == 2..<5)
}

private let splitCases: [SplitCase] = [
    .init(",", "a,b,,c,,", 0, ["a", "b", "", "c"]),
    .init(",", "a,b,,c,,", -1, ["a", "b", "", "c", "", ""]),
    .init(",", "a,b,,c,,", 1, ["a,b,,c,,"]),
    .init(",", "a,b,,c,,", 2, ["a", "b,,c,,"]),
    .init(",", "a,b,,c,,", 3, ["a", "b", ",c,,"]),
    .init(",", "", 0, [""]),
    .init(",", "", -1, [""]),
    .init(",", "", 1, [""]),
    .init(",", "", 2, [""]),
    .init(",", "", 3, [""]),
    .init(",", ",", 0, []),
    .init(",", ",", -1, ["", ""]),
    .init(",", ",", 1, [","]),
    .init(",", ",", 2, ["", ""]),
    .init(",", ",", 3, ["", ""]),
    .init(",", ",,a", 0, ["", "", "a"]),
    .init(",", ",,a", -1, ["", "", "a"]),
    .init(",", ",,a", 1, [",,a"]),
    .init(",", ",,a", 2, ["", ",a"]),
    .init(",", ",,a", 3, ["", "", "a"]),
    .init(".", "a.b", 0, []),
    .init(".", "a.b", -1, ["", "", "", ""]),
    .init(".", "a.b", 1, ["a.b"]),
    .init(".", "a.b", 2, ["", ".b"]),
    .init(".", "a.b", 3, ["", "", "b"]),
    .init(#"\."#, "a.b.c", 0, ["a", "b", "c"]),
    .init(#"\."#, "a.b.c", -1, ["a", "b", "c"]),
    .init(#"\."#, "a.b.c", 1, ["a.b.c"]),
    .init(#"\."#, "a.b.c", 2, ["a", "b.c"]),
    .init(#"\."#, "a.b.c", 3, ["a", "b", "c"]),
    .init("", "42", 0, ["4", "2"]),
    .init("", "42", -1, ["4", "2", ""]),
    .init("", "42", 1, ["42"]),
    .init("", "42", 2, ["4", "2"]),
    .init("", "42", 3, ["4", "2", ""]),
    .init("", "", 0, [""]),
    .init("", "", -1, [""]),
    .init("", "", 1, [""]),
    .init("", "", 2, [""]),
    .init("", "", 3, [""]),
    .init("x*", "axxb", 0, ["a", "", "b"]),
    .init("x*", "axxb", -1, ["a", "", "b", ""]),
    .init("x*", "axxb", 1, ["axxb"]),
    .init("x*", "axxb", 2, ["a", "b"]),
    .init("x*", "axxb", 3, ["a", "", "b"]),
    .init("(?=b)", "abab", 0, ["a", "ba", "b"]),
    .init("(?=b)", "abab", -1, ["a", "ba", "b"]),
    .init("(?=b)", "abab", 1, ["abab"]),
    .init("(?=b)", "abab", 2, ["a", "bab"]),
    .init("(?=b)", "abab", 3, ["a", "ba", "b"]),
    .init("(?<=b)", "abab", 0, ["ab", "ab"]),
    .init("(?<=b)", "abab", -1, ["ab", "ab", ""]),
    .init("(?<=b)", "abab", 1, ["abab"]),
    .init("(?<=b)", "abab", 2, ["ab", "ab"]),
    .init("(?<=b)", "abab", 3, ["ab", "ab", ""]),
    .init(#"\s*,\s*"#, "a , b,c ,d", 0, ["a", "b", "c", "d"]),
    .init(#"\s*,\s*"#, "a , b,c ,d", -1, ["a", "b", "c", "d"]),
    .init(#"\s*,\s*"#, "a , b,c ,d", 1, ["a , b,c ,d"]),
    .init(#"\s*,\s*"#, "a , b,c ,d", 2, ["a", "b,c ,d"]),
    .init(#"\s*,\s*"#, "a , b,c ,d", 3, ["a", "b", "c ,d"]),
    .init("^", "ab", 0, ["ab"]),
    .init("^", "ab", -1, ["ab"]),
    .init("^", "ab", 1, ["ab"]),
    .init("^", "ab", 2, ["ab"]),
    .init("^", "ab", 3, ["ab"]),
    .init("$", "ab", 0, ["ab"]),
    .init("$", "ab", -1, ["ab", ""]),
    .init("$", "ab", 1, ["ab"]),
    .init("$", "ab", 2, ["ab", ""]),
    .init("$", "ab", 3, ["ab", ""]),
    .init("a|", "banana", 0, ["b", "", "n", "", "n"]),
    .init("a|", "banana", -1, ["b", "", "n", "", "n", "", ""]),
    .init("a|", "banana", 1, ["banana"]),
    .init("a|", "banana", 2, ["b", "nana"]),
    .init("a|", "banana", 3, ["b", "", "nana"]),
    .init("|a", "banana", 0, ["b", "a", "n", "a", "n", "a"]),
    .init("|a", "banana", -1, ["b", "a", "n", "a", "n", "a", ""]),
    .init("|a", "banana", 1, ["banana"]),
    .init("|a", "banana", 2, ["b", "anana"]),
    .init("|a", "banana", 3, ["b", "a", "nana"]),
    .init(#"\b"#, "hello, world", 0, ["hello", ", ", "world"]),
    .init(#"\b"#, "hello, world", -1, ["hello", ", ", "world", ""]),
    .init(#"\b"#, "hello, world", 1, ["hello, world"]),
    .init(#"\b"#, "hello, world", 2, ["hello", ", world"]),
    .init(#"\b"#, "hello, world", 3, ["hello", ", ", "world"]),
    .init("é", "aéb", 0, ["a", "b"]),
    .init("é", "aéb", -1, ["a", "b"]),
    .init("é", "aéb", 1, ["aéb"]),
    .init("é", "aéb", 2, ["a", "b"]),
    .init("é", "aéb", 3, ["a", "b"]),
    .init(#"\G"#, "abc", 0, ["abc"]),
    .init(#"\G"#, "abc", -1, ["abc"]),
    .init(#"\G"#, "abc", 1, ["abc"]),
    .init(#"\G"#, "abc", 2, ["abc"]),
    .init(#"\G"#, "abc", 3, ["abc"]),
    .init("(?=a)", "aaa", 0, ["a", "a", "a"]),
    .init("(?=a)", "aaa", -1, ["a", "a", "a"]),
    .init("(?=a)", "aaa", 1, ["aaa"]),
    .init("(?=a)", "aaa", 2, ["a", "aa"]),
    .init("(?=a)", "aaa", 3, ["a", "a", "a"]),
    .init("[,;]", "a;b,c;", 0, ["a", "b", "c"]),
    .init("[,;]", "a;b,c;", -1, ["a", "b", "c", ""]),
    .init("[,;]", "a;b,c;", 1, ["a;b,c;"]),
    .init("[,;]", "a;b,c;", 2, ["a", "b,c;"]),
    .init("[,;]", "a;b,c;", 3, ["a", "b", "c;"]),
]
