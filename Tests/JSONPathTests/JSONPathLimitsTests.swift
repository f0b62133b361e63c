import JSON
import JSONPath
import Testing
import Values

@Suite("Limits and hostile input")
struct JSONPathLimitsTests {
    private static func limits(steps: Int) -> JSONPathLimits {
        var limits = JSONPathLimits()
        limits.steps = steps
        return limits
    }

    @Test("scans in scans are counted", arguments: [JSONPathDialect.jayway, .rfc9535])
    func steps(_ dialect: JSONPathDialect) {
        let json = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        let path = "$" + String(repeating: "..*", count: 20)
        #expect(find(path, in: json, dialect, limits: Self.limits(steps: 100_000)) == "step-limit")
        #expect(find("$..*..*", in: json, dialect) != "step-limit")
    }

    @Test("deep documents and deep paths end in an error, not in a crash")
    func depth() {
        let json = String(repeating: "[", count: 1500) + String(repeating: "]", count: 1500)
        #expect(find("$..x", in: json) == "nesting-limit")
        #expect(find("$..x", in: json, .rfc9535) == "nesting-limit")
        #expect(find("$[?@ == $]", in: json, .rfc9535) == "nesting-limit")
        let names = "$" + String(repeating: "[*]", count: 3000)
        #expect(find(names, in: json) == "nesting-limit")
        #expect(find("$" + String(repeating: ".a", count: 30_000), in: json) == "nothing")
    }

    @Test("a list that holds itself is walked up to the limit")
    func cycle() {
        var heap = Heap()
        let list = heap.makeContainer(.list)
        heap.append(list, to: list)
        #expect(find("$..x", in: list, &heap) == "nesting-limit")
        #expect(find("$..*", in: list, &heap, limits: Self.limits(steps: 500)) == "step-limit")
        #expect(find("$[?(@ == $)]", in: list, &heap) == "nesting-limit")
        #expect(find("$[0][0][0][0].length()", in: list, &heap) == "1")
    }

    @Test(
        "nesting inside a query is limited",
        arguments: [
            "$[?(" + String(repeating: "(", count: 5000) + "@.a"
                + String(repeating: ")", count: 5000) + ")]",
            "$[?(" + String(repeating: "!", count: 5000) + "(@.a))]",
            "$" + String(repeating: "[?(@", count: 5000) + String(repeating: ")]", count: 5000),
        ])
    func nesting(_ path: String) {
        #expect(find(path, in: "[1]") == "nesting-limit")
    }

    @Test(
        "nesting inside a query of the standard is limited",
        arguments: [
            "$[?" + String(repeating: "(", count: 5000) + "@.a"
                + String(repeating: ")", count: 5000) + "]",
            "$" + String(repeating: "[?@", count: 5000) + String(repeating: "]", count: 5000),
            "$[?" + String(repeating: "length(", count: 5000) + "@"
                + String(repeating: ")", count: 5000) + "==1]",
        ])
    func nestingOfTheStandard(_ path: String) {
        #expect(find(path, in: "[1]", .rfc9535) == "nesting-limit")
    }

    @Test("a long path is refused, a long chain of conditions is not")
    func length() {
        #expect(find("$." + String(repeating: "a", count: 70_000), in: "{}") == "jsonpath-too-long")
        let chain = "$[?(@.a" + String(repeating: " || @.a", count: 5000) + ")]"
        #expect(find(chain, in: #"[{"b":1}]"#) == "[]")
    }

    @Test("searching a long text for a long text takes linear time")
    func contains() {
        let text = String(repeating: "a", count: 200_000)
        let json = #"[{"s":""# + text + #"","p":""# + text.dropLast(100_000) + #"b"}]"#
        #expect(find("$[?(@.s contains @.p)]", in: json) == "[]")
        #expect(find("$[?(@.s contains 'aab')]", in: json) == "[]")
    }

    @Test("a path from the root is evaluated once for all items")
    func rootOnce() {
        let numbers = (0..<2000).map(String.init).joined(separator: ",")
        let json = #"{"l":[\#(numbers)],"m":{"k":[1,\#(numbers)]}}"#
        let limits = Self.limits(steps: 50_000)
        #expect(find("$.l[?(@ == $.m.k.length())]", in: json, limits: limits) == "[]")
        #expect(find("$.l[?(@ size $.m.k[*].x)]", in: json, limits: limits) == "[]")
    }

    @Test("a regular expression that backtracks for ever is stopped")
    func pattern() {
        let json = #"["\#(String(repeating: "a", count: 40))!"]"#
        #expect(find("$[?(@ =~ /(a|aa)+$/)]", in: json) == "regex-limit")
    }

    @Test("mutilated paths never trap")
    func mutilated() {
        let paths = [
            "$.store.book[?(@.price < 10 && @.title =~ /x/i)].title",
            "$..['a','b'][0:2].sum($.a, \"x\")",
            "$[?match(@.a, '[a-z]+') || count(@..*) > 1, 0, ::-1]", "$['\\ud83d\\ude00'].é[-1,2]",
        ]
        for path in paths {
            let bytes = Array(path.utf8)
            for cut in 0..<bytes.count {
                for dialect in [JSONPathDialect.jayway, .rfc9535] {
                    for replacement in [nil, 0x28, 0x5B, 0x27, 0x5C, 0xFF, 0x20] as [UInt8?] {
                        var mutilated = bytes
                        if let replacement {
                            mutilated[cut] = replacement
                        } else {
                            mutilated.remove(at: cut)
                        }
                        _ = try? JSONPathQuery(mutilated, dialect: dialect)
                        _ = try? JSONPathQuery(Array(mutilated[..<cut]), dialect: dialect)
                    }
                }
            }
        }
    }
}
