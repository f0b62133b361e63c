import JSONPath
import Testing

@Suite("Jayway's paths")
struct JaywayPathTests {
    static let pets = """
        {"pets":[{"name":"Rex","age":3},{"name":"Tom","age":7,"tags":["x","y"]},{"name":"Io"}],\
        "a b":1,"é":2,"n":null,"o":{"k":{"k":1}},"l":["a","b","c","d","e"]}
        """

    @Test(
        "names",
        arguments: [
            Row("$.pets[0].name", #""Rex""#), Row("pets[0].name", #""Rex""#),
            Row("$['pets'][0][\"name\"]", #""Rex""#), Row("$.['pets'].[0].name", #""Rex""#),
            Row("$['a b']", "1"), Row("$.é", "2"), Row("$['\\u00e9']", "2"), Row("$.n", "null"),
            Row("$[ 'n' ]", "null"), Row("$.l ", #"["a","b","c","d","e"]"#),
            Row("$.o['k','zz']", #"{"k":{"k":1}}"#), Row("$.o['y','zz']", "{}"),
            Row("$['n', \t'a b']", #"{"n":null,"a b":1}"#),
            Row("$['o','zz']['k']", #"[{"k":1}]"#), Row("$['n']]", "null"),
            Row("$.l[", #"["a","b","c","d","e"]"#),
        ])
    func names(_ row: Row) {
        #expect(find(row.path, in: Self.pets) == row.result)
    }

    @Test(
        "nothing is found",
        arguments: [
            "$.zz", "$.zz.y", "$.n.y", "$.l.y", "$.l[5]", "$.l[-6]", "$.o[0]", "$.zz[*]",
            "$.n[1:2]",
        ])
    func missing(_ path: String) {
        #expect(find(path, in: Self.pets) == "nothing")
    }

    @Test(
        "null and empty lists stand for what is missing, if errors are suppressed",
        arguments: [
            Row("$.zz.y", "null"), Row("$.zz[*]", "[]"), Row("$.l[9]", "null"),
            Row("$.n[0,1].a", "[]"),
        ])
    func suppressed(_ row: Row) {
        #expect(find(row.path, in: Self.pets, .jaywaySuppressingErrors) == row.result)
    }

    @Test(
        "indexes and slices",
        arguments: [
            Row("$.l[-1]", #""e""#), Row("$.l[01]", #""b""#),
            Row("$.l[0, 2,-1,9,0]", #"["a","c","e","a"]"#),
            Row("$.l[3:]", #"["d","e"]"#), Row("$.l[:2]", #"["a","b"]"#),
            Row("$.l[-2:]", #"["d","e"]"#),
            Row("$.l[:-4]", #"["a"]"#), Row("$.l[1:3]", #"["b","c"]"#), Row("$.l[1:-1]", "[]"),
            Row("$.l[-3:-1]", #"["c","d"]"#), Row("$.l[-1:0]", #"["e"]"#),
            Row("$.l[-3:4]", #"["c","d","e","a","b","c","d"]"#),
            Row("$.l[0:3:2]", #"["a","b","c"]"#),
            Row("$.l[-2147483648:2147483647]", #"["a","b","c","d","e","a","b","c","d","e"]"#),
            Row("$.pets[0:2].name", #"["Rex","Tom"]"#), Row("$.pets[*].age", "[3,7]"),
        ])
    func indexes(_ row: Row) {
        #expect(find(row.path, in: Self.pets) == row.result)
    }

    @Test(
        "scans",
        arguments: [
            Row("$..name", #"["Rex","Tom","Io"]"#), Row("$..k", #"[{"k":1},1]"#),
            Row("$..['name','age']", #"[{"name":"Rex","age":3},{"name":"Tom","age":7}]"#),
            Row("$..[1].name", #"["Tom"]"#), Row("$..tags[*]", #"["x","y"]"#),
            Row(".name", #"["Rex","Tom","Io"]"#),
            Row("$.o..*", #"[{"k":1},1]"#), Row("$..[?(@.age > 5)].name", #"["Tom"]"#),
            Row("$..zz", "[]"),
            Row("$.*.k", #"[{"k":1}]"#), Row("$..*.k", #"[{"k":1},1]"#),
        ])
    func scans(_ row: Row) {
        #expect(find(row.path, in: Self.pets) == row.result)
    }

    @Test(
        "what is no path",
        arguments: [
            "", " $", "$a", "$.", "$..", "$...a", "$. a", "$.a b", "$[a]", "$['a'", "$['a' 'b']",
            "$['a',]",
            "$[]", "$[:]", "$[::2]", "$[2147483648]", "$[1 2]", "$[*", "$[?@.a]", "$[?()]",
            "$[(@.a)]",
            "$.a(", "$['\\u12x4']", "$..length()",
        ])
    func syntax(_ path: String) {
        #expect(find(path, in: Self.pets) == "jsonpath-syntax")
    }

    @Test("an error tells its place in the text as it was given")
    func place() throws {
        let error = try #require(throws: JSONPathError.self) {
            try JSONPathQuery(Array("a.b c".utf8), dialect: .jayway)
        }
        #expect(error.offset == 3)
        #expect(error.message == "expected a name without blanks or in `['…']`, found ` `")
    }
}
