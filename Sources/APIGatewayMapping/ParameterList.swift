/// Names with a text each, in order: headers, query string, path parameters, stage variables.
///
/// All texts stand in one run of bytes, so that rendering a request touches no strings.
public struct ParameterList: Equatable, Sendable, ExpressibleByDictionaryLiteral {
    /// The end of each name and of each value in ``bytes``, in turn.
    package private(set) var ends: [UInt32] = []
    package private(set) var bytes: [UInt8] = []

    /// An empty list.
    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// The number of parameters.
    public var count: Int { ends.count / 2 }

    public var isEmpty: Bool { ends.isEmpty }

    /// Adds a parameter. Of several with one name the last one counts.
    public mutating func append(_ name: String, _ value: String) {
        append(name: name.utf8, value: value.utf8)
    }

    /// Adds a parameter given as UTF-8 bytes.
    public mutating func append(name: some Sequence<UInt8>, value: some Sequence<UInt8>) {
        bytes.append(contentsOf: name)
        ends.append(UInt32(clamping: bytes.count))
        bytes.append(contentsOf: value)
        ends.append(UInt32(clamping: bytes.count))
    }

    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Where the name of the parameter at `index` stands in ``bytes``.
    package func nameRange(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : Int(ends[index * 2 - 1]))..<Int(ends[index * 2])
    }

    /// Where the value of the parameter at `index` stands in ``bytes``.
    package func valueRange(_ index: Int) -> Range<Int> {
        Int(ends[index * 2])..<Int(ends[index * 2 + 1])
    }
}
