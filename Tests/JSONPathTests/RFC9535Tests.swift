import JSONPath
import Testing

@Suite("RFC 9535")
struct RFC9535Tests {
    static let shop = """
        {"l":["a","b","c","d"],"o":{"x":1,"y":{"x":2}},\
        "p":[{"k":"one","n":1},{"k":"two","n":2.0},{"k":"two!"}],\
        "é":0,"q":[null,true,"",[]]}
        """

    @Test(
        "selectors",
        arguments: [
            Row("$", "[\(shop)]"), Row("$.l[0]", #"["a"]"#), Row("$.l[-1,0,9]", #"["d","a"]"#),
            Row("$.zz", "[]"),
            Row("$.l[::2]", #"["a","c"]"#), Row("$.l[::-1]", #"["d","c","b","a"]"#),
            Row("$.l[3:0:-2]", #"["d","b"]"#),
            Row("$.l[-3:-1]", #"["b","c"]"#), Row("$.l[1:-1]", #"["b","c"]"#),
            Row("$.l[::0]", "[]"),
            Row("$.l[-9007199254740991:9007199254740991]", #"["a","b","c","d"]"#),
            Row("$['l'][\n1 , 2]", #"["b","c"]"#),
            Row("$..x", "[1,2]"), Row("$..['x','y']", #"[1,{"x":2},2]"#),
            Row("$.o.*", #"[1,{"x":2}]"#),
            Row("$.p[?@.n,0].k", #"["one","two","one"]"#), Row("$['\\u00e9']", "[0]"),
            Row("$ .o ['x']", "[1]"),
            Row("$.p..[0]", #"[{"k":"one","n":1}]"#),
        ])
    func selectors(_ row: Row) {
        #expect(find(row.path, in: Self.shop, .rfc9535) == row.result)
    }

    @Test(
        "filters",
        arguments: [
            Row("$.p[?@.n == 2].k", #"["two"]"#),
            Row("$.p[?@.n >= 1 && @.k != 'one'].k", #"["two"]"#),
            Row("$.p[?!@.n].k", #"["two!"]"#), Row("$.p[?@.n == @.zz].k", #"["two!"]"#),
            Row("$.p[?@.n == '1'].k", "[]"),
            Row("$.o[?@ == 1]", "[1]"), Row("$.q[?@ <= null]", "[null]"),
            Row("$.q[?@ == $.q[3]]", "[[]]"),
            Row("$.p[?length(@.k) == 3].n", "[1,2.0]"),
            Row("$.p[?count(@.*) == 1].k", #"["two!"]"#),
            Row("$.p[?match(@.k, 't.o')].k", #"["two"]"#),
            Row("$.p[?search(@.k, 'w[o-p]')].k", #"["two","two!"]"#),
            Row("$.p[?value(@.n) == 1].k", #"["one"]"#),
            Row("$.p[?length(@) == 2].k", #"["one","two"]"#),
            Row("$.q[?length(@) == 0]", #"["",[]]"#), Row("$.p[?match(@.k, '[')]", "[]"),
            Row("$.p[?match(@.k, $.zz)]", "[]"),
            Row("$.p[?(@.n < 2 || @.n > 5)].k", #"["one"]"#),
            Row("$[?@[?@.n == 1]]", #"[[{"k":"one","n":1},{"k":"two","n":2.0},{"k":"two!"}]]"#),
        ])
    func filters(_ row: Row) {
        #expect(find(row.path, in: Self.shop, .rfc9535) == row.result)
    }

    @Test(
        "what is no query",
        arguments: [
            "", "l", "$ ", " $", "$.", "$..", "$.1", "$.a b", "$[01]", "$[-0]",
            "$[9007199254740992]", "$[1:2:3:4]",
            "$['a", "$['\\x']", "$['\\ud800']", "$['\\ude00\\ud83d']", "$[\"\t\"]", "$[]", "$[0,]",
            "$[?]", "$[?1]",
            "$[?@.a == @.*]", "$[?length(@.a)]", "$[?count(1) == 1]", "$[?match(@.a)]",
            "$[?match(@.a, 'x') == true]",
            "$[?@.a == 01]", "$[?@.a == 1.]", "$[?@.a === 1]", "$[?!(@.a]", "$[?!@.a == 1]",
            "$[?True]",
        ])
    func syntax(_ path: String) {
        #expect(find(path, in: Self.shop, .rfc9535) == "jsonpath-syntax")
    }

    @Test("a function that does not exist is told by name")
    func unknownFunction() throws {
        let error = try #require(throws: JSONPathError.self) {
            try JSONPathQuery(Array("$[?len(@.a) == 1]".utf8), dialect: .rfc9535)
        }
        #expect(error.code == "jsonpath-function")
        #expect(error.message == "there is no function `len`")
        #expect(error.offset == 3)
    }
}
