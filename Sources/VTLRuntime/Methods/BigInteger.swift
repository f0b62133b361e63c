/// A `java.math.BigInteger`: a whole number of any size, as a sign and a magnitude.
///
/// Sums, products and quotients are computed word by word as on paper: the numbers of a template
/// have at most ``Heap/digitsMax`` digits. Nothing traps, whatever the operands.
struct BigInteger: Equatable, Sendable {
    let magnitude: Magnitude
    /// False for zero.
    let isNegative: Bool

    init(_ magnitude: Magnitude, isNegative: Bool = false) {
        self.magnitude = magnitude
        self.isNegative = isNegative && !magnitude.isZero
    }

    init(_ number: Int64) {
        self.init(Magnitude(number.magnitude), isNegative: number < 0)
    }

    /// The whole part of a double; zero when it is not finite.
    init(_ double: Double) {
        guard double.isFinite, double.magnitude >= 1 else {
            self = 0
            return
        }
        let significand = Magnitude(double.significandBitPattern | 1 << 52)
        let exponent = Int(double.exponent) - 52
        self.init(
            exponent < 0 ? significand >> -exponent : significand << exponent,
            isNegative: double < 0)
    }

    /// -1, 0 or 1.
    var signum: Int { isNegative ? -1 : magnitude.isZero ? 0 : 1 }

    var isOdd: Bool { magnitude.isOdd }

    var absolute: BigInteger { BigInteger(magnitude) }

    // MARK: Sums

    static prefix func - (number: BigInteger) -> BigInteger {
        BigInteger(number.magnitude, isNegative: !number.isNegative)
    }

    static func + (a: BigInteger, b: BigInteger) -> BigInteger {
        if a.isNegative == b.isNegative {
            return BigInteger(a.magnitude + b.magnitude, isNegative: a.isNegative)
        }
        return a.magnitude < b.magnitude
            ? BigInteger(b.magnitude.subtracting(a.magnitude), isNegative: b.isNegative)
            : BigInteger(a.magnitude.subtracting(b.magnitude), isNegative: a.isNegative)
    }

    static func - (a: BigInteger, b: BigInteger) -> BigInteger { a + -b }

    // MARK: Products

    static func * (a: BigInteger, b: BigInteger) -> BigInteger {
        BigInteger(a.magnitude * b.magnitude, isNegative: a.isNegative != b.isNegative)
    }

    /// The number to a power; a negative exponent counts as zero.
    func power(_ exponent: Int) -> BigInteger {
        BigInteger(magnitude.power(exponent), isNegative: isNegative && exponent % 2 == 1)
    }

    /// The quotient cut to a whole number, and the remainder with the dividend's sign, as Java has
    /// them. Division by zero gives zero and the dividend.
    func quotientAndRemainder(
        dividingBy divisor: BigInteger
    ) -> (quotient: BigInteger, remainder: BigInteger) {
        let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        return (
            BigInteger(quotient, isNegative: isNegative != divisor.isNegative),
            BigInteger(remainder, isNegative: isNegative)
        )
    }

    static func / (a: BigInteger, b: BigInteger) -> BigInteger {
        a.quotientAndRemainder(dividingBy: b).quotient
    }

    static func % (a: BigInteger, b: BigInteger) -> BigInteger {
        a.quotientAndRemainder(dividingBy: b).remainder
    }

    /// `mod`: the remainder that is not negative, for a positive divisor.
    func modulus(_ divisor: BigInteger) -> BigInteger {
        let remainder = self % divisor
        return remainder.isNegative ? remainder + divisor : remainder
    }

    /// The greatest common divisor, never negative; zero only of two zeros.
    func greatestCommonDivisor(with other: BigInteger) -> BigInteger {
        var (a, b) = (magnitude, other.magnitude)
        while !b.isZero { (a, b) = (b, a.quotientAndRemainder(dividingBy: b).remainder) }
        return BigInteger(a)
    }

    /// The whole part of the square root; zero for a negative number.
    func squareRoot() -> BigInteger {
        guard signum > 0 else { return 0 }
        // Newton's method from above: the estimates fall until they reach the root.
        var estimate = Magnitude(1) << ((magnitude.bitWidth + 1) / 2)
        while true {
            let quotient = magnitude.quotientAndRemainder(dividingBy: estimate).quotient
            let next = (estimate + quotient) >> 1
            guard next < estimate else { return BigInteger(estimate) }
            estimate = next
        }
    }
}

extension BigInteger: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int64) { self.init(value) }
}

extension BigInteger: Comparable {
    static func < (a: BigInteger, b: BigInteger) -> Bool {
        if a.isNegative != b.isNegative { return a.isNegative }
        return a.isNegative ? b.magnitude < a.magnitude : a.magnitude < b.magnitude
    }
}

extension FixedWidthInteger where Self: SignedInteger {
    /// The number, if it fits.
    init?(exactly number: BigInteger) {
        guard number.magnitude.words.count <= 1 else { return nil }
        let word = number.magnitude.lowWord
        if number.isNegative {
            // One more than the largest positive number is the smallest one's magnitude.
            guard let almost = Self(exactly: word - 1) else { return nil }
            self = -1 - almost
        } else {
            self.init(exactly: word)
        }
    }

    /// The low bits of the number in two's complement.
    init(truncatingIfNeeded number: BigInteger) {
        let word = number.magnitude.lowWord
        self.init(truncatingIfNeeded: number.isNegative ? 0 &- word : word)
    }
}
