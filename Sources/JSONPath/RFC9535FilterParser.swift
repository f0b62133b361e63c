// The filters of RFC 9535, sections 2.3.5 and 2.4: logic, comparisons, tests and calls.

import Values

extension RFC9535Parser {
    /// What an operand gives, section 2.4.1.
    private enum Sort {
        /// A value, or nothing: literals, singular queries, `length count value`.
        case value
        /// Nodes: a query that may find several.
        case nodes
        /// True or false: `match search`.
        case logical
    }

    private struct Operand {
        var node: Int32
        var sort: Sort
        /// It is a query, so that it can be tested for existence.
        var isQuery = false
        var isLiteral = false
        var start: Int
    }

    /// The expression at the position.
    mutating func filter() throws(JSONPathError) -> Int32 { try disjunction() }

    // MARK: Logic

    private mutating func disjunction() throws(JSONPathError) -> Int32 {
        var operands = [try conjunction()]
        while isNext("||") { operands.append(try conjunction()) }
        return plan.addNode(.any, over: operands)
    }

    private mutating func conjunction() throws(JSONPathError) -> Int32 {
        var operands = [try basic()]
        while isNext("&&") { operands.append(try basic()) }
        return plan.addNode(.all, over: operands)
    }

    /// Passes blanks, `text` and blanks, or nothing.
    private mutating func isNext(_ text: StaticString) -> Bool {
        let start = cursor.position
        skipBlanks()
        guard cursor.skip(text) else {
            cursor.position = start
            return false
        }
        skipBlanks()
        return true
    }

    /// A comparison, a test, or an expression in parentheses.
    private mutating func basic() throws(JSONPathError) -> Int32 {
        try enter()
        defer { nesting -= 1 }
        let isNegated = cursor.skip("!")
        if isNegated { skipBlanks() }
        let node: Int32
        if cursor.skip("(") {
            skipBlanks()
            node = try disjunction()
            skipBlanks()
            guard cursor.skip(")") else { throw cursor.expected("`)`") }
        } else {
            let left = try operand()
            if !isNegated, let comparison = comparisonOperator() {
                let right = try operand()
                return try compare(left, comparison, right)
            }
            node = try test(left)
        }
        return isNegated ? plan.addNode(FilterNode(.not, first: node)) : node
    }

    private mutating func test(_ operand: Operand) throws(JSONPathError) -> Int32 {
        if operand.isQuery {
            let path = plan.nodes[Int(operand.node)].first
            return plan.addNode(FilterNode(.exists, first: path, second: 1))
        }
        guard operand.sort == .logical else {
            throw .expected(
                "a comparison, or a path or function to test",
                found: operand.isLiteral ? "a literal" : "a function that gives a value",
                at: operand.start, length: cursor.position - operand.start)
        }
        return operand.node
    }

    private mutating func compare(
        _ left: Operand, _ comparison: FilterComparison, _ right: Operand
    ) throws(JSONPathError) -> Int32 {
        for operand in [left, right] where operand.sort != .value {
            throw .expected(
                "a single value to compare",
                found: operand.sort == .nodes
                    ? "a path that may find several" : "a function that gives true or false",
                at: operand.start)
        }
        var node = FilterNode(.comparison, first: left.node, second: right.node)
        node.comparison = comparison
        return plan.addNode(node)
    }

    private mutating func comparisonOperator() -> FilterComparison? {
        if isNext("==") { return .equal }
        if isNext("!=") { return .notEqual }
        if isNext("<=") { return .lessOrEqual }
        if isNext(">=") { return .greaterOrEqual }
        if isNext("<") { return .less }
        return isNext(">") ? .greater : nil
    }

    // MARK: Operands

    private mutating func operand() throws(JSONPathError) -> Operand {
        let start = cursor.position
        switch cursor.current {
        case UInt8(ascii: "$"), UInt8(ascii: "@"):
            let path = try query()
            let node = plan.addNode(FilterNode(.path, first: plan.addPath(path)))
            let sort: Sort = path.isDefinite ? .value : .nodes
            return Operand(node: node, sort: sort, isQuery: true, start: start)
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            return literal(plan.addConstant(.string, try string()), start)
        case let byte? where byte == UInt8(ascii: "-") || byte >= 48 && byte <= 57:
            return literal(plan.addNumber(try number()), start)
        case let byte? where byte >= 0x61 && byte <= 0x7A: return try word()
        default: throw cursor.expected("a path, a literal or a function")
        }
    }

