// Jayway's filters: `[?(@.a == 1 && !@.b)]`. Only the space is a blank; a path runs to the next
// space, comparison sign or closing parenthesis.

import JavaRegex
import Values

extension JaywayParser {
    /// The filter whose `?` stands at `question`.
    mutating func filter(at question: Int) throws(JSONPathError) {
        let open = cursor.skippingSpaces(from: question + 1)
        guard cursor.byte(at: open) == UInt8(ascii: "(") else {
            throw .expected("`(` after `?`", found: cursor.found(at: open), at: open)
        }
        guard let close = matching(UInt8(ascii: ")"), of: open, skipsPatterns: true) else {
            throw .expected("`)` to close the filter", found: "none", at: open)
        }
        let bracket = cursor.skippingSpaces(from: close + 1)
        guard cursor.byte(at: bracket) == UInt8(ascii: "]") else {
            throw .expected("`]` after the filter", found: cursor.found(at: bracket), at: bracket)
        }
        let end = cursor.end
        cursor.position = open
        cursor.end = close + 1
        let node = try disjunction()
        cursor.skipSpaces()
        guard cursor.isAtEnd else { throw cursor.expected("`&&`, `||` or the end of the filter") }
        cursor.end = end
        cursor.position = bracket + 1
        append(PathStep(.filter, first: node))
    }

