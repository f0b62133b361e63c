// `hashCode()` of BigInteger and BigDecimal, which Java takes from the bits of their numbers.

extension Heap {
    /// Numbers with more digits have the hash of their text: to make bits of digits takes a time
    /// that grows with the square of their number.
    private static var hashedDigitsMax: Int { 4096 }

    func bigIntegerHashCode(_ value: Value) -> Int32 {
        guard value.length <= Self.hashedDigitsMax else { return stringHashCode(value) }
        let number = DecimalParts(value.range, in: bytes)
        return Self.hashCode(ofDigits: number.unscaledDigits, isNegative: number.isNegative)
    }

    func bigDecimalHashCode(_ value: Value) -> Int32 {
        guard value.length <= Self.hashedDigitsMax else { return stringHashCode(value) }
        let number = DecimalParts(value.range, in: bytes)
        let hash = Self.hashCode(ofDigits: number.unscaledDigits, isNegative: number.isNegative)
        return hash &* 31 &+ Int32(truncatingIfNeeded: number.scale)
    }

    /// The hash of the magnitude's 32-bit words, the highest first, with the number's sign.
    private static func hashCode(ofDigits digits: [UInt8], isNegative: Bool) -> Int32 {
        // The lowest word first; it grows by nine digits at a time.
        var words: [UInt32] = []
        var index = 0
        while index < digits.count {
            let end = min(index + 9, digits.count)
            var (scale, carry) = (UInt64(1), UInt64(0))
            for digit in digits[index..<end] {
                scale *= 10
                carry = carry * 10 + UInt64(digit - UInt8(ascii: "0"))
            }
            for place in 0..<words.count {
                let product = UInt64(words[place]) * scale + carry
                words[place] = UInt32(truncatingIfNeeded: product)
                carry = product >> 32
            }
            if carry > 0 { words.append(UInt32(truncatingIfNeeded: carry)) }
            index = end
        }
        var hash: Int32 = 0
        for word in words.reversed() { hash = hash &* 31 &+ Int32(bitPattern: word) }
        return isNegative ? 0 &- hash : hash
    }
}
