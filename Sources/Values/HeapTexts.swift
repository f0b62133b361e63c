// Texts: making them, measuring and comparing them the way Java does, in UTF-16 units.
//
// Bytes are UTF-8, except that a lone surrogate stands as its three bytes; a surrogate pair never
// does, it is one four-byte character. Other malformed bytes are tolerated: a byte that starts
// nothing counts as one unit or none, and nothing traps.

extension Heap {
    /// The string whose bytes start at `offset`, when its flags are known.
    @inlinable @inline(__always)
    package func string(at offset: Int, length: Int, flags: Value.Flags) -> Value {
        text(.string, at: offset, length: length, flags: flags)
    }

    /// A text of any kind over bytes that are in the heap; empty over bytes that found no room there.
    @inlinable @inline(__always)
    package func text(
        _ kind: Value.Kind, at offset: Int, length: Int, flags: Value.Flags
    ) -> Value {
        guard offset >= 0, length >= 0, length <= bytes.count - offset else {
            return Value(kind, flags: [.ascii, .plain])
        }
        var prefix = bytes.load4(offset)
        if length < 4 { prefix &= (1 << UInt32(length * 8)) &- 1 }
        return Value(
            kind, flags: flags, length: UInt32(length),
            payload: UInt64(prefix) << 32 | UInt64(offset))
    }

    /// The string whose bytes start at `offset`; looks at them to set the flags.
    package mutating func string(at offset: Int, length: Int) -> Value {
        guard offset >= 0, length >= 0, length <= bytes.count - offset else { return emptyString }
        return string(at: offset, length: length, flags: flags(of: offset..<offset + length))
    }

    /// The string made of everything appended to ``bytes`` since it held `start` bytes.
    package mutating func finishString(from start: Int) -> Value {
        let flags = flags(of: start..<bytes.count)
        if !flags.contains(.ascii) { joinSurrogates(from: start) }
        return string(at: start, length: bytes.count - start, flags: flags)
    }

    /// A string with a copy of `text`.
    package mutating func string(_ text: StaticString) -> Value {
        let start = bytes.count
        bytes.append(text)
        return finishString(from: start)
    }

    /// A string with a copy of `bytes`.
    package mutating func string(_ text: [UInt8]) -> Value {
        let start = bytes.count
        bytes.append(text)
        return finishString(from: start)
    }

    /// A string with a copy of `text`.
    @_disfavoredOverload
    package mutating func string(_ text: String) -> Value {
        let start = bytes.count
        bytes.append(string: text)
        return finishString(from: start)
    }

    /// The empty string.
    @inlinable package var emptyString: Value { Value(.string, flags: [.ascii, .plain]) }

    /// A copy of a text's bytes.
    package func array(of value: Value) -> [UInt8] {
        value.isText ? bytes.array(value.range) : []
    }

    /// A text as a Swift string, for messages; malformed bytes become U+FFFD.
    package func description(of value: Value) -> String {
        String(decoding: array(of: value), as: UTF8.self)
    }

    /// Whether a text's bytes are those of `other`.
    @inlinable
    package func isEqual(_ value: Value, to other: StaticString) -> Bool {
        guard Int(value.length) == other.utf8CodeUnitCount, value.isText else { return false }
        return bytes.isEqual(value.offset, to: other)
    }

    /// Whether two texts have the same bytes.
    @inlinable @inline(__always)
    package func haveEqualBytes(_ first: Value, _ second: Value) -> Bool {
        guard first.length == second.length, first.prefix == second.prefix else { return false }
        return first.length <= 4 || haveEqualTails(first, second)
    }

    /// Whether two texts of the same length, over four, have the same bytes behind the first four.
    @inlinable @inline(__always)
    func haveEqualTails(_ first: Value, _ second: Value) -> Bool {
        let length = Int(first.length)
        if first.offset == second.offset { return true }
        if length <= 8 {
            // The last four bytes overlap the first four.
            return bytes.load4(first.offset + length - 4) == bytes.load4(second.offset + length - 4)
        }
        var index = 4
        while index < length - 8 {
            if bytes.load8(first.offset + index) != bytes.load8(second.offset + index) {
                return false
            }
            index += 8
        }
        // The last eight bytes overlap others.
        return bytes.load8(first.offset + length - 8) == bytes.load8(second.offset + length - 8)
    }

