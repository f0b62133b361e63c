import Values

// Finding texts in texts, with Java's positions in UTF-16 units.
//
// Almost always bytes can be compared. The exception is a needle that starts or ends with half of a
// surrogate pair: it also matches inside a whole pair, whose bytes look different.

extension Heap {
    /// The unit at which `needle` first stands at or after the unit `from`, or -1.
    mutating func unitIndex(of needle: Value, in text: Value, from: Int) -> Int {
        let length = utf16Length(of: text)
        let from = max(from, 0)
        if from >= length { return needle.length == 0 ? length : -1 }
        if needle.length == 0 { return from }
        guard let start = position(ofUnit: from, in: text) else { return -1 }
        if splitsPairs(needle) { return slowIndex(of: needle, in: text, from: from) }
        let searched = start.offset + (start.isInsidePair ? 1 : 0)..<text.range.upperBound
        guard let offset = offset(of: needle, in: searched) else { return -1 }
        return text.isAscii ? offset - text.offset : utf16Length(of: text.offset..<offset)
    }

    /// The last unit not after `limit` at which `needle` stands, or -1.
    mutating func lastUnitIndex(of needle: Value, in text: Value, upTo limit: Int) -> Int {
        let length = utf16Length(of: text)
        let last = min(limit, length - utf16Length(of: needle))
        guard last >= 0 else { return -1 }
        if needle.length == 0 { return last }
        if splitsPairs(needle) { return slowLastIndex(of: needle, in: text, upTo: last) }
        guard let start = position(ofUnit: last, in: text) else { return -1 }
        if needle.length > Self.shortNeedle {
            let end = min(start.offset + Int(needle.length), text.range.upperBound)
            return longSearch(needle, in: text.offset..<end, last: true)
                .map { utf16Length(of: text.offset..<$0) } ?? -1
        }
        var offset = start.offset
        let first = bytes[needle.offset]
        while offset >= text.offset {
            if bytes[offset] == first, offset + Int(needle.length) <= text.range.upperBound,
                bytes.isEqual(offset, needle.offset, count: Int(needle.length))
            {
                return utf16Length(of: text.offset..<offset)
            }
            offset -= 1
        }
        return -1
    }

    /// Whether `needle` stands at the unit `unit`.
    mutating func matches(_ needle: Value, in text: Value, atUnit unit: Int) -> Bool {
        guard unit >= 0, let place = position(ofUnit: unit, in: text) else { return false }
        if needle.length == 0 { return true }
        if place.isInsidePair || splitsPairs(needle) {
            return unitsMatch(needle, in: text, atUnit: unit)
        }
        return place.offset + Int(needle.length) <= text.range.upperBound
            && bytes.isEqual(place.offset, needle.offset, count: Int(needle.length))
    }

    /// `text` with every occurrence of `target` replaced; before, between and after all units when
    /// the target is empty.
    mutating func replacing(_ target: Value, by replacement: Value, in text: Value) -> Value {
        if target.length == 0 { return interspersed(text, with: replacement) }
        if splitsPairs(target) { return slowReplacing(target, by: replacement, in: text) }
        guard let first = offset(of: target, in: text.range) else { return text }
        let result = bytes.count
        var copied = text.offset
        var found: Int? = first
        while let offset = found, !bytes.overflowed {
            bytes.appendCopy(copied, count: offset - copied)
            bytes.appendCopy(replacement.offset, count: Int(replacement.length))
            copied = offset + Int(target.length)
            found = self.offset(of: target, in: copied..<text.range.upperBound)
        }
        bytes.appendCopy(copied, count: text.range.upperBound - copied)
        return finishString(from: result)
    }

    /// Where the bytes of `needle` first stand in a range, or nil.
    private func offset(of needle: Value, in range: Range<Int>) -> Int? {
        let length = Int(needle.length)
        if length > Self.shortNeedle { return longSearch(needle, in: range, last: false) }
        let first = bytes[needle.offset]
        var index = range.lowerBound
        let end = range.upperBound - length
        while index <= end {
            if bytes[index] == first, bytes.isEqual(index, needle.offset, count: length) {
                return index
            }
            index += 1
        }
        return nil
    }

    /// Up to this length a comparison at every place is bounded well enough.
    static var shortNeedle: Int { 64 }

