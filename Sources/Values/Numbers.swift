// Numbers that are still text: which class json-smart would have given them.

extension Heap {
    /// The value with its class decided: a number text becomes Integer, Long or BigInteger without
    /// fraction and exponent, else Double, or BigDecimal when it is written with more than 18
    /// characters. Other values are given back as they are.
    @inlinable
    package mutating func number(_ value: Value) -> Value {
        value.kind == .numberText ? classified(value) : value
    }

    @usableFromInline
    mutating func classified(_ value: Value) -> Value {
        if value.flags.contains(.decimal) { return decimal(value) }
        if let integer = integer(inText: value.range) { return .smallest(integer) }
        return canonicalBigInteger(value)
    }

    /// The number that digits with an optional sign write, if it fits 64 bits.
    package func integer(inText range: Range<Int>) -> Int64? {
        var index = range.lowerBound
        let end = range.upperBound
        guard index < end else { return nil }
        let isNegative = bytes[index] == UInt8(ascii: "-")
        if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
        var magnitude: UInt64 = 0
        guard index < end, bytes.readDigits(&index, to: end, onto: &magnitude), index == end else {
            return nil
        }
        guard isNegative else { return Int64(exactly: magnitude) }
        return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }

    /// Leading zeros and a plus sign are not part of a BigInteger's text.
    private mutating func canonicalBigInteger(_ value: Value) -> Value {
        var index = value.offset
        let end = value.range.upperBound
        let isNegative = bytes[index] == UInt8(ascii: "-")
        let digits = bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
        if digits { index += 1 }
        guard index < end, bytes[index] == UInt8(ascii: "0") || (digits && !isNegative) else {
            return text(.bigInteger, at: value.offset, length: Int(value.length), flags: .ascii)
        }
        while index < end - 1, bytes[index] == UInt8(ascii: "0") { index += 1 }
        let start = bytes.count
        if isNegative { bytes.append(UInt8(ascii: "-")) }
        bytes.appendCopy(index, count: end - index)
        return text(.bigInteger, at: start, length: bytes.count - start, flags: .ascii)
    }

    private mutating func decimal(_ value: Value) -> Value {
        // Up to 18 characters json-smart takes a double whatever it loses, then a BigDecimal.
        // Evidence: Conformance/json/numbers.cases.
        if value.length <= 18 { return .double(double(ofText: value.range)) }
        let start = bytes.count
        bytes.appendBigDecimal(DecimalParts(value.range, in: bytes))
        return text(.bigDecimal, at: start, length: bytes.count - start, flags: .ascii)
    }

    /// The double nearest to a decimal text; infinite beyond its range.
    package func double(ofText range: Range<Int>) -> Double {
        if let double = ShortDecimal(range, in: bytes)?.double { return double }
        let text = bytes.withBytes(in: range) { String(decoding: $0, as: UTF8.self) }
        return Double(text) ?? (text.hasPrefix("-") ? -Double.infinity : .infinity)
    }
}

extension Value {
    /// An Integer if the number fits 32 bits, else a Long.
    @inlinable
    package static func smallest(_ number: Int64) -> Value {
        Int64(Int32(truncatingIfNeeded: number)) == number
            ? Value(.integer, payload: UInt64(bitPattern: number)) : .long(number)
    }
}

/// A decimal text taken apart: digits times a power of ten.
package struct DecimalParts: Sendable {
    package var isNegative = false
    /// The digits without zeros at either end.
    package private(set) var digits: [UInt8] = []
    /// The power of ten of the last digit.
    package private(set) var exponent = 0
    /// The power of ten of the last digit as written, zeros included: minus a BigDecimal's scale.
    private var writtenExponent = 0
    private var trailingZeros = 0

    package var significantDigits: Int { digits.count }
    /// The digits as a BigDecimal keeps them, with their zeros.
    package var unscaledDigits: [UInt8] {
        digits.isEmpty ? [48] : digits + Array(repeating: 48, count: trailingZeros)
    }
    /// A BigDecimal's scale.
    package var scale: Int { -writtenExponent }

    package init(_ range: Range<Int>, in bytes: borrowing ByteBuffer) {
        var fraction = 0
        var sawPoint = false
        var index = range.lowerBound
        scan: while index < range.upperBound {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): sawPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if byte != 48 || !digits.isEmpty { digits.append(byte) }
                if sawPoint { fraction += 1 }
            case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
            default: break
            }
            index += 1
        }
        writtenExponent = Self.power(index + 1, range.upperBound, in: bytes) - fraction
        while digits.last == 48 {
            digits.removeLast()
            trailingZeros += 1
        }
        exponent = writtenExponent + trailingZeros
    }

    /// The number after `e`, clamped far beyond any double.
    private static func power(_ start: Int, _ end: Int, in bytes: borrowing ByteBuffer) -> Int {
        guard start < end else { return 0 }
        var result = 0
        for index in start..<end where bytes[index] >= 48 && bytes[index] <= 57 {
            result = min(result * 10 + Int(bytes[index] - 48), 1_000_000_000)
        }
        return bytes[start] == UInt8(ascii: "-") ? -result : result
    }
}
