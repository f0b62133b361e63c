import JSON
import Values

// What an evaluation needs again and again, on the heap's stack: the literals of the query, and
// what paths from the root have found, which is the same for all items that a filter tests.

extension JSONPathEvaluator {
    /// What stands for a JSON literal that does not parse.
    private static var unreadable: Value { Value(.block) }
    /// What stands for a path that has not been evaluated.
    private static var unknown: Value { Value(.block) }
    /// What stands for a path that leads to nothing.
    private static var nothing: Value { Value(.block, detail: 1) }

    /// What the path from the root with this index finds, as ``find(_:_:in:_:)`` says.
    mutating func findInRoot(
        _ query: JSONPathQuery, _ index: Int32, _ heap: inout Heap
    ) throws(PathFault) -> Value? {
        let place = rootResults + Int(index)
        let known = heap.stack[place]
        guard known.kind == .block else { return known }
        if known.detail == Self.nothing.detail { return nil }
        let found = try find(query, query.plan.paths[Int(index)], in: root, &heap)
        heap.stack[place] = found ?? Self.nothing
        return found
    }

    mutating func pushConstants(
        of query: JSONPathQuery, _ heap: inout Heap
    ) throws(PathFault) {
        let plan = query.plan
        rootResults = heap.stack.count
        for _ in plan.paths { try push(Self.unknown, &heap) }
        constants = heap.stack.count
        guard !plan.constants.isEmpty else { return }
        let pool = heap.bytes.count
        heap.bytes.append(plan.pool)
        guard heap.bytes.count == pool + plan.pool.count else { throw .stepLimit }
        for index in plan.constants.indices {
            let constant = plan.constants[index]
            let start = pool + Int(constant.start)
            let range = start..<start + Int(constant.length)
            try push(value(of: constant, range, query, &heap), &heap)
        }
    }

    private func value(
        of constant: PathConstant, _ range: Range<Int>, _ query: JSONPathQuery, _ heap: inout Heap
    ) -> Value {
        switch constant.kind {
        case .null, .boolean: return constant.value
        case .string: return heap.string(at: range.lowerBound, length: range.count)
        case .number:
            guard constant.value.isNull else { return constant.value }
            let start = heap.bytes.count
            heap.bytes.appendBigDecimal(DecimalParts(range, in: heap.bytes))
            return heap.text(
                .bigDecimal, at: start, length: heap.bytes.count - start, flags: .ascii)
        case .json:
            return
                (try? JSONDocument.parse(range, in: &heap, nesting: query.limits.depth / 4))
                ?? Self.unreadable
        }
    }

    /// The value of the constant at `index`.
    func constant(_ index: Int32, _ heap: borrowing Heap) throws(PathFault) -> Value {
        let value = heap.stack[constants + Int(index)]
        guard value.kind != .block else { throw .literal }
        return value
    }
}
