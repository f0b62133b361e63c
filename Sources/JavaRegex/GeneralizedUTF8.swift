/// UTF-8 generalised by the three-byte forms of lone surrogates (WTF-8): the form of every string.
enum GeneralizedUTF8 {
    /// The length of the well-formed sequence at the start of `bytes`, 0 when there is none.
    ///
    /// The ranges of the second byte exclude overlong forms and values beyond U+10FFFF.
    static func sequenceLength(_ bytes: Span<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        if lead < 0x80 { return 1 }
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard bytes.count - index >= length, second.contains(bytes[index + 1]) else { return 0 }
        for next in 2..<max(2, length) where bytes[index + next] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// The code point of the well-formed sequence of `length` bytes at `index`.
    static func codePoint(_ bytes: Span<UInt8>, at index: Int, length: Int) -> CodePoint {
        if length <= 1 { return CodePoint(UInt32(bytes[index])) }
        var value = UInt32(bytes[index]) & (0x7F >> UInt32(length))
        for next in 1..<length { value = value << 6 | UInt32(bytes[index + next] & 0x3F) }
        return CodePoint(value)
    }

    /// Makes `bytes` well-formed: each byte that belongs to no sequence becomes SUBSTITUTE.
    static func repair(_ bytes: inout [UInt8], from start: Int) {
        var index = start
        while index < bytes.count {
            let length = sequenceLength(bytes.span, at: index)
            if length == 0 { bytes[index] = UInt8(CodePoint.substitute.value) }
            index += max(1, length)
        }
    }

    /// The offset of the first byte beyond ASCII, or the count.
    static func firstNonASCII(_ bytes: Span<UInt8>) -> Int {
        let raw = bytes.bytes
        var index = 0
        while raw.byteCount - index >= 8 {
            let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            index += 8
        }
        while index < bytes.count, bytes[index] < 0x80 { index += 1 }
        return index
    }
}
