import JavaRegex
import Values

// Jayway's operators. Numbers and strings compare loosely; what an operator cannot use makes the
// filter false, or ends the whole evaluation, as it does there.

extension JSONPathEvaluator {
    /// Whether a Jayway comparison holds.
    mutating func compare(
        _ query: JSONPathQuery, _ comparison: FilterComparison, _ left: FilterOperand,
        _ right: FilterOperand, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        if left.isString, right.isString { try countBytes(of: left.value) }
        switch comparison {
        case .equal: return try areEqual(query, left, right, &heap)
        case .notEqual: return try !areEqual(query, left, right, &heap)
        case .strictlyEqual:
            guard areOfOneKind(left, right) else { return false }
            return try areEqual(query, left, right, &heap)
        case .strictlyNotEqual:
            guard areOfOneKind(left, right) else { return true }
            return try !areEqual(query, left, right, &heap)
        case .less: return order(left, right, &heap).map { $0 < 0 } ?? false
        case .lessOrEqual: return order(left, right, &heap).map { $0 <= 0 } ?? false
        case .greater: return order(left, right, &heap).map { $0 > 0 } ?? false
        case .greaterOrEqual: return order(left, right, &heap).map { $0 >= 0 } ?? false
        case .matchesPattern: return try matches(query, left, right, &heap)
        case .isIn: return try isIn(query, left, right, &heap)
        case .isNotIn: return try !isIn(query, left, right, &heap)
        case .isSubset, .containsAny, .containsNone:
            return try compareLists(query, comparison, left, right, &heap)
        case .contains: return try contains(query, left, right, &heap)
        case .hasSize: return hasSize(left, right, &heap)
        case .isEmpty: return try isEmpty(left, right, heap)
        case .containsAll, .neverInText: throw .unusableOperand
        }
    }

    // MARK: Equality and order

    /// `==`. The left side converts the right one: a number reads a string as a number, a string
    /// reads a number as its text.
    private mutating func areEqual(
        _ query: JSONPathQuery, _ left: FilterOperand, _ right: FilterOperand, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        guard left.isValue, right.isValue else { return false }
        switch left.value.kind {
        case .null: return right.value.isNull
        case .boolean:
            return right.isBoolean && left.value.payload == right.value.payload
        case .string:
            if right.isString { return heap.haveEqualBytes(left.value, right.value) }
            return right.isNumber && isText(of: right, left.value, query, &heap)
        default: break
        }
        if left.isNumber {
            if right.isNumber { return heap.numberOrder(left.value, right.value) == 0 }
            guard right.isString else { return false }
            try countBytes(of: right.value)
            guard let number = heap.decimal(right.value) else { return false }
            return heap.numberOrder(left.value, number) == 0
        }
        // A literal on the left is still a text there, equal to no container.
        guard !left.isLiteral, right.isContainer else { return false }
        return try areDeeplyEqual(left.value, right.value, byValue: false, &heap)
    }

    /// Whether `string` is what Java's BigDecimal prints for a number.
    private func isText(
        of number: FilterOperand, _ string: Value, _ query: JSONPathQuery, _ heap: inout Heap
    ) -> Bool {
        let start = heap.bytes.count
        defer { heap.bytes.truncate(start) }
        let text = decimalText(of: number, query, &heap)
        return heap.haveEqualBytes(text, string)
    }

    /// What BigDecimal prints for a number; a literal keeps its zeros.
    private func decimalText(
        of number: FilterOperand, _ query: JSONPathQuery, _ heap: inout Heap
    ) -> Value {
        let start = heap.bytes.count
        if case .literal(let index) = number.origin {
            let constant = query.plan.constants[Int(index)]
            let range = Int(constant.start)..<Int(constant.start) + Int(constant.length)
            heap.bytes.append(query.plan.pool, range)
        } else if number.value.isText {
            heap.bytes.appendCopy(number.value.offset, count: Int(number.value.length))
        } else if number.value.isDouble {
            heap.bytes.appendJavaDouble(number.value.floating)
        } else {
            heap.bytes.appendInteger(number.value.signed)
        }
        let written = start..<heap.bytes.count
        let text = heap.bytes.count
        heap.bytes.appendBigDecimal(DecimalParts(written, in: heap.bytes))
        return heap.string(at: text, length: heap.bytes.count - text)
    }

    private func areOfOneKind(_ left: FilterOperand, _ right: FilterOperand) -> Bool {
        left.isNull && right.isNull || left.isBoolean && right.isBoolean
            || left.isString && right.isString || left.isNumber && right.isNumber
            || left.isContainer && right.isContainer
    }

