// Strings: slices of the text where nothing is escaped, else unescaped copies.

import Values

extension JSONParser {
    /// Reads the string whose opening quote is at ``index``.
    @inline(__always)
    mutating func string(_ heap: inout Heap) throws(JSONParseError) -> Value {
        index &+= 1
        let begin = index
        var seen: UInt64 = 0
        while true {
            let word = heap.bytes.load8(index)
            let special = Self.special(word)
            if special == 0 {
                seen |= word
                index &+= 8
                continue
            }
            let bit = special.trailingZeroBitCount
            // What comes before the special byte, which is the topmost of bits 0 … `bit`.
            seen |= word & ((UInt64(1) << UInt64(bit & 56)) &- 1)
            index &+= bit >> 3
            if heap.bytes.peek(index) == UInt8(ascii: "\"") {
                let length = index &- begin
                index &+= 1
                if seen & Bytes8.high != 0 { return try unicodeString(heap, begin, length) }
                return heap.string(at: begin, length: length, flags: [.ascii, .plain])
            }
            return try otherString(&heap, begin)
        }
    }

    /// A bit in each byte that ends a run of ordinary characters: a quote, a backslash, a control
    /// character, DEL. Bits above the lowest one may be wrong.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        let quote = (word ^ Bytes8.ones &* 0x22) &- Bytes8.ones
        let backslash = (word ^ Bytes8.ones &* 0x5C) &- Bytes8.ones
        let delete = (word ^ Bytes8.ones &* 0x7F) &- Bytes8.ones
        let control = word &- Bytes8.ones &* 0x20
        return (quote | backslash | delete | control) & ~word & Bytes8.high
    }

    @inline(never)
    private func unicodeString(
        _ heap: borrowing Heap, _ begin: Int, _ length: Int
    ) throws(JSONParseError) -> Value {
        try checkUTF8(heap, begin..<begin + length)
        return heap.string(at: begin, length: length, flags: [])
    }

    private func checkUTF8(
        _ heap: borrowing Heap, _ range: Range<Int>
    ) throws(JSONParseError) {
        if let place = heap.bytes.firstMalformedUTF8(in: range) {
            throw .malformedUTF8(heap.bytes[place], at: place - start)
        }
    }

    /// Goes on at a byte that is special, in a string that starts at `begin`. DEL stands for
    /// itself; a backslash makes the string a copy.
    @inline(never)
    private mutating func otherString(
        _ heap: inout Heap, _ begin: Int
    ) throws(JSONParseError) -> Value {
        var byte = try passDelete(heap, begin)
        var range = begin..<index
        if byte == UInt8(ascii: "\\") {
            let copy = heap.bytes.count
            var copied = begin
            while byte == UInt8(ascii: "\\") {
                heap.bytes.appendCopy(copied, count: index - copied)
                try unescape(&heap)
                copied = index
                byte = try nextSpecial(heap, begin)
            }
            heap.bytes.appendCopy(copied, count: index - copied)
            guard !heap.bytes.overflowed else { throw .tooLarge(at: index - start) }
            range = copy..<heap.bytes.count
        }
        let flags = heap.flags(of: range)
        // Escapes are ASCII: the source is well-formed if and only if the runs between them are.
        if !flags.contains(.ascii) { try checkUTF8(heap, begin..<index) }
        index += 1
        return heap.string(at: range.lowerBound, length: range.count, flags: flags)
    }

    /// Moves to the next quote or backslash and gives it.
    private mutating func nextSpecial(
        _ heap: borrowing Heap, _ begin: Int
    ) throws(JSONParseError) -> UInt8 {
        while true {
            let special = Self.special(heap.bytes.load8(index))
            if special != 0 {
                index += special.trailingZeroBitCount >> 3
                return try passDelete(heap, begin)
            }
            index += 8
        }
    }

    /// Gives the quote or backslash at ``index``, or the next one if a DEL is there.
    private mutating func passDelete(
        _ heap: borrowing Heap, _ begin: Int
    ) throws(JSONParseError) -> UInt8 {
        let byte = heap.bytes.peek(index)
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return byte }
        if byte == 0x7F {
            index += 1
            return try nextSpecial(heap, begin)
        }
        if index >= end { throw .unterminatedString(from: begin - 1 - start, to: end - start) }
        throw .controlCharacter(found(heap, at: index), at: index - start)
    }

    /// Appends the character that the escape at ``index`` stands for.
    private mutating func unescape(_ heap: inout Heap) throws(JSONParseError) {
        index += 1
        let byte = heap.bytes.peek(index)
        let character: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): character = byte
        case UInt8(ascii: "n"): character = 0x0A
        case UInt8(ascii: "t"): character = 0x09
        case UInt8(ascii: "r"): character = 0x0D
        case UInt8(ascii: "b"): character = 0x08
        case UInt8(ascii: "f"): character = 0x0C
        case UInt8(ascii: "u"):
            index += 1
            return try unescapeUnicode(&heap)
        default: throw expected(.escape, heap)
        }
        heap.bytes.append(character)
        index += 1
    }

    /// Appends the character of `\uXXXX`, joined with a second such escape if both are a surrogate
    /// pair. A lone surrogate is kept.
    private mutating func unescapeUnicode(_ heap: inout Heap) throws(JSONParseError) {
        let unit = try hexadecimalUnit(heap)
        index += 4
        guard unit & 0xFC00 == 0xD800, heap.bytes.peek(index) == UInt8(ascii: "\\"),
            heap.bytes.peek(index + 1) == UInt8(ascii: "u")
        else { return heap.append(scalar: unit) }
        index += 2
        let next = try hexadecimalUnit(heap)
        guard next & 0xFC00 == 0xDC00 else {
            // The second escape is a character of its own.
            index -= 2
            return heap.append(scalar: unit)
        }
        index += 4
        heap.append(scalar: 0x10000 + ((unit & 0x3FF) << 10 | next & 0x3FF))
    }

    private mutating func hexadecimalUnit(
        _ heap: borrowing Heap
    ) throws(JSONParseError) -> UInt32 {
        var unit: UInt32 = 0
        for place in index..<index + 4 {
            guard let digit = hexadecimalDigit(heap.bytes.peek(place)) else {
                index = place
                throw expected(.hexadecimalDigits, heap)
            }
            unit = unit << 4 | digit
        }
        return unit
    }
}

/// The value of a hexadecimal digit, or nil.
func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 55
    default: nil
    }
}
