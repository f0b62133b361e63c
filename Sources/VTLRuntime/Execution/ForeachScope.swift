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
        let fields = Int(heap.containers[scope.container].start)
        heap.slots[fields + Field.index] = .count(index)
        heap.slots[fields + Field.hasNext] = .boolean(hasNext)
    }

    /// What the templates ask for in each round; null for other members.
    @inline(__always)
    static func position(
        _ member: LoopMember, of scope: Value, _ heap: borrowing Heap
    ) -> Value {
        switch member {
        case .hasNext: heap.element(Field.hasNext, of: scope)
        case .index: heap.element(Field.index, of: scope)
        case .count: .count(Int(heap.element(Field.index, of: scope).signed) + 1)
        default: .null
        }
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