    /// The order of two numbers or two strings; nil for anything else.
    private func order(
        _ left: FilterOperand, _ right: FilterOperand, _ heap: inout Heap
    ) -> Int? {
        if left.isNumber, right.isNumber { return heap.numberOrder(left.value, right.value) }
        if left.isString, right.isString { return heap.compareUTF16(left.value, right.value) }
        return nil
    }

    // MARK: Lists

    private mutating func isIn(
        _ query: JSONPathQuery, _ left: FilterOperand, _ right: FilterOperand, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        guard right.isContainer else { throw .unusableOperand }
        guard right.isList else { return false }
        try checkElements(of: right.value, heap)
        return try has(query, right.value, left, &heap)
    }

    private mutating func contains(
        _ query: JSONPathQuery, _ left: FilterOperand, _ right: FilterOperand, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        if left.isString, right.isString { return try contains(left.value, right.value, heap) }
        guard left.isList else { return false }
        try checkElements(of: left.value, heap)
        return try has(query, left.value, right, &heap)
    }

    private mutating func compareLists(
        _ query: JSONPathQuery, _ comparison: FilterComparison, _ left: FilterOperand,
        _ right: FilterOperand, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        guard right.isContainer else { throw .unusableOperand }
        guard right.isList else { return false }
        try checkElements(of: right.value, heap)
        guard left.isContainer else { throw .unusableOperand }
        guard left.isList else { return false }
        try checkElements(of: left.value, heap)
        for index in 0..<heap.count(of: left.value) {
            let element = try elementOperand(
                heap.element(index, of: left.value), query, &heap)
            let isThere = try has(query, right.value, element, &heap)
            if comparison == .isSubset, !isThere { return false }
            if comparison != .isSubset, isThere { return comparison == .containsAny }
        }
        return comparison != .containsAny
    }

    /// Jayway makes operands of all elements first, and has none for containers.
    private func checkElements(of list: Value, _ heap: borrowing Heap) throws(PathFault) {
        for index in 0..<heap.count(of: list) {
            let element = heap.element(index, of: list)
            if element.isPathContainer || !element.isComparable { throw .unusableData }
        }
    }

    /// Whether an operand equals an element of a list.
    private mutating func has(
        _ query: JSONPathQuery, _ list: Value, _ operand: FilterOperand, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        for index in 0..<heap.count(of: list) {
            try countStep()
            let element = try elementOperand(
                heap.element(index, of: list), query, &heap)
            if try areEqual(query, operand, element, &heap) { return true }
        }
        return false
    }

    /// An element of a list as an operand. Strings are read like the literals of a filter: quotes
    /// around them go, escapes are resolved, and what looks like a path or JSON equals nothing.
    private mutating func elementOperand(
        _ element: Value, _ query: JSONPathQuery, _ heap: inout Heap
    ) throws(PathFault) -> FilterOperand {
        let value = heap.comparableNumber(element)
        guard value.kind == .string, value.length > 0, value.length <= query.limits.textBytes,
            heap.needsReading(value)
        else { return FilterOperand(value, .data) }
        // It may be compiled as a path.
        stepsLeft -= Int(value.length)
        try countStep()
        let text = heap.array(of: value)
        let trimmed = text.drop { $0 <= 0x20 }
        let last = trimmed.last { $0 > 0x20 }
        switch trimmed.first {
        case UInt8(ascii: "$"), UInt8(ascii: "@"):
            // Jayway trims more than spaces here.
            let end = trimmed.lastIndex { $0 > 0x20 } ?? trimmed.startIndex
            if JaywayParser.accepts(Array(trimmed[...end])) { return .missing }
        case UInt8(ascii: "[") where last == UInt8(ascii: "]"),
            UInt8(ascii: "{") where last == UInt8(ascii: "}"):
            return .missing
        default: break
        }
        var content = text[...]
        if content.count > 1, let quote = content.first, content.last == quote,
            quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
        {
            content = content.dropFirst().dropLast()
        }
        guard let unescaped = try? JaywayText.unescaped(content) else { return .missing }
        return FilterOperand(unescaped == text ? value : heap.string(unescaped), .data)
    }

    // MARK: Size

