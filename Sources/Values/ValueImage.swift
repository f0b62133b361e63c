/// A value with everything in it, apart from any heap: flat memory that a heap takes over with a copy.
///
/// An image is made once and loaded into heaps of any thread as often as one likes. It does not see
/// what a template does to the values that were loaded.
package struct ValueImage: Sendable {
    /// All texts, one behind the other.
    fileprivate var bytes: [UInt8] = []
    /// The elements of all containers. Texts count their bytes, and containers their indexes, from the
    /// start of the image.
    fileprivate var slots: [Value] = []
    /// The slots that hold no text.
    fileprivate var slotsWithoutText: [UInt32] = []
    fileprivate var containers: [Container] = []
    fileprivate var root = Value.null
    /// Some keys of a map of texts may be equal, of which the last counts.
    fileprivate var hasEqualKeys = false
    /// A bit for each key's hash: a key whose bit is clear is new.
    private var keys: UInt64 = 0
}

// MARK: A value of a heap

extension ValueImage {
    /// Copies a value as a parser makes it: texts, numbers, lists and maps.
    package init(of value: Value, in heap: borrowing Heap, as given: GivenValues) {
        var copier = ValueCopier(
            bytes: ByteBuffer(capacity: min(heap.bytes.count, 4096)),
            slots: Buffer(capacity: min(heap.slots.count, 256)),
            containers: Buffer(capacity: min(heap.containers.count, 64)))
        root = copier.copy(value, heap, given)
        copier.copyElements(heap, given)
        bytes = copier.bytes.array
        slots = copier.slots.array
        containers = copier.containers.array
        for index in 0..<slots.count where !slots[index].isText {
            slotsWithoutText.append(UInt32(index))
        }
    }
}

/// Copies a value and then, container by container, what is in it.
private struct ValueCopier: ~Copyable {
    var bytes: ByteBuffer
    var slots: Buffer<Value>
    /// Each says where its elements lie in the heap until it is its turn.
    var containers: Buffer<Container>

    @inline(__always)
    mutating func copy(_ value: Value, _ heap: borrowing Heap, _ given: GivenValues) -> Value {
        var copy = given.convert(value, heap)
        if value.isText {
            copy.payload = UInt64(value.prefix) << 32 | UInt64(bytes.count)
            bytes.append(heap.bytes, value.offset, count: Int(value.length))
        } else if value.isMap || value.isList {
            let source = heap.containers[value.container]
            copy.payload = UInt64(containers.count)
            containers.append(
                Container(start: source.start, count: source.count, capacity: source.count))
        }
        return copy
    }

    mutating func copyElements(_ heap: borrowing Heap, _ given: GivenValues) {
        var next = 0
        while next < containers.count {
            let source = containers[next]
            containers[next].start = UInt32(slots.count)
            for slot in Int(source.start)..<Int(source.start + source.count) {
                slots.append(copy(heap.slots[slot], heap, given))
            }
            next += 1
        }
    }
}

// MARK: A map of texts

extension ValueImage {
    /// A map without entries, for ``append(_:_:)``.
    package static let emptyMap = {
        var image = ValueImage()
        image.containers = [Container(start: 0, count: 0, capacity: 0)]
        image.root = Value(.map)
        return image
    }()

    /// The number of entries of a map of texts, equal keys counted apart.
    package var entryCount: Int { slots.count / 2 }

    /// Adds an entry to a map of texts. Of several with one key the last one counts.
    package mutating func append(
        _ key: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>
    ) {
        append(text(key), text(value))
    }

    /// Adds two texts of a heap to a map of texts. Of several with one key the last one counts.
    package mutating func append(_ key: Value, _ value: Value, of heap: borrowing Heap) {
        precondition(key.isText && value.isText)
        append(copy(ofText: key, heap), copy(ofText: value, heap))
    }

    private mutating func copy(ofText text: Value, _ heap: borrowing Heap) -> Value {
        var copy = text
        copy.payload = UInt64(text.prefix) << 32 | UInt64(bytes.count)
        heap.bytes.withBytes(in: text.range) { bytes.append(contentsOf: $0) }
        return copy
    }

    private mutating func append(_ key: Value, _ value: Value) {
        slots.append(key)
        note(key)
        slots.append(value)
        containers[0].count = UInt32(clamping: slots.count)
        containers[0].capacity = containers[0].count
    }

    /// Makes a map of texts empty and keeps the memory.
    package mutating func removeAll() {
        guard !slots.isEmpty else { return }
        bytes.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
        containers[0] = Container(start: 0, count: 0, capacity: 0)
        hasEqualKeys = false
        keys = 0
    }

    /// Whether two maps of texts have the same entries in the same order.
    package func hasSameTexts(as other: ValueImage) -> Bool {
        bytes == other.bytes && slots.elementsEqual(other.slots) { $0.length == $1.length }
    }

    private mutating func text(_ text: UnsafeBufferPointer<UInt8>) -> Value {
        var prefix: UInt64 = 0
        for index in (0..<min(4, text.count)).reversed() {
            prefix = prefix << 8 | UInt64(text[index])
        }
        // What does not fit into 32 bits, no heap has room for.
        let start = UInt64(UInt32(clamping: bytes.count))
        bytes.append(contentsOf: text)
        return Value(
            .string, flags: Value.Flags(of: text), length: UInt32(clamping: text.count),
            payload: prefix << 32 | start)
    }

    /// Remembers a key, and whether there was an equal one.
    private mutating func note(_ key: Value) {
        let tail = key.range.upperBound <= bytes.count ? bytes[key.range].last ?? 0 : 0
        let mixed = UInt64(key.prefix) << 32 | UInt64(key.length) << 8 | UInt64(tail)
        let bit = UInt64(1) << ((mixed &* 0x9E37_79B9_7F4A_7C15) >> 58)
        if keys & bit != 0, !hasEqualKeys { hasEqualKeys = mayBeKnown(key) }
        keys |= bit
    }

    /// Whether the last key was there before; among many keys it is taken to be, and the heap looks.
    private func mayBeKnown(_ key: Value) -> Bool {
        guard slots.count <= Heap.linearSlots else { return true }
        return stride(from: 0, to: slots.count - 1, by: 2).contains { slot in
            slots[slot].length == key.length && slots[slot].prefix == key.prefix
                && bytes[slots[slot].range] == bytes[key.range]
        }
    }
}

// MARK: Loading

extension Heap {
    /// Takes over what an image holds; null when there is no room for it.
    package mutating func load(_ image: borrowing ValueImage) -> Value {
        let (firstByte, firstSlot, firstContainer) = (bytes.count, slots.count, containers.count)
        bytes.append(image.bytes)
        guard slots.append(image.slots), containers.append(image.containers), !bytes.overflowed
        else { return .null }
        // Nearly all are texts: what is none is put back.
        slots.changeAll(from: firstSlot) { $0.payload &+= UInt64(firstByte) }
        for slot in image.slotsWithoutText {
            var value = image.slots[Int(slot)]
            value.move(texts: firstByte, containers: firstContainer)
            slots[firstSlot + Int(slot)] = value
        }
        containers.changeAll(from: firstContainer) { $0.start += UInt32(firstSlot) }
        var root = image.root
        root.move(texts: firstByte, containers: firstContainer)
        if image.hasEqualKeys { mergeEqualKeys(of: root) }
        return root
    }
}

extension Value {
    /// Counts a text's bytes and a container's index from another place on.
    fileprivate mutating func move(texts: Int, containers: Int) {
        if isText {
            payload &+= UInt64(texts)
        } else if isMap || isList {
            payload &+= UInt64(containers)
        }
    }
}
