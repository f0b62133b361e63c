/// The bits of a number are those of its two's complement, which goes on to the left for ever.
extension BigInteger {
    /// `not`.
    static prefix func ~ (number: BigInteger) -> BigInteger { -number - 1 }

    static func & (a: BigInteger, b: BigInteger) -> BigInteger { combine(a, b) { $0 & $1 } }

    static func | (a: BigInteger, b: BigInteger) -> BigInteger { combine(a, b) { $0 | $1 } }

    static func ^ (a: BigInteger, b: BigInteger) -> BigInteger { combine(a, b) { $0 ^ $1 } }

    /// `shiftLeft`; a negative count shifts to the right. The result has as many bits more as the
    /// count says: the caller bounds it.
    static func << (number: BigInteger, count: Int) -> BigInteger {
        guard count >= 0 else { return number.shiftedRight(count.magnitude) }
        return BigInteger(number.magnitude << count, isNegative: number.isNegative)
    }

    /// `shiftRight`, which rounds down; a negative count shifts to the left.
    static func >> (number: BigInteger, count: Int) -> BigInteger {
        count >= 0 ? number.shiftedRight(count.magnitude) : number << (0 - count)
    }

    private func shiftedRight(_ count: UInt) -> BigInteger {
        let count = Int(clamping: count)
        return isNegative
            ? ~BigInteger((~self).magnitude >> count) : BigInteger(magnitude >> count)
    }

    /// `bitLength()`: the bits needed but for the sign.
    var bitLength: Int { (isNegative ? ~self : self).magnitude.bitWidth }

    /// `bitCount()`: the bits that differ from the sign.
    var bitCount: Int { (isNegative ? ~self : self).magnitude.nonzeroBitCount }

    /// `getLowestSetBit()`: the position of the lowest bit that is set; -1 for zero.
    var lowestSetBit: Int { magnitude.isZero ? -1 : magnitude.trailingZeroBitCount }

    // MARK: Two's complement

    private static func combine(
        _ a: BigInteger, _ b: BigInteger, _ operation: (UInt64, UInt64) -> UInt64
    ) -> BigInteger {
        // One word more than the longer number has shows the sign.
        let count = max(a.magnitude.words.count, b.magnitude.words.count) + 1
        let (x, y) = (a.twosComplement(count), b.twosComplement(count))
        return BigInteger(twosComplement: zip(x, y).map(operation))
    }

    private func twosComplement(_ count: Int) -> [UInt64] {
        let words = (isNegative ? ~self : self).magnitude.words
        let padded = words + Array(repeating: 0, count: count - words.count)
        return isNegative ? padded.map { ~$0 } : padded
    }

    private init(twosComplement words: [UInt64]) {
        if words.last == .max {
            self = ~BigInteger(Magnitude(words: words.map { ~$0 }))
        } else {
            self.init(Magnitude(words: words))
        }
    }
}
