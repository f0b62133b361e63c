import Testing
import VTLRuntime
import Values

@Suite struct PropertiesTests {
    static let properties: [(Literal, String, String)] = [
        ("Hello", "class", "class java.lang.String"), ("Hello", "empty", "false"),
        ("Hello", "length", "unresolved"), ("Hi", "bytes", "[72|105]"),
        ([1], "empty", "false"), ([1], "size", "unresolved"),
        (["a": 1], "a", "1"), (["a": 1], "size", "unresolved"),
        (["class": 1], "class", "class java.util.LinkedHashMap"),
        (["empty": 1], "empty", "1"), (["a": 1], "empty", "unresolved"),
        (2.5, "infinite", "false"), (2.5, "naN", "false"),
        (.number("7"), "class", "class java.lang.Integer"),
        (Literal.text("x").calling("getClass"), "name", "java.lang.String"),
        (Literal.text("x").calling("getClass"), "simpleName", "String"),
        (Literal.text("x").calling("split", ","), "class", "class [Ljava.lang.String;"),
        (
            Literal.map([("a", 1)]).calling("entrySet").calling("iterator").calling("next"),
            "value", "1"
        ),
    ]

    @Test(arguments: properties)
    func property(_ row: (receiver: Literal, name: String, expected: String)) {
        var scene = Scene()
        let result = scene.outcome { scene throws(RenderFault) in
            let (receiver, name) = (try scene.value(row.receiver), try scene.value(.text(row.name)))
            return try Properties.property(name, on: receiver, &scene.workspace)
        }
        #expect(result == row.expected, "\(row)")
    }

    static let elements: [(Literal, Literal, String)] = [
        ([1, 2, 3], 0, "1"), ([1, 2, 3], -1, "3"), ([1, 2, 3], .number("1"), "2"),
        ([1, 2, 3], 9, "fault: index-out-of-bounds"),
        ([1, 2, 3], -4, "fault: index-out-of-bounds"), ([1, 2, 3], "0", "unresolved"),
        ([1, 2, 3], 1.0, "unresolved"), ([1, 2, 3], nil, "unresolved"),
        (["a": 1], "a", "1"), (["a": 1], 0, "unresolved"), ("Hello", 0, "unresolved"),
        ("Hello", -1, "fault: index-without-size"), (5, .integer(.min), "unresolved"),
    ]

    @Test(arguments: elements)
    func element(_ row: (receiver: Literal, index: Literal, expected: String)) {
        var scene = Scene()
        let result = scene.outcome { scene throws(RenderFault) in
            let (receiver, index) = (try scene.value(row.receiver), try scene.value(row.index))
            return try Properties.element(index, of: receiver, &scene.workspace)
        }
        #expect(result == row.expected, "\(row)")
    }

    @Test func setsElementsAndProperties() throws {
        var scene = Scene()
        let list = try scene.value([1, 2])
        #expect(try scene.set(-1, of: list, to: "z"))
        #expect(scene.text(list) == "[1, z]")
        #expect(try !scene.set("0", of: list, to: "z"))
        #expect(throws: RenderFault.self) { try scene.set(2, of: list, to: "z") }
        let map = try scene.value(["a": 1])
        #expect(try scene.set("b", of: map, to: 2))
        #expect(scene.text(map) == "{a=1, b=2}")
        let name = try scene.value("c")
        #expect(Properties.setProperty(name, of: map, to: .true, &scene.workspace))
        #expect(scene.text(map) == "{a=1, b=2, c=true}")
        #expect(!Properties.setProperty(name, of: list, to: .true, &scene.workspace))
    }

    @Test func everyNameIsFound() {
        for name in MethodName.allCases where name != .unknown {
            #expect(MethodTable.name(Array(name.javaName.utf8)) == name)
        }
        #expect(MethodTable.name(Array("replaceal".utf8)) == .unknown)
        #expect(MethodName.repeat.javaName == "repeat")
        #expect(MethodTable.hasMethod(.substring, argumentCount: 2))
        #expect(!MethodTable.hasMethod(.substring, argumentCount: 0))
    }
}

extension Scene {
    mutating func set(
        _ index: Literal, of receiver: Value, to literal: Literal
    ) throws(RenderFault) -> Bool {
        let (index, new) = (try value(index), try value(literal))
        return try Properties.setElement(index, of: receiver, to: new, &workspace)
    }
}
