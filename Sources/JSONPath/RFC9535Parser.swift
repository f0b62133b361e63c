// The paths of RFC 9535, section 2: segments and selectors. Filters are in an extension.

/// Reads queries by the standard's grammar, and checks that they are well-typed.
struct RFC9535Parser {
    var cursor: JSONPathCursor
    var plan = JSONPathPlan()
    let limits: JSONPathLimits
    /// Levels of filters, parentheses and calls around the cursor.
    var nesting = 0

    static func parse(
        _ text: [UInt8], _ limits: JSONPathLimits
    ) throws(JSONPathError) -> JSONPathPlan {
        var parser = RFC9535Parser(cursor: JSONPathCursor(text), limits: limits)
        guard parser.cursor.current == UInt8(ascii: "$") else {
            throw parser.cursor.expected("`$` at the start of the path")
        }
        let path = try parser.query()
        guard parser.cursor.isAtEnd else {
            throw parser.cursor.expected("`.`, `[` or the end of the path")
        }
        parser.plan.main = path
        return parser.plan
    }

    /// Goes one level deeper; whoever calls it comes back up with `nesting -= 1`.
    mutating func enter() throws(JSONPathError) {
        guard nesting < limits.nesting else {
            throw .tooDeep(at: cursor.position, limit: limits.nesting)
        }
        nesting += 1
    }

    mutating func skipBlanks() {
        while let byte = cursor.current,
            byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        { cursor.position += 1 }
    }

    /// The query whose `$` or `@` stands at the position. Blanks behind it are not read.
    mutating func query() throws(JSONPathError) -> CompiledPath {
        let isFromRoot = cursor.current == UInt8(ascii: "$")
        cursor.position += 1
        var steps: [PathStep] = []
        while true {
            let end = cursor.position
            skipBlanks()
            guard let step = try segment() else {
                cursor.position = end
                break
            }
            steps.append(step)
        }
        return plan.add(steps, isFromRoot: isFromRoot)
    }

    // MARK: Segments

    /// The segment at the position; nil if none starts there.
    private mutating func segment() throws(JSONPathError) -> PathStep? {
        if cursor.current == UInt8(ascii: "[") { return try bracket() }
        guard cursor.skip(".") else { return nil }
        let isDescendant = cursor.skip(".")
        var step: PathStep
        if isDescendant, cursor.current == UInt8(ascii: "[") {
            step = try bracket()
        } else if cursor.skip("*") {
            step = PathStep(.wildcard)
        } else {
            step = try shorthandName()
        }
        step.isDescendant = isDescendant
        return step
    }

    private mutating func shorthandName() throws(JSONPathError) -> PathStep {
        let start = cursor.position
        while let byte = cursor.current, Self.isInName(byte, isFirst: cursor.position == start) {
            cursor.position += 1
        }
        guard cursor.position > start else { throw cursor.expected("a name or `*`") }
        return PathStep(.name, first: plan.table.addKey(cursor.bytes[start..<cursor.position]))
    }