    /// What a scan of the bytes tells: whether they are ASCII, and plain inside JSON quotes.
    package func flags(of range: Range<Int>) -> Value.Flags {
        if range.count >= 8 { return bytes.withBytes(in: range) { Value.Flags(of: $0) } }
        // Blanks in the place of what lies behind the end.
        let keep = (UInt64(1) << UInt64(range.count * 8)) &- 1
        let word = bytes.load8(range.lowerBound) & keep | 0x2020_2020_2020_2020 & ~keep
        return Value.Flags(high: word, special: Bytes8.needingEscape(word))
    }

    /// Replaces surrogate pairs written as two three-byte halves by one four-byte character.
    private mutating func joinSurrogates(from start: Int) {
        let end = bytes.count
        guard let first = bytes.firstIndex(of: 0xED, in: start..<end) else { return }
        var read = first
        var write = first
        while read < end {
            if end - read >= 6, let scalar = surrogatePair(at: read) {
                for byte in UTF8Bytes(scalar) {
                    bytes[write] = byte
                    write += 1
                }
                read += 6
            } else {
                if write != read { bytes[write] = bytes[read] }
                write += 1
                read += 1
            }
        }
        bytes.truncate(write)
    }

    private func surrogatePair(at index: Int) -> UInt32? {
        guard bytes[index] == 0xED, bytes[index + 1] & 0xF0 == 0xA0, bytes[index + 3] == 0xED,
            bytes[index + 4] & 0xF0 == 0xB0
        else { return nil }
        let high = UInt32(bytes[index + 1] & 0x0F) << 6 | UInt32(bytes[index + 2] & 0x3F)
        let low = UInt32(bytes[index + 4] & 0x0F) << 6 | UInt32(bytes[index + 5] & 0x3F)
        return 0x10000 + (high << 10 | low)
    }

    /// Appends a UTF-16 code unit or Unicode scalar; a surrogate is kept as its three bytes.
    package mutating func append(scalar: UInt32) {
        let encoded = UTF8Bytes(scalar)
        bytes.append(UInt64(encoded.bytes), count: encoded.left)
    }
}

/// Tests on eight bytes at once, the first in the low bits; a byte's high bit in the result is its
/// answer.
public enum Bytes8 {
    @inlinable package static var high: UInt64 { 0x8080_8080_8080_8080 }
    @inlinable package static var ones: UInt64 { 0x0101_0101_0101_0101 }

    // In the results the lowest bit that is set is right; bits above it may be wrong.

    /// Which bytes are `byte`.
    @inlinable
    package static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        // A byte that becomes zero borrows from its high bit.
        let difference = word ^ (ones &* UInt64(byte))
        return (difference &- ones) & ~difference & high
    }

    /// Which bytes need an escape in JSON quotes: control characters, `"`, `\`, DEL.
    @inlinable
    package static func needingEscape(_ word: UInt64) -> UInt64 {
        // Below 0x21 once a quote and a control character have changed places with what is between.
        let quoteOrControl = (word ^ (ones &* 0x02)) &- (ones &* 0x21)
        let backslash = (word ^ (ones &* 0x5C)) &- ones
        let delete = (word ^ (ones &* 0x7F)) &- ones
        return (quoteOrControl | backslash | delete) & ~word & high
    }
}

/// The UTF-8 bytes of a Unicode scalar, or the three bytes of a surrogate.
package struct UTF8Bytes: Sequence, IteratorProtocol {
    /// The bytes that were not given yet, the first in the low bits.
    fileprivate private(set) var bytes: UInt32
    fileprivate private(set) var left: Int

    package init(_ scalar: UInt32) {
        switch scalar {
        case 0..<0x80: (bytes, left) = (scalar, 1)
        case 0x80..<0x800:
            (bytes, left) = (0x80C0 | scalar >> 6 | (scalar & 0x3F) << 8, 2)
        case 0x800..<0x10000:
            (bytes, left) = (
                0x8080E0 | scalar >> 12 | (scalar >> 6 & 0x3F) << 8 | (scalar & 0x3F) << 16, 3
            )
        default:
            let low = (scalar >> 6 & 0x3F) << 16 | (scalar & 0x3F) << 24
            (bytes, left) = (0x8080_80F0 | (scalar >> 18 & 7) | (scalar >> 12 & 0x3F) << 8 | low, 4)
        }
    }

    package mutating func next() -> UInt8? {
        guard left > 0 else { return nil }
        defer {
            bytes >>= 8
            left -= 1
        }
        return UInt8(truncatingIfNeeded: bytes)
    }
}
