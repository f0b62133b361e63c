extension BigInteger.Magnitude {
    /// The whole part of the quotient, and the remainder. Division by zero gives zero and the
    /// dividend.
    func quotientAndRemainder(dividingBy divisor: Self) -> (quotient: Self, remainder: Self) {
        guard !divisor.isZero, !(self < divisor) else { return (Self(0), self) }
        if divisor.words.count == 1 {
            var quotient = words
            let remainder = quotient.divide(by: divisor.words[0])
            return (Self(words: quotient), Self(remainder))
        }
        return longDivision(by: divisor)
    }

    /// Knuth, The Art of Computer Programming, volume 2, section 4.3.1, algorithm D: the divisor
    /// has two words or more and is not greater.
    private func longDivision(by divisor: Self) -> (quotient: Self, remainder: Self) {
        // With the divisor's highest bit set, an estimated word of the quotient is hardly wrong.
        let shift = divisor.words[divisor.words.count - 1].leadingZeroBitCount
        let scaledDivisor = (divisor << shift).words
        var remainder = (self << shift).words
        if remainder.count == words.count { remainder.append(0) }
        var quotient = [UInt64](repeating: 0, count: remainder.count - scaledDivisor.count)
        for position in quotient.indices.reversed() {
            let estimate = remainder.estimatedQuotient(by: scaledDivisor, at: position)
            quotient[position] = remainder.subtract(estimate, times: scaledDivisor, at: position)
        }
        return (Self(words: quotient), Self(words: remainder) >> shift)
    }
}

extension [UInt64] {
    /// Divides the number with these words, the least one first, and returns the remainder. The
    /// divisor must not be zero.
    mutating func divide(by divisor: UInt64) -> UInt64 {
        var remainder: UInt64 = 0
        for index in indices.reversed() {
            // The remainder is less than the divisor, so the quotient fits a word.
            (self[index], remainder) = divisor.dividingFullWidth((remainder, self[index]))
        }
        return remainder
    }

    /// The word of the quotient that stands at `position`, or one more: the quotient of the highest
    /// three words by the highest two (step D3).
    fileprivate func estimatedQuotient(by divisor: [UInt64], at position: Int) -> UInt64 {
        let top = position + divisor.count
        let (high, next) = (divisor[divisor.count - 1], divisor[divisor.count - 2])
        var estimate = UInt64.max
        var rest: UInt64
        if self[top] < high {
            (estimate, rest) = high.dividingFullWidth((self[top], self[top - 1]))
        } else {
            let (sum, overflow) = self[top - 1].addingReportingOverflow(high)
            if overflow { return estimate }
            rest = sum
        }
        while true {
            let product = estimate.multipliedFullWidth(by: next)
            guard (product.high, product.low) > (rest, self[top - 2]) else { return estimate }
            estimate -= 1
            let (sum, overflow) = rest.addingReportingOverflow(high)
            if overflow { return estimate }
            rest = sum
        }
    }

    /// Subtracts the multiple of the divisor at `position`, once less if it is too great, and
    /// returns how often (steps D4 to D6).
    fileprivate mutating func subtract(
        _ multiple: UInt64, times divisor: [UInt64], at position: Int
    ) -> UInt64 {
        var carry: UInt64 = 0
        for (offset, word) in divisor.enumerated() {
            let product = word.multiplied(by: multiple, adding: carry, 0)
            let (difference, borrow) =
                self[position + offset].subtractingReportingOverflow(product.low)
            self[position + offset] = difference
            carry = product.high &+ (borrow ? 1 : 0)
        }
        let top = position + divisor.count
        let isTooGreat = carry > self[top]
        self[top] = self[top] &- carry
        guard isTooGreat else { return multiple }
        addBack(divisor, at: position)
        return multiple - 1
    }

    private mutating func addBack(_ divisor: [UInt64], at position: Int) {
        var carry: UInt64 = 0
        for (offset, word) in divisor.enumerated() {
            let sum = word.multiplied(by: 1, adding: self[position + offset], carry)
            (carry, self[position + offset]) = sum
        }
        self[position + divisor.count] &+= carry
    }
}
