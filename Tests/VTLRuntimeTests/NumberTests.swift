import Testing
import VTLRuntime
import VTLSyntax
import Values

@Suite struct NumberTests {
    static let methods: [MethodCase] = [
        MethodCase(5, "doubleValue", gives: "5.0"),
        MethodCase(3_000_000_000, "intValue", gives: "-1294967296"),
        MethodCase(2.9, "intValue", gives: "2"),
        MethodCase(1e300, "longValue", gives: "9223372036854775807"),
        MethodCase(300, "byteValue", gives: "44"),
        MethodCase(5, "parseInt", "ff", 16, gives: "255"),
        MethodCase(5, "parseInt", "2147483648", gives: "fault: number-format"),
        MethodCase(5, "parseInt", "", gives: "fault: number-format"),
        MethodCase(5, "parseInt", "+-5", gives: "fault: number-format"),
        MethodCase(5, "toHexString", -1, gives: "ffffffff"),
        MethodCase(5, "toString", 255, 16, gives: "ff"),
        MethodCase(5, "max", 3, 9, gives: "9"),
        MethodCase(5, "max", 1, 3_000_000_000, gives: "unresolved"),
        MethodCase(5, "rotateLeft", 1, 33, gives: "2"),
        MethodCase(5, "compareTo", 6, gives: "-1"),
        MethodCase(5, "compareTo", 6.0, gives: "fault: class-cast"),
        MethodCase(5, "equals", 3_000_000_000, gives: "false"),
        MethodCase(2.5, "isNaN", gives: "false"),
        MethodCase(2.5, "parseDouble", " 1.5f ", gives: "1.5"),
        MethodCase(2.5, "parseDouble", "1_0", gives: "fault: number-format"),
        MethodCase(2.5, "toHexString", 1.0, gives: "0x1.0p0"),
        MethodCase(true, "logicalAnd", true, false, gives: "false"),
        MethodCase(true, "parseBoolean", "TRUE", gives: "true"),
        MethodCase(
            .number("12345678901234567890123"), "pow", 2,
            gives: "152415787532388367504942236884722755800955129"),
        MethodCase(
            .number("12345678901234567890123"), "pow", 2_000_000_000,
            gives: "fault: illegal-argument"),
        MethodCase(.number("12345678901234567890123"), "hashCode", gives: "-2057333646"),
        MethodCase(
            .number("12345678901234567890123"), "toString", 16,
            gives: "29d42b64e76714244cb"),
        MethodCase(
            .number("-44077825188890124653121"), "shiftRight", 3,
            gives: "-5509728148611265581641"),
        MethodCase(
            .number("1.500000000000000000000000000000000000000000"), "stripTrailingZeros",
            gives: "1.5"),
        MethodCase(
            .number("1.2345678901234567890123"), "setScale", 3, 4, gives: "1.235"),
        MethodCase(
            .number("1.2345678901234567890123"), "setScale", 3, gives: "fault: arithmetic"),
        MethodCase(Literal.text("Ab").calling("charAt", 0), "isUpperCase", 65, gives: "true"),
        MethodCase(Literal.text("Ab").calling("charAt", 0), "toLowerCase", 65, gives: "97"),
    ]

    @Test(arguments: methods) func numberMethod(_ row: MethodCase) {
        #expect(row.outcome == row.expected)
    }

    static let operations: [(Literal, BinaryOperator, Literal, String)] = [
        (7, .divide, 2, "3"), (-7, .divide, 2, "-3"), (-7, .modulo, 3, "-1"),
        (7, .modulo, -3, "1"), (7, .divide, 2.0, "3.5"), (1, .divide, 0, "null"),
        (1.0, .divide, 0.0, "null"), (1, .modulo, 0, "null"),
        (2_147_483_647, .add, 1, "2147483648"),
        (3_000_000_000, .subtract, 2_999_999_999, "1"),
        (.integer(.max), .add, 1, "9223372036854775808"),
        (.integer(.min), .subtract, 1, "-9223372036854775809"),
        (-1, .multiply, .integer(.min), "9223372036854775808"),
        (.integer(.min), .multiply, -1, "-9223372036854775808"),
        (.integer(.min), .divide, -1, "-9223372036854775808"),
        (.number("12345678901234567890123"), .add, 2.5, "12345678901234567890125.5"),
        (.number("12345678901234567890123"), .divide, 2.5, "4938271560493827156049"),
        (.number("12345678901234567890123"), .modulo, -7, "fault: arithmetic"),
        (.number("12345678901234567890123"), .modulo, 2.5, "fault: arithmetic"),
        (.number("1"), .add, .number("2"), "3"), (.number("1.5"), .multiply, 2, "3.0"),
        ("a", .add, 1, "a1"), ([1], .add, "x", "[1]x"), (true, .add, true, "null"),
        ("5", .subtract, 2, "null"), (nil, .add, 1, "null"),
    ]

    @Test(arguments: operations)
    func computes(_ row: (a: Literal, operation: BinaryOperator, b: Literal, expected: String)) {
        var scene = Scene()
        let result = scene.outcome { scene throws(RenderFault) in
            let (a, b) = (try scene.value(row.a), try scene.value(row.b))
            return try Arithmetic.apply(row.operation, a, b, &scene.workspace)
        }
        #expect(result == row.expected, "\(row)")
    }

    @Test func keepsNumbersShortEnough() {
        let long = Literal.number(String(repeating: "9", count: 5000))
        var scene = Scene()
        let result = scene.outcome { scene throws(RenderFault) in
            let (a, b) = (try scene.value(long), try scene.value(long))
            return try Arithmetic.apply(.multiply, a, b, &scene.workspace)
        }
        #expect(result == "fault: number-too-large")
    }

    static let equalities: [(Literal, Literal, Bool)] = [
        (1, 1.0, true), ("1", 1, true), (true, "true", true), ([1, 2], "[1, 2]", true),
        ([1], [1], true), (["a": 1], ["a": 1], true), ("a", "b", false), (nil, nil, true),
        (nil, "", false), (.number("1.0"), 1, true), ("", [], false),
    ]

    @Test(arguments: equalities) func compares(_ row: (a: Literal, b: Literal, expected: Bool))
        throws
    {
        var scene = Scene()
        let (a, b) = (try scene.value(row.a), try scene.value(row.b))
        let result = try Comparison.equal(a, b, &scene.workspace)
        #expect(result == row.expected, "\(row)")
    }

    @Test func ordersOnlyNumbers() throws {
        var scene = Scene()
        #expect(try scene.order(1, 2.5) == -1)
        #expect(try scene.order(.number("12345678901234567890"), 5) == 1)
        #expect(try scene.order("1", 2) == nil)
        #expect(try scene.order(nil, 2) == nil)
        #expect(try scene.order(.double(.nan), 2) == 0)
    }
}

extension Scene {
    mutating func order(_ a: Literal, _ b: Literal) throws(RenderFault) -> Int? {
        let (a, b) = (try value(a), try value(b))
        return try Comparison.order(a, b, &workspace)
    }
}
