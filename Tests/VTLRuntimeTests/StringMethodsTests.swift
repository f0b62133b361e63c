import Testing
import VTLRuntime

@Suite struct StringMethodsTests {
    static let parts: [MethodCase] = [
        MethodCase("Hello World", "length", gives: "11"),
        MethodCase("a😀b", "length", gives: "4"),
        MethodCase("a😀b", "substring", 2, gives: "ed b8 80 b"),
        MethodCase("a😀b", "substring", 0, 3, gives: "a😀"),
        MethodCase("Hello", "substring", 99, gives: "fault: index-out-of-bounds"),
        MethodCase("Hello", "substring", -1, gives: "fault: index-out-of-bounds"),
        MethodCase("Hello", "substring", "a", gives: "unresolved"),
        MethodCase("Hello", "substring", 1.0, gives: "unresolved"),
        MethodCase("Hello", "substring", 3_000_000_000, gives: "unresolved"),
        MethodCase("Hello", "charAt", 1, gives: "e"),
        MethodCase("a😀b", "charAt", 1, gives: "ed a0 bd"),
        MethodCase("Hello", "charAt", 5, gives: "fault: index-out-of-bounds"),
        MethodCase("a😀b", "codePointAt", 1, gives: "128512"),
        MethodCase("a😀b", "codePointBefore", 3, gives: "128512"),
        MethodCase("a😀b", "offsetByCodePoints", 0, 2, gives: "3"),
        MethodCase("  a b\t", "trim", gives: "a b"),
        MethodCase("\u{3000}a ", "strip", gives: "a"),
        MethodCase("\u{A0}", "isBlank", gives: "false"),
        MethodCase("ab", "toCharArray", gives: "[a|b]"),
        MethodCase("é", "getBytes", gives: "[-61|-87]"),
        MethodCase("a\nb", "indent", 1, gives: " a\n b\n"),
    ]

    @Test(arguments: parts) func takesTextsApart(_ row: MethodCase) {
        #expect(row.outcome == row.expected)
    }

    static let searches: [MethodCase] = [
        MethodCase("Hello World", "indexOf", "o", 5, gives: "7"),
        MethodCase("Hello World", "indexOf", "", 99, gives: "11"),
        MethodCase("Hello World", "indexOf", 111, gives: "4"),
        MethodCase("Hello World", "lastIndexOf", "o", 5, gives: "4"),
        MethodCase("Hello World", "lastIndexOf", "o", -1, gives: "-1"),
        MethodCase("a😀b", "indexOf", .units([0xDE00]), gives: "2"),
        MethodCase("a😀b", "lastIndexOf", .units([0xD83D]), gives: "1"),
        MethodCase("a😀b", "indexOf", "b", gives: "3"),
        MethodCase("Hello", "contains", nil, gives: "fault: null-argument"),
        MethodCase("Hello", "contains", 4, gives: "unresolved"),
        MethodCase("Hello", "startsWith", "l", 2, gives: "true"),
        MethodCase("Hello", "startsWith", "", 6, gives: "false"),
        MethodCase("Hello", "endsWith", "llo", gives: "true"),
        MethodCase("Hello", "regionMatches", true, 1, "xEL", 1, 2, gives: "true"),
        MethodCase("Hello", "regionMatches", 0, "x", 0, -1, gives: "true"),
        MethodCase("Hello", "compareTo", "Help", gives: "-4"),
        MethodCase("Hello", "compareTo", 5, gives: "fault: class-cast"),
        MethodCase("Hello", "compareToIgnoreCase", "hELP", gives: "-4"),
        MethodCase("Hello", "equalsIgnoreCase", "hELLO", gives: "true"),
        MethodCase("Hello", "equals", "Hello", gives: "true"),
        MethodCase("42", "equals", 42, gives: "false"),
    ]

    @Test(arguments: searches) func searchesAndCompares(_ row: MethodCase) {
        #expect(row.outcome == row.expected)
    }