    private mutating func literal(_ constant: Int32, _ start: Int) -> Operand {
        Operand(
            node: plan.addNode(FilterNode(.constant, first: constant)), sort: .value,
            isLiteral: true, start: start)
    }

    private mutating func number() throws(JSONPathError) -> ArraySlice<UInt8> {
        let start = cursor.position
        _ = cursor.skip("-")
        let whole = cursor.position
        skipDigits()
        let digits = cursor.position - whole
        let hasExtraZero = digits > 1 && cursor.byte(at: whole) == UInt8(ascii: "0")
        guard digits > 0, !hasExtraZero else {
            throw .expected("a number of JSON", found: cursor.found(at: whole), at: start)
        }
        if cursor.skip(".") {
            guard skipDigits() > 0 else { throw cursor.expected("a digit after the point") }
        }
        if cursor.skip("e") || cursor.skip("E") {
            if !cursor.skip("+") { _ = cursor.skip("-") }
            guard skipDigits() > 0 else { throw cursor.expected("a digit of the exponent") }
        }
        return cursor.bytes[start..<cursor.position]
    }

    @discardableResult
    private mutating func skipDigits() -> Int {
        let start = cursor.position
        while let byte = cursor.current, byte >= 48, byte <= 57 { cursor.position += 1 }
        return cursor.position - start
    }

    /// `true`, `false`, `null` or a call.
    private mutating func word() throws(JSONPathError) -> Operand {
        let start = cursor.position
        while let byte = cursor.current, Self.isInFunctionName(byte) { cursor.position += 1 }
        let word = String(decoding: cursor.bytes[start..<cursor.position], as: UTF8.self)
        if cursor.skip("(") { return try call(word, start) }
        switch word {
        case "true": return literal(plan.addConstant(.boolean, .true), start)
        case "false": return literal(plan.addConstant(.boolean, .false), start)
        case "null": return literal(plan.addConstant(.null, .null), start)
        default:
            throw .expected(
                "a path, a literal or a function", found: "`\(word.prefix(20))`", at: start,
                length: word.utf8.count)
        }
    }

    private static func isInFunctionName(_ byte: UInt8) -> Bool {
        byte >= 0x61 && byte <= 0x7A || byte >= 48 && byte <= 57 || byte == UInt8(ascii: "_")
    }

    // MARK: Calls

    /// The call of `name`, behind its parenthesis.
    private mutating func call(_ name: String, _ start: Int) throws(JSONPathError) -> Operand {
        try enter()
        defer { nesting -= 1 }
        guard let signature = Self.signatures[name] else {
            throw JSONPathError(
                "jsonpath-function", "there is no function `\(name.prefix(20))`", at: start,
                length: name.utf8.count)
        }
        var arguments: [Operand] = []
        skipBlanks()
        if cursor.current != UInt8(ascii: ")") {
            repeat {
                skipBlanks()
                arguments.append(try operand())
                skipBlanks()
            } while cursor.skip(",")
        }
        guard cursor.skip(")") else { throw cursor.expected("`,` or `)`") }
        guard arguments.count == signature.parameters.count else {
            throw .expected(
                "\(signature.parameters.count) arguments of `\(name)`", found: "\(arguments.count)",
                at: start, length: cursor.position - start)
        }
        for (argument, sort) in zip(arguments, signature.parameters) {
            let fits = sort == .nodes ? argument.isQuery : argument.sort == .value
            guard fits else {
                throw .expected(
                    sort == .nodes ? "a path as the argument" : "a single value as the argument",
                    found: "another expression", at: argument.start)
            }
        }
        let first = Int32(plan.children.count)
        plan.children.append(contentsOf: arguments.map(\.node))
        let call = plan.addCall(
            FunctionCall(
                function: signature.function, first: first, count: Int32(arguments.count)))
        return Operand(
            node: plan.addNode(FilterNode(.call, first: call)), sort: signature.result, start: start
        )
    }

    private struct Signature {
        var function: PathFunction
        var parameters: [Sort]
        var result: Sort
    }

    private static let signatures: [String: Signature] = [
        "length": Signature(function: .length, parameters: [.value], result: .value),
        "count": Signature(function: .count, parameters: [.nodes], result: .value),
        "value": Signature(function: .value, parameters: [.nodes], result: .value),
        "match": Signature(function: .match, parameters: [.value, .value], result: .logical),
        "search": Signature(function: .search, parameters: [.value, .value], result: .logical),
    ]
}
