package import Values

// White space and letter case, as `java.lang.Character` sees them.

extension Heap {
    /// What counts as white space.
    package enum Blank: BitwiseCopyable, Sendable {
        /// `trim()`: everything up to the blank.
        case upToBlank
        /// `strip()`: `Character.isWhitespace`.
        case javaWhitespace
    }

    /// A text without white space at its ends.
    package mutating func stripped(
        _ text: Value, _ blank: Blank, leading: Bool = true, trailing: Bool = true
    ) -> Value {
        let inner = strippedRange(of: text, blank)
        if inner.isEmpty { return text.length == 0 ? text : emptyString }
        let start = leading ? inner.lowerBound : text.offset
        let end = trailing ? inner.upperBound : text.range.upperBound
        if start == text.offset, end == text.range.upperBound { return text }
        if text.isAscii { return string(at: start, length: end - start, flags: text.flags) }
        return string(at: start, length: end - start)
    }

    /// The bytes of a text without white space at either end.
    package func strippedRange(of text: Value, _ blank: Blank) -> Range<Int> {
        var start = text.offset
        var end = text.range.upperBound
        while start < end {
            let (scalar, length) = scalar(at: start, end: end)
            guard Self.isBlank(scalar, blank) else { break }
            start += length
        }
        while end > start {
            var last = end - 1
            while last > start, bytes[last] & 0xC0 == 0x80 { last -= 1 }
            guard Self.isBlank(scalar(at: last, end: end).scalar, blank) else { break }
            end = last
        }
        return start..<end
    }

    /// Where the text goes on after at most so many white characters.
    package func skipBlanks(from start: Int, to end: Int, atMost count: Int) -> Int {
        var index = start
        for _ in 0..<count {
            guard index < end else { break }
            let (scalar, length) = scalar(at: index, end: end)
            guard Self.isBlank(scalar, .javaWhitespace) else { break }
            index += length
        }
        return index
    }

    private static func isBlank(_ scalar: UInt32, _ blank: Blank) -> Bool {
        switch blank {
        case .upToBlank: scalar <= 0x20
        case .javaWhitespace: CharacterClass.isWhitespace(scalar)
        }
    }

    /// `toLowerCase()` of the root locale.
    package mutating func lowercased(_ text: Value) -> Value {
        if text.isAscii { return mappedAscii(text, from: 0x41, to: 0x5A) }
        let result = bytes.count
        var index = text.offset
        let end = text.range.upperBound
        while index < end {
            let (scalar, length) = scalar(at: index, end: end)
            if scalar == 0x3A3 {
                let isFinal = isFinalSigma(index, length, in: text.range)
                append(scalar: isFinal ? 0x3C2 : 0x3C3)
            } else if let mapped = Unicode.Scalar(scalar)?.properties.lowercaseMapping {
                bytes.append(string: mapped)
            } else {
                append(scalar: scalar)
            }
            index += length
        }
        return finishString(from: result)
    }

    /// `toUpperCase()` of the root locale.
    package mutating func uppercased(_ text: Value) -> Value {
        if text.isAscii { return mappedAscii(text, from: 0x61, to: 0x7A) }
        let result = bytes.count
        var index = text.offset
        let end = text.range.upperBound
        while index < end {
            let (scalar, length) = scalar(at: index, end: end)
            if let mapped = Unicode.Scalar(scalar)?.properties.uppercaseMapping {
                bytes.append(string: mapped)
            } else {
                append(scalar: scalar)
            }
            index += length
        }
        return finishString(from: result)
    }

    /// An ASCII text with the case bit of the letters in a range flipped; itself when there are
    /// none.
    private mutating func mappedAscii(_ text: Value, from first: UInt8, to last: UInt8) -> Value {
        let end = text.range.upperBound
        var index = text.offset
        while index < end, letters(at: index, before: end, from: first, to: last) == 0 {
            index += 8
        }
        if index >= end { return text }
        let result = bytes.count
        guard bytes.reserve(Int(text.length)) else { return emptyString }
        for index in stride(from: text.offset, to: end, by: 8) {
            let letters = letters(at: index, before: end, from: first, to: last)
            // From the high bit of a letter to its case bit.
            bytes.append(bytes.load8(index) ^ letters >> 2, count: min(8, end - index))
        }
        return string(at: result, length: Int(text.length), flags: text.flags)
    }

    /// Which of the next eight ASCII bytes are in a range: the high bits of those.
    @inline(__always)
    private func letters(
        at index: Int, before end: Int, from first: UInt8, to last: UInt8
    ) -> UInt64 {
        let word = bytes.load8(index)
        // A byte that is large enough carries into its high bit; what stands behind `end` may carry
        // farther, but only upwards.
        let fromFirst = word &+ Bytes8.ones &* UInt64(0x80 - first)
        let aboveLast = word &+ Bytes8.ones &* UInt64(0x7F - last)
        let found = fromFirst & ~aboveLast & Bytes8.high
        let count = end - index
        return count < 8 ? found & (1 << UInt64(count * 8) &- 1) : found
    }

