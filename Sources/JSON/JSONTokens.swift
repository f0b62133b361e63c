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
    let end: Int
    let flags: Value.Flags
    /// A digit is missing at the end.
    let isMissingDigit: Bool

    @inline(__always)
    func value(_ bytes: borrowing ByteBuffer, from offset: Int) -> Value {
        let length = end &- offset
        var prefix = UInt64(bytes.load4(offset))
        if length < 4 { prefix &= (1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1 }
        return Value(
            .numberText, flags: flags, length: UInt32(truncatingIfNeeded: length),
            payload: prefix << 32 | UInt64(UInt32(truncatingIfNeeded: offset)))
    }
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

    // MARK: Numbers

    /// The number whose first byte is at `index`.
    @inline(never)
    func number(at index: Int) -> JSONNumber {
        var flags: Value.Flags = .ascii
        var index = index
        if peek(index) == UInt8(ascii: "-") { index &+= 1 }
        var end = peek(index) == UInt8(ascii: "0") ? index &+ 1 : skipDigits(index)
        var isMissingDigit = end == index
        if !isMissingDigit, peek(end) == UInt8(ascii: ".") {
            flags.insert(.decimal)
            index = end &+ 1
            end = skipDigits(index)
            isMissingDigit = end == index
        }
        if !isMissingDigit, peek(end) | 0x20 == UInt8(ascii: "e") {
            flags.insert(.decimal)
            index = end &+ 1
            let sign = peek(index)
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { index &+= 1 }
            end = skipDigits(index)
            isMissingDigit = end == index
        }
        return JSONNumber(end: end, flags: flags, isMissingDigit: isMissingDigit)
    }

    @inline(__always)
    private func skipDigits(_ index: Int) -> Int {
        var index = index
        var count = 0
        repeat {
            count = digitCount(load8(index))
            index &+= count
        } while count == 8
        return index
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

/// The number of digits at the start of a word.
@inline(__always)
private func digitCount(_ word: UInt64) -> Int {
    let values = word ^ Bytes8.ones &* 0x30
    // Ten and more carry into the high bit.
    return (((values &+ Bytes8.ones &* 0x76) | values) & Bytes8.high).trailingZeroBitCount >> 3
}
