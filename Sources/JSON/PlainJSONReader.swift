// The loop of the strict parser.

import Values

/// Reads JSON as long as there is nothing rare in it.
///
/// The loop borrows the bytes, which therefore cannot move, and throws nothing: what needs more of
/// the heap, or is an error, stops it. ``JSONParser`` does what is to do and lets it go on.
struct PlainJSONReader {
    var index: Int
    var containers: ContainerStack

    /// Where the loop starts.
    enum Place {
        /// Before a value and the blanks in front of it.
        case value
        /// Behind a value.
        case valueEnd
    }

    /// Why the loop stops.
    enum Stop {
        /// Something is behind the value of the text, if only its end.
        case end
        /// A key that is not plain; the index is that of its first character.
        case key
        /// A string that is not plain.
        case string
        /// The object that is on top of the stack may have equal keys.
        case equalKeys
        case expected(JSONExpectation)
        case tooDeep
        case tooLarge
    }

    /// Gives the reader at the place where it stopped. It is a copy, because a variable that nobody
    /// else can reach stays in registers.
    @inline(never)
    func read(
        from place: Place, _ bytes: borrowing ByteBuffer, _ stack: inout Buffer<Value>,
        _ slots: inout Buffer<Value>, _ table: inout Buffer<Container>
    ) -> (PlainJSONReader, Stop) {
        var reader = self
        let stop = reader.run(from: place, bytes, &stack, &slots, &table)
        return (reader, stop)
    }

