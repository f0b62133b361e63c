import JavaRegex
import Testing

/// What a pattern matches in a subject, all verified with Java 17.
struct FindCase: Sendable, CustomTestStringConvertible {
    let pattern: String
    let subject: String
    /// Whether the pattern matches the whole subject.
    let isWhole: Bool
    /// The byte ranges of all groups of all matches: `0-2 0-1 | 4-6 -`.
    let matches: String
    let flags: JavaPatternFlags

    init(
        _ pattern: String, _ subject: String, _ isWhole: Bool, _ matches: String,
        _ flags: JavaPatternFlags = []
    ) {
        self.pattern = pattern
        self.subject = subject
        self.isWhole = isWhole
        self.matches = matches
        self.flags = flags
    }

    var testDescription: String { "/\(pattern)/ on \(subject.debugDescription)" }
}

@Test(arguments: findCases, [true, false])
func findsWhatJavaFinds(_ test: FindCase, justInTime: Bool) throws {
    let pattern = try JavaPattern(
        Array(test.pattern.utf8), flags: test.flags, justInTime: justInTime)
    let subject = Array(test.subject.utf8)
    var matcher = PatternMatcher()
    let isWhole = try matcher.matches(pattern, subject.span)
    #expect(isWhole == test.isWhole)
    let matches = try allMatches(of: pattern, in: subject, &matcher)
    #expect(matches == test.matches)
}

private func allMatches(
    of pattern: JavaPattern, in subject: [UInt8], _ matcher: inout PatternMatcher
) throws -> String {
    var matches: [String] = []
    var start = 0
    matcher.load(subject.span)
    while try matcher.find(pattern, from: start), let match = matcher.group(0) {
        var groups: [String] = []
        for number in 0...pattern.groupCount {
            groups.append(matcher.group(number).map { "\($0.lowerBound)-\($0.upperBound)" } ?? "-")
        }
        matches.append(groups.joined(separator: " "))
        if match.isEmpty, match.upperBound == subject.count { break }
        start = match.isEmpty ? match.upperBound + 1 : match.upperBound
    }
    return matches.joined(separator: " | ")
}