    private static func isInName(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"), 0x80...0xFF:
            true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): !isFirst
        default: false
        }
    }

    /// `[…]` with one selector or several.
    private mutating func bracket() throws(JSONPathError) -> PathStep {
        cursor.position += 1
        var selectors: [PathStep] = []
        repeat {
            skipBlanks()
            selectors.append(try selector())
            skipBlanks()
        } while cursor.skip(",")
        guard cursor.skip("]") else { throw cursor.expected("`,` or `]`") }
        if selectors.count == 1 { return selectors[0] }
        let first = Int32(plan.table.steps.count)
        plan.table.steps.append(contentsOf: selectors)
        return PathStep(.union, first: first, second: Int32(selectors.count))
    }

    // MARK: Selectors

    private mutating func selector() throws(JSONPathError) -> PathStep {
        switch cursor.current {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            return PathStep(.name, first: plan.table.addKey(try string()))
        case UInt8(ascii: "*"):
            cursor.position += 1
            return PathStep(.wildcard)
        case UInt8(ascii: "?"):
            cursor.position += 1
            try enter()
            defer { nesting -= 1 }
            skipBlanks()
            return PathStep(.filter, first: try filter())
        default: return try indexOrSlice()
        }
    }

    private mutating func indexOrSlice() throws(JSONPathError) -> PathStep {
        let start = try integer()
        let end = cursor.position
        skipBlanks()
        guard cursor.skip(":") else {
            guard let start else {
                throw cursor.expected("a quoted name, an index, `*` or `?`")
            }
            cursor.position = end
            return PathStep(.index, first: start)
        }
        skipBlanks()
        let stop = try integer()
        skipBlanks()
        var stride: Int32?
        if cursor.skip(":") {
            skipBlanks()
            stride = try integer()
        }
        let first = Int32(plan.integers.count)
        for part in [start, stop, stride] { plan.integers.append(part ?? .min) }
        return PathStep(.slice, first: first)
    }

    /// An integer in the range that every JSON implementation keeps exactly; nil if none stands
    /// here. Lists have fewer elements than 32 bits can count, so the rest is cut off.
    private mutating func integer() throws(JSONPathError) -> Int32? {
        let start = cursor.position
        let isNegative = cursor.skip("-")
        let digits = cursor.position
        var value = 0
        while let byte = cursor.current, byte >= 48, byte <= 57 {
            value = min(value * 10 + Int(byte - 48), Self.integerMax + 1)
            cursor.position += 1
        }
        let count = cursor.position - digits
        if count == 0, !isNegative { return nil }
        let hasExtraZero = count > 1 && cursor.byte(at: digits) == UInt8(ascii: "0")
        guard count > 0, !hasExtraZero, value <= Self.integerMax, !isNegative || value > 0 else {
            let text = String(decoding: cursor.bytes[start..<cursor.position], as: UTF8.self)
            throw .expected(
                "an integer without leading zeros below 2^53", found: "`\(text.prefix(20))`",
                at: start, length: cursor.position - start)
        }
        return Int32(clamping: max(isNegative ? -value : value, Int(Int32.min) + 1))
    }

    private static var integerMax: Int { 1 << 53 - 1 }

    // MARK: Strings

    /// The content of the string whose quote stands at the position.
    mutating func string() throws(JSONPathError) -> [UInt8] {
        let open = cursor.position
        let quote = cursor.bytes[open]
        cursor.position += 1
        var result: [UInt8] = []
        while let byte = cursor.current {
            guard byte >= 0x20 else { throw cursor.expected("an escape for a control character") }
            cursor.position += 1
            if byte == quote { return result }
            if byte == UInt8(ascii: "\\") {
                try escape(in: quote, to: &result)
            } else {
                result.append(byte)
            }
        }
        throw .expected("a closing quote", found: "the end of the path", at: open)
    }

    private mutating func escape(
        in quote: UInt8, to result: inout [UInt8]
    ) throws(JSONPathError) {
        let start = cursor.position - 1
        let byte = cursor.current
        cursor.position += 1
        switch byte {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "/"), UInt8(ascii: "\\"), quote:
            if let byte { result.append(byte) }
        case UInt8(ascii: "u"):
            let unit = try hexadecimalUnit(from: start)
            if unit & 0xF800 == 0xD800 {
                // Half a pair stands for nothing alone.
                guard unit & 0xFC00 == 0xD800, cursor.skip("\\u") else {
                    throw loneSurrogate(from: start)
                }
                let low = try hexadecimalUnit(from: start)
                guard low & 0xFC00 == 0xDC00 else { throw loneSurrogate(from: start) }
                appendUnit(unit, to: &result)
                appendUnit(low, to: &result)
            } else {
                appendUnit(unit, to: &result)
            }
        default:
            throw .expected(
                "an escape of JSON", found: cursor.found(at: start + 1), at: start, length: 2)
        }
    }

    private func loneSurrogate(from start: Int) -> JSONPathError {
        .expected(
            "both halves of a surrogate pair", found: "one", at: start,
            length: cursor.position - start)
    }

    private mutating func hexadecimalUnit(from start: Int) throws(JSONPathError) -> UInt32 {
        let digits = cursor.position..<cursor.position + 4
        guard digits.upperBound <= cursor.end,
            let unit = UInt32(hexadecimal: cursor.bytes[digits])
        else {
            throw .expected(
                "four hexadecimal digits after `\\u`", found: cursor.found(at: digits.lowerBound),
                at: start)
        }
        cursor.position = digits.upperBound
        return unit
    }
}