    private func hasSize(
        _ left: FilterOperand, _ right: FilterOperand, _ heap: inout Heap
    ) -> Bool {
        guard right.isNumber else { return false }
        let size = heap.javaInt(right.value)
        if left.isString { return heap.utf16Length(of: left.value) == Int(size) }
        if left.isList { return heap.count(of: left.value) == Int(size) }
        // An object has the size -1 there.
        return left.isContainer && size == -1
    }

    private func isEmpty(
        _ left: FilterOperand, _ right: FilterOperand, _ heap: borrowing Heap
    ) throws(PathFault) -> Bool {
        guard left.isString || left.isContainer else { return false }
        if left.isContainer, !left.isList { throw .emptyOfObject }
        guard right.isBoolean else { throw .unusableOperand }
        let isEmpty = left.isString ? left.value.length == 0 : heap.count(of: left.value) == 0
        return isEmpty == !right.value.isFalse
    }

    // MARK: Regular expressions

    private mutating func matches(
        _ query: JSONPathQuery, _ left: FilterOperand, _ right: FilterOperand, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        let pattern: JavaPattern
        let subject: FilterOperand
        switch (left.origin, right.origin) {
        case (.pattern, .pattern): return false
        case (.pattern(let index), _): (pattern, subject) = (query.plan.patterns[Int(index)], right)
        case (_, .pattern(let index)): (pattern, subject) = (query.plan.patterns[Int(index)], left)
        default: return false
        }
        guard subject.isList else { return try matches(query, pattern, subject, &heap) }
        try checkElements(of: subject.value, heap)
        for index in 0..<heap.count(of: subject.value) {
            try countStep()
            let element = try elementOperand(
                heap.element(index, of: subject.value), query, &heap)
            if try matches(query, pattern, element, &heap) { return true }
        }
        return false
    }

    /// Strings, numbers and booleans are matched by their text, anything else as an empty one.
    private mutating func matches(
        _ query: JSONPathQuery, _ pattern: JavaPattern, _ subject: FilterOperand,
        _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        let start = heap.bytes.count
        defer { heap.bytes.truncate(start) }
        let text =
            if subject.isString {
                subject.value
            } else if subject.isNumber {
                decimalText(of: subject, query, &heap)
            } else if subject.isBoolean {
                heap.string(subject.value.isFalse ? "false" : "true" as StaticString)
            } else {
                heap.emptyString
            }
        return try matches(pattern, text, isWhole: true, heap)
    }

    /// Whether a pattern matches the whole of a text, or a part of it.
    mutating func matches(
        _ pattern: JavaPattern, _ text: Value, isWhole: Bool, _ heap: borrowing Heap
    ) throws(PathFault) -> Bool {
        try countBytes(of: text)
        do {
            return try heap.bytes.withBytes(in: text.range) {
                (bytes) throws(PatternMatchError) -> Bool in
                isWhole
                    ? try matcher.matches(pattern, bytes.span)
                    : try matcher.find(pattern, in: bytes.span)
            }
        } catch {
            throw .patternLimit
        }
    }
}

extension Heap {
    /// The number that a string writes, with its class decided; nil if Java's BigDecimal refuses
    /// it.
    func decimal(_ string: Value) -> Value? {
        let isDecimal = bytes.withBytes(in: string.range) { DecimalText.isDecimal($0) }
        guard isDecimal else { return nil }
        let number = exactNumber(inText: string.range)
        guard number.isNull else { return number }
        return text(
            .bigDecimal, at: string.offset, length: Int(string.length), flags: string.flags)
    }

    /// `Number.intValue()`: the fraction is cut off, and the low 32 bits are kept.
    mutating func javaInt(_ number: Value) -> Int32 {
        if number.isWhole { return Int32(truncatingIfNeeded: number.signed) }
        let double = doubleValue(of: number)
        if double.isNaN { return 0 }
        return Int32(truncatingIfNeeded: Int64(max(min(double, 9e18), -9e18)))
    }

    /// `Number.doubleValue()`.
    mutating func doubleValue(of number: Value) -> Double {
        let number = self.number(number)
        if number.isWhole { return Double(number.signed) }
        if number.isDouble { return number.floating }
        return number.isText ? double(ofText: number.range) : 0
    }

    /// Whether a string of a list may be something else to Jayway than its characters.
    func needsReading(_ string: Value) -> Bool {
        switch bytes[string.offset] {
        case UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "{"),
            UInt8(ascii: "'"), UInt8(ascii: "\""), 0...0x20:
            return true
        default: break
        }
        guard !string.flags.contains(.plain) else { return false }
        return bytes.withBytes(in: string.range) { $0.contains(UInt8(ascii: "\\")) }
    }
}
