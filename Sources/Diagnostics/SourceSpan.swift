/// A range of bytes in a source text. Lines and columns are computed only when a span is shown.
public struct SourceSpan: Equatable, Hashable, Sendable, BitwiseCopyable {
    /// The first byte, counted from the start of the source.
    public var offset: UInt32
    /// The number of bytes; 0 marks a position between two bytes.
    public var length: UInt32

    public init(offset: Int, length: Int) {
        self.offset = UInt32(clamping: offset)
        self.length = UInt32(clamping: length)
    }

    /// The byte after the last one.
    public var end: Int { Int(offset) + Int(length) }

    /// The smallest span that covers this one and `other`.
    public func union(_ other: SourceSpan) -> SourceSpan {
        let start = min(offset, other.offset)
        return SourceSpan(offset: Int(start), length: max(end, other.end) - Int(start))
    }
}
