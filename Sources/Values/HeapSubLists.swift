// `java.util.ArrayList$SubList`: a list that shows a part of another list's run of slots.
//
// A sublist's container points into that run. It links to the list or sublist that it was taken
// from, its parent, and to the list at the end of the parents, its root. Elements come and go in
// the root; the sublist that was asked for it, and all its parents, then follow. Any other sublist
// of that root is stale from then on: its ``Container/changes`` are no longer those of the root.

extension Value {
    /// A part of another list, as `subList` gives it.
    @inline(__always) package var isSubList: Bool {
        kind == .list && detail == JavaClass.subList.detail
    }
}

extension Container {
    /// Of a sublist: the container of its parent. A list has no table.
    fileprivate var parent: Int { Int(table) }
    /// Of a sublist: the container of its root. A sublist has no room of its own.
    fileprivate var root: Int { Int(capacity) }
}

extension Heap {
    /// The part of a list or sublist from `start` on, which must be in it.
    package mutating func makeSubList(of list: Value, from start: Int, count: Int) -> Value {
        let parent = containers[list.container]
        precondition(start >= 0 && count >= 0 && start + count <= Int(parent.count))
        let subList = makeContainer(
            .list, start: Int(parent.start) + start, count: count,
            capacity: list.isSubList ? parent.root : list.container,
            detail: JavaClass.subList.detail)
        guard !subList.isNull else { return .null }
        hasSubLists = true
        containers[subList.container].table = UInt32(list.container)
        containers[subList.container].changes = parent.changes
        return subList
    }

    /// Whether a value is a sublist that cannot be used any more: elements were added to its root
    /// or removed, and not through the sublist.
    package func isStale(_ value: Value) -> Bool {
        guard value.isSubList else { return false }
        let container = containers[value.container]
        return container.changes != containers[container.root].changes
    }

    /// Whether the elements of a list may be read. If not, that is noted.
    package mutating func mayRead(_ list: Value) -> Bool {
        guard isStale(list) else { return true }
        staleSubListRead = true
        return false
    }

    /// Counts a change of a list that leaves the number of elements alone. Sublists do not count
    /// those.
    package mutating func countChange(of list: Value) {
        if !list.isSubList { containers[list.container].changes &+= 1 }
    }

    // MARK: Changes in the root

    mutating func insert(_ value: Value, at index: Int, inSubList subList: Value) {
        guard let (root, offset) = root(of: subList) else { return }
        let before = containers[root.container]
        insert(value, at: offset + index, in: root)
        follow(root, from: before, subList)
    }

    mutating func removeSlots(_ count: Int, at index: Int, ofSubList subList: Value) {
        guard let (root, offset) = root(of: subList) else { return }
        let before = containers[root.container]
        removeSlots(count, at: offset + index, of: root)
        follow(root, from: before, subList)
    }

    /// A sublist's root and the sublist's first index in it; nil when the sublist is stale.
    private func root(of subList: Value) -> (list: Value, offset: Int)? {
        guard !isStale(subList) else { return nil }
        let container = containers[subList.container]
        let offset = Int(container.start) - Int(containers[container.root].start)
        return (Value(.list, payload: UInt64(container.root)), offset)
    }

    /// Makes a sublist and its parents fit their root, which was `before` until elements in the
    /// sublist came or went.
    private mutating func follow(_ root: Value, from before: Container, _ subList: Value) {
        let now = containers[root.container]
        var index = subList.container
        while index != root.container {
            let container = containers[index]
            // The results lie within the root; only the steps between may be negative.
            containers[index].count = container.count &+ now.count &- before.count
            containers[index].start = container.start &+ now.start &- before.start
            containers[index].changes = now.changes
            index = container.parent
            spend(1)
        }
    }
}
