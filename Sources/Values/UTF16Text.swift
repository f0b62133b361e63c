// Java counts strings in UTF-16 units: lengths, positions and order.

extension Heap {
    /// `String.length()`.
    package func utf16Length(of value: Value) -> Int {
        guard value.isText else { return 0 }
        if value.isAscii { return Int(value.length) }
        return utf16Length(of: value.range)
    }

    /// The number of UTF-16 units in a range of bytes.
    package func utf16Length(of range: Range<Int>) -> Int {
        var units = 0
        for index in range { units += Self.units(startedBy: bytes[index]) }
        return units
    }

    /// How many UTF-16 units a character takes, told by its first byte; 0 for a byte inside one.
    private static func units(startedBy byte: UInt8) -> Int {
        byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
    }

    /// A place between two UTF-16 units: the byte offset, and whether it lies inside the surrogate
    /// pair that starts there.
    package struct UTF16Position: BitwiseCopyable, Sendable {
        package var offset: Int
        package var isInsidePair: Bool
    }

    /// Where the unit with index `unit` starts; `unit` may equal the length. Nil outside the text.
    package func position(ofUnit unit: Int, in value: Value) -> UTF16Position? {
        guard unit >= 0, value.isText else { return nil }
        if value.isAscii {
            guard unit <= Int(value.length) else { return nil }
            return UTF16Position(offset: value.offset + unit, isInsidePair: false)
        }
        var left = unit
        var index = value.offset
        let end = value.range.upperBound
        while index < end {
            let units = Self.units(startedBy: bytes[index])
            if left == 0, units > 0 { break }
            if left == 1, units == 2 { return UTF16Position(offset: index, isInsidePair: true) }
            left -= units
            index += 1
        }
        return left == 0 ? UTF16Position(offset: index, isInsidePair: false) : nil
    }

    /// The UTF-16 unit with index `unit`, or nil outside the text.
    package func utf16Unit(at unit: Int, in value: Value) -> UInt16? {
        guard let position = position(ofUnit: unit, in: value),
            position.offset < value.range.upperBound
        else { return nil }
        let scalar = scalar(at: position.offset, end: value.range.upperBound).scalar
        guard scalar >= 0x10000 else { return UInt16(truncatingIfNeeded: scalar) }
        let bits = scalar - 0x10000
        return UInt16(
            truncatingIfNeeded: position.isInsidePair ? 0xDC00 | bits & 0x3FF : 0xD800 | bits >> 10)
    }

    /// The character that starts at `index` and its length in bytes; U+FFFD and 1 for a byte that
    /// starts none. Lone surrogates are given as they are.
    package func scalar(at index: Int, end: Int) -> (scalar: UInt32, length: Int) {
        let first = UInt32(bytes[index])
        func next(_ distance: Int) -> UInt32? {
            guard index + distance < end else { return nil }
            let byte = UInt32(bytes[index + distance])
            return byte & 0xC0 == 0x80 ? byte & 0x3F : nil
        }
        switch first {
        case 0..<0x80: return (first, 1)
        case 0xC2..<0xE0:
            guard let a = next(1) else { break }
            return ((first & 0x1F) << 6 | a, 2)
        case 0xE0..<0xF0:
            guard let a = next(1), let b = next(2) else { break }
            return ((first & 0x0F) << 12 | a << 6 | b, 3)
        case 0xF0..<0xF5:
            guard let a = next(1), let b = next(2), let c = next(3) else { break }
            let scalar = (first & 0x07) << 18 | a << 12 | b << 6 | c
            return scalar >= 0x10000 && scalar < 0x110000 ? (scalar, 4) : (0xFFFD, 1)
        default: break
        }
        return (0xFFFD, 1)
    }

    /// `String.substring(from, to)` in UTF-16 units; nil when the positions are outside or in the
    /// wrong order. A cut through a surrogate pair leaves a lone half on either side.
    package mutating func substring(of value: Value, from: Int, to: Int) -> Value? {
        guard from <= to, let start = position(ofUnit: from, in: value),
            let end = position(ofUnit: to, in: value)
        else { return nil }
        if !start.isInsidePair, !end.isInsidePair {
            let length = end.offset - start.offset
            if value.isAscii {
                return string(at: start.offset, length: length, flags: value.flags)
            }
            return string(at: start.offset, length: length)
        }
        if from == to { return emptyString }
        let result = bytes.count
        let limit = value.range.upperBound
        var copied = start.offset
        // What is no well-formed pair has halves too, of U+FFFD and without meaning.
        if start.isInsidePair {
            let (pair, length) = scalar(at: start.offset, end: limit)
            append(scalar: 0xDC00 | (pair &- 0x10000) & 0x3FF)
            copied += length
        }
        if end.offset > copied { bytes.appendCopy(copied, count: end.offset - copied) }
        if end.isInsidePair {
            let pair = scalar(at: end.offset, end: limit).scalar
            append(scalar: 0xD800 | ((pair &- 0x10000) >> 10) & 0x3FF)
        }
        return finishString(from: result)
    }

    /// `String.compareTo`: the difference of the first two units that differ, or of the lengths.
    package func compareUTF16(_ first: Value, _ second: Value) -> Int {
        let firstEnd = first.range.upperBound
        let secondEnd = second.range.upperBound
        var a = first.offset
        var b = second.offset
        while a < firstEnd, b < secondEnd {
            if bytes[a] < 0x80, bytes[a] == bytes[b] {
                a += 1
                b += 1
                continue
            }
            let x = scalar(at: a, end: firstEnd)
            let y = scalar(at: b, end: secondEnd)
            if x.scalar != y.scalar {
                // Only the first unit that differs counts: the low halves, when the high ones
                // agree.
                let (p, q) = (Self.pair(x.scalar), Self.pair(y.scalar))
                if p.high != q.high { return Int(p.high) - Int(q.high) }
                if let low = p.low ?? firstUnit(at: a + x.length, end: firstEnd),
                    let other = q.low ?? firstUnit(at: b + y.length, end: secondEnd)
                {
                    return Int(low) - Int(other)
                }
                break
            }
            a += x.length
            b += y.length
        }
        return utf16Length(of: a..<firstEnd) - utf16Length(of: b..<secondEnd)
    }

    /// The first UTF-16 unit of the character at `index`, or nil at the end.
    private func firstUnit(at index: Int, end: Int) -> UInt32? {
        index < end ? Self.pair(scalar(at: index, end: end).scalar).high : nil
    }

    private static func pair(_ scalar: UInt32) -> (high: UInt32, low: UInt32?) {
        guard scalar >= 0x10000 else { return (scalar, nil) }
        return (0xD800 + (scalar - 0x10000) >> 10, 0xDC00 | (scalar - 0x10000) & 0x3FF)
    }
}
