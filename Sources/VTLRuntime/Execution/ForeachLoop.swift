import Values

extension Machine {
    mutating func executeForeach(
        _ index: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
        let node = program.nodes[index]
        try step()
        guard Int(node.a) != Node.none else { return .next }
        let items = program.nodes[Int(node.a)]
        place.node = index
        let base = workspace.heap.stack.count
        guard var source = try makeSource(items, Int(node.a), program, host) else { return .next }
        try checkLimits()
        let loop = program.loopSlots
        let variable = Int(node.slot)
        guard variable != loop.scope else {
            throw RenderFault(
                "loop-variable", "expected another name than `$foreach` for a loop's variable")
        }
        let saved = (slots[variable], slots[loop.scope])
        let savedCounters =
            loop.areCountersUsed ? (slots[loop.count], slots[loop.hasNext]) : (.null, .null)
        let scope = ForeachScope.make(parent: saved.1, &workspace.heap)
        guard !scope.isNull else {
            try checkLimits()
            return .next
        }
        slots[loop.scope] = scope
        place.node = index
        let flow = try interruptible { (machine) throws(RenderFault) in
            try machine.executeRounds(index, scope, saved.0.isHidden, &source, program, host)
        }
        workspace.heap.stack.truncate(base)
        slots[variable] = saved.0.revealed
        slots[loop.scope] = saved.1
        if loop.areCountersUsed {
            slots[loop.count] = savedCounters.0.revealed
            slots[loop.hasNext] = savedCounters.1.revealed
        }
        return flow == .breakLoop ? ended(scope) : flow
    }

    /// - Parameter wasHidden: the loop's variable was hidden before the loop.
    private mutating func executeRounds(
        _ index: Int, _ scope: Value, _ wasHidden: Bool, _ source: inout LoopSource,
        _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
        let node = program.nodes[index]
        let (variable, loop) = (Int(node.slot), program.loopSlots)
        // Whether a null element hides the variable: no longer once a loop inside took it over.
        var hides = true
        let rounds = profile.limitsLoops ? workspace.limits.loopIterations : Int.max
        var round = 0
        while try source.hasNext(&self) {
            guard round < rounds else {
                place.node = index
                throw limit("loop", "rounds of one `#foreach`", rounds)
            }
            try step()
            try checkLimits()
            place.node = index
            let element = try source.next(&self)
            let hasNext = try source.hasNext(&self)
            if loop.areCountersUsed {
                assign(.count(round + 1), to: loop.count)
                assign(.boolean(hasNext), to: loop.hasNext)
            }
            if element.isNull {
                slots[variable] = hides || wasHidden ? .hidden : .null
            } else if wasHidden {
                assign(element, to: variable)
            } else {
                slots[variable] = element
            }
            ForeachScope.advance(scope, to: round, hasNext: hasNext, &workspace.heap)
            let flow = try execute(NodeList(node.b, node.c), program, host)
            if flow != .next { return flow }
            if element.isNull { hides = slots[variable].isHidden }
            round += 1
        }
        return .next
    }

    /// After `#break` in a loop: whether it was this loop's.
    private mutating func ended(_ scope: Value) -> Flow {
        if breakTarget.isNull || breakTarget.container == scope.container {
            breakTarget = .null
            return .next
        }
        return .breakLoop
    }

    /// The elements to iterate over, or nil when the value has none.
    private mutating func makeSource(
        _ items: Node, _ index: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> LoopSource? {
        if items.operation == .range {
            // A range that is only iterated is never made.
            guard let range = try bounds(ofRange: items, program, host) else { return nil }
            return LoopSource(first: range.first, last: range.last)
        }
        let value = try evaluate(index, program, host)
        return try LoopSource(value, &workspace)
    }
}
