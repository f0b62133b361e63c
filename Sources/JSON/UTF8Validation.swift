package import Values

extension ByteBuffer {
    /// The first byte in `range` that does not belong to a well-formed UTF-8 character, or nil.
    ///
    /// Overlong forms, surrogates, codes above U+10FFFF and characters cut off by the end of the
    /// range are malformed.
    package func firstMalformedUTF8(in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        let end = range.upperBound
        while index < end {
            let word = load8(index)
            let high = word & Bytes8.high
            if high == 0 {
                index += 8
                continue
            }
            index += high.trailingZeroBitCount >> 3
            // Text that is not ASCII tends to go on.
            while index < end {
                let length = wellFormedLength(at: index)
                if length == 0 || index + length > end { return index }
                index += length
                if peek(index) < 0x80 { break }
            }
        }
        return nil
    }

    /// The length of the character at `index`; 0 when there is none.
    @inline(__always)
    func wellFormedLength(at index: Int) -> Int {
        let bytes = load4(index)
        if bytes & 0xC0E0 == 0x80C0 {
            return bytes & 0x1E != 0 ? 2 : 0
        }
        if bytes & 0xC0_C0F0 == 0x80_80E0 {
            // The bits that tell overlong forms (none set) and surrogates.
            let leading = bytes & 0x200F
            return leading != 0 && leading != 0x200D ? 3 : 0
        }
        if bytes & 0xC0C0_C0F8 == 0x8080_80F0 {
            // From U+10000 to U+10FFFF: F0 90 … F4 8F.
            let leading = (bytes & 7) << 2 | (bytes >> 12) & 3
            return leading >= 1 && leading <= 16 ? 4 : 0
        }
        return bytes & 0x80 == 0 ? 1 : 0
    }
}
