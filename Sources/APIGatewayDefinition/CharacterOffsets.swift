/// Where the characters of a text stand, in bytes. A character is a Unicode scalar; a byte order mark is
/// none.
struct CharacterOffsets {
    /// The first byte that is no byte order mark.
    let start: Int
    private let end: Int
    /// The offset of each character; empty where each is a byte.
    private let offsets: [UInt32]

    init(_ text: [UInt8]) {
        start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        end = text.count
        let rest = text[start...]
        guard rest.contains(where: { $0 >= 0x80 }) else {
            offsets = []
            return
        }
        offsets = rest.indices.lazy.filter { text[$0] & 0xC0 != 0x80 }
            .map { UInt32(truncatingIfNeeded: $0) }
    }

    subscript(index: Int) -> Int {
        if offsets.isEmpty { return min(max(index, 0), end - start) + start }
        return offsets.indices.contains(index) ? Int(offsets[index]) : end
    }
}
