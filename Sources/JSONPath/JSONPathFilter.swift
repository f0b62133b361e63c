import Values

// Filters: which items of a container a path goes on with.

extension JSONPathEvaluator {
    /// Walks on with the items of a value that the filter of a step accepts.
    mutating func selectFiltered(
        _ query: JSONPathQuery, _ step: PathStep, _ next: Int, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) {
        if value.isMap, query.dialect.filtersTestObjects {
            guard try accepts(query, step, value, &heap) else { return }
            return try walkOn(query, next, value, &heap)
        }
        guard value.isPathContainer else {
            if query.dialect.filtersTestObjects, step.isUpstreamDefinite { throw .filterOnScalar }
            return
        }
        let isMap = value.isMap
        var slot = isMap ? 1 : 0
        while slot < heap.slotCount(of: value) {
            let item = heap.element(slot, of: value)
            if try accepts(query, step, item, &heap) {
                do {
                    try walkOn(query, next, item, &heap)
                } catch .indexOutOfBounds {
                    // As if the item were not there.
                }
            }
            slot += isMap ? 2 : 1
        }
    }

    /// Whether the filter of a step accepts an item. Most of what can go wrong in a filter only
    /// makes it false, also below a `!`.
    mutating func accepts(
        _ query: JSONPathQuery, _ step: PathStep, _ item: Value, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        let base = heap.stack.count
        defer { heap.stack.truncate(base) }
        do {
            return try test(query, step.first, item, &heap)
        } catch let fault where fault.meansFalseInFilter {
            return false
        }
    }

    /// Whether an expression is true for an item.
    private mutating func test(
        _ query: JSONPathQuery, _ index: Int32, _ item: Value, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        try countStep()
        let node = query.plan.nodes[Int(index)]
        switch node.kind {
        case .all, .any:
            for place in Int(node.first)..<Int(node.first) + Int(node.second) {
                let isTrue = try test(query, query.plan.children[place], item, &heap)
                if isTrue != (node.kind == .all) { return isTrue }
            }
            return node.kind == .all
        case .not: return try !test(query, node.first, item, &heap)
        case .exists:
            let path = query.plan.paths[Int(node.first)]
            return try exists(query, path, item, &heap) == (node.second != 0)
        case .comparison:
            let left = try operand(query, node.first, item, &heap)
            let right = try operand(query, node.second, item, &heap)
            return query.dialect.grammar == .jayway
                ? try compare(query, node.comparison, left, right, &heap)
                : try compareStrictly(node.comparison, left, right, &heap)
        case .call: return try callIsTrue(query, node, item, &heap)
        case .constant, .pattern, .path: return false
        }
    }

    // MARK: Paths in filters

    /// Whether a path finds something. Jayway takes a path that may find several values for found
    /// as soon as nothing is missing on the way, even if it finds none, and starts at the item
    /// always.
    private mutating func exists(
        _ query: JSONPathQuery, _ path: CompiledPath, _ item: Value, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        let isJayway = query.dialect.grammar == .jayway
        let start = path.isFromRoot && !isJayway ? root : item
        if path.isSimple { return query.plan.table.follow(path, in: start, &heap) != nil }
        let base = heap.stack.count
        let rules = (failsWhereNothingIsFound, requiresAllNames)
        defer {
            heap.stack.truncate(base)
            (failsWhereNothingIsFound, requiresAllNames) = rules
        }
        (failsWhereNothingIsFound, requiresAllNames) = (isJayway, isJayway)
        do {
            try walk(query, Int(path.start), start, &heap)
            return isJayway && !path.isDefinite || heap.stack.count > base
        } catch .notFound {
            return false
        }
    }

    /// What stands on one side of a comparison.
    mutating func operand(
        _ query: JSONPathQuery, _ index: Int32, _ item: Value, _ heap: inout Heap
    ) throws(PathFault) -> FilterOperand {
        let node = query.plan.nodes[Int(index)]
        switch node.kind {
        case .constant:
            let value = try constant(node.first, heap)
            return FilterOperand(value, .literal(node.first))
        case .pattern: return FilterOperand(.null, .pattern(node.first))
        case .path:
            return try pathOperand(query, node.first, item, &heap)
        case .call: return try callOperand(query, node, item, &heap)
        case .all, .any, .not, .exists, .comparison: throw .unusableOperand
        }
    }

    private mutating func pathOperand(
        _ query: JSONPathQuery, _ index: Int32, _ item: Value, _ heap: inout Heap
    ) throws(PathFault) -> FilterOperand {
        let path = query.plan.paths[Int(index)]
        let found =
            path.isFromRoot && !path.isSimple
            ? try findInRoot(query, index, &heap)
            : try find(query, path, in: path.isFromRoot ? root : item, &heap)
        guard let found else {
            return query.dialect.suppressesErrors ? FilterOperand(.null, .data) : .missing
        }
        let value = heap.comparableNumber(found)
        guard query.dialect.grammar == .jayway else { return FilterOperand(value, .data) }
        if value.isDouble, !value.floating.isFinite { throw .notANumber }
        guard value.isComparable else { throw .unusableData }
        return FilterOperand(value, .data)
    }

    /// What a path finds: the value, or nil, if it is definite, else a new list.
    mutating func find(
        _ query: JSONPathQuery, _ path: CompiledPath, in start: Value, _ heap: inout Heap
    ) throws(PathFault) -> Value? {
        if path.isSimple { return query.plan.table.follow(path, in: start, &heap) }
        let base = heap.stack.count
        defer { heap.stack.truncate(base) }
        do {
            try walk(query, Int(path.start), start, &heap)
        } catch .notFound {
            return nil
        }
        guard path.isDefinite else {
            let list = heap.makeContainer(.jsonArray, fromStack: base)
            if list.isNull { throw .stepLimit }
            return list
        }
        return heap.stack.count > base ? heap.stack[heap.stack.count - 1] : nil
    }
}

/// One side of a comparison.
struct FilterOperand: BitwiseCopyable {
    enum Origin: BitwiseCopyable {
        /// From the document, or computed.
        case data
        /// A constant of the query.
        case literal(Int32)
        /// A regular expression of the query.
        case pattern(Int32)
        /// A path that leads to nothing.
        case missing
    }

    var value: Value
    var origin: Origin

    init(_ value: Value, _ origin: Origin) {
        self.value = value
        self.origin = origin
    }

    static var missing: FilterOperand { FilterOperand(.null, .missing) }

    var isMissing: Bool {
        if case .missing = origin { return true }
        return false
    }

    var isPattern: Bool {
        if case .pattern = origin { return true }
        return false
    }

    var isLiteral: Bool {
        if case .literal = origin { return true }
        return false
    }

    /// A value, neither missing nor a pattern.
    var isValue: Bool { !isMissing && !isPattern }
    var isNull: Bool { isValue && value.kind == .null }
    var isBoolean: Bool { isValue && value.kind == .boolean }
    var isString: Bool { isValue && value.kind == .string }
    var isNumber: Bool { isValue && value.isNumber }
    var isList: Bool { isValue && value.isPathList }
    var isContainer: Bool { isValue && value.isPathContainer }
}

extension Value {
    /// Of a kind that Jayway's filters know.
    var isComparable: Bool {
        switch kind {
        case .null, .boolean, .string, .jsonArray, .list, .map, .contextMap: true
        case .integer, .long, .short, .byte, .double, .float, .numberText, .bigInteger, .bigDecimal:
            true
        case .character, .javaArray, .keySet, .valuesView, .entrySet, .entry, .iterator, .block,
            .host, .javaClass:
            false
        }
    }
}
