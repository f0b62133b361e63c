// How Java prints numbers.

extension ByteBuffer {
    /// Appends a double as `Double.toString` of JDK 19 and later: the shortest digits, at least one
    /// after the point, in scientific notation outside 1e-3 …< 1e7.
    package mutating func appendJavaDouble(_ number: Double) {
        if let decimal = ShortDecimal(number) { return appendJavaLayout(decimal) }
        guard number.isFinite else { return appendNotFinite(number) }
        // Subnormal, and so few units that one digit can tell the number.
        if number.bitPattern << 1 < 4096, number != 0 { return appendTiny(number) }
        appendJavaLayout(of: number.description)
    }

    /// Appends a float as `Float.toString`.
    package mutating func appendJavaFloat(_ number: Float) {
        guard number.isFinite else { return appendNotFinite(Double(number)) }
        appendJavaLayout(of: number.description)
    }

    private mutating func appendNotFinite(_ number: Double) {
        append(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
    }

    /// The smallest doubles have two digits in Java where one would do: 4.9E-324.
    private mutating func appendTiny(_ number: Double) {
        let text = number.description
        guard !text.contains(".") else { return appendJavaLayout(of: text) }
        // The double is this many times 1E-324.
        var multiple = Double(number.magnitude.bitPattern) * 4.94065645841246544
        var power: Int64 = -324
        while multiple >= 9.95 {
            multiple /= 10
            power += 1
        }
        let tenths = Int64((multiple * 10).rounded())
        if number < 0 { append(UInt8(ascii: "-")) }
        appendInteger(tenths / 10)
        append(UInt8(ascii: "."))
        appendInteger(tenths % 10)
        append(UInt8(ascii: "E"))
        appendInteger(power)
    }

    /// Lays out the digits of a Swift description, 17 at most, the way Java does.
    private mutating func appendJavaLayout(of text: String) {
        if let decimal = ShortDecimal(stage(text), in: self) { appendJavaLayout(decimal) }
    }

    /// Appends a BigDecimal as its `toString`: plain where the exponent is small, else scientific.
    package mutating func appendBigDecimal(_ parts: DecimalParts) {
        let digits = parts.unscaledDigits
        let scale = parts.scale
        let adjusted = digits.count - 1 - scale
        if parts.isNegative, parts.significantDigits > 0 { append(UInt8(ascii: "-")) }
        if scale >= 0, adjusted >= -6 {
            let point = digits.count - scale
            if point <= 0 {
                append("0.")
                for _ in point..<0 { append(48) }
                append(digits)
            } else {
                append(digits, 0..<point)
                if scale > 0 {
                    append(UInt8(ascii: "."))
                    append(digits, point..<digits.count)
                }
            }
            return
        }
        append(digits[0])
        if digits.count > 1 {
            append(UInt8(ascii: "."))
            append(digits, 1..<digits.count)
        }
        append(UInt8(ascii: "E"))
        if adjusted > 0 { append(UInt8(ascii: "+")) }
        appendInteger(Int64(adjusted))
    }
}
