// Decimal digits, eight at a time.

/// Eight decimal digits in a word, the first in the low bits.
enum Digits8 {
    private static var zeros: UInt64 { 0x3030_3030_3030_3030 }

    /// How many digits the word starts with.
    @inline(__always)
    static func count(_ word: UInt64) -> Int {
        let values = word ^ zeros
        // Ten and more carry into the high bit.
        let stops = ((values &+ Bytes8.ones &* 0x76) | values) & Bytes8.high
        return stops.trailingZeroBitCount >> 3
    }

    /// The number that the first `count` bytes write.
    @inline(__always)
    static func number(_ word: UInt64, count: Int) -> UInt64 {
        // Zeros move in at the front.
        let digits = (word & 0x0F0F_0F0F_0F0F_0F0F) << UInt64((8 &- count) &* 8)
        let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
    }

    /// The digits of a number below ``limit``, each a byte, zeros in front included.
    @inline(__always)
    static func values(_ number: UInt64) -> UInt64 {
        // Both halves, then all quarters are divided at once, by multiplication.
        let fours = number / 10_000 | (number % 10_000) << 32
        let hundreds = (fours &* 10_486) >> 20 & 0x0000_007F_0000_007F
        let pairs = hundreds | (fours &- hundreds &* 100) << 16
        let tens = (pairs &* 103) >> 10 & 0x000F_000F_000F_000F
        return tens | (pairs &- tens &* 10) << 8
    }

    /// The smallest number that has more digits.
    static var limit: UInt64 { 100_000_000 }

    /// The text of a number below ``limit`` with its zeros in front.
    @inline(__always)
    static func text(_ number: UInt64) -> UInt64 { values(number) | zeros }
}

/// Powers of ten that are exact in their type.
enum PowersOfTen {
    static let integers: [UInt64] = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]

    static let doubles: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}

extension ByteBuffer {
    /// Reads the digits from `index` on, up to `end`, as if they stood behind those of `number`;
    /// `index` is then behind them. False when the number does not fit.
    @inline(__always)
    func readDigits(_ index: inout Int, to end: Int, onto number: inout UInt64) -> Bool {
        while true {
            let word = load8(index)
            let count = min(Digits8.count(word), end &- index)
            let (product, isTooLarge) = number.multipliedReportingOverflow(
                by: PowersOfTen.integers[count])
            let (sum, overflows) = product.addingReportingOverflow(
                Digits8.number(word, count: count))
            if isTooLarge || overflows { return false }
            number = sum
            index &+= count
            if count < 8 { return true }
        }
    }

    /// Appends a whole number in decimal.
    package mutating func appendInteger(_ number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        appendMagnitude(number.magnitude)
    }

    /// Appends a number in decimal.
    package mutating func appendMagnitude(_ number: UInt64) {
        guard number >= Digits8.limit else { return appendShort(number) }
        let (high, low) = number.quotientAndRemainder(dividingBy: Digits8.limit)
        if high < Digits8.limit {
            appendShort(high)
        } else {
            let (top, middle) = high.quotientAndRemainder(dividingBy: Digits8.limit)
            appendShort(top)
            append(Digits8.text(middle), count: 8)
        }
        append(Digits8.text(low), count: 8)
    }

    /// Appends a number of up to eight digits.
    @inline(__always)
    private mutating func appendShort(_ number: UInt64) {
        let text = Digits8.text(number)
        let zeros = min(Digits8.values(number).trailingZeroBitCount >> 3, 7)
        append(text >> UInt64(zeros &* 8), count: 8 &- zeros)
    }
}