    /// A capital sigma at the end of a word: a cased letter before it and none after it.
    private func isFinalSigma(_ index: Int, _ length: Int, in range: Range<Int>) -> Bool {
        var before = index
        var follows = false
        while before > range.lowerBound {
            before -= 1
            while before > range.lowerBound, bytes[before] & 0xC0 == 0x80 { before -= 1 }
            guard let properties = properties(at: before, range.upperBound) else { break }
            if properties.isCaseIgnorable { continue }
            follows = properties.isCased
            break
        }
        guard follows else { return false }
        var after = index + length
        while after < range.upperBound {
            let (scalar, length) = scalar(at: after, end: range.upperBound)
            guard let properties = Unicode.Scalar(scalar)?.properties else { return true }
            if !properties.isCaseIgnorable { return !properties.isCased }
            after += length
        }
        return true
    }

    private func properties(at index: Int, _ end: Int) -> Unicode.Scalar.Properties? {
        Unicode.Scalar(scalar(at: index, end: end).scalar)?.properties
    }

    /// `compareToIgnoreCase`: the difference of the first characters that differ in more than case.
    package func compareIgnoringCase(_ first: Value, _ second: Value) -> Int {
        // Java knows surrogate pairs only where neither text is Latin-1.
        let joinsPairs = !isLatin1(first) && !isLatin1(second)
        var (a, b) = (UTF16Cursor(first), UTF16Cursor(second))
        var (previousA, previousB): (UInt16, UInt16) = (0, 0)
        while let x = a.next(self), let y = b.next(self) {
            if x != y, !CharacterClass.differOnlyInCase(UInt32(x), UInt32(y)) {
                let (p, q) =
                    joinsPairs
                    ? (a.codePoint(x, previousA, self), b.codePoint(y, previousB, self))
                    : (UInt32(x), UInt32(y))
                let (u, v) = (CharacterClass.caseFolded(p), CharacterClass.caseFolded(q))
                if u != v { return Int(u) - Int(v) }
            }
            (previousA, previousB) = (x, y)
        }
        return utf16Length(of: first) - utf16Length(of: second)
    }

    /// Whether Java keeps one byte for each character of a text; with such a text it compares
    /// units, not code points.
    private func isLatin1(_ text: Value) -> Bool {
        if text.isAscii { return true }
        for index in text.range where bytes[index] > 0xC3 { return false }
        return true
    }
}

extension UTF16Cursor {
    /// The code point that the unit just read is a half of, or the unit; reads the second half too.
    fileprivate mutating func codePoint(
        _ unit: UInt16, _ previous: UInt16, _ heap: borrowing Heap
    ) -> UInt32 {
        if unit & 0xFC00 == 0xDC00, previous & 0xFC00 == 0xD800 {
            return Self.pair(previous, unit)
        }
        var ahead = self
        guard unit & 0xFC00 == 0xD800, let next = ahead.next(heap), next & 0xFC00 == 0xDC00 else {
            return UInt32(unit)
        }
        self = ahead
        return Self.pair(unit, next)
    }

    private static func pair(_ high: UInt16, _ low: UInt16) -> UInt32 {
        0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(low & 0x3FF))
    }
}

/// `java.lang.Character`'s tests and mappings of single characters.
enum CharacterClass {
    /// `Character.isWhitespace`: separators but for no-break ones, and some control characters.
    static func isWhitespace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x1C...0x20, 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x2028, 0x2029,
            0x205F, 0x3000:
            true
        default: false
        }
    }

    static func differOnlyInCase(_ a: UInt32, _ b: UInt32) -> Bool {
        caseFolded(a) == caseFolded(b)
    }

    /// What two characters that differ only in case have in common: upper and then lower case.
    static func caseFolded(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A ? scalar | 0x20 : scalar }
        return lowercase(uppercase(scalar))
    }

    /// `Character.toUpperCase`: one character for one.
    static func uppercase(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar >= 0x61 && scalar <= 0x7A ? scalar & ~0x20 : scalar }
        return single(Unicode.Scalar(scalar)?.properties.uppercaseMapping) ?? scalar
    }

    /// `Character.toLowerCase`: one character for one.
    static func lowercase(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A ? scalar | 0x20 : scalar }
        if scalar == 0x130 { return 0x69 }
        return single(Unicode.Scalar(scalar)?.properties.lowercaseMapping) ?? scalar
    }

    /// `Character.toTitleCase`: one character for one.
    static func titlecase(_ scalar: UInt32) -> UInt32 {
        single(Unicode.Scalar(scalar)?.properties.titlecaseMapping) ?? uppercase(scalar)
    }

    private static func single(_ mapping: String?) -> UInt32? {
        guard let scalars = mapping?.unicodeScalars, let first = scalars.first,
            scalars.count == 1
        else { return nil }
        return first.value
    }
}
