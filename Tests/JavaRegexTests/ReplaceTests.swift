import JavaRegex
import Testing

/// What a replacement gives, all verified with Java 17.
struct ReplaceCase: Sendable, CustomTestStringConvertible {
    enum Outcome: Equatable, Sendable {
        case text(String)
        case illegalArgument
        case noSuchGroup
    }

    let extent: ReplaceOperation.Extent
    let pattern: String
    let subject: String
    let replacement: String
    let outcome: Outcome

    init(
        _ extent: ReplaceOperation.Extent, _ pattern: String, _ subject: String,
        _ replacement: String, _ outcome: Outcome
    ) {
        self.extent = extent
        self.pattern = pattern
        self.subject = subject
        self.replacement = replacement
        self.outcome = outcome
    }

    var testDescription: String {
        "\(subject.debugDescription), /\(pattern)/ by \(replacement.debugDescription)"
    }
}

@Test(arguments: replaceCases)
func replacesAsJavaDoes(_ test: ReplaceCase) throws {
    var matcher = PatternMatcher()
    let outcome: ReplaceCase.Outcome
    do {
        outcome = .text(try replaced(test, &matcher))
    } catch ReplaceError.replacement(let error) {
        outcome = error.kind == .noSuchGroup ? .noSuchGroup : .illegalArgument
    }
    #expect(outcome == test.outcome)
}

private func replaced(_ test: ReplaceCase, _ matcher: inout PatternMatcher) throws -> String {
    let (subject, replacement) = (Array(test.subject.utf8), Array(test.replacement.utf8))
    let pattern = try JavaPattern(Array(test.pattern.utf8))
    var operation = ReplaceOperation(
        subject.span, pattern, with: replacement.span, test.extent, &matcher)
    var result: [UInt8] = []
    while let piece = try operation.next(&matcher) {
        switch piece {
        case .subject(let range): result += subject[range]
        case .replacement(let range): result += replacement[range]
        }
    }
    return String(decoding: result, as: UTF8.self)
}

@Test func keepsSurrogatePairsTogether() throws {
    // Java splits the pair: a known difference.
    var matcher = PatternMatcher()
    let result = try replaced(.init(.all, "", "😀", "-", .text("")), &matcher)
    #expect(result == "-😀-")
}

private let replaceCases: [ReplaceCase] = [
    .init(.all, "[0-9]", "a1b2", "<$0>", .text("a<1>b<2>")),
    .init(.first, "[0-9]", "a1b2", "<$0>", .text("a<1>b2")),
    .init(.all, "(a)(b)?", "aab", "[$1$2]", .text("[a][ab]")),
    .init(.first, "(a)(b)?", "aab", "[$1$2]", .text("[a]ab")),
    .init(.all, "(a)", "a", "$11", .text("a1")),
    .init(.first, "(a)", "a", "$11", .text("a1")),
    .init(.all, "(a)", "a", "$2", .noSuchGroup),
    .init(.first, "(a)", "a", "$2", .noSuchGroup),
    .init(.all, "(a)", "b", "$2", .text("b")),
    .init(.first, "(a)", "b", "$2", .text("b")),
    .init(.all, "(a)", "a", "$", .illegalArgument),
    .init(.first, "(a)", "a", "$", .illegalArgument),
    .init(.all, "(a)", "a", "$x", .illegalArgument),
    .init(.first, "(a)", "a", "$x", .illegalArgument),
    .init(.all, "(a)", "a", #"\"#, .illegalArgument),
    .init(.first, "(a)", "a", #"\"#, .illegalArgument),
    .init(.all, "(a)", "a", #"a\"#, .illegalArgument),
    .init(.first, "(a)", "a", #"a\"#, .illegalArgument),
    .init(.all, "(a)", "a", #"\$1\\"#, .text(#"$1\"#)),
    .init(.first, "(a)", "a", #"\$1\\"#, .text(#"$1\"#)),
    .init(.all, "(?<n>a)", "a", "${n}${n}", .text("aa")),
    .init(.first, "(?<n>a)", "a", "${n}${n}", .text("aa")),
    .init(.all, "(?<n>a)", "a", "${m}", .illegalArgument),
    .init(.first, "(?<n>a)", "a", "${m}", .illegalArgument),
    .init(.all, "(?<n>a)", "a", "${n", .illegalArgument),
    .init(.first, "(?<n>a)", "a", "${n", .illegalArgument),
    .init(.all, "(?<n>a)", "a", "${}", .illegalArgument),
    .init(.first, "(?<n>a)", "a", "${}", .illegalArgument),
    .init(.all, "(?<n>a)", "a", "${1}", .illegalArgument),
    .init(.first, "(?<n>a)", "a", "${1}", .illegalArgument),
    .init(.all, "(?<n>a)", "a", "${n n}", .illegalArgument),
    .init(.first, "(?<n>a)", "a", "${n n}", .illegalArgument),
    .init(.all, "(?<n>a)", "a", "$n", .illegalArgument),
    .init(.first, "(?<n>a)", "a", "$n", .illegalArgument),
    .init(.all, "a", "a", #"é\é$0"#, .text("ééa")),
    .init(.first, "a", "a", #"é\é$0"#, .text("ééa")),
    .init(.all, "", "abc", "-", .text("-a-b-c-")),
    .init(.first, "", "abc", "-", .text("-abc")),
    .init(.all, "x*", "abc", "-", .text("-a-b-c-")),
    .init(.first, "x*", "abc", "-", .text("-abc")),
    .init(.all, "a*", "baac", "-", .text("-b--c-")),
    .init(.first, "a*", "baac", "-", .text("-baac")),
    .init(.all, "^", "abc", "-", .text("-abc")),
    .init(.first, "^", "abc", "-", .text("-abc")),
    .init(.all, "$", "abc\n", "-", .text("abc-\n-")),
    .init(.first, "$", "abc\n", "-", .text("abc-\n")),
    .init(.all, "(?m)^", "a\nb", "> ", .text("> a\n> b")),
    .init(.first, "(?m)^", "a\nb", "> ", .text("> a\nb")),
    .init(.all, #"\G\d"#, "123a4", "x", .text("xxxa4")),
    .init(.first, #"\G\d"#, "123a4", "x", .text("x23a4")),
    .init(.all, #"\G"#, "123", "x", .text("x123")),
    .init(.first, #"\G"#, "123", "x", .text("x123")),
    .init(.all, "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)", "abcdefghij", "$10-$11-$1", .text("j-a1-a")),
    .init(.first, "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)", "abcdefghij", "$10-$11-$1", .text("j-a1-a")),
    .init(.all, "\"", "say \"hi\"", #"\\""#, .text(#"say \"hi\""#)),
    .init(.first, "\"", "say \"hi\"", #"\\""#, .text(#"say \"hi""#)),
    .init(.all, #"\s+"#, "  a  b  ", " ", .text(" a b ")),
    .init(.first, #"\s+"#, "  a  b  ", " ", .text(" a  b  ")),
    .init(.all, "é", "caféé", "e", .text("cafee")),
    .init(.first, "é", "caféé", "e", .text("cafeé")),
    .init(.all, "a", "a", "$0123", .text("a123")),
    .init(.first, "a", "a", "$0123", .text("a123")),
]
