// Quoted strings and numbers of the permissive grammar.

import Values

extension PermissiveJSONParser {
    // MARK: Strings

    /// Reads the string whose opening quote, single or double, is at ``index``.
    mutating func quotedString(_ heap: inout Heap) throws(JSONParseError) -> Value {
        let quote = byte
        let begin = index + 1
        var close = begin
        var hasEscapes = false
        while close < end, heap.bytes[close] != quote {
            if heap.bytes[close] == UInt8(ascii: "\\") { hasEscapes = true }
            close += 1
        }
        guard close < end else {
            let reason = "Unexpected End Of File position \(position(end, heap)): null"
            throw .unterminatedString(from: index - start, to: end - start, jsonSmart: reason)
        }
        if hasEscapes { return try unescapedString(&heap) }
        // Control characters stay in a string that has no escapes.
        index = close
        advance(heap)
        return heap.string(at: begin, length: close - begin)
    }

    private mutating func unescapedString(_ heap: inout Heap) throws(JSONParseError) -> Value {
        let quote = byte
        let begin = index
        let copy = heap.bytes.count
        while true {
            advance(heap)
            switch byte {
            case Self.endOfInput:
                let reason = "Unexpected End Of File position \(position(index, heap) - 1): null"
                throw .unterminatedString(from: begin - start, to: end - start, jsonSmart: reason)
            case quote:
                advance(heap)
                guard !heap.bytes.overflowed else { throw .tooLarge(at: index - start) }
                return heap.finishString(from: copy)
            case UInt8(ascii: "\\"):
                try unescape(&heap)
            case 0..<0x20, 0x7F:
                // They vanish from a string that has escapes.
                break
            default:
                heap.bytes.append(byte)
            }
        }
    }