    static let changes: [MethodCase] = [
        MethodCase("Hello", "replace", "l", "L", gives: "HeLLo"),
        MethodCase("ab", "replace", "", "-", gives: "-a-b-"),
        MethodCase("a", "concat", 5, gives: "unresolved"),
        MethodCase("a", "concat", nil, gives: "fault: null-argument"),
        MethodCase("straße", "toUpperCase", gives: "STRASSE"),
        MethodCase("ΑΣ Σ", "toLowerCase", gives: "ας σ"),
        MethodCase("ab", "repeat", 3, gives: "ababab"),
        MethodCase("ab", "repeat", -1, gives: "fault: illegal-argument"),
        MethodCase("x", "join", "-", ["a", "b"], gives: "a-b"),
        MethodCase("x", "join", "-", "a", nil, gives: "a-null"),
        MethodCase("x", "join", "-", [1], gives: "fault: class-cast"),
        MethodCase("x", "valueOf", [1], gives: "[1]"),
        MethodCase("x", "valueOf", nil, gives: "null"),
        MethodCase("x", "length", 1, gives: "fault: wrong-arguments"),
        MethodCase("x", "nothing", gives: "unresolved"),
    ]

    @Test(arguments: changes) func changesTexts(_ row: MethodCase) {
        #expect(row.outcome == row.expected)
    }

    static let patterns: [MethodCase] = [
        MethodCase("a,b,,c,,", "split", ",", gives: "[a|b||c]"),
        MethodCase("a,b,,c,,", "split", ",", -1, gives: "[a|b||c||]"),
        MethodCase("a.b", "split", ".", gives: "[]"),
        MethodCase("42", "split", "", gives: "[4|2]"),
        MethodCase("", "split", ",", gives: "[]"),
        MethodCase("abc", "matches", "b", gives: "false"),
        MethodCase("abc", "matches", "[a-c]+", gives: "true"),
        MethodCase("abc", "matches", "(", gives: "fault: pattern-syntax"),
        MethodCase("a1b2", "replaceAll", "([0-9])", "<$1>", gives: "a<1>b<2>"),
        MethodCase("a1b2", "replaceFirst", "[0-9]", "", gives: "ab2"),
        MethodCase("a1", "replaceAll", "1", "$9", gives: "fault: replacement-syntax"),
        MethodCase("a1", "replaceAll", "x", nil, gives: "a1"),
        MethodCase("a1", "replaceAll", "1", nil, gives: "fault: null-argument"),
    ]

    @Test(arguments: patterns) func matchesPatterns(_ row: MethodCase) {
        #expect(row.outcome == row.expected)
    }

    static let formats: [(String, [Literal], String)] = [
        (
            "%5d|%-5d|%05d|%+d|%,d|%(d|% d", [42, 42, 42, 42, 1_234_567, -5, 7],
            "   42|42   |00042|+42|1,234,567|(5)| 7"
        ),
        ("%x %X %o %e %g", [255, 255, 8, 1234.5, 1234.5], "ff FF 10 1.234500e+03 1234.50"),
        (
            "%08.2f %+.1f %(.2f %,.2f", [3.14159, 2.25, -2.5, 1234567.891],
            "00003.14 +2.3 (2.50) 1,234,567.89"
        ),
        ("%.0f %.0f %.1f", [0.5, 1.5, 0.25], "1 2 0.3"),
        ("%x %o", [-1, -1], "ffffffff 37777777777"),
        ("%2$s %1$s %<s%n%%", ["a", "b"], "b a a\n%"),
        ("%b %b %5c|%-3s|%.2s %S", [nil, "x", 65, "a", "abc", "up"], "false true     A|a  |ab UP"),
        ("%#x %(05d %a", [255, -42, 1.0], "0xff (042) 0x1.0p0"),
        ("%s %10s", [true, [1, 2]], "true     [1, 2]"),
        ("%s", [nil], "null"),
        ("%d", ["x"], "fault: format"),
        ("%f", [5], "fault: format"),
        ("%s", [], "fault: format"),
        ("%q", [1], "fault: format"),
        ("%-d", [1], "fault: format"),
        ("%", [], "fault: format"),
        ("%tY", [1], "fault: format"),
    ]

    @Test(arguments: formats)
    func printsNumbers(_ row: (format: String, arguments: [Literal], expected: String)) {
        let (format, arguments, expected) = row
        #expect(outcome("", "format", [.text(format)] + arguments) == expected)
        #expect(outcome(.text(format), "formatted", arguments) == expected)
    }
}
