import JSONPath
import Testing

@Suite("Jayway's filters")
struct JaywayFilterTests {
    static let items = """
        [{"i":1,"n":5,"s":"abc","t":["a","b"]},{"i":2,"n":5.0,"s":"10","t":[]},\
        {"i":3,"n":null,"s":"","o":{"k":1}},{"i":4,"n":"5","t":[1,2]}]
        """

    /// The members `i` of the items that a filter accepts.
    private func accepted(_ filter: String, _ dialect: JSONPathDialect = .jayway) -> String {
        find("$[?(\(filter))].i", in: Self.items, dialect)
    }

    @Test(
        "comparisons",
        arguments: [
            Row("@.n == 5", "[1,2,4]"), Row("@.n === 5", "[1,2]"), Row("@.n == '5'", "[1,2,4]"),
            Row("@.n !== 5", "[3,4]"), Row("@.n != 5", "[3]"), Row("@.zz != 5", "[1,2,3,4]"),
            Row("@.n == null", "[3]"), Row("@.zz == null", "[]"), Row("@.zz == @.zz", "[]"),
            Row("@.n >= 5", "[1,2]"), Row("@.s > 'a'", "[1]"), Row("@.s == 10", "[2]"),
            Row("@.n<6", "[1,2]"),
            Row("5 == @.n", "[1,2,4]"), Row("5.00 == @.n", "[1,2,4]"), Row("@.n == 5.00", "[1,2]"),
            Row("@.n == 05", "[1,2,4]"), Row("@.i == 1 || @.i == 2 && @.n == 6", "[1]"),
            Row("(@.i == 1 || @.i == 2) && @.n == 5.0", "[1,2]"), Row("!(@.i == 1)", "[2,3,4]"),
            Row("@.t == [1,2]", "[4]"), Row("[1,2] == @.t", "[]"), Row("@.o == {'k':1}", "[3]"),
            Row("@.i == $[0].i", "[1]"), Row("@.i IN [1,3]", "[1,3]"),
        ])
    func comparisons(_ row: Row) {
        #expect(accepted(row.path) == row.result)
    }

    @Test(
        "existence",
        arguments: [
            Row("@.t", "[1,2,4]"), Row("!@.t", "[3]"), Row("! @.t", "[3]"), Row("@.t[0]", "[1,4]"),
            Row("@.n", "[1,2,3,4]"),
            Row("@.t[*]", "[1,2,4]"), Row("@..zz", "[1,2,3,4]"), Row("!!@.t", "[1,2,4]"),
            Row("@['i','t']", "[1,2,4]"),
            Row("!@.n == 5", "[1,2,4]"), Row("@.t.length()", "[1,2,4]"), Row("@.t&&@.n", "[]"),
        ])
    func existence(_ row: Row) {
        #expect(accepted(row.path) == row.result)
    }

    @Test(
        "lists, sizes and patterns",
        arguments: [
            Row("@.n in ['5', 7]", "[1,2,4]"), Row("@.s in [10]", "[2]"), Row("@.n nin [5]", "[3]"),
            Row("@.t contains 'a'", "[1]"),
            Row("@.s contains 'bc'", "[1]"), Row("@.t subsetof ['a','b','c']", "[1,2]"),
            Row("@.t anyof [2,3]", "[4]"), Row("@.t noneof ['a']", "[2,4]"),
            Row("@.t all ['a']", "[]"),
            Row("!(@.t all ['a'])", "[]"), Row("@.t size 2", "[1,4]"), Row("@.s size 2", "[2]"),
            Row("@.t empty true", "[2]"), Row("@.s empty false", "[1,2]"),
            Row("@.s =~ /A.*/i", "[1]"),
            Row("@.s =~ /b/", "[]"), Row("@.t =~ /[ab]/", "[1]"), Row("@.n =~ /5.0/", "[2]"),
            Row("@.zz =~ /x?/", "[1,2,3,4]"), Row("@.i in $[3].t", "[1,2]"),
            Row("@.o size -1", "[3]"),
        ])
    func lists(_ row: Row) {
        #expect(accepted(row.path) == row.result)
    }

    @Test(
        "what ends the evaluation",
        arguments: [
            Row("$[?(@.o empty true)]", "jsonpath-data"), Row("$[0].n[?(@)]", "jsonpath-filter"),
            Row("$[?(@.s in $)]", "jsonpath-data"), Row("$[?(@.t.first())].i", "jsonpath-index"),
            Row("$[?(@.i == [1 })]", "jsonpath-syntax"),
        ])
    func failures(_ row: Row) {
        #expect(find(row.path, in: Self.items) == row.result)
    }

    @Test("filters test an object itself, and the elements of a list")
    func subjects() {
        #expect(find("$.o[?(@.k == 1)]", in: #"{"o":{"k":1}}"#) == #"[{"k":1}]"#)
        #expect(find("$[?(@ > 1)]", in: "[1,2,3]") == "[2,3]")
        #expect(find("$[*][?(@.a)]", in: #"[1,{"a":2},[{"a":3}]]"#) == #"[{"a":2},{"a":3}]"#)
    }

    @Test("suppressed errors make what is missing null")
    func suppressed() {
        #expect(accepted("@.zz == null", .jaywaySuppressingErrors) == "[1,2,3,4]")
        #expect(accepted("@.zz", .jaywaySuppressingErrors) == "[]")
    }

    @Test("numbers compare by value beyond 64 bits and 15 digits")
    func largeNumbers() {
        let json = "[12345678901234567890,12345678901234567891,0.1,1e3]"
        #expect(find("$[?(@ == 12345678901234567891)]", in: json) == "[12345678901234567891]")
        #expect(find("$[?(@ > 12345678901234567890)]", in: json) == "[12345678901234567891]")
        #expect(find("$[?(@ == 0.10)]", in: json) == "[0.1]")
        #expect(find("$[?(@ == 0.1000000000000000055)]", in: json) == "[]")
        #expect(find("$[?(@ == 1000)]", in: json) == "[1e3]")
        #expect(find("$[?(@ < 1e-999999999)]", in: json) == "[]")
    }

    @Test("strings are ordered by UTF-16 units")
    func order() {
        // U+FF5E is one unit, greater than the surrogates of U+1F600.
        #expect(find("$[?(@ < '\u{FF5E}')]", in: #"["\#u{1F600}"]"#) == #"["\#u{1F600}"]"#)
        #expect(
            find("$[?@ < '\u{FF5E}']", in: #"["\#u{1F600}"]"#, .rfc9535) == "[]")
    }

    @Test(
        "what is no filter",
        arguments: [
            "5", "true", "@.a ==", "@.a = 1", "@.a == +5", "@.a == 1e+2", "@.a ?? 1", "@.a == 'x",
            "(@.a", "@.a &&", "@.a in['x']", "!5", "@.a == 1 @.b", "@.a =~ /x", "@.a\t== 1 1",
        ])
    func syntax(_ filter: String) {
        #expect(accepted(filter) == "jsonpath-syntax")
    }

    @Test("a pattern that Java refuses is told with its place")
    func pattern() throws {
        let error = try #require(throws: JSONPathError.self) {
            try JSONPathQuery(Array("$[?(@.a =~ /[/)]".utf8), dialect: .jayway)
        }
        #expect(error.code == "jsonpath-pattern")
        #expect((12...14).contains(error.offset ?? 0))
    }
}