    /// The first or last place of a long needle, by Knuth, Morris and Pratt: linear whatever is in
    /// it.
    private func longSearch(_ needle: Value, in range: Range<Int>, last: Bool) -> Int? {
        let length = Int(needle.length)
        guard length <= range.count else { return nil }
        // For each prefix the length of its longest proper prefix that is also its end.
        var borders = [Int32](repeating: 0, count: length)
        var matched = 0
        for index in 1..<length {
            while matched > 0, bytes[needle.offset + index] != bytes[needle.offset + matched] {
                matched = Int(borders[matched - 1])
            }
            if bytes[needle.offset + index] == bytes[needle.offset + matched] { matched += 1 }
            borders[index] = Int32(truncatingIfNeeded: matched)
        }
        matched = 0
        var found: Int?
        for index in range {
            while matched > 0, bytes[index] != bytes[needle.offset + matched] {
                matched = Int(borders[matched - 1])
            }
            if bytes[index] == bytes[needle.offset + matched] { matched += 1 }
            guard matched == length else { continue }
            found = index - length + 1
            if !last { return found }
            matched = Int(borders[matched - 1])
        }
        return found
    }

    // MARK: Halves of pairs

    /// Whether the text starts with a low or ends with a high surrogate that stands alone.
    private func splitsPairs(_ text: Value) -> Bool {
        guard !text.isAscii, text.length >= 3 else { return false }
        let end = text.range.upperBound
        return bytes[text.offset] == 0xED && bytes[text.offset + 1] >= 0xB0
            || bytes[end - 3] == 0xED && bytes[end - 2] & 0xF0 == 0xA0
    }

    private func unitsMatch(_ needle: Value, in text: Value, atUnit unit: Int) -> Bool {
        var wanted = UTF16Cursor(needle)
        guard var found = UTF16Cursor(text, atUnit: unit, self) else { return false }
        while let unit = wanted.next(self) {
            guard found.next(self) == unit else { return false }
        }
        return true
    }

    private func slowIndex(of needle: Value, in text: Value, from: Int) -> Int {
        guard var cursor = UTF16Cursor(text, atUnit: from, self) else { return -1 }
        var unit = from
        repeat {
            if unitsMatch(needle, at: cursor) { return unit }
            unit += 1
        } while cursor.next(self) != nil
        return -1
    }

    private func slowLastIndex(of needle: Value, in text: Value, upTo last: Int) -> Int {
        var cursor = UTF16Cursor(text)
        var result = -1
        for unit in 0...last {
            if unitsMatch(needle, at: cursor) { result = unit }
            guard cursor.next(self) != nil else { break }
        }
        return result
    }

    private func unitsMatch(_ needle: Value, at cursor: UTF16Cursor) -> Bool {
        var wanted = UTF16Cursor(needle)
        var found = cursor
        while let unit = wanted.next(self) {
            guard found.next(self) == unit else { return false }
        }
        return true
    }

    private mutating func slowReplacing(
        _ target: Value, by replacement: Value, in text: Value
    ) -> Value {
        let result = bytes.count
        let targetLength = utf16Length(of: target)
        var cursor = UTF16Cursor(text)
        while !cursor.isAtEnd, !bytes.overflowed {
            if unitsMatch(target, at: cursor) {
                bytes.appendCopy(replacement.offset, count: Int(replacement.length))
                for _ in 0..<targetLength { _ = cursor.next(self) }
            } else if let unit = cursor.next(self) {
                append(scalar: UInt32(unit))
            }
        }
        return finishString(from: result)
    }

    private mutating func interspersed(_ text: Value, with separator: Value) -> Value {
        if separator.length == 0 { return text }
        let result = bytes.count
        var cursor = UTF16Cursor(text)
        bytes.appendCopy(separator.offset, count: Int(separator.length))
        while let unit = cursor.next(self), !bytes.overflowed {
            append(scalar: UInt32(unit))
            bytes.appendCopy(separator.offset, count: Int(separator.length))
        }
        return finishString(from: result)
    }
}

/// Goes through a text's UTF-16 units.
struct UTF16Cursor: BitwiseCopyable {
    private var offset: Int
    private let end: Int
    private var isInsidePair = false

    init(_ text: Value) {
        offset = text.offset
        end = text.range.upperBound
    }

    /// A cursor before the unit `unit`; nil outside the text.
    init?(_ text: Value, atUnit unit: Int, _ heap: borrowing Heap) {
        guard let position = heap.position(ofUnit: unit, in: text) else { return nil }
        offset = position.offset
        end = text.range.upperBound
        isInsidePair = position.isInsidePair
    }

    var isAtEnd: Bool { offset >= end }

    mutating func next(_ heap: borrowing Heap) -> UInt16? {
        guard offset < end else { return nil }
        let (scalar, length) = heap.scalar(at: offset, end: end)
        guard scalar >= 0x10000 else {
            offset += length
            return UInt16(truncatingIfNeeded: scalar)
        }
        let bits = scalar - 0x10000
        if isInsidePair {
            isInsidePair = false
            offset += length
            return UInt16(truncatingIfNeeded: 0xDC00 | bits & 0x3FF)
        }
        isInsidePair = true
        return UInt16(truncatingIfNeeded: 0xD800 | bits >> 10)
    }
}
