/// A growable run of trivially copyable elements, checked at every access: values, containers,
/// stacks.
@frozen
public struct Buffer<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var capacity: Int
    @usableFromInline var used: Int
    /// The most elements the buffer may hold.
    @usableFromInline package var limit: Int
    /// More were asked for than ``limit`` allows or the system has memory for.
    @usableFromInline package var overflowed: Bool

    @inlinable
    package init(capacity: Int = 64, limit: Int = Int(Int32.max)) {
        self.capacity = max(0, min(capacity, limit))
        base = Memory.allocate(byteCount: self.capacity * MemoryLayout<Element>.stride)
            .bindMemory(to: Element.self, capacity: self.capacity)
        used = 0
        self.limit = limit
        overflowed = false
    }

    @inlinable
    deinit { Memory.release(base) }

    @inlinable package var count: Int { used }

    @inlinable
    package subscript(index: Int) -> Element {
        get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: used))
            return base[index]
        }
        set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: used))
            base[index] = newValue
        }
    }

    /// A copy of all elements.
    @inlinable package var array: [Element] {
        Array(UnsafeBufferPointer(start: base, count: used))
    }

    /// Appends an element; false, and nothing appended, when ``limit`` is reached.
    @inlinable @discardableResult
    package mutating func append(_ element: Element) -> Bool {
        if used == capacity, !grow(1) { return false }
        base[used] = element
        used &+= 1
        return true
    }

    /// Appends copies of `count` elements that start at `start`; false when ``limit`` forbids it.
    @inlinable @discardableResult
    package mutating func appendCopy(_ start: Int, count: Int) -> Bool {
        precondition(start >= 0 && count >= 0 && start + count <= used)
        if count > capacity - used, !grow(count) { return false }
        (base + used).update(from: base + start, count: count)
        used += count
        return true
    }

    /// Appends elements of another buffer; false when ``limit`` forbids it.
    @inlinable @discardableResult
    package mutating func append(
        _ source: borrowing Buffer<Element>, _ start: Int, count: Int
    ) -> Bool {
        precondition(start >= 0 && count >= 0 && start + count <= source.used)
        if count > capacity - used, !grow(count) { return false }
        (base + used).update(from: source.base + start, count: count)
        used += count
        return true
    }

    /// Appends the elements of an array; false when ``limit`` forbids it.
    @inlinable @discardableResult
    package mutating func append(_ elements: [Element]) -> Bool {
        let count = elements.count
        if count > capacity - used, !grow(count) { return false }
        let end = base + used
        elements.withUnsafeBufferPointer {
            if let start = $0.baseAddress { end.update(from: start, count: count) }
        }
        used += count
        return true
    }

    /// Appends `count` times the same element; false when ``limit`` forbids it.
    @inlinable @discardableResult
    package mutating func append(repeating element: Element, count: Int) -> Bool {
        precondition(count >= 0)
        if count > capacity - used, !grow(count) { return false }
        (base + used).update(repeating: element, count: count)
        used += count
        return true
    }

    /// Changes each element from `start` on.
    @inlinable
    package mutating func changeAll(from start: Int, _ change: (inout Element) -> Void) {
        precondition(start >= 0 && start <= used)
        for index in start..<used { change(&base[index]) }
    }

    /// Moves `count` elements from `start` to `destination`; the ranges may overlap.
    @inlinable
    package mutating func move(_ start: Int, to destination: Int, count: Int) {
        precondition(start >= 0 && destination >= 0 && count >= 0)
        precondition(start + count <= used && destination + count <= used)
        UnsafeMutableRawPointer(base + destination).copyMemory(
            from: base + start, byteCount: count * MemoryLayout<Element>.stride)
    }

    /// Removes the last element, or gives nil when there is none.
    @inlinable @discardableResult
    package mutating func popLast() -> Element? {
        guard used > 0 else { return nil }
        used -= 1
        return base[used]
    }

    /// Puts another element in the place of the last one, which it gives, or nil when there is none.
    @inlinable
    package mutating func exchangeLast(_ element: Element) -> Element? {
        guard used > 0 else { return nil }
        let last = base[used &- 1]
        base[used &- 1] = element
        return last
    }

    /// Forgets all elements from `count` on.
    @inlinable
    package mutating func truncate(_ count: Int) {
        precondition(count >= 0 && count <= used)
        used = count
    }

    @usableFromInline
    mutating func grow(_ extra: Int) -> Bool {
        guard extra >= 0, extra <= limit - used else {
            overflowed = true
            return false
        }
        let wanted = max(used + extra, min(capacity * 2, limit))
        guard let memory = Memory.resize(base, byteCount: wanted * MemoryLayout<Element>.stride)
        else {
            overflowed = true
            return false
        }
        base = memory.bindMemory(to: Element.self, capacity: wanted)
        capacity = wanted
        return true
    }
}

extension Buffer<Value> {
    /// Moves the last values of another buffer, from `start` on, to the end of this one; false, and
    /// they are gone, when ``limit`` forbids it.
    @inlinable @inline(__always)
    mutating func append(tailOf source: inout Buffer<Value>, from start: Int) -> Bool {
        let count = source.used &- start
        precondition(start >= 0 && count >= 0)
        source.used = start
        if count > capacity &- used, !grow(count) { return false }
        let from = UnsafeRawPointer(source.base + start)
        let to = UnsafeMutableRawPointer(base + used)
        // Most runs are short: a loop is cheaper than a call.
        var offset = 0
        while offset < count &* MemoryLayout<Value>.stride {
            to.storeBytes(
                of: from.loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self),
                toByteOffset: offset, as: SIMD2<UInt64>.self)
            offset &+= MemoryLayout<Value>.stride
        }
        used &+= count
        return true
    }
}
