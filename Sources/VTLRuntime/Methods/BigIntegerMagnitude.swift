extension BigInteger {
    /// A whole number that is not negative.
    struct Magnitude: Equatable, Sendable {
        /// The digits to the base 2^64, the least one first; the last one is not zero, and zero
        /// has none.
        let words: [UInt64]

        init(words: [UInt64]) {
            var words = words
            while words.last == 0 { words.removeLast() }
            self.words = words
        }

        init(_ number: UInt64) { words = number == 0 ? [] : [number] }

        var isZero: Bool { words.isEmpty }

        var isOdd: Bool { lowWord & 1 == 1 }

        var lowWord: UInt64 { words.first ?? 0 }

        /// The number of bits from the highest one that is set; zero has none.
        var bitWidth: Int {
            words.count * 64 - (words.last?.leadingZeroBitCount ?? 0)
        }

        /// The number of bits below the lowest one that is set; zero has none.
        var trailingZeroBitCount: Int {
            guard let index = words.firstIndex(where: { $0 != 0 }) else { return 0 }
            return index * 64 + words[index].trailingZeroBitCount
        }

        var nonzeroBitCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    }
}

extension BigInteger.Magnitude: Comparable {
    static func < (a: Self, b: Self) -> Bool {
        guard a.words.count == b.words.count else { return a.words.count < b.words.count }
        for index in a.words.indices.reversed() where a.words[index] != b.words[index] {
            return a.words[index] < b.words[index]
        }
        return false
    }
}

extension BigInteger.Magnitude {
    static func + (a: Self, b: Self) -> Self {
        let (long, short) = a.words.count < b.words.count ? (b.words, a.words) : (a.words, b.words)
        var sum = long
        var carry: UInt64 = 0
        for index in sum.indices {
            if index >= short.count, carry == 0 { break }
            let addend = index < short.count ? short[index] : 0
            let (partial, first) = sum[index].addingReportingOverflow(addend)
            let (total, second) = partial.addingReportingOverflow(carry)
            sum[index] = total
            carry = first || second ? 1 : 0
        }
        if carry != 0 { sum.append(carry) }
        return Self(words: sum)
    }

    /// The difference to a number that is not greater.
    func subtracting(_ other: Self) -> Self {
        var difference = words
        var borrow: UInt64 = 0
        for index in difference.indices {
            if index >= other.words.count, borrow == 0 { break }
            let subtrahend = index < other.words.count ? other.words[index] : 0
            let (partial, first) = difference[index].subtractingReportingOverflow(subtrahend)
            let (total, second) = partial.subtractingReportingOverflow(borrow)
            difference[index] = total
            borrow = first || second ? 1 : 0
        }
        return Self(words: difference)
    }

    static func * (a: Self, b: Self) -> Self {
        var product = [UInt64](repeating: 0, count: a.words.count + b.words.count)
        for (index, factor) in a.words.enumerated() where factor != 0 {
            var carry: UInt64 = 0
            for (offset, word) in b.words.enumerated() {
                (carry, product[index + offset]) = word.multiplied(
                    by: factor, adding: product[index + offset], carry)
            }
            product[index + b.words.count] = carry
        }
        return Self(words: product)
    }

    /// The number to a power, by squaring; a negative exponent counts as zero.
    func power(_ exponent: Int) -> Self {
        var result = Self(1)
        var square = self
        var bits = max(exponent, 0)
        while true {
            if bits & 1 == 1 { result = result * square }
            bits >>= 1
            if bits == 0 { return result }
            square = square * square
        }
    }

    /// The number times a power of two, whose exponent must not be negative.
    static func << (number: Self, count: Int) -> Self {
        guard !number.isZero, count > 0 else { return number }
        let bits = count % 64
        var words = [UInt64](repeating: 0, count: count / 64)
        words.reserveCapacity(words.count + number.words.count + 1)
        var low: UInt64 = 0
        for word in number.words {
            words.append(word << bits | low)
            low = word >> (64 - bits)
        }
        words.append(low)
        return Self(words: words)
    }

    /// The whole part of the number by a power of two, whose exponent must not be negative.
    static func >> (number: Self, count: Int) -> Self {
        guard count > 0 else { return number }
        let bits = count % 64
        var words = Array(number.words.dropFirst(count / 64))
        for index in words.indices {
            let high = index + 1 < words.count ? words[index + 1] : 0
            words[index] = words[index] >> bits | high << (64 - bits)
        }
        return Self(words: words)
    }
}

extension UInt64 {
    /// The two words of `self * factor + first + second`, which always fit.
    func multiplied(
        by factor: UInt64, adding first: UInt64, _ second: UInt64
    ) -> (high: UInt64, low: UInt64) {
        let product = multipliedFullWidth(by: factor)
        let (partial, firstCarry) = product.low.addingReportingOverflow(first)
        let (low, secondCarry) = partial.addingReportingOverflow(second)
        return (product.high &+ (firstCarry ? 1 : 0) &+ (secondCarry ? 1 : 0), low)
    }
}
