import Values

/// The steps of paths and the names in them: what a straight walk needs. A table of its own,
/// because a method of the whole plan would be handed a copy of all its arrays at each call.
struct PathStepTable: Sendable {
    var steps: [PathStep] = []
    var keys: [PathKey] = []
    /// The bytes of the names.
    var words: [UInt64] = []

    // MARK: Building

    /// Adds a member name; gives its index.
    mutating func addKey(_ bytes: some Collection<UInt8>) -> Int32 {
        let start = words.count
        var word: UInt64 = 0
        var filled: UInt64 = 0
        for byte in bytes {
            word |= UInt64(byte) << filled
            filled += 8
            if filled == 64 {
                words.append(word)
                (word, filled) = (0, 0)
            }
        }
        if filled > 0 { words.append(word) }
        let prefix = words.count > start ? UInt32(truncatingIfNeeded: words[start]) : 0
        keys.append(
            PathKey(length: UInt32(bytes.count), prefix: prefix, word: UInt32(start)))
        return Int32(keys.count - 1)
    }

    /// Marks the steps at the end of the path that need no more than ``follow(from:in:_:)``.
    mutating func markFollowedSteps(from start: Int) {
        for index in (start..<steps.count).reversed() {
            let step = steps[index]
            let isSimple = step.kind == .name || step.kind == .index || step.kind == .end
            guard isSimple, !step.isDescendant, !step.isUpstreamDefinite else { return }
            steps[index].isFollowed = true
        }
    }

    /// The bytes of a member name.
    func name(of key: PathKey) -> [UInt8] {
        (0..<Int(key.length)).map { index in
            UInt8(truncatingIfNeeded: words[Int(key.word) + index / 8] >> UInt64(index % 8 * 8))
        }
    }

    // MARK: Walking

    /// The slot of the key that equals `key` in a map, or nil; its value stands in the next slot.
    @inline(__always)
    func slot(of key: PathKey, in map: Value, _ heap: inout Heap) -> Int? {
        let container = heap.containers[map.container]
        let start = Int(container.start)
        let end = start + Int(container.count)
        if container.count <= Self.smallMapSlots {
            return slot(of: key, from: start, to: end, heap)
        }
        if container.count > Self.largeMapSlots { return slotInLargeMap(of: key, in: map, &heap) }
        return slotInOrder(of: key, from: start, to: end, &heap)
    }

    /// Up to this many slots a search begins with the first one.
    private static var smallMapSlots: UInt32 { 16 }

    /// Keys are unique, so the search may begin anywhere: behind the key that was found last, because
    /// templates tend to ask for members in the order of the document.
    @inline(never)
    private func slotInOrder(
        of key: PathKey, from start: Int, to end: Int, _ heap: inout Heap
    ) -> Int? {
        let next = heap.slotFoundLast + 2
        let first = next > start && next < end && (next - start) & 1 == 0 ? next : start
        let found =
            slot(of: key, from: first, to: end, heap) ?? slot(of: key, from: start, to: first, heap)
        if let found { heap.slotFoundLast = found }
        return found
    }

    @inline(__always)
    private func slot(
        of key: PathKey, from start: Int, to end: Int, _ heap: borrowing Heap
    ) -> Int? {
        var slot = start
        while slot < end {
            if isEqual(key, heap.slots[slot], heap) { return slot }
            slot += 2
        }
        return nil
    }

    /// The value of the member that a step names; nil when there is none.
    ///
    /// - Parameter hint: the member's place in the last map.
    @inline(__always)
    func member(
        _ step: PathStep, of map: Value, _ heap: inout Heap, hint: inout UInt32
    ) -> Value? {
        guard map.isMap else { return nil }
        let key = keys[Int(step.first)]
        let container = heap.containers[map.container]
        if hint < container.count {
            let slot = Int(container.start) + Int(hint)
            if isEqual(key, heap.slots[slot], heap) { return heap.slots[slot + 1] }
        }
        guard let slot = slot(of: key, in: map, &heap) else { return nil }
        hint = UInt32(slot - Int(container.start))
        return heap.slots[slot + 1]
    }

    @inline(__always)
    private func isEqual(_ key: PathKey, _ text: Value, _ heap: borrowing Heap) -> Bool {
        text.prefix == key.prefix && text.length == key.length && text.kind == .string
            && (key.length <= 4 || hasRest(of: key, text, heap))
    }

    /// Whether a text whose first four bytes are those of `key` has all of them.
    @inline(__always)
    private func hasRest(of key: PathKey, _ text: Value, _ heap: borrowing Heap) -> Bool {
        var word = Int(key.word)
        var offset = text.offset
        var left = Int(key.length)
        while left >= 8 {
            if words[word] != heap.bytes.load8(offset) { return false }
            word += 1
            offset += 8
            left -= 8
        }
        if left == 0 { return true }
        return (words[word] ^ heap.bytes.load8(offset)) << UInt64(64 - left * 8) == 0
    }

    /// Above this the heap's own lookup is better, which keeps a table for a large map.
    private static var largeMapSlots: UInt32 { 128 }

    private func slotInLargeMap(of key: PathKey, in map: Value, _ heap: inout Heap) -> Int? {
        let end = heap.bytes.count
        defer { heap.bytes.truncate(end) }
        let text = heapString(key, &heap)
        guard let index = heap.indexOfKey(text, in: map) else { return nil }
        return Int(heap.containers[map.container].start) + index * 2
    }

    /// The name as a string of the heap.
    private func heapString(_ key: PathKey, _ heap: inout Heap) -> Value {
        let start = heap.bytes.count
        var word = Int(key.word)
        var left = Int(key.length)
        while left > 0 {
            heap.bytes.append(words[word], count: min(left, 8))
            word += 1
            left -= 8
        }
        // At the heap's limit the bytes are missing; nothing is called that then.
        guard heap.bytes.count == start + Int(key.length) else { return heap.emptyString }
        return heap.string(at: start, length: Int(key.length), flags: [])
    }

    /// Walks a path of names and single indexes; nil when it leads to nothing.
    @inline(__always)
    func follow(_ path: CompiledPath, in value: Value, _ heap: inout Heap) -> Value? {
        follow(from: Int(path.start), in: value, &heap)
    }

    /// Walks from the step `first` on, where only names and single indexes follow.
    @inline(__always)
    func follow(from first: Int, in start: Value, _ heap: inout Heap) -> Value? {
        var value = start
        var index = first
        while true {
            let step = steps[index]
            if step.kind == .name {
                guard value.isMap,
                    let slot = slot(of: keys[Int(step.first)], in: value, &heap)
                else { return nil }
                value = heap.slots[slot + 1]
            } else if step.kind == .index {
                guard value.isPathList, let element = heap.element(Int(step.first), ofList: value)
                else { return nil }
                value = element
            } else {
                return value
            }
            index += 1
        }
    }
}

extension Heap {
    /// The element at `index`, counted from the end if it is negative; nil outside.
    @inline(__always)
    func element(_ index: Int, ofList list: Value) -> Value? {
        let container = containers[list.container]
        let place = index < 0 ? index + Int(container.count) : index
        guard place >= 0, place < Int(container.count) else { return nil }
        return slots[Int(container.start) + place]
    }
}

extension Value {
    /// What a path sees as a list: `java.util.List`, not an array or a set.
    @inline(__always)
    var isPathList: Bool { kind == .jsonArray || kind == .list }

    /// What a path can go into.
    @inline(__always)
    var isPathContainer: Bool { isPathList || isMap }
}
