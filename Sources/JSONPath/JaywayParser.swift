// Jayway's paths. Its grammar is what its compiler happens to accept, and that is read here: a path
// may leave out `$.`, names run to the next `.`, `[` or `(`, and one character may be left over at
// the end. Evidence: Conformance/jsonpath.

/// Reads paths; filters and functions are in extensions.
struct JaywayParser {
    var cursor: JSONPathCursor
    var plan: JSONPathPlan
    let limits: JSONPathLimits
    /// Levels of paths, parentheses and negations around the cursor.
    var nesting: Int
    /// The steps of the path that is being read.
    private(set) var steps: [PathStep] = []
    /// `..` stands before the step that is being read.
    private(set) var isDescendant = false

    static func parse(
        _ text: [UInt8], _ limits: JSONPathLimits
    ) throws(JSONPathError) -> JSONPathPlan {
        guard let first = text.first else {
            throw .expected("a path", found: "an empty text", at: 0, length: 0)
        }
        let prefix: [UInt8] = isRoot(first) ? [] : Array("$.".utf8)
        var parser = JaywayParser(prefix + text, limits: limits)
        do {
            parser.plan.main = try parser.trimmedPath()
            return parser.plan
        } catch {
            // What is told refers to the text as it was given.
            throw JSONPathError(
                error.code, error.message, at: error.offset.map { max(0, $0 - prefix.count) },
                length: error.length)
        }
    }

    /// Whether `text` can be read as a path: Jayway looks at the strings of lists this way.
    static func accepts(_ text: [UInt8]) -> Bool {
        (try? parse(text, JSONPathLimits())) != nil
    }

    init(
        _ text: [UInt8], plan: JSONPathPlan = JSONPathPlan(), limits: JSONPathLimits,
        nesting: Int = 0
    ) {
        cursor = JSONPathCursor(text)
        self.plan = plan
        self.limits = limits
        self.nesting = nesting
    }

