extension BigInteger {
    /// The number that decimal digits with an optional sign write; nil for any other text.
    init?(decimal text: [UInt8]) {
        let isNegative = text.first == UInt8(ascii: "-")
        let hasSign = isNegative || text.first == UInt8(ascii: "+")
        guard let magnitude = Magnitude(decimal: text[(hasSign ? 1 : 0)...]) else { return nil }
        self.init(magnitude, isNegative: isNegative)
    }

    /// `toString(radix)`, for a radix from 2 to 36; any other one counts as 10.
    func text(radix: Int = 10) -> [UInt8] {
        (isNegative ? [UInt8(ascii: "-")] : []) + magnitude.text(radix: radix)
    }
}

extension BigInteger: CustomStringConvertible {
    var description: String { String(decoding: text(), as: UTF8.self) }
}

extension BigInteger.Magnitude {
    /// The number that decimal digits write; nil for any other text.
    init?(decimal text: ArraySlice<UInt8>) {
        guard !text.isEmpty else { return nil }
        let chunks = DigitChunk(radix: 10)
        var words: [UInt64] = []
        var chunk: UInt64 = 0
        var scale: UInt64 = 1
        for byte in text {
            guard byte >= 48, byte <= 57 else { return nil }
            chunk = chunk * 10 + UInt64(byte - 48)
            scale *= 10
            if scale == chunks.size {
                words.multiply(by: scale, adding: chunk)
                (chunk, scale) = (0, 1)
            }
        }
        if scale > 1 { words.multiply(by: scale, adding: chunk) }
        self.init(words: words)
    }

    /// The digits for a radix from 2 to 36; any other one counts as 10.
    func text(radix: Int = 10) -> [UInt8] {
        guard !isZero else { return [48] }
        let chunks = DigitChunk(radix: (2...36).contains(radix) ? UInt64(radix) : 10)
        var rest = words
        var digits: [UInt8] = []
        while !rest.isEmpty {
            var chunk = rest.divide(by: chunks.size)
            if rest.last == 0 { rest.removeLast() }
            // The leading chunk has no zeros before its digits, each other one all of them.
            var count = 0
            while rest.isEmpty ? chunk != 0 : count < chunks.digitCount {
                digits.append(Self.digit(chunk % chunks.radix))
                chunk /= chunks.radix
                count += 1
            }
        }
        return digits.reversed()
    }

    private static func digit(_ value: UInt64) -> UInt8 {
        let offset = UInt8(truncatingIfNeeded: value)
        return offset < 10 ? 48 + offset : UInt8(ascii: "a") - 10 + offset
    }
}

/// As many digits as a word can hold.
private struct DigitChunk {
    let radix: UInt64
    private(set) var digitCount = 1
    /// The radix to the power of the count.
    private(set) var size: UInt64

    init(radix: UInt64) {
        self.radix = radix
        size = radix
        while case (let next, false) = size.multipliedReportingOverflow(by: radix) {
            size = next
            digitCount += 1
        }
    }
}

extension [UInt64] {
    /// Multiplies the number with these words, the least one first, and adds to it.
    fileprivate mutating func multiply(by factor: UInt64, adding addend: UInt64) {
        var carry = addend
        for index in indices {
            (carry, self[index]) = self[index].multiplied(by: factor, adding: carry, 0)
        }
        if carry != 0 { append(carry) }
    }
}
