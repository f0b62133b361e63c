import JSON
import Values

// The literals of a query as values of the heap: they wait on the stack while the query is
// evaluated.

extension JSONPathEvaluator {
    /// What stands for a JSON literal that does not parse.
    private static var unreadable: Value { Value(.block) }

    mutating func pushConstants(
        of query: JSONPathQuery, _ heap: inout Heap
    ) throws(PathFault) {
        constants = heap.stack.count
        let plan = query.plan
        guard !plan.constants.isEmpty else { return }
        let pool = heap.bytes.count
        heap.bytes.append(plan.pool)
        guard heap.bytes.count == pool + plan.pool.count else { throw .stepLimit }
        for constant in plan.constants {
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
