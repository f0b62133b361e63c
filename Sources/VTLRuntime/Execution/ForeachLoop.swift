import Values

/// `$foreach`: the position of a loop.
///
/// A host object whose fields are the index, whether there is a next element, the scope of the loop
/// around it, and a map of what the template itself put there.
enum ForeachScope {
    /// The class of loop scopes; no environment uses it.
    static let hostClass = UInt16.max

    private enum Field {
        static let index = 0
        static let hasNext = 1
        static let parent = 2
        static let members = 3
    }

    static func make(parent: Value, _ heap: inout Heap) -> Value {
        let members = heap.makeContainer(.map)
        let start = heap.slots.count
        heap.slots.append(.integer(0))
        heap.slots.append(.false)
        heap.slots.append(parent)
        heap.slots.append(members)
        guard heap.slots.count == start + 4 else { return .null }
        return heap.makeContainer(
            .host, start: start, count: 4, capacity: 4, detail: hostClass)
    }

    static func advance(_ scope: Value, to index: Int, hasNext: Bool, _ heap: inout Heap) {
        heap.setElement(Field.index, of: scope, to: .count(index))
        heap.setElement(Field.hasNext, of: scope, to: .boolean(hasNext))
    }

    static func members(of scope: Value, _ heap: borrowing Heap) -> Value {
        heap.element(Field.members, of: scope)
    }

    static func set(_ name: Value, of scope: Value, to value: Value, _ heap: inout Heap) {
        _ = heap.put(name, value, in: members(of: scope, heap))
    }

    /// `$foreach.index` and the like; what the template put there; else null.
    static func property(
        _ member: LoopMember, _ name: Value, of scope: Value, _ heap: inout Heap
    ) -> Value {
        value(of: member, scope, heap) ?? self.member(name, of: scope, &heap)
    }

    /// What the template put into a scope or one around it under that name, else null.
    static func member(_ name: Value, of scope: Value, _ heap: inout Heap) -> Value {
        var scope = scope
        while scope.kind == .host {
            let value = heap.lookup(name, in: members(of: scope, heap)) ?? .null
            if !value.isNull { return value }
            scope = heap.element(Field.parent, of: scope)
        }
        return .null
    }

    /// `$foreach.hasNext()` and the getters by their Java names; nil for other methods.
    static func call(_ name: Value, on scope: Value, _ heap: borrowing Heap) -> Value? {
        value(of: LoopMember(method: heap.array(of: name)), scope, heap)
    }

    private static func value(
        of member: LoopMember, _ scope: Value, _ heap: borrowing Heap
    ) -> Value? {
        switch member {
        case .none: nil
        case .index: heap.element(Field.index, of: scope)
        case .count: .count(Int(heap.element(Field.index, of: scope).signed) + 1)
        case .hasNext: heap.element(Field.hasNext, of: scope)
        case .first: .boolean(heap.element(Field.index, of: scope).signed == 0)
        case .last: .boolean(heap.element(Field.hasNext, of: scope).isFalse)
        case .parent: heap.element(Field.parent, of: scope)
        case .topmost: topmost(scope, heap)
        case .info: info(of: scope)
        }
    }

    private static func topmost(_ scope: Value, _ heap: borrowing Heap) -> Value {
        var scope = scope
        while case let parent = heap.element(Field.parent, of: scope), parent.kind == .host {
            scope = parent
        }
        return scope
    }

    // MARK: $foreach.info

    /// The class of what `$foreach.info` gives: the scope, looked at from another side.
    static let infoClass = UInt16.max - 1

    private static func info(of scope: Value) -> Value {
        var info = scope
        info.detail = infoClass
        return info
    }

    /// `$foreach.info.depth`: how many loops are open; null for other names.
    static func infoProperty(_ name: Value, of info: Value, _ heap: borrowing Heap) -> Value {
        guard heap.isEqual(name, to: "depth") else { return .null }
        var depth = 1
        var scope = info
        while case let parent = heap.element(Field.parent, of: scope), parent.kind == .host {
            scope = parent
            depth += 1
        }
        return .count(depth)
    }
}