    static func isRoot(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: "$") || byte == UInt8(ascii: "@")
    }

    /// The path in `range` of the same text, read on its own.
    mutating func path(in range: Range<Int>) throws(JSONPathError) -> CompiledPath {
        let outer = (cursor.position, cursor.end, steps, isDescendant)
        (cursor.position, cursor.end, steps, isDescendant) =
            (range.lowerBound, range.upperBound, [], false)
        defer { (cursor.position, cursor.end, steps, isDescendant) = outer }
        return try trimmedPath()
    }

    private mutating func trimmedPath() throws(JSONPathError) -> CompiledPath {
        while cursor.byte(at: cursor.end - 1) == UInt8(ascii: " ") { cursor.end -= 1 }
        guard cursor.byte(at: cursor.end - 1) != UInt8(ascii: ".") else {
            throw .expected("a name after `.`", found: "the end of the path", at: cursor.end - 1)
        }
        return try path()
    }

    /// The path at the cursor, to the end of the part that is being read.
    mutating func path() throws(JSONPathError) -> CompiledPath {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= limits.nesting else {
            throw .tooDeep(at: cursor.position, limit: limits.nesting)
        }
        let root = cursor.current
        guard Self.isRoot(root) else { throw cursor.expected("`$` or `@`") }
        if !isAtTail {
            cursor.position += 1
            guard cursor.current == UInt8(ascii: ".") || cursor.current == UInt8(ascii: "[") else {
                throw cursor.expected("`.` or `[`")
            }
            repeat { try step() } while !isAtTail
        }
        gatherScannedValues()
        return plan.add(steps, isFromRoot: root == UInt8(ascii: "$"))
    }

    /// At most one UTF-16 unit is left: Jayway takes the path for complete and ignores it.
    private var isAtTail: Bool {
        let left = cursor.end - cursor.position
        guard left > 1, let byte = cursor.current else { return true }
        return left == 2 && byte >= 0xC2 && byte < 0xE0 || left == 3 && byte >= 0xE0 && byte < 0xF0
    }

    mutating func append(_ step: PathStep) {
        var step = step
        step.isDescendant = isDescendant
        isDescendant = false
        steps.append(step)
    }

    // MARK: Steps

    private mutating func step() throws(JSONPathError) {
        if cursor.current == UInt8(ascii: ".") { try dots() }
        switch cursor.current {
        case UInt8(ascii: "["): try bracket()
        case UInt8(ascii: "*"):
            cursor.position += 1
            append(PathStep(.wildcard))
        case nil, UInt8(ascii: "."), UInt8(ascii: " "): throw cursor.expected("a name")
        default: try nameOrFunction()
        }
    }

    private mutating func dots() throws(JSONPathError) {
        cursor.position += 1
        if cursor.current == UInt8(ascii: ".") {
            cursor.position += 1
            isDescendant = true
        }
        guard cursor.current != UInt8(ascii: ".") else {
            throw cursor.expected("a name, `[` or `*`")
        }
    }

    private mutating func nameOrFunction() throws(JSONPathError) {
        let start = cursor.position
        while let byte = cursor.current, byte != UInt8(ascii: "."), byte != UInt8(ascii: "[") {
            guard byte != UInt8(ascii: " ") else {
                throw cursor.expected("a name without blanks or in `['…']`")
            }
            if byte == UInt8(ascii: "(") {
                return try function(named: start..<cursor.position)
            }
            cursor.position += 1
        }
        append(PathStep(.name, first: plan.table.addKey(cursor.bytes[start..<cursor.position])))
    }

    private mutating func bracket() throws(JSONPathError) {
        let inside = cursor.skippingSpaces(from: cursor.position + 1)
        guard let first = cursor.byte(at: inside) else {
            throw .expected("`]`", found: "the end of the path", at: inside)
        }
        switch first {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): try quotedNames()
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"):
            try indexes()
        case UInt8(ascii: "*"):
            cursor.position = cursor.skippingSpaces(from: inside + 1)
            guard cursor.skip("]") else { throw cursor.expected("`]` after `*`") }
            append(PathStep(.wildcard))
        case UInt8(ascii: "?"): try filter(at: inside)
        default:
            throw .expected(
                "a quoted name, an index, `*` or `?`", found: cursor.found(at: inside), at: inside)
        }
    }

    /// `['a', 'b']`: all in one kind of quotes; what stands between a comma and a quote is ignored.
    private mutating func quotedNames() throws(JSONPathError) {
        var index = cursor.skippingSpaces(from: cursor.position + 1)
        let quote = cursor.byte(at: index)
        var names: [Int32] = []
        var isAfterComma = false
        while true {
            let start = index + 1
            guard let end = closingQuote(quote, from: start) else {
                throw .expected(
                    "a closing quote", found: "the end of the path", at: index)
            }
            let name = try JaywayText.unescaped(cursor.bytes[start..<end])
            names.append(plan.table.addKey(name))
            isAfterComma = false
            index = cursor.skippingSpaces(from: end + 1)
            guard cursor.byte(at: index) == UInt8(ascii: ",") else { break }
            // On to the next quote of this kind.
            while let byte = cursor.byte(at: index), byte != quote {
                if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ",") && isAfterComma { break }
                isAfterComma = isAfterComma || byte == UInt8(ascii: ",")
                index += byte == UInt8(ascii: "\\") ? 2 : 1
            }
            guard cursor.byte(at: index) == quote else { break }
        }
        guard cursor.byte(at: index) == UInt8(ascii: "]"), !isAfterComma else {
            throw .expected(
                isAfterComma ? "a quoted name" : "`,` or `]`", found: cursor.found(at: index),
                at: index)
        }
        cursor.position = index + 1
        append(
            PathStep(
                names.count == 1 ? .name : .mergedNames, first: names[0],
                second: Int32(names.count)))
    }

    private func closingQuote(_ quote: UInt8?, from start: Int) -> Int? {
        var index = start
        while let byte = cursor.byte(at: index) {
            if byte == quote { return index }
            index += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    // MARK: Indexes

    /// `[1]`, `[0,2]`, `[1:]`, `[:2]`, `[1:2]`; a third part of a slice is ignored.
    private mutating func indexes() throws(JSONPathError) {
        let start = cursor.position + 1
        guard let end = cursor.bytes[start..<cursor.end].firstIndex(of: UInt8(ascii: "]")) else {
            throw .expected("`]`", found: "the end of the path", at: cursor.end)
        }
        var text = cursor.bytes[start..<end]
        while text.first == UInt8(ascii: " ") { text.removeFirst() }
        while text.last == UInt8(ascii: " ") { text.removeLast() }
        cursor.position = end + 1
        if text.contains(UInt8(ascii: ":")) {
            try slice(text)
        } else {
            var indexes: [Int32] = []
            for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
                indexes.append(try integer(part, allowsBlanks: true))
            }
            if indexes.count == 1 {
                append(PathStep(.index, first: indexes[0]))
            } else {
                let first = Int32(plan.integers.count)
                plan.integers.append(contentsOf: indexes)
                append(PathStep(.indexes, first: first, second: Int32(indexes.count)))
            }
        }
    }

    private mutating func slice(_ text: ArraySlice<UInt8>) throws(JSONPathError) {
        // What follows the second part has to look like numbers, no more.
        for index in text.indices where !Self.standsInSlice(text[index]) {
            throw .expected("a number or `:`", found: cursor.found(at: index), at: index)
        }
        let parts = text.split(
            separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
        let from = parts[0].isEmpty ? nil : try integer(parts[0])
        let to = parts[1].isEmpty ? nil : try integer(parts[1])
        switch (from, to) {
        case (let from?, nil): append(PathStep(.sliceFrom, first: from))
        case (nil, let to?): append(PathStep(.sliceTo, second: to))
        case (let from?, let to?): append(PathStep(.sliceBetween, first: from, second: to))
        case (nil, nil):
            throw .expected("a start or an end", found: "`:` alone", at: text.startIndex)
        }
    }

    private static func standsInSlice(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ":")
    }

    /// A number of 32 bits, as Java's `Integer.parseInt` reads it.
    private func integer(
        _ text: ArraySlice<UInt8>, allowsBlanks: Bool = false
    ) throws(JSONPathError) -> Int32 {
        var text = text
        if allowsBlanks {
            while text.first == UInt8(ascii: " ") { text.removeFirst() }
            while text.last == UInt8(ascii: " ") { text.removeLast() }
        }
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
        guard !digits.isEmpty, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let number = Int32(String(decoding: text, as: UTF8.self))
        else {
            throw .expected(
                "an integer of 32 bits",
                found: text.isEmpty ? "nothing" : "`\(String(decoding: text, as: UTF8.self))`",
                at: text.startIndex, length: text.count)
        }
        return number
    }

    // MARK: Functions of scans

    /// `$..a.sum()` is the sum of all that `$..a` finds, while a function after any other path is
    /// applied to each value: the steps before the function become its argument.
    private mutating func gatherScannedValues() {
        guard let first = steps.first, first.isDescendant, steps.count > 1,
            let last = steps.last, last.kind == .function
        else { return }
        steps.removeLast()
        let path = plan.addPath(plan.add(steps, isFromRoot: true))
        plan.calls[Int(last.first)].first = Int32(plan.arguments.count)
        plan.calls[Int(last.first)].count = 1
        plan.arguments.append(FunctionArgument(isPath: true, index: path))
        var call = last
        call.isDescendant = false
        steps = [call]
    }
}
