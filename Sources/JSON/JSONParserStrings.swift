// Strings that are not plain: non-ASCII ones are slices of the text, escaped ones are copies.

import Values

extension JSONParser {
    /// Reads the string whose first character is at ``index``.
    @inline(never)
    mutating func string(_ heap: inout Heap) throws(JSONParseError) -> Value {
        let begin = index
        let copy = heap.bytes.count
        var copied = begin
        var text = TextProperties()
        while true {
            let byte = nextStop(heap.bytes)
            if byte == UInt8(ascii: "\"") { break }
            if byte >= 0x80 {
                passHighBytes(heap.bytes, &text)
            } else if byte == UInt8(ascii: "\\") {
                heap.bytes.appendCopy(copied, count: index - copied)
                try text.note(unescape(&heap))
                copied = index
            } else if byte == 0x7F {
                text.flags.remove(.plain)
                index += 1
            } else {
                throw unexpectedCharacter(heap, begin)
            }
        }
        var range = begin..<index
        if copied != begin {
            heap.bytes.appendCopy(copied, count: index - copied)
            guard !heap.bytes.overflowed else { throw .tooLarge(at: index - start) }
            range = copy..<heap.bytes.count
        }
        if let place = text.malformed {
            throw .malformedUTF8(heap.bytes[place], at: place - start)
        }
        index += 1
        return heap.string(at: range.lowerBound, length: range.count, flags: text.flags)
    }

    /// What is known of a string while it is read.
    private struct TextProperties {
        var flags: Value.Flags = [.ascii, .plain]
        /// The first byte that does not belong to a well-formed UTF-8 character. It is an error only
        /// when the string has come to its end.
        var malformed: Int?

        /// Takes account of a character that was escaped.
        mutating func note(_ scalar: UInt32) {
            if scalar >= 0x80 {
                flags = []
            } else if scalar < 0x20 || scalar == 0x22 || scalar == 0x5C || scalar == 0x7F {
                flags.remove(.plain)
            }
        }
    }

    /// Moves to the next byte that is not a plain character and gives it.
    @inline(__always)
    private mutating func nextStop(_ bytes: borrowing ByteBuffer) -> UInt8 {
        while true {
            let stops = stringStops(bytes.load8(index))
            if stops != 0 {
                index &+= stops.trailingZeroBitCount >> 3
                return bytes.peek(index)
            }
            index &+= 8
        }
    }

    /// Passes characters that are not ASCII.
    @inline(__always)
    private mutating func passHighBytes(
        _ bytes: borrowing ByteBuffer, _ text: inout TextProperties
    ) {
        text.flags = []
        repeat {
            var length = bytes.wellFormedLength(at: index)
            if length == 0 {
                if text.malformed == nil { text.malformed = index }
                length = 1
            }
            index &+= length
        } while bytes.peek(index) >= 0x80
    }

    /// The error for a control character or the end of the text.
    @inline(never)
    private func unexpectedCharacter(_ heap: borrowing Heap, _ begin: Int) -> JSONParseError {
        index >= end
            ? .unterminatedString(from: begin - 1 - start, to: end - start)
            : .controlCharacter(found(heap, at: index), at: index - start)
    }

    /// Appends the character that the escape at ``index`` stands for, and gives it.
    private mutating func unescape(_ heap: inout Heap) throws(JSONParseError) -> UInt32 {
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
        return UInt32(character)
    }

    /// Appends the character of `\uXXXX`, joined with a second such escape if both are a surrogate
    /// pair. A lone surrogate is kept.
    private mutating func unescapeUnicode(_ heap: inout Heap) throws(JSONParseError) -> UInt32 {
        let unit = try hexadecimalUnit(heap)
        index += 4
        let scalar = try unit & 0xFC00 == 0xD800 ? joined(unit, heap) : unit
        heap.append(scalar: scalar)
        return scalar
    }

    /// The character that a high surrogate makes with the escape at ``index``; else the surrogate,
    /// and the escape is a character of its own.
    private mutating func joined(
        _ unit: UInt32, _ heap: borrowing Heap
    ) throws(JSONParseError) -> UInt32 {
        guard heap.bytes.peek(index) == UInt8(ascii: "\\"),
            heap.bytes.peek(index + 1) == UInt8(ascii: "u")
        else { return unit }
        index += 2
        let next = try hexadecimalUnit(heap)
        guard next & 0xFC00 == 0xDC00 else {
            index -= 2
            return unit
        }
        index += 4
        return 0x10000 + ((unit & 0x3FF) << 10 | next & 0x3FF)
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
