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
    @inline(__always) var isEmpty: Bool { depth == 0 }
    /// Another container may be opened.
    @inline(__always) var hasRoom: Bool { depth < nesting }
    /// The innermost container is an object.
    @inline(__always) var isObject: Bool { container.isObject }
    /// What closes the innermost container.
    @inline(__always) var bracket: UInt8 { container.bracket }

    /// Something was read into the innermost container.
    func hasChildren(_ stack: borrowing Buffer<Value>) -> Bool { stack.count > container.base }

    /// Opens a container; false when there is no memory for it.
    @inline(__always)
    mutating func open(_ stack: inout Buffer<Value>, isObject: Bool) -> Bool {
        guard stack.append(container.frame) else { return false }
        depth &+= 1
        container = OpenContainer(isObject: isObject, base: stack.count)
        return true
    }

    /// The innermost container must be passed to ``mergeEqualKeys(_:)`` when it is closed.
    @inline(__always)
    func mayHaveEqualKeys(_ stack: borrowing Buffer<Value>) -> Bool {
        container.mayHaveEqualKeys(stack)
    }

    /// Closes the innermost container and makes it a child of the one around, in the place of the
    /// frame; false when there is no frame.
    @inline(__always)
    mutating func close(
        _ stack: inout Buffer<Value>, _ slots: inout Buffer<Value>,
        _ table: inout Buffer<Container>
    ) -> Bool {
        let value = container.close(&stack, &slots, &table)
        guard let frame = stack.exchangeLast(value) else { return false }
        depth &-= 1
        container = OpenContainer(frame: frame)
        return true
    }

    /// Remembers a key before it is pushed.
    @inline(__always)
    mutating func note(
        _ key: PlainString, _ bytes: borrowing ByteBuffer, _ stack: inout Buffer<Value>
    ) {
        let hash = OpenContainer.hash(key.first, key.length, end: key.end, bytes)
        container.note(key.value, hash, bytes, &stack)
    }
}

// MARK: With the whole heap

extension ContainerStack {
    mutating func open(
        _ heap: inout Heap, isObject: Bool, at offset: Int
    ) throws(JSONParseError) {
        guard hasRoom else { throw .tooDeep(nesting, at: offset) }
        guard open(&heap.stack, isObject: isObject) else { throw .tooLarge(at: offset) }
    }

    mutating func close(_ heap: inout Heap, at offset: Int) throws(JSONParseError) {
        let mayHaveEqualKeys = mayHaveEqualKeys(heap.stack)
        guard close(&heap.stack, &heap.slots, &heap.containers) else {
            throw .tooLarge(at: offset)
        }
        if mayHaveEqualKeys { mergeEqualKeys(&heap) }
    }

    /// Leaves one of each key in the object that was closed last.
    func mergeEqualKeys(_ heap: inout Heap) {
        heap.mergeEqualKeys(of: heap.stack[heap.stack.count - 1])
    }

    func push(_ value: Value, _ heap: inout Heap, at offset: Int) throws(JSONParseError) {
        guard heap.stack.append(value) else { throw .tooLarge(at: offset) }
    }

    mutating func push(
        key: Value, _ heap: inout Heap, at offset: Int
    ) throws(JSONParseError) {
        let hash = OpenContainer.hash(key, heap.bytes)
        container.note(key, hash, heap.bytes, &heap.stack)
        try push(key, &heap, at: offset)
    }

    /// The value of the whole text.
    func finish(_ heap: inout Heap, at offset: Int) throws(JSONParseError) -> Value {
        guard !heap.isExhausted, let value = heap.stack.popLast() else {
            throw .tooLarge(at: offset)
        }
        return value
    }
}
