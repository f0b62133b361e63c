// Strings that are not plain: non-ASCII ones are slices of the text, escaped ones are copies.

import Values

extension JSONParser {
    /// Reads the string whose first character is at ``index``.
    @inline(never)
    mutating func string(_ heap: inout Heap) throws(JSONParseError) -> Value {
        let begin = index
        var text = StringProperties()
        while true {
            index = heap.bytes.nextStringStop(index)
            let byte = heap.bytes.peek(index)
            if byte == UInt8(ascii: "\"") { return try endString(begin..<index, text, heap) }
            if byte == UInt8(ascii: "\\") { return try escapedString(begin, text, &heap) }
            try passUnusual(byte, begin, &text, heap)
        }
    }

    /// Reads the rest of a string from its first escape on, copying what it means.
    private mutating func escapedString(
        _ begin: Int, _ text: StringProperties, _ heap: inout Heap
    ) throws(JSONParseError) -> Value {
        var text = text
        let copy = heap.bytes.count
        heap.bytes.appendCopy(begin, count: index &- begin)
        // Not ``index``: a variable that nobody else can reach stays in a register.
        var place = index
        while true {
            place = heap.bytes.appendPlainCharacters(from: place)
            let byte = heap.bytes.peek(place)
            if byte == UInt8(ascii: "\\"), let character = unescaped(heap.bytes.peek(place &+ 1)) {
                heap.bytes.append(UInt64(character), count: 1)
                if character != UInt8(ascii: "/") { text.flags.remove(.plain) }
                place &+= 2
                continue
            }
            index = place
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                index &+= 1
                try text.note(unescape(&heap))
            } else {
                try passUnusual(byte, begin, &text, heap)
                heap.bytes.appendCopy(place, count: index &- place)
            }
            place = index
        }
        guard !heap.bytes.overflowed else { throw .tooLarge(at: index - start) }
        return try endString(copy..<heap.bytes.count, text, heap)
    }

    /// Passes characters that are not ASCII, or DEL.
    @inline(__always)
    private mutating func passUnusual(
        _ byte: UInt8, _ begin: Int, _ text: inout StringProperties, _ heap: borrowing Heap
    ) throws(JSONParseError) {
        if byte >= 0x80 {
            text.flags = []
            index = heap.bytes.skipHighBytes(index, &text.malformed)
        } else {
            guard byte == 0x7F else { throw unexpectedCharacter(heap, begin) }
            text.flags.remove(.plain)
            index &+= 1
        }
    }

    /// Passes the quote behind a string whose bytes are those of `range`.
    @inline(__always)
    private mutating func endString(
        _ range: Range<Int>, _ text: StringProperties, _ heap: borrowing Heap
    ) throws(JSONParseError) -> Value {
        if let place = text.malformed {
            throw .malformedUTF8(heap.bytes[place], at: place - start)
        }
        index &+= 1
        return heap.string(at: range.lowerBound, length: range.count, flags: text.flags)
    }

    /// What is known of a string while it is read.
    private struct StringProperties {
        var flags: Value.Flags = [.ascii, .plain]
        /// The first byte that does not belong to a well-formed UTF-8 character. It is an error only
        /// when the string has come to its end.
        var malformed: Int?

        /// Takes account of a character that was escaped by its code.
        @inline(__always)
        mutating func note(_ scalar: UInt32) {
            if scalar >= 0x80 {
                flags = []
            } else if scalar < 0x20 || scalar == 0x22 || scalar == 0x5C || scalar == 0x7F {
                flags.remove(.plain)
            }
        }
    }

    /// The error for a control character or the end of the text.
    @inline(never)
    private func unexpectedCharacter(_ heap: borrowing Heap, _ begin: Int) -> JSONParseError {
        index >= end
            ? .unterminatedString(from: begin - 1 - start, to: end - start)
            : .controlCharacter(found(heap, at: index), at: index - start)
    }

    // MARK: Escapes

    /// Appends the character of `\u`, whose letter is at ``index``, and gives it.
    private mutating func unescape(_ heap: inout Heap) throws(JSONParseError) -> UInt32 {
        guard heap.bytes.peek(index) == UInt8(ascii: "u") else { throw expected(.escape, heap) }
        index &+= 1
        guard let scalar = unescapeUnicode(&heap) else {
            throw expected(.hexadecimalDigits, heap)
        }
        return scalar
    }

    /// Appends the character of `\uXXXX`, joined with a second such escape if both are a surrogate
    /// pair. A lone surrogate is kept. Gives nil at a byte that is no hexadecimal digit.
    @inline(never)
    private mutating func unescapeUnicode(_ heap: inout Heap) -> UInt32? {
        guard let unit = hexadecimalUnit(heap.bytes) else { return nil }
        var scalar = unit
        if unit & 0xFC00 == 0xD800, heap.bytes.load4(index) & 0xFFFF == 0x755C {
            index &+= 2
            guard let next = hexadecimalUnit(heap.bytes) else { return nil }
            if next & 0xFC00 == 0xDC00 {
                scalar = 0x10000 + ((unit & 0x3FF) << 10 | next & 0x3FF)
            } else {
                // The second escape is a character of its own.
                index &-= 6
            }
        }
        heap.append(scalar: scalar)
        return scalar
    }

    /// Passes four hexadecimal digits; gives nil at the first byte that is none.
    @inline(__always)
    private mutating func hexadecimalUnit(_ bytes: borrowing ByteBuffer) -> UInt32? {
        var unit: UInt32 = 0
        let last = index &+ 3
        while index <= last {
            guard let digit = hexadecimalDigit(bytes.peek(index)) else { return nil }
            unit = unit << 4 | digit
            index &+= 1
        }
        return unit
    }
}

/// The character that a letter stands for behind a backslash, or nil.
@inline(__always)
private func unescaped(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: nil
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
