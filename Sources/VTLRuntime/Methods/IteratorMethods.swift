package import Values

// Iterators: containers of kind ``Value/Kind/iterator`` with six slots.
//
//     0 source     the list, array or view that is iterated
//     1 position   Integer: the element that comes next
//     2 last       Integer: the element that was given last, or -1
//     3 changes    Long: the ``Container/changes`` that the source should have
//     4 end        Integer: how many entries a map's iterator goes through
//     5 order      a list of entry indexes for maps in hash order, else null
//
// The iterator's ``Value/detail`` is its ``JavaClass``.

extension Workspace {
    /// An iterator over a list, an array or a view of a map.
    package mutating func makeIterator(
        over source: Value, from start: Int = 0, _ javaClass: JavaClass? = nil
    ) -> Value {
        var order = Value.null
        if !source.isList, source.isHashView {
            let base = heap.stack.count
            heap.pushIterationOrder(of: source.viewedMap)
            order = heap.makeContainer(.list, fromStack: base)
        }
        let base = heap.stack.count
        heap.stack.append(source)
        heap.stack.append(.count(start))
        heap.stack.append(.integer(-1))
        heap.stack.append(.long(Int64(heap.containers[source.container].changes)))
        heap.stack.append(.count(elementCount(of: source)))
        heap.stack.append(order)
        let iterator = heap.makeContainer(.iterator, fromStack: base)
        guard !heap.isExhausted else { return .null }
        return iterator.withDetail(of: javaClass ?? Self.iteratorClass(of: source))
    }

    private static func iteratorClass(of source: Value) -> JavaClass {
        switch source.kind {
        case .keySet: .keyIterator
        case .valuesView: .valueIterator
        case .entrySet: .entryIterator
        case .javaArray: .arrayIterator
        default: source.isSubList ? .subListIterator : .listIterator
        }
    }

    /// Whether an iterator has a next element. One over a list looks at the list's size as it is,
    /// and so goes on behind the end of a list that became shorter, until ``next(of:)`` fails.
    package func hasNext(of iterator: Value) -> Bool {
        let state = IteratorState(iterator, self)
        return state.source.isList
            ? state.position != elementCount(of: state.source) : state.position < state.end
    }

    /// The next element of an iterator; nil at its end.
    package mutating func next(of iterator: Value) throws(RenderFault) -> Value? {
        let state = IteratorState(iterator, self)
        try checkUnchanged(state)
        guard state.position < elementCount(of: state.source) else { return nil }
        heap.setElement(IteratorState.position, of: iterator, to: .count(state.position + 1))
        heap.setElement(IteratorState.last, of: iterator, to: .count(state.position))
        return element(state.position, of: state)
    }

    fileprivate func checkUnchanged(_ state: IteratorState) throws(RenderFault) {
        let changes = Int64(heap.containers[state.source.container].changes)
        guard heap.isStale(state.source) || changes != state.changes,
            state.source.kind != .javaArray
        else { return }
        throw RenderFault(
            "concurrent-modification",
            "expected a collection as it was when its iterator was made, found it changed",
            notes: ["Java throws ConcurrentModificationException here"])
    }

    /// The element at a position in the order of iteration.
    fileprivate mutating func element(_ position: Int, of state: IteratorState) -> Value {
        guard state.order.kind == .list, position < heap.count(of: state.order) else {
            return slotElement(position, of: state.source)
        }
        let index = Int(heap.element(position, of: state.order).signed)
        return index < elementCount(of: state.source)
            ? slotElement(index, of: state.source) : .null
    }
}

/// An iterator's fields.
private struct IteratorState: BitwiseCopyable {
    let source: Value
    let position: Int
    let last: Int
    let changes: Int64
    let end: Int
    let order: Value

    static let position = 1
    static let last = 2
    static let changes = 3
    static let end = 4

    init(_ iterator: Value, _ workspace: borrowing Workspace) {
        source = workspace.heap.element(0, of: iterator)
        position = Int(workspace.heap.element(Self.position, of: iterator).signed)
        last = Int(workspace.heap.element(Self.last, of: iterator).signed)
        changes = workspace.heap.element(Self.changes, of: iterator).signed
        end = Int(workspace.heap.element(Self.end, of: iterator).signed)
        order = workspace.heap.element(5, of: iterator)
    }
}