    @inline(__always)
    private mutating func run(
        from place: Place, _ bytes: borrowing ByteBuffer, _ stack: inout Buffer<Value>,
        _ slots: inout Buffer<Value>, _ table: inout Buffer<Container>
    ) -> Stop {
        var byte = skipBlanks(bytes)
        var isValueEnd = place == .valueEnd
        while true {
            if !isValueEnd {
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    guard containers.hasRoom else { return .tooDeep }
                    let isObject = byte == UInt8(ascii: "{")
                    byte = passByte(bytes)
                    if isObject, let isMade = typedText(bytes, &stack, &slots, &table) {
                        guard isMade else { return .tooLarge }
                        byte = skipBlanks(bytes)
                        isValueEnd = true
                    } else {
                        guard containers.open(&stack, isObject: isObject) else {
                            return .tooLarge
                        }
                        isValueEnd = byte == containers.bracket
                    }
                } else {
                    if let stop = scalar(byte, bytes, &stack) { return stop }
                    byte = skipBlanks(bytes)
                    isValueEnd = true
                }
            }
            if isValueEnd {
                while byte != UInt8(ascii: ",") {
                    if containers.isEmpty { return .end }
                    if let stop = close(byte, &stack, &slots, &table) { return stop }
                    byte = skipBlanks(bytes)
                }
                if containers.isEmpty { return .end }
                byte = passByte(bytes)
                isValueEnd = false
            }
            if containers.isObject, let stop = key(&byte, bytes, &stack) { return stop }
        }
    }

    // MARK: Blanks

    /// Moves to the next byte that is no white space and gives it.
    @inline(__always)
    mutating func skipBlanks(_ bytes: borrowing ByteBuffer) -> UInt8 {
        index = bytes.skipBlanks(index)
        return bytes.peek(index)
    }

    /// Passes a byte and the white space behind it; gives the byte that follows.
    @inline(__always)
    private mutating func passByte(_ bytes: borrowing ByteBuffer) -> UInt8 {
        index &+= 1
        // Tidy texts have one blank.
        if bytes.peek(index) == 0x20 { index &+= 1 }
        return skipBlanks(bytes)
    }

    // MARK: Parts

    /// Reads a key; `byte` is then the one that the value starts with.
    @inline(__always)
    private mutating func key(
        _ byte: inout UInt8, _ bytes: borrowing ByteBuffer, _ stack: inout Buffer<Value>
    ) -> Stop? {
        guard byte == UInt8(ascii: "\"") else {
            return .expected(containers.hasChildren(stack) ? .key : .firstKey)
        }
        index &+= 1
        let string = bytes.plainString(at: index)
        let end = bytes.load4(string.end)
        guard UInt8(truncatingIfNeeded: end) == UInt8(ascii: "\"") else { return .key }
        containers.note(string, bytes, &stack)
        index = string.end &+ 1
        guard stack.append(string.value) else { return .tooLarge }
        guard UInt8(truncatingIfNeeded: end >> 8) == UInt8(ascii: ":") else {
            return passColon(&byte, bytes) ? nil : .expected(.colon)
        }
        index &+= 1
        byte = UInt8(truncatingIfNeeded: end >> 16)
        if byte == 0x20 {
            index &+= 1
            byte = UInt8(truncatingIfNeeded: end >> 24)
        }
        if byte <= 0x20 { byte = skipBlanks(bytes) }
        return nil
    }

    /// Passes the colon behind a key; false if there is none. `byte` is then the one that the value
    /// starts with.
    @inline(__always)
    mutating func passColon(_ byte: inout UInt8, _ bytes: borrowing ByteBuffer) -> Bool {
        guard skipBlanks(bytes) == UInt8(ascii: ":") else { return false }
        byte = passByte(bytes)
        return true
    }

    /// Reads the rest of an object of one plain text under a capital letter, `{"S": "text"}`: DynamoDB
    /// types its values so. It is made without being opened; false when there is no room for it. Nil,
    /// and nothing is read, where something else stands.
    @inline(__always)
    private mutating func typedText(
        _ bytes: borrowing ByteBuffer, _ stack: inout Buffer<Value>,
        _ slots: inout Buffer<Value>, _ table: inout Buffer<Container>
    ) -> Bool? {
        // A quote, the letter, a quote and a colon.
        let start = bytes.load8(index)
        guard UInt32(truncatingIfNeeded: start) & 0xFFFF_00FF == 0x3A22_0022,
            UInt8(truncatingIfNeeded: start >> 8) &- UInt8(ascii: "A") < 26
        else { return nil }
        let quote = UInt8(truncatingIfNeeded: start >> 32) == 0x20 ? index &+ 5 : index &+ 4
        guard bytes.peek(quote) == UInt8(ascii: "\"") else { return nil }
        let text = bytes.plainString(at: quote &+ 1)
        // A quote and the brace.
        guard bytes.load4(text.end) & 0xFFFF == 0x7D22 else { return nil }
        let letter = PlainString(offset: index &+ 1, end: index &+ 2, first: start >> 8 & 0xFF)
        index = text.end &+ 2
        let first = slots.count
        guard slots.append(letter.value), slots.append(text.value) else { return false }
        return stack.append(
            Heap.makeContainer(.map, start: first, count: 2, capacity: 2, in: &table))
    }

    /// Reads a value that has no parts, starting with `byte`.
    @inline(__always)
    private mutating func scalar(
        _ byte: UInt8, _ bytes: borrowing ByteBuffer, _ stack: inout Buffer<Value>
    ) -> Stop? {
        if byte == UInt8(ascii: "\"") {
            index &+= 1
            let string = bytes.plainString(at: index)
            guard bytes.peek(string.end) == UInt8(ascii: "\"") else { return .string }
            index = string.end &+ 1
            return stack.append(string.value) ? nil : .tooLarge
        }
        if byte == UInt8(ascii: "-") || byte &- 0x30 < 10 {
            let stop: Stop?
            (index, stop) = Self.number(at: index, bytes, &stack)
            return stop
        }
        guard let literal = bytes.literal(at: index) else { return .expected(.value) }
        index &+= literal.length
        return stack.append(literal.value) ? nil : .tooLarge
    }

    /// Reads the number at `index`; gives the index behind it. A call, because the loop is too long
    /// for one more value in registers.
    @inline(never)
    private static func number(
        at index: Int, _ bytes: borrowing ByteBuffer, _ stack: inout Buffer<Value>
    ) -> (end: Int, stop: Stop?) {
        let number = bytes.number(at: index)
        if number.isMissingDigit { return (number.end, .expected(.digit)) }
        return (number.end, stack.append(number.value) ? nil : .tooLarge)
    }

    /// Closes the innermost container with `byte`.
    @inline(__always)
    private mutating func close(
        _ byte: UInt8, _ stack: inout Buffer<Value>, _ slots: inout Buffer<Value>,
        _ table: inout Buffer<Container>
    ) -> Stop? {
        guard byte == containers.bracket else {
            return .expected(containers.isObject ? .commaOrBrace : .commaOrBracket)
        }
        let mayHaveEqualKeys = containers.mayHaveEqualKeys(stack)
        guard containers.close(&stack, &slots, &table) else { return .tooLarge }
        index &+= 1
        return mayHaveEqualKeys ? .equalKeys : nil
    }
}
