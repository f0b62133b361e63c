// Lists, and the runs of slots that all containers are made of.

extension Heap {
    /// A container of `kind` with room for `capacity` slots and nothing in it.
    package mutating func makeContainer(_ kind: Value.Kind, capacity: Int = 0) -> Value {
        let start = slots.count
        let room = slots.append(repeating: .null, count: capacity) ? capacity : 0
        return makeContainer(kind, start: start, count: 0, capacity: room)
    }

    /// A container over slots that are already there.
    @inlinable
    package mutating func makeContainer(
        _ kind: Value.Kind, start: Int, count: Int, capacity: Int, detail: UInt16 = 0
    ) -> Value {
        Self.makeContainer(
            kind, start: start, count: count, capacity: capacity, detail: detail, in: &containers)
    }

    @inlinable @inline(__always)
    package static func makeContainer(
        _ kind: Value.Kind, start: Int, count: Int, capacity: Int, detail: UInt16 = 0,
        in containers: inout Buffer<Container>
    ) -> Value {
        let index = containers.count
        guard
            containers.append(
                // No buffer has more elements than 32 bits can count.
                Container(
                    start: UInt32(truncatingIfNeeded: start),
                    count: UInt32(truncatingIfNeeded: count),
                    capacity: UInt32(truncatingIfNeeded: capacity)))
        else { return .null }
        return Value(kind, detail: detail, payload: UInt64(truncatingIfNeeded: index))
    }

    /// A container of `kind` with the operands from `base` on, which are popped off the stack.
    @inlinable
    package mutating func makeContainer(_ kind: Value.Kind, fromStack base: Int) -> Value {
        Self.makeContainer(kind, from: base, of: &stack, in: &slots, &containers)
    }

    /// The same for whoever holds the parts of a heap.
    @inlinable @inline(__always)
    package static func makeContainer(
        _ kind: Value.Kind, from base: Int, of stack: inout Buffer<Value>,
        in slots: inout Buffer<Value>, _ containers: inout Buffer<Container>
    ) -> Value {
        let start = slots.count
        let count = slots.append(tailOf: &stack, from: base) ? slots.count &- start : 0
        return makeContainer(kind, start: start, count: count, capacity: count, in: &containers)
    }

    /// The number of slots in use.
    @inlinable
    package func slotCount(of value: Value) -> Int { Int(containers[value.container].count) }

    /// The number of elements of a list.
    @inlinable @inline(__always)
    package func count(of list: Value) -> Int { Int(containers[list.container].count) }

    /// The element at `index`, which must be in `0..<count`.
    @inlinable @inline(__always)
    package func element(_ index: Int, of list: Value) -> Value {
        let container = containers[list.container]
        precondition(index >= 0 && index < Int(container.count))
        return slots[Int(container.start) + index]
    }

    @inlinable
    package mutating func setElement(_ index: Int, of list: Value, to value: Value) {
        let container = containers[list.container]
        precondition(index >= 0 && index < Int(container.count))
        noteLink(from: list, to: value)
        slots[Int(container.start) + index] = value
    }

    /// Notes that a value is put into a list or map. Other containers never print their fields.
    @inlinable
    mutating func noteLink(from owner: Value, to value: Value) {
        if value.kind.rawValue >= Value.Kind.jsonArray.rawValue,
            value.container >= owner.container, owner.isList || owner.kind == .map
        {
            mayHoldCycles = true
        }
    }

    package mutating func append(_ value: Value, to list: Value) {
        guard !list.isSubList else {
            return insert(value, at: count(of: list), inSubList: list)
        }
        guard reserve(1, in: list) else { return }
        noteLink(from: list, to: value)
        let container = containers[list.container]
        slots[Int(container.start) + Int(container.count)] = value
        containers[list.container].count += 1
        containers[list.container].changes &+= 1
    }

    /// Inserts before `index`, which must be in `0...count`.
    package mutating func insert(_ value: Value, at index: Int, in list: Value) {
        guard !list.isSubList else { return insert(value, at: index, inSubList: list) }
        guard reserve(1, in: list) else { return }
        let container = containers[list.container]
        precondition(index >= 0 && index <= Int(container.count))
        let place = Int(container.start) + index
        spend(moving: Int(container.count) - index)
        slots.move(place, to: place + 1, count: Int(container.count) - index)
        noteLink(from: list, to: value)
        slots[place] = value
        containers[list.container].count += 1
        containers[list.container].changes &+= 1
    }

    /// Removes `count` slots from `index` on.
    package mutating func removeSlots(_ count: Int, at index: Int, of value: Value) {
        guard !value.isSubList else {
            return removeSlots(count, at: index, ofSubList: value)
        }
        let container = containers[value.container]
        precondition(index >= 0 && count >= 0 && index + count <= Int(container.count))
        let place = Int(container.start) + index
        spend(moving: Int(container.count) - index - count)
        slots.move(place + count, to: place, count: Int(container.count) - index - count)
        containers[value.container].count -= UInt32(count)
        containers[value.container].changes &+= 1
        forgetTable(of: value)
    }

    /// Counts the steps of moving slots.
    private mutating func spend(moving slots: Int) {
        spend(bytes: slots * MemoryLayout<Value>.stride)
    }

    package mutating func removeAll(of value: Value) {
        guard !value.isSubList else {
            return removeSlots(count(of: value), at: 0, ofSubList: value)
        }
        containers[value.container].count = 0
        containers[value.container].changes &+= 1
        forgetTable(of: value)
    }

    /// Makes room for `extra` more slots, moving the run to the end when it cannot grow in place.
    package mutating func reserve(_ extra: Int, in value: Value) -> Bool {
        let container = containers[value.container]
        let needed = Int(container.count) + extra
        if needed <= Int(container.capacity) { return true }
        let capacity = max(needed, Int(container.capacity) * 2, 8)
        let isLast = Int(container.start) + Int(container.capacity) == slots.count
        if isLast {
            guard slots.append(repeating: .null, count: capacity - Int(container.capacity)) else {
                return false
            }
        } else {
            let start = slots.count
            guard slots.appendCopy(Int(container.start), count: Int(container.count)),
                slots.append(repeating: .null, count: capacity - Int(container.count))
            else { return false }
            containers[value.container].start = UInt32(start)
        }
        containers[value.container].capacity = UInt32(capacity)
        return true
    }
}