    /// Appends the character that the escape at ``index`` stands for; an unknown one is nothing.
    private mutating func unescape(_ heap: inout Heap) throws(JSONParseError) {
        advance(heap)
        switch byte {
        case UInt8(ascii: "t"): heap.bytes.append(0x09)
        case UInt8(ascii: "n"): heap.bytes.append(0x0A)
        case UInt8(ascii: "r"): heap.bytes.append(0x0D)
        case UInt8(ascii: "f"): heap.bytes.append(0x0C)
        case UInt8(ascii: "b"): heap.bytes.append(0x08)
        case UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"), UInt8(ascii: "\""):
            heap.bytes.append(byte)
        case UInt8(ascii: "u"): heap.append(scalar: try hexadecimal(4, heap))
        case UInt8(ascii: "x"): heap.append(scalar: try hexadecimal(2, heap))
        case 0x80...0xFF:
            // One UTF-16 unit vanishes: of a pair the second half stays.
            let (scalar, length) = heap.scalar(at: index, end: end)
            for _ in 1..<length { advance(heap) }
            if scalar >= 0x10000 { heap.append(scalar: 0xDC00 | scalar & 0x3FF) }
        default: break
        }
    }

    private mutating func hexadecimal(
        _ digits: Int, _ heap: borrowing Heap
    ) throws(JSONParseError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<digits {
            advance(heap)
            guard let digit = hexadecimalDigit(byte) else {
                if byte == Self.endOfInput {
                    throw endOfText("EOF", .hexadecimalDigits, heap, position: 0)
                }
                let reason = "Unexpected unicode escape sequence \(shown(heap)) at position "
                throw error(.hexadecimalDigits, heap, reason + "\(position(index, heap)).")
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    // MARK: Numbers

    /// Reads a number, or a text that starts like one.
    mutating func number(
        _ heap: inout Heap, _ stop: BareTextEnd
    ) throws(JSONParseError) -> Value {
        let begin = index
        advance(heap)
        skipDigits(heap)
        var isDecimal = false
        if byte == UInt8(ascii: ".") {
            isDecimal = true
            advance(heap)
            skipDigits(heap)
        }
        if byte | 0x20 == UInt8(ascii: "e") {
            isDecimal = true
            advance(heap)
            guard byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || isDigit(byte) else {
                skip(to: stop, heap)
                return bareText(from: begin, &heap)
            }
            advance(heap)
            skipDigits(heap)
        }
        let numberEnd = index
        skipControls(heap)
        // Whatever is no ASCII, and the last two of it, does not make a text of the number.
        if byte != Self.endOfInput, byte < 0x7E, !stop.contains(byte) {
            skip(to: stop, heap)
            return bareText(from: begin, &heap)
        }
        return isDecimal
            ? try decimal(begin..<numberEnd, &heap) : integer(begin..<numberEnd, &heap)
    }

    private mutating func skipDigits(_ heap: borrowing Heap) {
        while isDigit(byte) { advance(heap) }
    }

    /// A whole number, which may have zeros in front; a sign alone is 0.
    private func integer(_ range: Range<Int>, _ heap: inout Heap) -> Value {
        let first = firstDigit(range, heap)
        if first == range.upperBound { return .integer(0) }
        return numberText(range, from: first, .ascii, &heap)
    }

    /// A number with a fraction or an exponent, which may lack the digits before or after the
    /// point.
    private func decimal(
        _ range: Range<Int>, _ heap: inout Heap
    ) throws(JSONParseError) -> Value {
        let exponent = range.first { heap.bytes[$0] | 0x20 == UInt8(ascii: "e") }
        let mantissa = range.lowerBound..<(exponent ?? range.upperBound)
        guard mantissa.contains(where: { isDigit(heap.bytes[$0]) }),
            exponent == nil || isDigit(heap.bytes[range.upperBound - 1])
        else {
            let text = String(decoding: heap.bytes.array(range), as: UTF8.self)
            let reason = "Unexpected token \(text) at position \(position(index, heap))."
            throw error(.digit, heap, reason)
        }
        let first = firstDigit(range, heap)
        let lacksFirst = !isDigit(heap.bytes[first])
        let lacksLast = !isDigit(heap.bytes[mantissa.upperBound - 1])
        if !lacksFirst, !lacksLast {
            return numberText(range, from: first, [.ascii, .decimal], &heap)
        }
        // -.5 and 1. are no JSON: they become -0.5 and 1.
        let copy = heap.bytes.count
        heap.bytes.appendCopy(range.lowerBound, count: byteCountOfSign(range, heap))
        if lacksFirst { heap.bytes.append(UInt8(ascii: "0")) }
        heap.bytes.appendCopy(first, count: mantissa.upperBound - first - (lacksLast ? 1 : 0))
        heap.bytes.appendCopy(mantissa.upperBound, count: range.upperBound - mantissa.upperBound)
        return heap.text(
            .numberText, at: copy, length: heap.bytes.count - copy, flags: [.ascii, .decimal])
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private func byteCountOfSign(_ range: Range<Int>, _ heap: borrowing Heap) -> Int {
        heap.bytes[range.lowerBound] == UInt8(ascii: "-") ? 1 : 0
    }

    /// Where a number starts behind its sign and the zeros that other digits follow.
    private func firstDigit(_ range: Range<Int>, _ heap: borrowing Heap) -> Int {
        var first = range.lowerBound + byteCountOfSign(range, heap)
        while first + 1 < range.upperBound, heap.bytes[first] == UInt8(ascii: "0"),
            isDigit(heap.bytes[first + 1])
        { first += 1 }
        return first
    }

    /// The number with the sign of `range` and what stands from `first` on: a slice if possible.
    private func numberText(
        _ range: Range<Int>, from first: Int, _ flags: Value.Flags, _ heap: inout Heap
    ) -> Value {
        let sign = byteCountOfSign(range, heap)
        if first == range.lowerBound + sign || sign == 0 {
            let start = first - sign
            return heap.text(
                .numberText, at: start, length: range.upperBound - start, flags: flags)
        }
        let copy = heap.bytes.count
        heap.bytes.append(UInt8(ascii: "-"))
        heap.bytes.appendCopy(first, count: range.upperBound - first)
        return heap.text(
            .numberText, at: copy, length: heap.bytes.count - copy, flags: flags)
    }

    // MARK: Errors

    /// The position of a byte as json-smart counts: UTF-16 units, and the end may be passed.
    func position(_ index: Int, _ heap: borrowing Heap) -> Int {
        heap.utf16Length(of: start..<min(index, end)) + max(0, index - end)
    }

    /// The character at ``index`` as json-smart's messages show it: half a surrogate pair is `?`.
    private func shown(_ heap: borrowing Heap) -> String {
        guard index < end else { return "\u{1A}" }
        let (scalar, _) = heap.scalar(at: index, end: end)
        guard scalar < 0x10000, let character = Unicode.Scalar(scalar) else { return "?" }
        return String(Character(character))
    }

    func error(
        _ expectation: JSONExpectation, _ heap: borrowing Heap, _ reason: String
    ) -> JSONParseError {
        let found: FoundCharacter
        if index < end {
            let (scalar, length) = heap.scalar(at: index, end: end)
            found = FoundCharacter(scalar: scalar, length: length)
        } else {
            found = .end
        }
        var error = JSONParseError.expected(
            expectation, found: found, at: min(index, end) - start)
        error.jsonSmartReason = reason
        return error
    }

    func endOfText(
        _ what: String, _ expectation: JSONExpectation, _ heap: borrowing Heap, position: Int = -1
    ) -> JSONParseError {
        let place = self.position(index, heap) + position
        return error(expectation, heap, "Unexpected End Of File position \(place): \(what)")
    }

    func unexpectedCharacter(
        _ expectation: JSONExpectation, _ heap: borrowing Heap, position: Int = 0
    ) -> JSONParseError {
        let place = self.position(index, heap) + position
        return error(
            expectation, heap, "Unexpected character (\(shown(heap))) at position \(place).")
    }

    func unexpectedToken(
        _ expectation: JSONExpectation, _ heap: borrowing Heap
    ) -> JSONParseError {
        let place = position(index, heap) - 1
        return error(
            expectation, heap, "Unexpected token \(shown(heap)) at position \(place).")
    }
}
