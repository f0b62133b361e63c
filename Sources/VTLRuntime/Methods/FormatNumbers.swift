// How `java.util.Formatter` lays out numbers: signs, zeros, groups, fractions and exponents.

/// A positive decimal number: 0.d₁d₂d₃… × 10^point; no digits for zero.
struct FormattedDigits {
    var digits: [UInt8]
    var point: Int

    /// Keeps so many digits, rounding half up.
    mutating func round(keeping count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else {
            digits = []
            return
        }
        let roundsUp = digits[count] >= UInt8(ascii: "5")
        digits.removeSubrange(count...)
        guard roundsUp else { return }
        var index = count
        while index > 0 {
            index -= 1
            if digits[index] < UInt8(ascii: "9") {
                digits[index] += 1
                return
            }
            digits[index] = UInt8(ascii: "0")
        }
        digits.insert(UInt8(ascii: "1"), at: 0)
        point += 1
    }

    /// The number with exactly so many digits behind the point.
    func plainText(fraction: Int) -> [UInt8] {
        var rounded = self
        rounded.round(keeping: point + fraction)
        if rounded.digits.isEmpty { rounded.point = 0 }
        var result: [UInt8] = []
        if rounded.point <= 0 { result.append(UInt8(ascii: "0")) }
        for index in 0..<max(rounded.point, 0) { result.append(rounded.digit(index)) }
        guard fraction > 0 else { return result }
        result.append(UInt8(ascii: "."))
        for index in rounded.point..<rounded.point + fraction {
            result.append(rounded.digit(index))
        }
        return result
    }

    /// One digit, a point, so many digits; and the exponent.
    func scientificText(fraction: Int) -> (mantissa: [UInt8], exponent: Int) {
        var rounded = self
        rounded.round(keeping: fraction + 1)
        var mantissa = [rounded.digit(0)]
        if fraction > 0 {
            mantissa.append(UInt8(ascii: "."))
            for index in 1...fraction { mantissa.append(rounded.digit(index)) }
        }
        return (mantissa, rounded.digits.isEmpty ? 0 : rounded.point - 1)
    }

    private func digit(_ index: Int) -> UInt8 {
        index >= 0 && index < digits.count ? digits[index] : UInt8(ascii: "0")
    }
}

extension FormatSpecifier {
    /// A whole number in a radix.
    func layout(_ digits: [UInt8], isNegative: Bool, radix: Int) -> [UInt8] {
        guard radix != 10 else { return signed(digits, isNegative: isNegative) }
        let mark = !flags.contains(.alternate) ? [] : radix == 16 ? [48, 0x78] : [48] as [UInt8]
        let sign = isNegative ? flags.contains(.parentheses) ? [0x28] : [0x2D] : positiveSign
        let end = isNegative && flags.contains(.parentheses) ? [0x29] : [] as [UInt8]
        var zeros = 0
        if flags.contains(.zeroPad), let width {
            zeros = max(width - sign.count - mark.count - digits.count - end.count, 0)
        }
        return sign + mark + Array(repeating: 48, count: zeros) + digits + end
    }

    /// A number with a fraction.
    func layout(_ number: FormattedDigits, isNegative: Bool) -> [UInt8] {
        switch conversion {
        case UInt8(ascii: "e"):
            return scientific(number, fraction: precision ?? 6, isNegative: isNegative)
        case UInt8(ascii: "g"):
            let significant = max(precision ?? 6, 1)
            var rounded = number
            rounded.round(keeping: significant)
            // Zero prints like 0.00000.
            let exponent = rounded.digits.isEmpty ? 0 : rounded.point - 1
            if exponent < -4 || exponent >= significant {
                return scientific(number, fraction: significant - 1, isNegative: isNegative)
            }
            return signed(
                rounded.plainText(fraction: significant - 1 - exponent), isNegative: isNegative)
        default:
            var text = number.plainText(fraction: precision ?? 6)
            if precision == 0, flags.contains(.alternate) { text.append(UInt8(ascii: ".")) }
            return signed(text, isNegative: isNegative)
        }
    }

