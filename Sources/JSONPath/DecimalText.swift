import Values

/// Numbers written in a query, and strings that are compared with numbers.
enum DecimalText {
    /// Whether `java.math.BigDecimal` reads the text: digits with an optional sign, point and
    /// exponent.
    static func isDecimal(_ text: some BidirectionalCollection<UInt8>) -> Bool {
        var rest = text[...]
        if isSign(rest.first) { rest.removeFirst() }
        let whole = dropDigits(&rest)
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = dropDigits(&rest)
        }
        guard whole + fraction > 0 else { return false }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if isSign(rest.first) { rest.removeFirst() }
            let digits = dropDigits(&rest)
            // An exponent has 32 bits.
            guard digits > 0, digits <= 10 else { return false }
        }
        return rest.isEmpty
    }

    private static func isSign(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    }

    private static func dropDigits<Text>(_ text: inout Text) -> Int
    where Text: BidirectionalCollection<UInt8>, Text.SubSequence == Text {
        var count = 0
        while let byte = text.first, byte >= 48, byte <= 57 {
            text.removeFirst()
            count += 1
        }
        return count
    }

    /// ``Values/Heap/exactNumber(inText:)`` of a text that is in no heap.
    static func exactValue(_ text: ArraySlice<UInt8>) -> Value {
        var heap = Heap()
        heap.bytes.append(text)
        return heap.exactNumber(inText: 0..<heap.bytes.count)
    }
}

extension Heap {
    /// An integer or a double that says exactly what a number's text says, as far as comparisons
    /// with other numbers can tell; null if neither can.
    func exactNumber(inText range: Range<Int>) -> Value {
        if let integer = integer(inText: range) { return .smallest(integer) }
        // Fifteen digits survive the way into a double and back.
        let parts = DecimalParts(range, in: bytes)
        guard parts.significantDigits <= 15, abs(parts.exponent) < 250 else { return .null }
        return .double(double(ofText: range))
    }

    /// ``Values/Heap/number(_:)`` without a detour for what most numbers are: a few digits with a
    /// point.
    mutating func comparableNumber(_ value: Value) -> Value {
        guard value.kind == .numberText, value.flags.contains(.decimal), value.length <= 16 else {
            return number(value)
        }
        var digits: UInt64 = 0
        var fraction = -1
        var index = value.offset
        let end = value.range.upperBound
        let isNegative = bytes[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        while index < end {
            let byte = bytes[index]
            if byte >= 48, byte <= 57 {
                digits = digits * 10 + UInt64(byte - 48)
                if fraction >= 0 { fraction += 1 }
            } else if byte == UInt8(ascii: "."), fraction < 0 {
                fraction = 0
            } else {
                return number(value)
            }
            index += 1
        }
        // Both factors are exact, so the quotient is the nearest double.
        var scale = 1.0
        for _ in 0..<max(fraction, 0) { scale *= 10 }
        let magnitude = Double(digits) / scale
        return .double(isNegative ? -magnitude : magnitude)
    }

    /// The order of two numbers by value, as `BigDecimal.compareTo` has it. Both are finite and
    /// have their class decided.
    mutating func numberOrder(_ first: Value, _ second: Value) -> Int {
        if first.isWhole, second.isWhole { return order(first.signed, second.signed) }
        if first.isDouble, second.isDouble { return order(first.floating, second.floating) }
        // Up to 2^53 a whole number is a double too.
        if first.isWhole, second.isDouble, first.signed.magnitude <= 1 << 53 {
            return order(Double(first.signed), second.floating)
        }
        if first.isDouble, second.isWhole, second.signed.magnitude <= 1 << 53 {
            return order(first.floating, Double(second.signed))
        }
        return decimalParts(first).order(to: decimalParts(second))
    }

    private func order<Number: Comparable>(_ first: Number, _ second: Number) -> Int {
        first == second ? 0 : first < second ? -1 : 1
    }

    private mutating func decimalParts(_ number: Value) -> DecimalParts {
        if number.isText { return DecimalParts(number.range, in: bytes) }
        let start = bytes.count
        defer { bytes.truncate(start) }
        if number.isDouble {
            bytes.appendJavaDouble(number.floating)
        } else {
            bytes.appendInteger(number.signed)
        }
        return DecimalParts(start..<bytes.count, in: bytes)
    }
}

extension Value {
    /// A number of 64 bits or less.
    var isWhole: Bool { kind == .integer || kind == .long || kind == .short || kind == .byte }
    /// A Double or Float.
    var isDouble: Bool { kind == .double || kind == .float }
}
