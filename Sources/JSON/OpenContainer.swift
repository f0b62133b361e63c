import Values

/// The container whose children are being read.
struct OpenContainer {
    /// Where the children start on the stack.
    let base: Int
    private var flags: UInt16
    /// A bit for each key's hash: a key whose bit is clear is new.
    private var keys: UInt64

    /// With more slots than these a table finds equal keys faster than a scan.
    private static var scannedSlots: Int { 64 }

    @inline(__always)
    init(isObject: Bool, base: Int) {
        self.base = base
        flags = isObject ? 1 : 0
        keys = 0
    }

    @inline(__always)
    init(frame: Value) {
        base = Int(frame.length)
        flags = frame.detail
        keys = frame.payload
    }

    @inline(__always)
    var frame: Value {
        Value(
            .null, detail: flags, length: UInt32(truncatingIfNeeded: base), payload: keys)
    }

    @inline(__always) var isObject: Bool { flags & 1 != 0 }

    private var hasEqualKeys: Bool {
        @inline(__always) get { flags & 2 != 0 }
        @inline(__always) set { flags = flags & 1 | (newValue ? 2 : 0) }
    }

    /// What closes it.
    @inline(__always)
    var bracket: UInt8 { isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }

    // MARK: Keys

    /// What tells keys apart: nearly all of the first eight bytes and the last eight. Zeros stand
    /// in `first` behind the end of a shorter key.
    @inline(__always)
    static func hash(
        _ first: UInt64, _ length: Int, end: Int, _ bytes: borrowing ByteBuffer
    ) -> UInt64 {
        length < 8 ? first : first &+ bytes.load8(end &- 8) &* 5
    }

    static func hash(_ key: Value, _ bytes: borrowing ByteBuffer) -> UInt64 {
        var first = bytes.load8(key.offset)
        if key.length < 8 { first &= (1 << UInt64(key.length * 8)) &- 1 }
        return hash(first, Int(key.length), end: key.range.upperBound, bytes)
    }

    /// Remembers a key, and whether there was an equal one.
    @inline(__always)
    mutating func note(
        _ key: Value, _ hash: UInt64, _ bytes: borrowing ByteBuffer,
        _ stack: inout Buffer<Value>
    ) {
        let bit = UInt64(1) << ((hash &* 0x9E37_79B9_7F4A_7C15) >> 58)
        if keys & bit != 0, !hasEqualKeys { hasEqualKeys = hasEqual(key, hash, bytes, &stack) }
        keys |= bit
    }

    /// Whether there was an equal key. Says no where that would take long. The stack is not changed:
    /// `inout` spares the copy that would be borrowed.
    @inline(never)
    private func hasEqual(
        _ key: Value, _ hash: UInt64, _ bytes: borrowing ByteBuffer,
        _ stack: inout Buffer<Value>
    ) -> Bool {
        guard stack.count - base <= Self.scannedSlots else { return false }
        var slot = base
        while slot < stack.count {
            let other = stack[slot]
            if other.length == key.length, other.prefix == key.prefix,
                Self.hash(other, bytes) == hash,
                bytes.isEqual(other.offset, key.offset, count: Int(key.length))
            {
                return true
            }
            slot += 2
        }
        return false
    }

    // MARK: Closing

    @inline(__always)
    func mayHaveEqualKeys(_ stack: borrowing Buffer<Value>) -> Bool {
        isObject && (hasEqualKeys || stack.count &- base > Self.scannedSlots)
    }

    /// The container with the children from the stack.
    @inline(__always)
    func close(
        _ stack: inout Buffer<Value>, _ slots: inout Buffer<Value>,
        _ table: inout Buffer<Container>
    ) -> Value {
        Heap.makeContainer(
            isObject ? .map : .jsonArray, from: base, of: &stack, in: &slots, &table)
    }
}