    private func scientific(
        _ number: FormattedDigits, fraction: Int, isNegative: Bool
    ) -> [UInt8] {
        var (mantissa, exponent) = number.scientificText(fraction: fraction)
        if fraction == 0, flags.contains(.alternate) { mantissa.append(UInt8(ascii: ".")) }
        let digits = String(abs(exponent))
        let tail =
            (exponent < 0 ? "e-" : "e+") + (digits.utf8.count < 2 ? "0" : "") + digits
        return signed(mantissa, isNegative: isNegative, tail: Array(tail.utf8))
    }

    private var positiveSign: [UInt8] {
        flags.contains(.plus) ? [0x2B] : flags.contains(.leadingSpace) ? [0x20] : []
    }

    /// Digits with groups, zeros up to the width, and the sign or parentheses.
    func signed(_ digits: [UInt8], isNegative: Bool, tail: [UInt8] = []) -> [UInt8] {
        let inParentheses = isNegative && flags.contains(.parentheses)
        let sign = isNegative ? [inParentheses ? 0x28 : 0x2D] : positiveSign
        let body = flags.contains(.group) ? grouped(digits) : digits
        var zeros = 0
        if flags.contains(.zeroPad), let width, digits.first.map({ $0 <= 57 }) ?? false {
            let used = sign.count + body.count + tail.count + (inParentheses ? 1 : 0)
            zeros = max(width - used, 0)
        }
        return sign + Array(repeating: 48, count: zeros) + body + tail
            + (inParentheses ? [0x29] : [])
    }

    /// A comma after every third digit of the whole part.
    private func grouped(_ digits: [UInt8]) -> [UInt8] {
        let whole = digits.firstIndex { $0 < 48 || $0 > 57 } ?? digits.count
        var result: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if index > 0, index < whole, (whole - index) % 3 == 0 { result.append(0x2C) }
            result.append(digit)
        }
        return result
    }

    /// A hexadecimal fraction; zeros up to the width stand behind `0x`.
    func hexadecimal(_ number: Double, isNegative: Bool) -> [UInt8] {
        var text = Array(number.hexadecimalText(digits: precision.map { max($0, 1) }).utf8)
        let sign = isNegative ? [0x2D] : positiveSign
        if flags.contains(.zeroPad), let width {
            let zeros = max(width - sign.count - text.count, 0)
            text.insert(contentsOf: Array(repeating: 48, count: zeros), at: 2)
        }
        return sign + text
    }
}

extension Double {
    /// `Double.toHexString` of a finite number, with all digits or rounded to so many.
    func hexadecimalText(digits count: Int? = nil) -> String {
        let sign = self.sign == .minus ? "-" : ""
        guard self != 0 else {
            return sign + "0x0." + String(repeating: "0", count: count ?? 1) + "p0"
        }
        var number = self
        // Java normalises before it rounds.
        var shift = 0
        if count != nil, !isNormal {
            shift = 54
            number *= 0x1p54
        }
        if let count, count < 13 {
            let unit = UInt64(1) << UInt64(52 - 4 * count)
            let rest = number.bitPattern & (unit - 1)
            var bits = number.bitPattern - rest
            if rest > unit / 2 || (rest == unit / 2 && bits & unit != 0) { bits += unit }
            number = Double(bitPattern: bits)
        }
        var digits = String(number.significandBitPattern, radix: 16)
        digits = String(repeating: "0", count: max(13 - digits.utf8.count, 0)) + digits
        while digits.utf8.count > max(count ?? 1, 1), digits.last == "0" { digits.removeLast() }
        if let count {
            digits += String(repeating: "0", count: max(count - digits.utf8.count, 0))
        }
        let isNormal = number.exponentBitPattern > 0
        let power = isNormal ? Int(number.exponentBitPattern) - 1023 - shift : -1022
        return "\(sign)0x\(isNormal ? 1 : 0).\(digits)p\(power)"
    }
}
