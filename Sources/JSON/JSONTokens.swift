// What stands at a place of a JSON text that ends with a NUL. All this is part of the parser's loop.

import Values

/// A string of nothing but printable ASCII that is not escaped, or the start of another.
struct PlainString {
    let offset: Int
    /// Where the quote is, or what else is not plain.
    let end: Int
    /// The first eight bytes, zeros behind the last one.
    let first: UInt64

    @inline(__always) var length: Int { end &- offset }

    @inline(__always)
    var value: Value {
        Value(
            .string, flags: [.ascii, .plain], length: UInt32(truncatingIfNeeded: length),
            payload: first << 32 | UInt64(UInt32(truncatingIfNeeded: offset)))
    }
}

/// A number, or the start of one.
struct JSONNumber {
    let value: Value
    let end: Int
    /// A digit is missing at the end.
    let isMissingDigit: Bool
}

extension ByteBuffer {
    // MARK: Blanks

    /// The place of the first byte from `index` on that is no white space.
    @inline(__always)
    func skipBlanks(_ index: Int) -> Int {
        peek(index) > 0x20 ? index : skipManyBlanks(index)
    }

    @inline(__always)
    private func skipManyBlanks(_ index: Int) -> Int {
        var index = index
        var byte = peek(index)
        while byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index &+= 1
            // Blanks come alone, or many at once: indentation.
            let spaces = (load8(index) ^ Bytes8.ones &* 0x20).trailingZeroBitCount >> 3
            index &+= spaces
            byte = peek(index)
        }
        return index
    }

    // MARK: Strings

    /// The plain characters of a string whose first one is at `offset`.
    @inline(__always)
    func plainString(at offset: Int) -> PlainString {
        let first = load8(offset)
        var stops = stringStops(first)
        if stops != 0 {
            return PlainString(
                offset: offset, end: offset &+ stops.trailingZeroBitCount >> 3,
                first: first & (stops ^ (stops &- 1)) >> 8)
        }
        var end = offset
        repeat {
            end &+= 8
            stops = stringStops(load8(end))
        } while stops == 0
        return PlainString(
            offset: offset, end: end &+ stops.trailingZeroBitCount >> 3, first: first)
    }

    /// The place of the next byte that is not a plain character of a string.
    @inline(__always)
    func nextStringStop(_ index: Int) -> Int {
        var index = index
        while true {
            let stops = stringStops(load8(index))
            if stops != 0 { return index &+ stops.trailingZeroBitCount >> 3 }
            index &+= 8
        }
    }

    /// Appends a copy of the plain characters of a string from `index` on; gives the place of the
    /// byte behind them.
    @inline(__always)
    mutating func appendPlainCharacters(from index: Int) -> Int {
        var index = index
        while true {
            let word = load8(index)
            let stops = stringStops(word)
            let count = stops.trailingZeroBitCount >> 3
            append(word, count: count)
            index &+= count
            if stops != 0 { return index }
        }
    }

    /// The place behind characters that are not ASCII. Notes the first byte that belongs to no
    /// well-formed one, unless there was one before.
    @inline(__always)
    func skipHighBytes(_ index: Int, _ malformed: inout Int?) -> Int {
        var index = index
        repeat {
            var length = wellFormedLength(at: index)
            if length == 0 {
                if malformed == nil { malformed = index }
                length = 1
            }
            index &+= length
        } while peek(index) >= 0x80
        return index
    }

    // MARK: Numbers

    /// The number whose first byte is at `offset`.
    @inline(__always)
    func number(at offset: Int) -> JSONNumber {
        let start = peek(offset) == UInt8(ascii: "-") ? offset &+ 1 : offset
        var word = start
        var stops = digitStops(load8(word))
        var end = skipDigits(&word, &stops)
        var flags: Value.Flags = [.ascii, .plain]
        if end == start { return incompleteNumber(at: end) }
        if peek(start) == UInt8(ascii: "0") {
            // A number ends behind a zero that starts it.
            if end != start &+ 1 { return number(.ascii, from: offset, to: start &+ 1) }
            // There is no negative zero among the integers.
            if start != offset { flags = .ascii }
        }
        if peek(end) == UInt8(ascii: ".") {
            let point = end
            let fraction = end &+ 1
            stops &= stops &- 1
            end = skipDigits(&word, &stops)
            if end == fraction { return incompleteNumber(at: end) }
            let isPlain = isPlainDouble(from: start, point: point, to: end)
            flags = isPlain ? [.ascii, .decimal, .plain] : [.ascii, .decimal]
        }
        if peek(end) | 0x20 == UInt8(ascii: "e") {
            let sign = peek(end &+ 1)
            let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            let exponent = end &+ (isSigned ? 2 : 1)
            word = exponent
            stops = digitStops(load8(word))
            end = skipDigits(&word, &stops)
            if end == exponent { return incompleteNumber(at: end) }
            flags = [.ascii, .decimal]
        }
        return number(flags, from: offset, to: end)
    }

    /// The place of the next byte that is no digit. `stops` are those of the eight bytes at `word`
    /// which have not been passed.
    @inline(__always)
    private func skipDigits(_ word: inout Int, _ stops: inout UInt64) -> Int {
        while stops == 0 {
            word &+= 8
            stops = digitStops(load8(word))
        }
        return word &+ stops.trailingZeroBitCount >> 3
    }

    @inline(__always)
    private func number(_ flags: Value.Flags, from offset: Int, to end: Int) -> JSONNumber {
        let length = end &- offset
        let prefix = UInt64(load4(offset)) & ((1 &<< UInt64(min(length, 4) &* 8)) &- 1)
        let value = Value(
            .numberText, flags: flags, length: UInt32(truncatingIfNeeded: length),
            payload: prefix << 32 | UInt64(UInt32(truncatingIfNeeded: offset)))
        return JSONNumber(value: value, end: end, isMissingDigit: false)
    }

    @inline(__always)
    private func incompleteNumber(at end: Int) -> JSONNumber {
        JSONNumber(value: .null, end: end, isMissingDigit: true)
    }

    // MARK: Literals

    /// `true`, `false` or `null`, if one of them is at `index`.
    @inline(__always)
    func literal(at index: Int) -> (value: Value, length: Int)? {
        switch load4(index) {
        case 0x6575_7274: (.true, 4)
        case 0x6C6C_756E: (.null, 4)
        case 0x736C_6166 where peek(index &+ 4) == UInt8(ascii: "e"): (.false, 5)
        default: nil
        }
    }
}

/// A bit in each byte that is not a plain character of a string: a quote, a backslash, a control
/// character, DEL, and what is not ASCII. Bits above the lowest one may be wrong.
@inline(__always)
func stringStops(_ word: UInt64) -> UInt64 {
    // Each sum carries into the high bit of the bytes looked for. The first one turns the codes
    // round, with the quote next to the control characters: it takes the place of the blank.
    let quoteOrControl = (word ^ Bytes8.ones &* 0x7D) &+ Bytes8.ones &* 0x21
    let backslash = (word ^ Bytes8.ones &* 0x23) &+ Bytes8.ones
    let deleteOrHigh = word &+ Bytes8.ones
    return (quoteOrControl | backslash | deleteOrHigh) & Bytes8.high
}

/// A bit in each byte that is no digit. Bits above one that is not ASCII may be wrong.
@inline(__always)
private func digitStops(_ word: UInt64) -> UInt64 {
    let values = word ^ Bytes8.ones &* 0x30
    // Ten and more carry into the high bit.
    return ((values &+ Bytes8.ones &* 0x76) | values) & Bytes8.high
}
