/// What stands for each byte in another text: up to seven bytes.
package struct ByteReplacements: Sendable {
    /// By byte: the replacement, its first byte in the low bits, and its length in the high byte.
    fileprivate let entries: [UInt64]
    /// The most bytes that stand for one, at least 1.
    fileprivate let longest: Int

    package init(_ replacement: (UInt8) -> [UInt8]) {
        entries = (UInt8.min...UInt8.max).map { byte in
            let bytes = replacement(byte)
            precondition(bytes.count <= 7)
            return UInt64(bytes.count) << 56 | bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        longest = max(1, entries.reduce(0) { max($0, Int($1 >> 56)) })
    }
}

extension ByteBuffer {
    /// Appends bytes of another buffer, each replaced.
    package mutating func append(
        _ source: borrowing ByteBuffer, _ range: Range<Int>, replacing: borrowing ByteReplacements
    ) {
        precondition(range.lowerBound >= 0 && range.upperBound <= source.used)
        replacing.entries.withUnsafeBufferPointer { entries in
            precondition(entries.count == 256)
            guard reserve(for: source, range, entries, longest: replacing.longest) else { return }
            var end = base + used
            for index in range { Self.store(entries[Int(source.base[index])], &end) }
            used = end - base
        }
    }

    /// Appends the text of another buffer up to the first byte that is not ASCII, eight bytes at a time.
    /// Replaced are only bytes that need an escape in JSON, `other` and `another`.
    ///
    /// - Returns: the index of the first byte that was not appended.
    package mutating func appendASCII(
        _ source: borrowing ByteBuffer, _ range: Range<Int>, replacing: borrowing ByteReplacements,
        and other: UInt8, _ another: UInt8
    ) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= source.used)
        return replacing.entries.withUnsafeBufferPointer { entries in
            precondition(entries.count == 256)
            guard reserve(for: source, range, entries, longest: replacing.longest) else {
                return range.upperBound
            }
            var index = range.lowerBound
            var end = base + used
            while index < range.upperBound {
                let word = source.word(index)
                let ascii = (word & Bytes8.high).trailingZeroBitCount >> 3
                let count = min(ascii, range.upperBound &- index)
                if count == 0 { break }
                let special =
                    Bytes8.needingEscape(word) | Bytes8.equal(word, other)
                    | Bytes8.equal(word, another)
                Self.store(
                    word, special & (~0 &>> UInt64(64 &- count &* 8)), count, entries, &end)
                index &+= count
            }
            used = end - base
            return index
        }
    }

    /// Stores the first `count` bytes of a word, those that `special` marks replaced. Bits above the
    /// lowest that is set may be set without need: a byte may well stand for itself.
    @inline(__always)
    private static func store(
        _ word: UInt64, _ special: UInt64, _ count: Int, _ entries: UnsafeBufferPointer<UInt64>,
        _ end: inout UnsafeMutablePointer<UInt8>
    ) {
        var (word, special, left) = (word, special, count)
        while special != 0 {
            // The slack takes what is written too much.
            let plain = special.trailingZeroBitCount >> 3
            UnsafeMutableRawPointer(end).storeBytes(of: word.littleEndian, as: UInt64.self)
            end += plain
            word &>>= UInt64(plain &* 8)
            store(entries[Int(word & 0xFF)], &end)
            word &>>= 8
            special = (special &>> UInt64(plain &* 8)) &>> 8
            left &-= plain &+ 1
        }
        UnsafeMutableRawPointer(end).storeBytes(of: word.littleEndian, as: UInt64.self)
        end += left
    }

    /// Stores a replacement.
    @inline(__always)
    private static func store(_ entry: UInt64, _ end: inout UnsafeMutablePointer<UInt8>) {
        // The slack takes what is written too much.
        UnsafeMutableRawPointer(end).storeBytes(of: entry.littleEndian, as: UInt64.self)
        end += Int(entry >> 56)
    }

    /// Makes room for what stands for a range; false if that passes the limit.
    private mutating func reserve(
        for source: borrowing ByteBuffer, _ range: Range<Int>,
        _ entries: UnsafeBufferPointer<UInt64>, longest: Int
    ) -> Bool {
        if range.count &* longest <= capacity &- used { return true }
        var count = 0
        for index in range { count &+= Int(entries[Int(source.base[index])] >> 56) }
        return reserve(count)
    }
}
