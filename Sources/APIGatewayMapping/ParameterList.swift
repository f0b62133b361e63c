package import Values

/// Names with a text each, in order: headers, query string, path parameters, stage variables.
///
/// Renders take a list over with a copy of flat memory and touch no strings.
public struct ParameterList: Equatable, Sendable, ExpressibleByDictionaryLiteral {
    private(set) var image = ValueImage.emptyMap

    /// An empty list.
    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// The number of parameters.
    public var count: Int { image.entryCount }

    public var isEmpty: Bool { count == 0 }

    /// Adds a parameter. Of several with one name the last one counts.
    public mutating func append(_ name: String, _ value: String) {
        append(name: name.utf8, value: value.utf8)
    }

    /// Adds a parameter given as UTF-8 bytes.
    public mutating func append(name: some Sequence<UInt8>, value: some Sequence<UInt8>) {
        name.withBytes { name in
            value.withBytes { image.append(name, $0) }
        }
    }

    /// Adds a parameter given as two texts of a heap.
    package mutating func append(
        _ name: Values.Value, _ value: Values.Value, of heap: borrowing Heap
    ) {
        image.append(name, value, of: heap)
    }

    /// Forgets all parameters and keeps the memory.
    public mutating func removeAll() { image.removeAll() }

    public static func == (first: ParameterList, second: ParameterList) -> Bool {
        first.image.hasSameTexts(as: second.image)
    }
}

extension Sequence<UInt8> {
    /// Calls `body` with the bytes in one run, copied when they are in none.
    fileprivate func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if withContiguousStorageIfAvailable(body) == nil {
            Array(self).withUnsafeBufferPointer(body)
        }
    }
}