extension Machine {
    mutating func executeForeach(
        _ index: Int, _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
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
        let saved = (slots[variable], slots[loop.scope], slots[loop.count], slots[loop.hasNext])
        let scope = ForeachScope.make(parent: saved.1, &workspace.heap)
        guard !scope.isNull else {
            try checkLimits()
            return .next
        }
        slots[loop.scope] = scope
        let rounds = profile.limitsLoops ? workspace.limits.loopIterations : Int.max
        var round = 0
        var flow = Flow.next
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
            slots[loop.count] = .count(round + 1)
            slots[loop.hasNext] = .boolean(hasNext)
            slots[variable] = element
            ForeachScope.advance(scope, to: round, hasNext: hasNext, &workspace.heap)
            flow = try interruptible { (machine) throws(RenderFault) in
                try machine.execute(NodeList(node.b, node.c), program, host)
            }
            round += 1
            if flow != .next { break }
        }
        workspace.heap.stack.truncate(base)
        (slots[variable], slots[loop.scope], slots[loop.count], slots[loop.hasNext]) = saved
        return flow == .breakLoop ? ended(scope) : flow
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

/// What a loop iterates over, and how far it is.
struct LoopSource: BitwiseCopyable {
    private enum Sort: UInt8, BitwiseCopyable {
        case range, list, map, iterator
    }

    private let sort: Sort
    private let value: Value
    private var position: Int
    /// The last number of a range, or the number of a map's entries when the loop started.
    private let end: Int
    /// The container's ``Container/changes`` when the loop started.
    private let changes: UInt32
    /// Where the indexes of a map's entries stand on the heap's stack, in the order of iteration.
    private let order: Int

    init(first: Int, last: Int) {
        sort = .range
        value = .boolean(first <= last)
        position = first
        end = last
        changes = 0
        order = 0
    }

    init?(_ value: Value, _ workspace: inout Workspace) throws(RenderFault) {
        if workspace.heap.isStale(value) { throw workspace.staleSubList }
        self.value = value
        position = 0
        order = workspace.heap.stack.count
        switch value.kind {
        case .list, .jsonArray, .javaArray:
            sort = .list
            end = 0
            changes = workspace.heap.containers[value.container].changes
        case .map, .contextMap, .keySet, .valuesView, .entrySet:
            sort = .map
            end = workspace.heap.entryCount(of: value)
            changes = workspace.heap.containers[value.container].changes
            workspace.heap.pushIterationOrder(of: value.isMap ? value : value.viewedMap)
        case .iterator:
            guard !value.isStream else {
                throw RenderFault(
                    "no-elements", "expected a collection or an iterator, found a stream",
                    notes: ["Velocity cannot call the stream's `iterator()`"])
            }
            sort = .iterator
            end = 0
            changes = 0
        default: return nil
        }
    }

    func hasNext(_ machine: inout Machine) throws(RenderFault) -> Bool {
        switch sort {
        case .range: value.isFalse ? position >= end : position <= end
        case .list: position != machine.workspace.heap.count(of: value)
        case .map: position < end
        case .iterator: machine.workspace.hasNext(of: value)
        }
    }

    /// Fails when the template changed what it iterates over, as Java's iterators do.
    mutating func next(_ machine: inout Machine) throws(RenderFault) -> Value {
        defer { position += sort == .range && value.isFalse ? -1 : 1 }
        switch sort {
        case .range: return .count(position)
        case .list:
            try checkUnchanged(machine)
            return machine.workspace.heap.element(position, of: value)
        case .map:
            try checkUnchanged(machine)
            let entry = Int(machine.workspace.heap.stack[order + position].signed)
            return value.isMap
                ? machine.workspace.heap.value(entry, of: value)
                : machine.workspace.element(entry, ofView: value)
        case .iterator: return try machine.workspace.next(of: value) ?? .null
        }
    }

    private func checkUnchanged(_ machine: borrowing Machine) throws(RenderFault) {
        let isStale = machine.workspace.heap.isStale(value)
        let now = machine.workspace.heap.containers[value.container].changes
        guard isStale || now != changes else { return }
        throw RenderFault(
            "concurrent-modification",
            "expected a collection that `#foreach` leaves as it is, found it changed by the loop",
            notes: ["Java throws ConcurrentModificationException here"])
    }
}