private let findCases: [FindCase] = [
    .init(#"(?i)\p{Lu}"#, "a", true, "0-1"),
    .init(#"(?i)\p{Lu}"#, "A", true, "0-1"),
    .init(#"\p{InGreek}"#, "α", true, "0-2"),
    .init(#"\p{InGreek}"#, "a", false, ""),
    .init(#"\p{InGreek}"#, "ἀ", false, ""),
    .init(#"\p{InBasic Latin}+"#, "aé", false, "0-1"),
    .init(#"\p{IsGreek}+"#, "αβ", true, "0-4"),
    .init(#"\p{script=Cyrillic}"#, "д", true, "0-2"),
    .init(#"\p{javaWhitespace}+"#, "\u{A0} \u{2003}\u{1C}", false, "2-7"),
    .init(#"\p{javaJavaIdentifierPart}+"#, "a1$_\u{200B}-", false, "0-7"),
    .init(#"\p{IsHexDigit}+"#, "aF9g", false, "0-3"),
    .init(#"\p{IsWord}+"#, "aé_\u{200C}-", false, "0-7"),
    .init(#"\w+\s\d+"#, "é_\u{A0}٣", true, "0-7", [.unicodeCharacterClass]),
    .init(#"\p{Punct}+"#, "!$+_«", false, "0-1 | 3-6", [.unicodeCharacterClass]),
    .init(#"\p{Graph}+"#, "a\u{200B} b", false, "0-4 | 5-6", [.unicodeCharacterClass]),
    .init(#"\p{Print}+"#, "a\u{200B} b\n", false, "0-6", [.unicodeCharacterClass]),
    .init(#"\p{Punct}+"#, "!$+_«", false, "0-4"),
    .init(#"\bé\b"#, "é", true, "0-2"),
    .init(#"\bé\b"#, " é ", false, "1-3"),
    .init(#"\bé\b"#, "aé", false, ""),
    .init(#"\bé\b"#, "é\u{301}", false, ""),
    .init(#"^([^@]+)@([^@]+)\.([a-z]{2,})$"#, "joe@example.com", true, "0-15 0-3 4-11 12-15"),
    .init(#"^([^@]+)@([^@]+)\.([a-z]{2,})$"#, "joe@x", false, ""),
    .init(#"^([^@]+)@([^@]+)\.([a-z]{2,})$"#, "a@b.co\n", false, "0-6 0-1 2-3 4-6"),
    .init(
        #"(\d{4})-(\d{2})-(\d{2})"#, "2024-01-31 and 1999-12-01", false,
        "0-10 0-4 5-7 8-10 | 15-25 15-19 20-22 23-25"),
    .init(#"^\s+|\s+$"#, "  ab  ", false, "0-2 | 4-6"),
    .init(#"^\s+|\s+$"#, "\ta\n", false, "0-1 | 2-3"),
    .init(#"^\s+|\s+$"#, "", false, ""),
    .init(#""([^"\\]*(?:\\.[^"\\]*)*)""#, #""a\"b" "c""#, false, "0-6 1-5 | 7-10 8-9"),
    .init(#"(?<year>\d+)/(?<month>\d+)\k<year>"#, "12/3412", true, "0-7 0-2 3-5"),
    .init(#"(?<=\$)\d+(?:\.\d\d)?"#, "$12.50 and 12.5", false, "1-6"),
    .init(#"(?<!\d)\d{3}(?!\d)"#, "123 1234 567", false, "0-3 | 9-12"),
    .init("(a|ab)(c|bcd)(d*)", "abcd", true, "0-4 0-1 1-4 4-4"),
    .init("(a+|b+)*c", "aabbc", true, "0-5 2-4"),
    .init("(a+|b+)*c", "aabb", false, ""),
    .init("(?:(a)|b)*", "ab", true, "0-2 0-1 | 2-2 -"),
    .init("(?:(a)|b)*", "ba", true, "0-2 1-2 | 2-2 -"),
    .init("(a?)*", "aab", false, "0-2 2-2 | 2-2 2-2 | 3-3 3-3"),
    .init("(a?)*", "b", false, "0-0 0-0 | 1-1 1-1"),
    .init("(a*)+", "aab", false, "0-2 2-2 | 2-2 2-2 | 3-3 3-3"),
    .init("(a*)+", "b", false, "0-0 0-0 | 1-1 1-1"),
    .init("(a|b)*?c", "abc", true, "0-3 1-2"),
    .init("(?>a+)ab", "aaab", false, ""),
    .init("a++b", "aaab", true, "0-4"),
    .init("(ab){2}+c", "ababc", true, "0-5 2-4"),
    .init("(a|ab){2}+c", "aabc", false, ""),
    .init("(a|ab){2}+c", "abac", false, ""),
    .init("(?:a|ab)++c", "abc", false, ""),
    .init("(?:a|ab)++c", "aac", true, "0-3"),
    .init("x*", "axb", false, "0-0 | 1-2 | 2-2 | 3-3"),
    .init("(?i)straße", "STRAßE", true, "0-7"),
    .init("(?i)straße", "STRASSE", false, ""),
    .init("(?i)straße", "StraßE", true, "0-7"),
    .init("[à-ý]", "É", false, "", [.caseInsensitive]),
    .init("[à-ý]", "é", true, "0-2", [.caseInsensitive]),
    .init("[à-ý]", "É", true, "0-2", [.caseInsensitive, .unicodeCase]),
    .init("[à-ý]", "é", true, "0-2", [.caseInsensitive, .unicodeCase]),
    .init("[à-ý]", "÷", true, "0-2", [.caseInsensitive, .unicodeCase]),
    .init("[k]", "K", true, "0-3", [.caseInsensitive, .unicodeCase]),
    .init("s", "ſ", true, "0-2", [.caseInsensitive, .unicodeCase]),
    .init("s", "ſ", false, "", [.caseInsensitive]),
    .init("[^a]", "A", false, "", [.caseInsensitive]),
    .init("[^a]", "b", true, "0-1", [.caseInsensitive]),
    .init("[^é]", "É", false, "", [.caseInsensitive, .unicodeCase]),
    .init("[^é]", "e", true, "0-1", [.caseInsensitive, .unicodeCase]),
    .init("a.b*", "a.b*", true, "0-4", [.literal]),
    .init("a.b*", "aab", false, "", [.literal]),
    .init("a.B", "A.b", true, "0-3", [.literal, .caseInsensitive]),
    .init("a b", "a b", true, "0-3", [.literal, .comments]),
    .init("a b", "ab", false, "", [.literal, .comments]),
    .init(#"[\w&&[^\d_]]+"#, "a1_b", false, "0-1 | 3-4"),
    .init("[a-z&&[def]&&[ef]]", "e", true, "0-1"),
    .init("[a-z&&[def]&&[ef]]", "d", false, ""),
    .init("[a-d[m-p]]", "n", true, "0-1"),
    .init("[a-d[m-p]]", "e", false, ""),
    .init("[^a-d[m-p]]", "n", false, ""),
    .init("[^a-d[m-p]]", "e", true, "0-1"),
    .init(#"[\p{L}&&[^\p{Lu}]]+"#, "aBé", false, "0-1 | 2-4"),
    .init(#"[[^\W]&&[^\d]]+"#, "a1b", false, "0-1 | 2-3"),
    .init("[a&&]", "a", true, "0-1"),
    .init("[a-c&&b-d&&[c]]", "c", true, "0-1"),
    .init("[a-c&&b-d&&[c]]", "b", false, ""),
    .init(#"[\x{1F600}-\x{1F64F}]"#, "😀", true, "0-4"),
    .init(#"[\x{1F600}-\x{1F64F}]"#, "a", false, ""),
    .init("[^😀]", "😀", false, ""),
    .init("[^😀]", "a", true, "0-1"),
    .init(#"\ud83d\ude00"#, "😀", true, "0-4"),
    .init(#"\uD83D"#, "😀", false, ""),
    .init(#"[\uD800-\uDFFF]"#, "😀", false, ""),
    .init(#"[\uD800-\uDFFF]"#, "a", false, ""),
    .init(#"(?m)^\w+$"#, "ab\r\ncd\nef\u{85}g", false, "0-2 | 4-6 | 7-9 | 11-12"),
    .init("(?s)a.b", "a\nb", true, "0-3"),
    .init("a.b", "a\nb", false, ""),
    .init("a.b", "a\u{2028}b", false, ""),
    .init("a.b", "a\u{B}b", true, "0-3"),
    .init("(?d)a.b", "a\rb", true, "0-3"),
    .init("(?d)a.b", "a\nb", false, ""),
    .init(#"\Qa|b\E|c"#, "a|b", true, "0-3"),
    .init(#"\Qa|b\E|c"#, "c", true, "0-1"),
    .init(#"\Qa|b\E|c"#, "a", false, ""),
    .init(#"\Q[\E]"#, "[]", true, "0-2"),
    .init(#"\Q\\E"#, #"\"#, true, "0-1"),
    .init(#"\Q\"#, #"\"#, true, "0-1"),
    .init(#"a\Qbc\E{2}"#, "abcc", true, "0-4"),
    .init(#"[\Qa-c\E]+"#, "a-bc", false, "0-2 | 3-4"),
    .init(#"[\Q^\Ea]"#, "^", true, "0-1"),
    .init(#"[\Q^\Ea]"#, "a", true, "0-1"),
    .init(#"[a-\Qc\E]"#, "b", true, "0-1"),
    .init(#"(?x) a\ b [c d] # e"#, "a bd", true, "0-4"),
    .init("(?x)a#b", "a", true, "0-1"),
    .init("(?x:a b)c d", "abc d", true, "0-5"),
    .init("((?i)a)b", "Ab", true, "0-2 0-1"),
    .init("((?i)a)b", "AB", false, ""),
    .init("a(?i)b|c", "aB", true, "0-2"),
    .init("a(?i)b|c", "C", true, "0-1"),
    .init("a(?i)b|c", "AB", false, ""),
    .init("(?i:a)b", "Ab", true, "0-2"),
    .init("(?i:a)b", "AB", false, ""),
    .init("a{0}b", "b", true, "0-1"),
    .init("a{0}b", "ab", false, "1-2"),
    .init("a{65535}", "a", false, ""),
    .init(
        #"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10"#, "abcdefghijj", true,
        "0-11 0-1 1-2 2-3 3-4 4-5 5-6 6-7 7-8 8-9 9-10"),
    .init(
        #"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\11"#, "abcdefghija1", true,
        "0-12 0-1 1-2 2-3 3-4 4-5 5-6 6-7 7-8 8-9 9-10"),
    .init(#"\e\a\f\t\x0c"#, "\u{1B}\u{7}\u{C}\t\u{C}", true, "0-5"),
    .init(#"\h+\v+\H\V"#, "\u{A0} \n\u{2028}ab", true, "0-9"),
    .init(#"\R"#, "\r\n", true, "0-2"),
    .init(#"\R"#, "\u{85}", true, "0-2"),
    .init(#"\R+a"#, "\r\n\na", true, "0-4"),
    .init(#"(?<=\R)a"#, "\r\na", false, "2-3"),
    .init("(?<=a{1,3}b)c", "aabc", false, "3-4"),
    .init("(?<=a{1,3}b)c", "bc", false, ""),
    .init("(?<=ab?)c", "abc", false, "2-3"),
    .init("(?<=ab?)c", "ac", false, "1-2"),
    .init("(?<=ab?)c", "bc", false, ""),
    .init("(?<=(?:a|bb|ccc))d", "bbd", false, "2-3"),
    .init("(?<=(?:a|bb|ccc))d", "bd", false, ""),
    .init("(?<!(?:a|bb|ccc))d", "bbd", false, ""),
    .init("(?<!(?:a|bb|ccc))d", "bd", false, "1-2"),
    .init("(?<=^|,)[^,]*", "a,b,,c", false, "0-1 | 2-3 | 4-4 | 5-6"),
    .init("(?<=a+)b", "aab", false, "2-3"),
    .init(#"(?<=\ba{2,4})b"#, "aaab", false, "3-4"),
    .init(#"(?<=\ba{2,4})b"#, "xaaab", false, ""),
    .init(#"(?=(a+))\1b"#, "aab", true, "0-3 0-2"),
    .init("(?!a)b|a", "ab", false, "0-1 | 1-2"),
    .init("|a", "ab", false, "0-0 | 1-1 | 2-2"),
    .init("a||b", "b", true, "0-0 | 1-1"),
    .init("()", "a", false, "0-0 0-0 | 1-1 1-1"),
    .init("(|a)+", "aa", true, "0-0 0-0 | 1-1 1-1 | 2-2 2-2"),
    .init("(?:)+", "a", false, "0-0 | 1-1"),
    .init("$^", "", true, "0-0"),
    .init("^$", "\n", false, "0-0"),
    .init("(^a)", "ba", false, ""),
    .init("[$]", "$", true, "0-1"),
    .init("[.]", ".", true, "0-1"),
    .init("[.]", "a", false, ""),
    .init(#"[a\]b]"#, "]", true, "0-1"),
    .init(
        "\\-\\!\\@\\#\\%\\&\\~\\`\\'\\\"\\;\\:\\<\\>\\=\\,\\/", "-!@#%&~`'\";:<>=,/", true,
        "0-17"),
    .init(#"\é"#, "é", true, "0-2"),
    .init(#"\ "#, " ", true, "0-1"),
    .init("[[:alpha:]]+", "alph:b", false, "0-5"),
    .init(#"\z"#, "a", false, "1-1"),
    .init("}", "}", true, "0-1"),
    .init("]", "]", true, "0-1"),
    .init("(?xx)a b", "ab", true, "0-2"),
    .init("(?im-sx:A)", "a", true, "0-1"),
    .init("(?-x:a b)", "a b", true, "0-3"),
    .init(#"\pL\PL"#, "a1", true, "0-2"),
    .init(#"\x{10FFFF}"#, "􏿿", true, "0-4"),
    .init(#"\0101"#, "A", true, "0-1"),
    .init(#"\8"#, "a", false, ""),
    .init(#"(a)\8"#, "a", false, ""),
    .init(#"\c["#, "\u{1B}", true, "0-1"),
    .init(#"[\d-a]"#, "-", true, "0-1"),
    .init("[--a]", "-", true, "0-1"),
    .init("[--a]", ".", true, "0-1"),
    .init("[--a]", "a", true, "0-1"),
    .init("[a-c-e]", "b", true, "0-1"),
    .init("[a-c-e]", "-", true, "0-1"),
    .init("[a-c-e]", "e", true, "0-1"),
    .init("[a-c-e]", "d", false, ""),
    .init("[!--]", "-", true, "0-1"),
    .init("[!--]", ",", true, "0-1"),
    .init("[!--]", ".", false, ""),
    .init("[+--/]", ",", true, "0-1"),
    .init(#"\R{2}"#, "\r\n", false, ""),
    .init(#"[\v\Q-\Ea]"#, "\n", true, "0-1"),
    .init(#"(a)(?<=(?=\1)a)a"#, "aa", true, "0-2 0-1"),
]
