// The order of decimal numbers, exactly.

extension DecimalParts {
    /// -1, 0 or 1: the order of two numbers by value.
    package func order(to other: DecimalParts) -> Int {
        let signs = (sign, other.sign)
        guard signs.0 == signs.1 else { return signs.0 < signs.1 ? -1 : 1 }
        guard signs.0 != 0 else { return 0 }
        return signs.0 * magnitudeOrder(to: other)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func magnitudeOrder(to other: DecimalParts) -> Int {
        let (size, otherSize) = (digits.count + exponent, other.digits.count + other.exponent)
        guard size == otherSize else { return size < otherSize ? -1 : 1 }
        for index in 0..<max(digits.count, other.digits.count) {
            let (a, b) = (
                index < digits.count ? digits[index] : 48,
                index < other.digits.count ? other.digits[index] : 48
            )
            if a != b { return a < b ? -1 : 1 }
        }
        return 0
    }
}
