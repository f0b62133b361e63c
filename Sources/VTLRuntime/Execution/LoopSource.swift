import Values

/// What a loop iterates over, and how far it is.
struct LoopSource: BitwiseCopyable {
    private enum Sort: UInt8, BitwiseCopyable {
        case range, list, subList, map, iterator
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
            sort = value.isSubList ? .subList : .list
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

    @inline(__always)
    mutating func hasNext(_ machine: inout Machine) throws(RenderFault) -> Bool {
        if sort == .list { return position != machine.workspace.heap.count(of: value) }
        return try hasOther(&machine)
    }

    @inline(never)
    private mutating func hasOther(_ machine: inout Machine) throws(RenderFault) -> Bool {
        switch sort {
        case .range: value.isFalse ? position >= end : position <= end
        case .list, .subList: position != machine.workspace.heap.count(of: value)
        case .map: position < end
        case .iterator: machine.workspace.hasNext(of: value)
        }
    }

    /// Fails when the template changed what it iterates over, as Java's iterators do.
    @inline(__always)
    mutating func next(_ machine: inout Machine) throws(RenderFault) -> Value {
        guard sort == .list else { return try nextOther(&machine) }
        guard machine.workspace.heap.containers[value.container].changes == changes else {
            throw Self.changed
        }
        position &+= 1
        return machine.workspace.heap.element(position &- 1, of: value)
    }

    @inline(never)
    private mutating func nextOther(_ machine: inout Machine) throws(RenderFault) -> Value {
        defer { position += sort == .range && value.isFalse ? -1 : 1 }
        switch sort {
        case .range: return .count(position)
        case .list, .subList:
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
        throw Self.changed
    }

    private static var changed: RenderFault {
        RenderFault(
            "concurrent-modification",
            "expected a collection that `#foreach` leaves as it is, found it changed by the loop",
            notes: ["Java throws ConcurrentModificationException here"])
    }
}
