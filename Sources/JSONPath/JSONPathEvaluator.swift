import JavaRegex
package import Values

/// Evaluates queries: one per renderer, reused. It allocates nothing in the steady state; values
/// that are found wait on the heap's stack.
package struct JSONPathEvaluator: ~Copyable {
    /// The document.
    var root = Value.null
    /// A step that finds nothing ends the evaluation if everything before it is definite, as Jayway
    /// does by default; otherwise it is passed over.
    var failsWhereNothingIsFound = false
    /// `['a','b']` at the end of a path wants all the names: inside an existence test.
    var requiresAllNames = false
    /// How many values may still be visited.
    var stepsLeft = 0
    /// How deep the evaluation may still go.
    var levelsLeft = 0
    /// Where the constants of the query stand on the heap's stack.
    var constants = 0
    /// Where the results of paths from the root stand on the heap's stack.
    var rootResults = 0
    /// The step that was begun last: the one to blame for a fault.
    var currentStep = 0
    var matcher = PatternMatcher()
    /// ``JavaRegex/PatternMatcher/stepsMax`` of the patterns in filters.
    package var regexSteps: Int {
        get { matcher.stepsMax }
        set { matcher.stepsMax = newValue }
    }
    /// The patterns of `match` and `search` that come from the document.
    var patterns = PatternCache(capacity: 16)

    package init() {}

    /// What `query` finds in the document `root`.
    ///
    /// Jayway's definite paths give the value itself, or nil when there is none (null, when the
    /// dialect suppresses errors); all others give a new list of what was found. Values are not
    /// copied: containers are those of the document.
    package mutating func evaluate(
        _ query: JSONPathQuery, on root: Value, heap: inout Heap
    ) throws(JSONPathError) -> Value? {
        let path = query.plan.main
        let dialect = query.dialect
        if path.isSimple, dialect.givesSingleValues {
            return query.plan.table.follow(path, in: root, &heap)
                ?? (dialect.suppressesErrors ? .null : nil)
        }
        let base = heap.stack.count
        let steps = begin(query, root, heap)
        defer {
            heap.stack.truncate(base)
            heap.spend(steps - stepsLeft)
        }
        do {
            try pushConstants(of: query, &heap)
            let start = heap.stack.count
            try walk(query, Int(path.start), root, &heap)
            if path.isDefinite, dialect.givesSingleValues {
                // A function's argument or result may stand before the last one.
                if heap.stack.count > start { return heap.stack[heap.stack.count - 1] }
                return dialect.suppressesErrors ? .null : nil
            }
            return heap.makeContainer(.jsonArray, fromStack: start)
        } catch .notFound where dialect.grammar == .jayway {
            guard dialect.suppressesErrors else { return nil }
            return path.isDefinite ? .null : heap.makeContainer(.jsonArray)
        } catch {
            throw JSONPathError(error, query.limits, at: offset(ofStep: currentStep, query))
        }
    }

    /// The error for the nil that ``evaluate(_:on:heap:)`` has just given, with the place of the
    /// step that found nothing.
    package mutating func notFound(
        _ query: JSONPathQuery, on root: Value, heap: inout Heap
    ) -> JSONPathError {
        if query.plan.main.isSimple {
            // A straight walk takes no notes.
            let base = heap.stack.count
            _ = begin(query, root, heap)
            try? walk(query, Int(query.plan.main.start), root, &heap)
            heap.stack.truncate(base)
        }
        return JSONPathError(.notFound, query.limits, at: offset(ofStep: currentStep, query))
    }

    private func offset(ofStep step: Int, _ query: JSONPathQuery) -> Int? {
        query.plan.offsets.indices.contains(step) ? Int(query.plan.offsets[step]) : nil
    }

    /// Gives the number of values that may be visited.
    private mutating func begin(
        _ query: JSONPathQuery, _ root: Value, _ heap: borrowing Heap
    ) -> Int {
        self.root = root
        failsWhereNothingIsFound =
            query.dialect.givesSingleValues && !query.dialect.suppressesErrors
        requiresAllNames = false
        stepsLeft = min(max(0, query.limits.steps), max(0, heap.stepsLeft))
        levelsLeft = query.limits.depth
        currentStep = Int(query.plan.main.start)
        return stepsLeft
    }

    // MARK: Walking

    /// Pushes what the path from `start` on finds in a value.
    mutating func walk(
        _ query: JSONPathQuery, _ start: Int, _ startValue: Value, _ heap: inout Heap
    ) throws(PathFault) {
        levelsLeft -= 2
        defer { levelsLeft += 2 }
        guard levelsLeft > 0 else { throw .depthLimit }
        var index = start
        var value = startValue
        var passedIndex = false
        while true {
            try countStep()
            currentStep = index
            let step = query.plan.table.steps[index]
            if step.isDescendant { return try scan(query, index, value, &heap) }
            switch step.kind {
            case .end:
                return try push(value, &heap)
            case .name:
                guard let member = try member(query, step, of: value, &heap) else { return }
                value = member
            case .index:
                guard try isList(value, step),
                    let element = heap.element(Int(step.first), ofList: value)
                else { return }
                value = element
                passedIndex = true
            case .names, .mergedNames, .indexes, .slice, .sliceFrom, .sliceTo, .sliceBetween,
                .wildcard, .filter, .union, .function:
                do {
                    return try select(query, step, index + 1, value, &heap)
                } catch .indexOutOfBounds where passedIndex {
                    // Jayway takes it for its own index being out of bounds.
                    return
                }
            }
            index += 1
        }
    }

    mutating func push(_ value: Value, _ heap: inout Heap) throws(PathFault) {
        guard heap.stack.append(value) else { throw .stepLimit }
    }

    mutating func countStep() throws(PathFault) {
        stepsLeft -= 1
        guard stepsLeft >= 0 else { throw .stepLimit }
    }

    /// `..`: the step `index` for a container and then for everything in it, in document order.
    private mutating func scan(
        _ query: JSONPathQuery, _ index: Int, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) {
        guard value.isPathContainer else { return }
        levelsLeft -= 1
        defer { levelsLeft += 1 }
        guard levelsLeft > 0 else { throw .depthLimit }
        try countStep()
        let step = query.plan.table.steps[index]
        if step.kind == .name {
            // One search is enough to stop at a member and to go on with it.
            if value.isMap, let member = try member(query, step, of: value, &heap) {
                try walkOn(query, index + 1, member, &heap)
            }
        } else if try scanStopsAt(query, step, value, &heap) {
            try select(query, step, index + 1, value, &heap)
        }
        stepsLeft -= heap.slotCount(of: value) / 8
        let stride = value.isMap ? 2 : 1
        var slot = stride - 1
        while slot < heap.slotCount(of: value) {
            let inner = heap.element(slot, of: value)
            if inner.isPathContainer { try scan(query, index, inner, &heap) }
            slot += stride
        }
    }

    /// Whether a scan applies its step to a container.
    private mutating func scanStopsAt(
        _ query: JSONPathQuery, _ step: PathStep, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        switch step.kind {
        case .name, .names: return value.isMap
        case .mergedNames:
            guard value.isMap else { return false }
            for key in step.first..<step.first + step.second
            where query.plan.table.slot(of: query.plan.table.keys[Int(key)], in: value, &heap)
                == nil
            {
                return false
            }
            return true
        case .index, .indexes, .slice, .sliceFrom, .sliceTo, .sliceBetween: return value.isPathList
        case .wildcard, .union: return true
        case .filter:
            guard query.dialect.filtersTestObjects else { return true }
            return try accepts(query, step, value, &heap)
        case .function, .end: return false
        }
    }

    // MARK: Selecting

    /// Applies one step to a value; what it selects is walked from the step `next` on.
    mutating func select(
        _ query: JSONPathQuery, _ step: PathStep, _ next: Int, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) {
        switch step.kind {
        case .end: try push(value, &heap)
        case .name:
            guard let member = try member(query, step, of: value, &heap) else { return }
            try walk(query, next, member, &heap)
        case .names:
            guard try isMap(value, step) else { return }
            for key in step.first..<step.first + step.second {
                var single = step
                single.first = key
                guard let member = try member(query, single, of: value, &heap) else { continue }
                try walk(query, next, member, &heap)
            }
        case .mergedNames: try selectMerged(query, step, value, &heap)
        case .index:
            guard try isList(value, step) else { return }
            try walkElement(query, next, Int(step.first), of: value, &heap)
        case .indexes:
            guard try isList(value, step) else { return }
            for place in Int(step.first)..<Int(step.first) + Int(step.second) {
                let index = Int(query.plan.integers[place])
                try walkElement(query, next, index, of: value, &heap)
            }
        case .slice: try selectSlice(query, step, next, value, &heap)
        case .sliceFrom, .sliceTo, .sliceBetween:
            try selectJaywaySlice(query, step, next, value, &heap)
        case .wildcard: try selectAll(query, next, value, &heap)
        case .filter: try selectFiltered(query, step, next, value, &heap)
        case .union:
            for place in Int(step.first)..<Int(step.first) + Int(step.second) {
                try select(query, query.plan.table.steps[place], next, value, &heap)
            }
        case .function: try call(query, step, next, value, &heap)
        }
    }

    /// Walks on from an element; a function that asks for an element too many ends only this walk.
    mutating func walkElement(
        _ query: JSONPathQuery, _ next: Int, _ index: Int, of list: Value, _ heap: inout Heap
    ) throws(PathFault) {
        guard let element = heap.element(index, ofList: list) else { return }
        do {
            try walkOn(query, next, element, &heap)
        } catch .indexOutOfBounds {
            return
        }
    }

    /// ``walk(_:_:_:_:)`` by the shortest way.
    @inline(__always)
    mutating func walkOn(
        _ query: JSONPathQuery, _ next: Int, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) {
        guard query.plan.table.steps[next].isFollowed else {
            return try walk(query, next, value, &heap)
        }
        try countStep()
        if let found = query.plan.table.follow(from: next, in: value, &heap) {
            try push(found, &heap)
        }
    }

    private mutating func selectAll(
        _ query: JSONPathQuery, _ next: Int, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) {
        guard value.isPathContainer else { return }
        var index = 0
        while index < heap.slotCount(of: value) {
            do {
                if value.isMap {
                    try walkOn(query, next, heap.element(index + 1, of: value), &heap)
                    index += 2
                } else {
                    try walkElement(query, next, index, of: value, &heap)
                    index += 1
                }
            } catch .notFound {
                index += value.isMap ? 2 : 1
            }
        }
    }

    /// One new object with those of the names that are there.
    private mutating func selectMerged(
        _ query: JSONPathQuery, _ step: PathStep, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) {
        guard try isMap(value, step) else { return }
        let merged = heap.makeContainer(.map, capacity: Int(step.second) * 2)
        guard merged.kind == .map else { throw .stepLimit }
        for key in step.first..<step.first + step.second {
            guard
                let slot = query.plan.table.slot(
                    of: query.plan.table.keys[Int(key)], in: value, &heap)
            else {
                if requiresAllNames { throw .notFound }
                continue
            }
            heap.put(heap.slots[slot], heap.slots[slot + 1], in: merged)
        }
        try push(merged, &heap)
    }

    // MARK: What is missing

    /// The member that a step names, or nil when it is not there and that is no error.
    private mutating func member(
        _ query: JSONPathQuery, _ step: PathStep, of value: Value, _ heap: inout Heap
    ) throws(PathFault) -> Value? {
        guard try isMap(value, step) else { return nil }
        if let slot = query.plan.table.slot(
            of: query.plan.table.keys[Int(step.first)], in: value, &heap)
        {
            return heap.slots[slot + 1]
        }
        // At the end of a path there is no result, and nobody is told why.
        let isMissed = failsWhereNothingIsFound && step.isUpstreamDefinite && !step.isLeaf
        if isMissed, step.kind == .name { throw .notFound }
        return nil
    }

    private func isMap(_ value: Value, _ step: PathStep) throws(PathFault) -> Bool {
        if value.isMap { return true }
        if failsWhereNothingIsFound, step.isUpstreamDefinite { throw .notFound }
        return false
    }

    func isList(_ value: Value, _ step: PathStep) throws(PathFault) -> Bool {
        if value.isPathList { return true }
        if failsWhereNothingIsFound, step.isUpstreamDefinite { throw .notFound }
        return false
    }
}