    /// Where the bracket that stands at `open` is closed, strings left aside; nil if nowhere.
    private func matching(
        _ close: UInt8, of open: Int, skipsPatterns: Bool = false
    ) -> Int? {
        let opening = cursor.byte(at: open)
        var depth = 1
        var index = open + 1
        while let byte = cursor.byte(at: index) {
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                guard let end = unescaped(byte, after: index) else { return nil }
                index = end + 1
            }
            if skipsPatterns, cursor.byte(at: index) == UInt8(ascii: "/") {
                guard let end = unescaped(UInt8(ascii: "/"), after: index) else { return nil }
                index = end + 1
            }
            if cursor.byte(at: index) == opening { depth += 1 }
            if cursor.byte(at: index) == close {
                depth -= 1
                if depth == 0 { return index }
            }
            index += 1
        }
        return nil
    }

    /// The next `byte` behind `index` that no backslash escapes.
    private func unescaped(_ byte: UInt8, after index: Int) -> Int? {
        var index = index + 1
        while let next = cursor.byte(at: index) {
            if next == byte { return index }
            index += next == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    // MARK: Logic

    private mutating func disjunction() throws(JSONPathError) -> Int32 {
        var operands = [try conjunction()]
        while isNext("||") { operands.append(try conjunction()) }
        return plan.addNode(.any, over: operands)
    }

    private mutating func conjunction() throws(JSONPathError) -> Int32 {
        var operands = [try operand()]
        while isNext("&&") { operands.append(try operand()) }
        return plan.addNode(.all, over: operands)
    }

    /// Passes blanks and `text`, or nothing.
    private mutating func isNext(_ text: StaticString) -> Bool {
        let start = cursor.position
        cursor.skipSpaces()
        if cursor.skip(text) { return true }
        cursor.position = start
        return false
    }

    private mutating func operand() throws(JSONPathError) -> Int32 {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= limits.nesting else {
            throw .tooDeep(at: cursor.position, limit: limits.nesting)
        }
        cursor.skipSpaces()
        if cursor.current == UInt8(ascii: "!") {
            let next = cursor.skippingSpaces(from: cursor.position + 1)
            // Before a path it belongs to the test whether the path leads anywhere.
            if !Self.isRoot(cursor.byte(at: next)) {
                cursor.position = next
                return plan.addNode(FilterNode(.not, first: try operand()))
            }
        }
        guard cursor.skip("(") else { return try comparison() }
        let node = try disjunction()
        guard isNext(")") else { throw cursor.expected("`)`") }
        return node
    }

    private mutating func comparison() throws(JSONPathError) -> Int32 {
        cursor.skipSpaces()
        let isNegated = cursor.current == UInt8(ascii: "!")
        let start = cursor.position
        let left = try value()
        let next = cursor.skippingSpaces(from: cursor.position)
        switch cursor.byte(at: next) {
        case nil, UInt8(ascii: ")"), UInt8(ascii: "&"), UInt8(ascii: "|"):
            let node = plan.nodes[Int(left)]
            guard node.kind == .path else {
                throw .expected(
                    "an operator after the literal", found: cursor.found(at: next), at: start)
            }
            return plan.addNode(
                FilterNode(.exists, first: node.first, second: isNegated ? 0 : 1))
        default: break
        }
        cursor.position = next
        let comparison = try comparisonOperator()
        let right = try value()
        var node = FilterNode(.comparison, first: left, second: right)
        node.comparison = comparison
        return plan.addNode(node)
    }

    /// A run of signs, or a word that ends at a space, in upper or lower case.
    private mutating func comparisonOperator() throws(JSONPathError) -> FilterComparison {
        let start = cursor.position
        if Self.isSign(cursor.current) {
            while Self.isSign(cursor.current) { cursor.position += 1 }
        } else {
            while let byte = cursor.current, byte != UInt8(ascii: " ") { cursor.position += 1 }
        }
        let text = cursor.bytes[start..<cursor.position]
        let word = String(decoding: text, as: UTF8.self)
        guard let comparison = Self.operators[word.lowercased()] else {
            throw .expected(
                "an operator", found: "`\(word.prefix(20))`", at: start,
                length: cursor.position - start)
        }
        return comparison
    }

    private static func isSign(_ byte: UInt8?) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "~"),
            UInt8(ascii: "!"):
            true
        default: false
        }
    }

    private static let operators: [String: FilterComparison] = [
        "==": .equal, "!=": .notEqual, "===": .strictlyEqual, "!==": .strictlyNotEqual,
        "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
        "=~": .matchesPattern, "in": .isIn, "nin": .isNotIn, "subsetof": .isSubset,
        "anyof": .containsAny, "noneof": .containsNone, "all": .containsAll, "size": .hasSize,
        "empty": .isEmpty, "contains": .contains, "type": .neverInText,
        "matches": .neverInText, "exists": .neverInText,
    ]

    // MARK: Operands

    private mutating func value() throws(JSONPathError) -> Int32 {
        cursor.skipSpaces()
        if cursor.skip("!") {
            cursor.skipSpaces()
            guard Self.isRoot(cursor.current) else { throw cursor.expected("a path after `!`") }
        }
        let start = cursor.position
        switch cursor.current {
        case UInt8(ascii: "$"), UInt8(ascii: "@"): return try pathOperand()
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return try string()
        case UInt8(ascii: "["): return try json(closedBy: UInt8(ascii: "]"))
        case UInt8(ascii: "{"): return try json(closedBy: UInt8(ascii: "}"))
        case UInt8(ascii: "/"): return try pattern()
        case UInt8(ascii: "t") where cursor.skip("true"):
            return constant(plan.addConstant(.boolean, .true))
        case UInt8(ascii: "f") where cursor.skip("false"):
            return constant(plan.addConstant(.boolean, .false))
        case UInt8(ascii: "n") where cursor.skip("null"):
            return constant(plan.addConstant(.null, .null))
        default: break
        }
        while Self.isInNumber(cursor.current) { cursor.position += 1 }
        let text = cursor.bytes[start..<cursor.position]
        guard DecimalText.isDecimal(text) else {
            throw .expected("a path or a literal", found: cursor.found(at: start), at: start)
        }
        return constant(plan.addNumber(text))
    }

    private mutating func constant(_ index: Int32) -> Int32 {
        plan.addNode(FilterNode(.constant, first: index))
    }

    private static func isInNumber(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            return true
        default: return false
        }
    }

    private mutating func pathOperand() throws(JSONPathError) -> Int32 {
        let start = cursor.position
        cursor.position += 1
        var periods = PeriodSearch(position: cursor.position)
        while !cursor.isAtEnd {
            if cursor.current == UInt8(ascii: "[") {
                guard let close = matching(UInt8(ascii: "]"), of: cursor.position) else {
                    throw .expected("`]`", found: "none", at: cursor.position)
                }
                cursor.position = close + 1
            }
            guard let byte = cursor.current, byte != UInt8(ascii: " "), !Self.isSign(byte),
                byte != UInt8(ascii: ")") || closesFunction(&periods)
            else { break }
            cursor.position += 1
        }
        let path = try path(in: start..<cursor.position)
        return plan.addNode(FilterNode(.path, first: plan.addPath(path)))
    }

    /// Whether the parenthesis at the position closes a call without arguments, as in `@.length()`:
    /// the other parenthesis stands before it, and a period somewhere before that.
    private func closesFunction(_ periods: inout PeriodSearch) -> Bool {
        var index = cursor.position - 1
        while cursor.byte(at: index) == UInt8(ascii: " ") { index -= 1 }
        guard cursor.byte(at: index) == UInt8(ascii: "(") else { return false }
        return periods.findsOne(before: index, in: cursor)
    }

    /// Whether a path has a period so far; each byte is looked at once.
    private struct PeriodSearch {
        var position: Int
        private var hasFound = false

        init(position: Int) { self.position = position }

        mutating func findsOne(before end: Int, in cursor: JSONPathCursor) -> Bool {
            while !hasFound, position < end {
                hasFound = cursor.byte(at: position) == UInt8(ascii: ".")
                position += 1
            }
            return hasFound
        }
    }

    private mutating func string() throws(JSONPathError) -> Int32 {
        let start = cursor.position
        let quote = cursor.bytes[start]
        guard let end = unescaped(quote, after: start) else {
            throw .expected("a closing quote", found: "the end of the filter", at: start)
        }
        cursor.position = end + 1
        let text = try JaywayText.unescaped(cursor.bytes[start + 1..<end])
        return constant(plan.addConstant(.string, text))
    }

    private mutating func json(closedBy close: UInt8) throws(JSONPathError) -> Int32 {
        let start = cursor.position
        guard let end = matching(close, of: start) else {
            throw .expected("a closing bracket", found: "the end of the filter", at: start)
        }
        cursor.position = end + 1
        return constant(plan.addConstant(.json, cursor.bytes[start...end]))
    }

    /// `/pattern/flags`; the pattern has to match the whole of a text.
    private mutating func pattern() throws(JSONPathError) -> Int32 {
        let start = cursor.position
        guard let end = unescaped(UInt8(ascii: "/"), after: start) else {
            throw .expected("`/` to close the pattern", found: "none", at: start)
        }
        cursor.position = end + 1
        var flags: JavaPatternFlags = []
        while let letter = cursor.current, let flag = Self.patternFlag(letter) {
            flags.formUnion(flag)
            cursor.position += 1
        }
        do {
            plan.patterns.append(
                try JavaPattern(Array(cursor.bytes[start + 1..<end]), flags: flags))
        } catch {
            throw .pattern(error.message, at: start + 1 + error.offset)
        }
        return plan.addNode(FilterNode(.pattern, first: Int32(plan.patterns.count - 1)))
    }

    private static func patternFlag(_ letter: UInt8) -> JavaPatternFlags? {
        switch letter {
        case UInt8(ascii: "d"): .unixLines
        case UInt8(ascii: "i"): .caseInsensitive
        case UInt8(ascii: "x"): .comments
        case UInt8(ascii: "m"): .multiline
        case UInt8(ascii: "s"): .dotAll
        case UInt8(ascii: "u"): .unicodeCase
        case UInt8(ascii: "U"): .unicodeCharacterClass
        default: nil
        }
    }
}