/// `java.util.Iterator` and `ListIterator`.
enum IteratorMethods {
    static let signatures: [MethodSignature] = [
        MethodSignature(.hasNext, returns: .boolean),
        MethodSignature(.next, returns: .object),
        MethodSignature(.remove, returns: .void),
    ]

    static let listSignatures: [MethodSignature] = [
        MethodSignature(.add, .object, returns: .void),
        MethodSignature(.hasPrevious, returns: .boolean),
        MethodSignature(.nextIndex, returns: .int),
        MethodSignature(.previous, returns: .object),
        MethodSignature(.previousIndex, returns: .int),
        MethodSignature(.set, .object, returns: .void),
    ]

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let iterator = call.receiver
        let state = IteratorState(iterator, workspace)
        switch call.name {
        case .hasNext: return .boolean(workspace.hasNext(of: iterator))
        case .hasPrevious: return .boolean(state.position > 0)
        case .nextIndex: return .count(state.position)
        case .previousIndex: return .count(state.position - 1)
        case .next:
            guard let element = try workspace.next(of: iterator) else {
                throw noElement(call, &workspace)
            }
            return element
        case .previous:
            try workspace.checkUnchanged(state)
            guard state.position > 0 else { throw noElement(call, &workspace) }
            let previous = Value.count(state.position - 1)
            workspace.heap.setElement(IteratorState.position, of: iterator, to: previous)
            workspace.heap.setElement(IteratorState.last, of: iterator, to: previous)
            return workspace.element(state.position - 1, of: state)
        default:
            try change(call, state, &workspace)
            return workspace.heap.emptyString
        }
    }

    private static func change(
        _ call: MethodCall, _ state: IteratorState, _ workspace: inout Workspace
    ) throws(RenderFault) {
        let iterator = call.receiver
        guard !state.isFixed || call.name == .set else {
            throw call.unsupportedOperation(&workspace)
        }
        if call.name == .add {
            try workspace.checkUnchanged(state)
            workspace.heap.insert(call.first, at: state.position, in: state.source)
            setPosition(state.position + 1, end: state.end, of: iterator, state, &workspace)
            return
        }
        guard state.last >= 0 else {
            throw RenderFault(
                "illegal-state", "\(call.description(&workspace)) before `next()`")
        }
        try workspace.checkUnchanged(state)
        if call.name == .set {
            workspace.heap.setElement(state.last, of: state.source, to: call.first)
            return
        }
        var index = state.last
        if state.order.kind == .list {
            index = Int(workspace.heap.element(state.last, of: state.order).signed)
            closeGap(at: index, in: state.order, &workspace)
            workspace.heap.removeSlots(1, at: state.last, of: state.order)
        }
        workspace.removeElement(at: index, of: state.source)
        let position = state.last < state.position ? state.position - 1 : state.position
        setPosition(position, end: state.end - 1, of: iterator, state, &workspace)
    }

    /// Entries behind a removed one move up.
    private static func closeGap(
        at removed: Int, in order: Value, _ workspace: inout Workspace
    ) {
        for place in 0..<workspace.heap.count(of: order) {
            let index = Int(workspace.heap.element(place, of: order).signed)
            guard index > removed else { continue }
            workspace.heap.setElement(place, of: order, to: .count(index - 1))
        }
    }

    /// Goes on from a position after a change of the iterator's own.
    private static func setPosition(
        _ position: Int, end: Int, of iterator: Value, _ state: IteratorState,
        _ workspace: inout Workspace
    ) {
        let changes = Int64(workspace.heap.containers[state.source.container].changes)
        workspace.heap.setElement(IteratorState.position, of: iterator, to: .count(position))
        workspace.heap.setElement(IteratorState.last, of: iterator, to: .integer(-1))
        workspace.heap.setElement(IteratorState.changes, of: iterator, to: .long(changes))
        workspace.heap.setElement(IteratorState.end, of: iterator, to: .count(end))
    }

    private static func noElement(
        _ call: MethodCall, _ workspace: inout Workspace
    ) -> RenderFault {
        RenderFault("no-such-element", "\(call.description(&workspace)) at the end")
    }
}

extension IteratorState {
    /// Arrays and immutable lists keep their length.
    fileprivate var isFixed: Bool {
        source.kind == .javaArray || JavaClass(of: source).isImmutableList
    }
}
