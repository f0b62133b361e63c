import Testing
import VTLRuntime
import Values

@Suite struct CollectionMethodsTests {
    static let lists: [MethodCase] = [
        MethodCase([1, 2, 3], "size", gives: "3"),
        MethodCase([1, 2, 3], "get", 1, gives: "2"),
        MethodCase([1, 2, 3], "get", -1, gives: "fault: index-out-of-bounds"),
        MethodCase([1, 2, 3], "get", "1", gives: "unresolved"),
        MethodCase([1, 2, 3], "add", 4, gives: "true"),
        MethodCase([1, 2, 3], "add", 0, 4, gives: ""),
        MethodCase([1, 2, 3], "add", 9, 4, gives: "fault: index-out-of-bounds"),
        MethodCase([1, 2, 3], "set", 0, "z", gives: "1"),
        MethodCase([1, 2, 3], "remove", 1, gives: "2"),
        MethodCase(["a", "b"], "remove", "b", gives: "true"),
        MethodCase([1, 2, 3], "contains", "1", gives: "false"),
        MethodCase([1, 2, 3], "contains", .number("1"), gives: "true"),
        MethodCase([1, 2, 3], "addAll", nil, gives: "fault: null-argument"),
        MethodCase([1, 2, 3], "subList", 1, 3, gives: "[2, 3]"),
        MethodCase([1, 2, 3], "subList", 2, 1, gives: "fault: illegal-argument"),
        MethodCase([1, 2, 3], "toArray", gives: "[1|2|3]"),
        MethodCase([1, 2, 3], "hashCode", gives: "30817"),
        MethodCase([1, 2, 3], "of", 1, 2, gives: "[1, 2]"),
        MethodCase(
            [Literal.integer(1)].list.calling("of", 1), "add", 2,
            gives: "fault: unsupported-operation"),
        MethodCase(Literal.text("a,b").calling("split", ","), "size", gives: "2"),
        MethodCase(Literal.text("a,b").calling("split", ","), "length", gives: "unresolved"),
        MethodCase(
            Literal.text("a,b").calling("split", ","), "set", 0, 5,
            gives: "fault: illegal-argument"),
        MethodCase(
            Literal.text("a,b").calling("split", ","), "add", "c",
            gives: "fault: unsupported-operation"),
    ]

    @Test(arguments: lists) func list(_ row: MethodCase) {
        #expect(row.outcome == row.expected)
    }

    static let maps: [MethodCase] = [
        MethodCase(["a": 1, "b": nil], "get", "a", gives: "1"),
        MethodCase(["a": 1], "get", "zz", gives: "null"),
        MethodCase(["a": 1], "put", "a", 2, gives: "1"),
        MethodCase(["a": 1], "put", "b", gives: "unresolved"),
        MethodCase(["a": 1, "b": nil], "getOrDefault", "b", 3, gives: "null"),
        MethodCase(["a": 1], "getOrDefault", "zz", 3, gives: "3"),
        MethodCase(["a": 1], "putAll", nil, gives: "fault: null-argument"),
        MethodCase(["a": 1, "b": nil], "containsValue", nil, gives: "true"),
        MethodCase(["a": 1], "replace", "a", 2, 3, gives: "false"),
        MethodCase(["a": 1], "remove", "a", 1, gives: "true"),
        MethodCase(["a": 1, "b": 2], "keySet", gives: "[a, b]"),
        MethodCase(["a": 1, "b": 2], "values", gives: "[1, 2]"),
        MethodCase(["a": 1, "b": 2], "entrySet", gives: "[a=1, b=2]"),
        MethodCase(
            Literal.map([("a", 1)]).calling("keySet"), "add", "x",
            gives: "fault: unsupported-operation"),
        MethodCase(Literal.map([("a", 1)]).calling("values"), "contains", 1, gives: "true"),
        MethodCase(
            Literal.map([("a", 1)]).calling("entrySet").calling("iterator").calling("next"),
            "getKey", gives: "a"),
    ]

    @Test(arguments: maps) func map(_ row: MethodCase) {
        #expect(row.outcome == row.expected)
    }

    /// Calls one after the other on the same objects; what the last call gives, and the list then.
    private func run(_ list: Literal, _ calls: [(String, [Literal])], on iterating: String)
        -> (last: String, list: String)
    {
        var scene = Scene()
        var last = ""
        var value = Value.null
        last = scene.outcome { scene throws(RenderFault) in
            value = try scene.value(list)
            let iterator = try scene.call(iterating, on: value, []) ?? .null
            var result: Value?
            for (name, arguments) in calls {
                let target = name.hasPrefix("list.") ? value : iterator
                let name = name.hasPrefix("list.") ? String(name.dropFirst(5)) : name
                result = try scene.call(name, on: target, arguments)
            }
            return result
        }
        return (last, scene.text(value))
    }

    @Test func iteratorRemoves() {
        let result = run([1, 2, 3], [("next", []), ("next", []), ("remove", [])], on: "iterator")
        #expect(result == ("", "[1, 3]"))
    }

    @Test func iteratorEnds() {
        let result = run([1], [("next", []), ("hasNext", [])], on: "iterator")
        #expect(result.last == "false")
        #expect(
            run([1], [("next", []), ("next", [])], on: "iterator").last
                == "fault: no-such-element")
        #expect(run([1], [("remove", [])], on: "iterator").last == "fault: illegal-state")
    }

    @Test func iteratorNoticesChanges() {
        #expect(
            run([1, 2], [("list.add", [3]), ("next", [])], on: "iterator").last
                == "fault: concurrent-modification")
        #expect(run([1, 2], [("list.set", [0, 3]), ("next", [])], on: "iterator").last == "3")
    }

    @Test func listIteratorChangesTheList() {
        let result = run(
            [1, 2, 3],
            [("next", []), ("add", ["x"]), ("next", []), ("set", ["y"]), ("previous", [])],
            on: "listIterator")
        #expect(result == ("y", "[1, x, y, 3]"))
    }

    @Test func sortsByNaturalOrder() {
        var scene = Scene()
        let text = scene.outcome { scene throws(RenderFault) in
            let list = try scene.value(["b", "c", "a", "ab"])
            _ = try scene.call("sort", on: list, [nil])
            return list
        }
        #expect(text == "[a, ab, b, c]")
    }

    @Test func insertsManyInTheMiddle() {
        var scene = Scene()
        let text = scene.outcome { scene throws(RenderFault) in
            let list = try scene.value([1, 2, 3])
            _ = try scene.call("addAll", on: list, [1, ["a", "b", "c", "d"]])
            return list
        }
        #expect(text == "[1, a, b, c, d, 2, 3]")
    }
}

extension [Literal] {
    var list: Literal { .list(self) }
}
