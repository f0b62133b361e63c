import JavaRegex
import Values

// The functions of RFC 9535, section 2.4: they are called in filters.

extension JSONPathEvaluator {
    /// Whether a call of `match` or `search` is true.
    mutating func callIsTrue(
        _ query: JSONPathQuery, _ node: FilterNode, _ item: Value, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        let call = query.plan.calls[Int(node.first)]
        guard call.function == .match || call.function == .search, call.count == 2 else {
            return false
        }
        let text = try argument(0, of: call, query, item, &heap)
        let pattern = try argument(1, of: call, query, item, &heap)
        guard text.isString, pattern.isString,
            let compiled = try compiled(pattern.value, heap)
        else { return false }
        return try matches(compiled, text.value, isWhole: call.function == .match, heap)
    }

    /// The result of `length`, `count` or `value`, which may be nothing.
    mutating func callOperand(
        _ query: JSONPathQuery, _ node: FilterNode, _ item: Value, _ heap: inout Heap
    ) throws(PathFault) -> FilterOperand {
        let call = query.plan.calls[Int(node.first)]
        switch call.function {
        case .length:
            let argument = try argument(0, of: call, query, item, &heap)
            if argument.isString {
                return FilterOperand(.count(heap.scalarCount(of: argument.value)), .data)
            }
            guard argument.isContainer else { return .missing }
            let count =
                argument.isList
                ? heap.count(of: argument.value) : heap.entryCount(of: argument.value)
            return FilterOperand(.count(count), .data)
        case .count, .value:
            let base = heap.stack.count
            defer { heap.stack.truncate(base) }
            try pushNodes(argument: 0, of: call, query, item, &heap)
            let found = heap.stack.count - base
            if call.function == .count { return FilterOperand(.count(found), .data) }
            guard found == 1 else { return .missing }
            let value = heap.stack[base]
            return FilterOperand(heap.number(value), .data)
        case .size, .minimum, .maximum, .average, .sum, .standardDeviation, .concat, .append, .keys,
            .first, .last, .index, .unknown, .match, .search:
            return .missing
        }
    }

    private mutating func argument(
        _ position: Int, of call: FunctionCall, _ query: JSONPathQuery, _ item: Value,
        _ heap: inout Heap
    ) throws(PathFault) -> FilterOperand {
        let node = query.plan.children[Int(call.first) + position]
        return try operand(query, node, item, &heap)
    }

    private mutating func pushNodes(
        argument position: Int, of call: FunctionCall, _ query: JSONPathQuery, _ item: Value,
        _ heap: inout Heap
    ) throws(PathFault) {
        let node = query.plan.nodes[Int(query.plan.children[Int(call.first) + position])]
        guard node.kind == .path else { return }
        let path = query.plan.paths[Int(node.first)]
        try walk(query, Int(path.start), path.isFromRoot ? root : item, &heap)
    }

    /// The pattern that an I-Regexp says, compiled now or before; nil if it is none.
    private mutating func compiled(
        _ pattern: Value, _ heap: borrowing Heap
    ) throws(PathFault) -> JavaPattern? {
        try countBytes(of: pattern)
        guard let translated = IRegexp.javaPattern(heap.array(of: pattern)) else { return nil }
        return try? patterns.pattern(for: translated.span)
    }
}

extension Heap {
    /// The number of Unicode characters in a string.
    func scalarCount(of string: Value) -> Int {
        if string.isAscii { return Int(string.length) }
        return bytes.withBytes(in: string.range) { bytes in
            bytes.count { $0 & 0xC0 != 0x80 }
        }
    }
}
