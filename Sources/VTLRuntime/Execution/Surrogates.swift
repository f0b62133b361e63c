package import Values

// Halves of surrogate pairs, which Java's strings may hold one by one: `$s.charAt(0)$s.charAt(1)`.

extension ByteBuffer {
    /// Joins the halves of pairs that were written one after the other into one character. A half
    /// without its other half becomes a question mark, as in Java's encoder, or stays as its three bytes.
    package mutating func joinSurrogates(replacingLoneOnes: Bool) {
        guard let first = firstSurrogate(in: 0..<count) else { return }
        var read = first
        var write = first
        while read < count {
            guard let unit = surrogate(at: read) else {
                self[write] = self[read]
                read += 1
                write += 1
                continue
            }
            read += 3
            var scalar: UInt32 = replacingLoneOnes ? 0x3F : unit
            if unit < 0xDC00, let low = surrogate(at: read), low >= 0xDC00 {
                scalar = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                read += 3
            }
            for byte in UTF8Bytes(scalar) {
                self[write] = byte
                write += 1
            }
        }
        truncate(write)
    }

    /// Where the first half of a pair stands, or nil.
    package func firstSurrogate(in range: Range<Int>) -> Int? {
        var start = range.lowerBound
        while let index = firstIndex(of: 0xED, in: start..<range.upperBound) {
            if surrogate(at: index) != nil { return index }
            start = index + 1
        }
        return nil
    }

    /// The UTF-16 unit whose three bytes start at `index`, if they are half of a pair.
    private func surrogate(at index: Int) -> UInt32? {
        guard index + 2 < count, self[index] == 0xED, self[index + 1] & 0xE0 == 0xA0,
            self[index + 2] & 0xC0 == 0x80
        else { return nil }
        return 0xD000 | UInt32(self[index + 1] & 0x3F) << 6 | UInt32(self[index + 2] & 0x3F)
    }
}
