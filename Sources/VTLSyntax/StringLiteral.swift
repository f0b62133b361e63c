/// The contents of a string literal: its quotes removed, doubled quotes halved, and in `"…"` the
/// escapes `\uXXXX` replaced.
struct StringContents {
    private(set) var bytes: [UInt8] = []
    /// Where the contents and the file stop running in step; see ``SourceText``.
    private(set) var anchors: [(offset: Int, fileOffset: Int)] = []

    /// A `\u` without four hexadecimal digits: its range in the source.
    struct BadEscape: Error {
        let range: Range<Int>
    }

    /// Reads the literal that takes `range` of `source`, quotes included.
    init(of range: Range<Int>, in source: SourceText) throws(BadEscape) {
        let quote = source.bytes[range.lowerBound]
        let end = range.upperBound - 1
        let hasEscapes = quote == UInt8(ascii: "\"")
        var index = range.lowerBound + 1
        bytes.reserveCapacity(range.count)
        anchors.append((0, source.fileOffset(of: index)))
        while index < end {
            let byte = source.bytes[index]
            var next = index + 1
            if hasEscapes, byte == UInt8(ascii: "\\"), next < end,
                source.bytes[next] == UInt8(ascii: "u")
            {
                let unit = try Self.codeUnit(at: index, before: end, in: source.bytes)
                append(unit)
                next = index + 6
            } else {
                bytes.append(byte)
            }
            // Quotes are halved after escapes were replaced, so `\u0022` counts as one.
            if bytes.last == quote, next < end,
                let skipped = Self.quoteLength(quote, at: next, before: end, in: source.bytes)
            {
                next += skipped
            }
            if next != index + 1 { anchors.append((bytes.count, source.fileOffset(of: next))) }
            index = next
        }
    }

    /// The number that `\uXXXX` stands for. Java reads the digits as a signed number, so `\u-041`
    /// is one, too.
    private static func codeUnit(
        at start: Int, before end: Int, in bytes: [UInt8]
    ) throws(BadEscape) -> UInt16 {
        let digits = bytes[min(start + 2, end)..<min(start + 6, end)]
        let hasSign = digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+")
        var value: UInt16 = 0
        for digit in hasSign ? digits.dropFirst() : digits {
            guard let nibble = Character(UnicodeScalar(digit)).hexDigitValue else {
                throw BadEscape(range: start..<digits.endIndex)
            }
            value = value << 4 | UInt16(nibble)
        }
        guard digits.count == 4 else { throw BadEscape(range: start..<digits.endIndex) }
        return digits.first == UInt8(ascii: "-") ? 0 &- value : value
    }

    /// The length of a second quote, which may be written as an escape, or nil.
    private static func quoteLength(
        _ quote: UInt8, at index: Int, before end: Int, in bytes: [UInt8]
    ) -> Int? {
        if bytes[index] == quote { return 1 }
        guard quote == UInt8(ascii: "\""), bytes[index..<end].starts(with: "\\u0022".utf8) else {
            return nil
        }
        return 6
    }

    /// Appends a UTF-16 code unit as UTF-8. The second half of a surrogate pair joins the first;
    /// one without the other keeps its three-byte form.
    private mutating func append(_ unit: UInt16) {
        let value = UInt32(unit)
        if unit & 0xFC00 == 0xDC00, let high = trailingHighSurrogate {
            bytes.removeLast(3)
            let scalar = 0x10000 + (high - 0xD800) << 10 + (value - 0xDC00)
            bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        } else if value < 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value))
        } else if value < 0x800 {
            bytes.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
        } else {
            bytes.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
        }
    }

    private var trailingHighSurrogate: UInt32? {
        guard bytes.count >= 3 else { return nil }
        let last = bytes.suffix(3).map(UInt32.init)
        let value = (last[0] & 0x0F) << 12 | (last[1] & 0x3F) << 6 | last[2] & 0x3F
        return last[0] == 0xED && (0xD800..<0xDC00).contains(value) ? value : nil
    }
}
