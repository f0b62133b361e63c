public import Values

extension Value: Equatable {
    /// The same bits, which is enough for the values in these tests.
    public static func == (a: Value, b: Value) -> Bool {
        a.kind == b.kind && a.payload == b.payload && a.length == b.length
    }
}

/// `a.equals(b)`, as a function: an expectation cannot hold a heap.
func areEqual(_ a: Value, _ b: Value, in heap: inout Heap) -> Bool { heap.equals(a, b) }

/// `value.substring(from, to)`.
func part(of value: Value, from: Int, to: Int, in heap: inout Heap) -> Value? {
    heap.substring(of: value, from: from, to: to)
}
