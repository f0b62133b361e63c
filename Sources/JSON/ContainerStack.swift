// The containers that a parser has open.
//
// Their children are pushed on the heap's stack and moved to slots of their own when a container
// closes. Below them lies a frame with the state of the container around:
//
//     … frame, child, child, frame, key, value, key │ the value parsed next
//         └ payload: filter of the keys so far; length: where the children start; detail: the flags

import Values

struct ContainerStack {
    private let nesting: Int
    private(set) var depth = 0
    private var container: OpenContainer

    init(nesting: Int, _ heap: borrowing Heap) {
        self.nesting = nesting
        container = OpenContainer(isObject: false, base: heap.stack.count)
    }

    /// No container is open.
    var isEmpty: Bool { depth == 0 }
    /// The innermost container is an object.
    var isObject: Bool { container.isObject }

    @inline(__always)
    mutating func open(
        _ heap: inout Heap, isObject: Bool, at offset: Int
    ) throws(JSONParseError) {
        guard depth < nesting else { throw .tooDeep(nesting, at: offset) }
        guard heap.stack.append(container.frame) else { throw .tooLarge(at: offset) }
        depth &+= 1
        container = OpenContainer(isObject: isObject, base: heap.stack.count)
    }

    /// Closes the innermost container and makes it a child of the one around.
    @inline(__always)
    mutating func close(_ heap: inout Heap, at offset: Int) throws(JSONParseError) {
        let value = container.close(&heap)
        guard let frame = heap.stack.popLast(), heap.stack.append(value) else {
            throw .tooLarge(at: offset)
        }
        depth &-= 1
        container = OpenContainer(frame: frame)
    }

    @inline(__always)
    func push(_ value: Value, _ heap: inout Heap, at offset: Int) throws(JSONParseError) {
        guard heap.stack.append(value) else { throw .tooLarge(at: offset) }
    }

    @inline(__always)
    mutating func push(
        key: Value, _ heap: inout Heap, at offset: Int
    ) throws(JSONParseError) {
        container.note(key, heap)
        guard heap.stack.append(key) else { throw .tooLarge(at: offset) }
    }

    /// The value of the whole text.
    func finish(_ heap: inout Heap, at offset: Int) throws(JSONParseError) -> Value {
        guard !heap.isExhausted, let value = heap.stack.popLast() else {
            throw .tooLarge(at: offset)
        }
        return value
    }
}

/// The container whose children are being read.
private struct OpenContainer {
    let isObject: Bool
    /// Where the children start on the stack.
    let base: Int
    private var hasEqualKeys = false
    /// A bit for each key's hash: a key whose bit is clear is new.
    private var keys: UInt64 = 0

    /// With more slots than these a table finds equal keys faster than a scan.
    private static var scannedSlots: Int { 64 }

    init(isObject: Bool, base: Int) {
        self.isObject = isObject
        self.base = base
    }

    init(frame: Value) {
        isObject = frame.detail & 1 != 0
        hasEqualKeys = frame.detail & 2 != 0
        base = Int(frame.length)
        keys = frame.payload
    }

    var frame: Value {
        Value(
            .null, detail: (isObject ? 1 : 0) | (hasEqualKeys ? 2 : 0),
            length: UInt32(truncatingIfNeeded: base), payload: keys)
    }

    /// Remembers a key, and whether there was an equal one.
    @inline(__always)
    mutating func note(_ key: Value, _ heap: borrowing Heap) {
        let tail = Self.tail(of: key, heap)
        let mixed = UInt64(key.prefix) << 32 | UInt64(tail ^ key.length << 24)
        let bit = UInt64(1) << ((mixed &* 0x9E37_79B9_7F4A_7C15) >> 58)
        if keys & bit != 0 { search(key, heap) }
        keys |= bit
    }

    /// The last four bytes of a key that has more than four.
    @inline(__always)
    private static func tail(of key: Value, _ heap: borrowing Heap) -> UInt32 {
        key.length > 4 ? heap.bytes.load4(key.range.upperBound - 4) : 0
    }

    @inline(never)
    private mutating func search(_ key: Value, _ heap: borrowing Heap) {
        guard !hasEqualKeys, heap.stack.count - base <= Self.scannedSlots else { return }
        let tail = Self.tail(of: key, heap)
        var slot = base
        while slot < heap.stack.count {
            let other = heap.stack[slot]
            // Keys tend to begin alike and to end differently.
            if other.length == key.length, Self.tail(of: other, heap) == tail,
                heap.haveEqualBytes(other, key)
            {
                hasEqualKeys = true
                return
            }
            slot += 2
        }
    }

    /// The container with the children from the stack.
    @inline(__always)
    func close(_ heap: inout Heap) -> Value {
        guard isObject else { return heap.makeContainer(.jsonArray, fromStack: base) }
        let isLarge = heap.stack.count - base > Self.scannedSlots
        let value = heap.makeContainer(.map, fromStack: base)
        if hasEqualKeys || isLarge { heap.mergeEqualKeys(of: value) }
        return value
    }
}
