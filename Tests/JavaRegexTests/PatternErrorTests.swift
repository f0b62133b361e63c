import JavaRegex
import Testing

@Test(arguments: patternsThatJavaRefuses)
func refusesWhatJavaRefuses(_ pattern: String) {
    let error = #expect(throws: JavaPatternError.self) { try JavaPattern(Array(pattern.utf8)) }
    #expect(error?.kind == .syntax)
}

@Test(arguments: unsupportedPatterns)
func namesWhatIsUnsupported(_ pattern: String, construct: String) {
    let error = #expect(throws: JavaPatternError.self) { try JavaPattern(Array(pattern.utf8)) }
    #expect(error?.kind == .unsupported(construct: construct))
}

@Test func saysWhatWasExpectedAndWhere() {
    let error = #expect(throws: JavaPatternError.self) { try JavaPattern(Array("é(a|b".utf8)) }
    #expect(error?.message == "expected `)` for this group, found the end of the pattern")
    #expect(error?.offset == 2)
}

@Test func refusesDeepNesting() {
    let groups = Array(repeating: UInt8(ascii: "("), count: 20_000)
    let classes = Array(repeating: UInt8(ascii: "["), count: 20_000)
    for pattern in [groups, classes] {
        let error = #expect(throws: JavaPatternError.self) { try JavaPattern(pattern) }
        #expect(error?.kind == .unsupported(construct: "nesting deeper than 200 levels"))
    }
}

@Test func refusesPatternsThatGrowTooLarge() {
    let error = #expect(throws: JavaPatternError.self) {
        try JavaPattern(Array("((((a{999}){999}){999}){999})".utf8))
    }
    #expect(error?.kind != .syntax)
}

private let unsupportedPatterns: [(String, String)] = [
    (#"a\G"#, #"`\G` behind the start of the pattern"#),
    (#"\N{LATIN SMALL LETTER A}"#, #"`\N{…}`"#),
    (#"\b{g}"#, #"`\b{g}`"#),
    ("(?c)a", "the flag `c` (canonical equivalence)"),
    ("(?<=ab*c)d", "a look-behind of variable length"),
    ("(?<=(a|bc))d", "a look-behind of variable length"),
    ("a{65536}", "a count beyond 65535"),
]

/// All verified with Java 17. Many are constructs of PCRE2 or Perl alone.
private let patternsThatJavaRefuses: [String] = [
    "[&&&&a]",
    "a{,2}",
    "a{1,2",
    "{",
    "(?P<n>a)",
    "(?P=n)",
    "(?#x)",
    "(?|a|b)",
    "(?R)",
    "(?1)",
    "(?+1)",
    "(?C1)",
    "(*UTF)a",
    "a(*SKIP)b",
    #"\Ka"#,
    #"\g{1}(a)"#,
    #"\N"#,
    #"\o{101}"#,
    #"\C"#,
    #"\L"#,
    "(?'n'a)",
    "(?(?=a)b|c)",
    "(?n:a)",
    "(?^:a)",
    "(?J)a",
    "[a-z",
    "(((",
    "a)",
    "[b-a]",
    #"\p{Foo}"#,
    #"\p{IsFoo}"#,
    #"\p{InFoo}"#,
    #"\p{sc=Foo}"#,
    #"\p"#,
    #"\x{110000}"#,
    #"\08"#,
    #"\0"#,
    #"[a-\d]"#,
    "(?<=(\\1)a)",
    "*",
    "a**",
    "a|*",
    "(?i)*",
    "[]",
    "[^]",
    "[&&]",
    "a{1",
    "a{1, 2}",
    "a{2,1}",
    "a{99999999999}",
    "(?<1n>a)",
    "(?<n_>a)",
    "(?<n>a)(?<n>b)",
    "\\k<n>",
    "\\",
    "\\E",
    "\\x4",
    "\\x{}",
    "\\u004",
    "\\c",
    "(?i-",
    "[\\b]",
    "[\\R]",
    "[\\1]",
    "\\p{}",
    "\\p{L",
    "\\p{lu}",
]
