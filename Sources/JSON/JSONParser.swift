// The strict parser: RFC 8259, one pass from bytes to values.
//
// The text is followed by a NUL while it is parsed, so that no step has to test for the end: a NUL
// is an error everywhere, and only then the place tells whether the text ended there.

package import Values

/// Reads a JSON text that lies in a heap.
package struct JSONParser: ~Copyable {
    var index: Int
    let start: Int
    let end: Int
    private var containers: ContainerStack

    /// Parses `range` of the heap's bytes; `nesting` is the number of containers that may be open
    /// at once. The values refer to the bytes, which must stay as they are.
    package static func parse(
        _ range: Range<Int>, in heap: inout Heap, nesting: Int
    ) throws(JSONParseError) -> Value {
        try heap.parsing(range) { (heap) throws(JSONParseError) in
            var parser = JSONParser(range, heap, nesting: nesting)
            return try parser.document(&heap)
        }
    }

    private init(_ range: Range<Int>, _ heap: borrowing Heap, nesting: Int) {
        index = range.lowerBound
        start = range.lowerBound
        end = range.upperBound
        containers = ContainerStack(nesting: nesting, heap)
    }

    // MARK: Structure

    private mutating func document(_ heap: inout Heap) throws(JSONParseError) -> Value {
        var byte = skipBlanks(heap)
        while true {
            // A value starts here.
            if byte == UInt8(ascii: "{") {
                try open(&heap, isObject: true)
                byte = skipBlanks(heap)
                if byte != UInt8(ascii: "}") {
                    try key(&heap, byte, .firstKey)
                    byte = skipBlanks(heap)
                    continue
                }
                try close(&heap)
            } else if byte == UInt8(ascii: "[") {
                try open(&heap, isObject: false)
                byte = skipBlanks(heap)
                if byte != UInt8(ascii: "]") { continue }
                try close(&heap)
            } else {
                let value = try scalar(&heap, byte)
                try containers.push(value, &heap, at: index - start)
            }
            // It ended, and perhaps the containers around it do.
            while true {
                byte = skipBlanks(heap)
                if containers.isEmpty { return try finish(&heap) }
                if byte == UInt8(ascii: ",") { break }
                guard byte == (containers.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw expected(containers.isObject ? .commaOrBrace : .commaOrBracket, heap)
                }
                try close(&heap)
            }
            index &+= 1
            byte = skipBlanks(heap)
            if containers.isObject {
                try key(&heap, byte, .key)
                byte = skipBlanks(heap)
            }
        }
    }

    private mutating func finish(_ heap: inout Heap) throws(JSONParseError) -> Value {
        guard index == end else { throw expected(.end, heap) }
        return try containers.finish(&heap, at: index - start)
    }

    @inline(__always)
    private mutating func open(_ heap: inout Heap, isObject: Bool) throws(JSONParseError) {
        try containers.open(&heap, isObject: isObject, at: index - start)
        index &+= 1
    }

    @inline(__always)
    private mutating func close(_ heap: inout Heap) throws(JSONParseError) {
        try containers.close(&heap, at: index - start)
        index &+= 1
    }

    private mutating func key(
        _ heap: inout Heap, _ byte: UInt8, _ expectation: JSONExpectation
    ) throws(JSONParseError) {
        guard byte == UInt8(ascii: "\"") else { throw expected(expectation, heap) }
        let key = try string(&heap)
        try containers.push(key: key, &heap, at: index - start)
        guard skipBlanks(heap) == UInt8(ascii: ":") else { throw expected(.colon, heap) }
        index &+= 1
    }

    /// Moves to the next byte that is no white space and gives it.
    @inline(__always)
    private mutating func skipBlanks(_ heap: borrowing Heap) -> UInt8 {
        var byte = heap.bytes.peek(index)
        if byte > 0x20 { return byte }
        while byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index &+= 1
            byte = heap.bytes.peek(index)
        }
        return byte
    }

    // MARK: Scalars

    @inline(__always)
    private mutating func scalar(
        _ heap: inout Heap, _ byte: UInt8
    ) throws(JSONParseError) -> Value {
        if byte == UInt8(ascii: "\"") { return try string(&heap) }
        if byte == UInt8(ascii: "-") || byte &- 0x30 < 10 { return try number(heap, byte) }
        return try literal(heap)
    }

    private mutating func literal(_ heap: borrowing Heap) throws(JSONParseError) -> Value {
        let word = heap.bytes.load4(index)
        if word == 0x6575_7274 {  // true
            index &+= 4
            return .true
        }
        if word == 0x6C6C_756E {  // null
            index &+= 4
            return .null
        }
        if word == 0x736C_6166, heap.bytes.peek(index &+ 4) == UInt8(ascii: "e") {  // fals
            index &+= 5
            return .false
        }
        throw expected(.value, heap)
    }

    private mutating func number(
        _ heap: borrowing Heap, _ first: UInt8
    ) throws(JSONParseError) -> Value {
        let begin = index
        var flags: Value.Flags = .ascii
        if first == UInt8(ascii: "-") { index &+= 1 }
        if heap.bytes.peek(index) == UInt8(ascii: "0") {
            index &+= 1
        } else {
            try digits(heap)
        }
        var byte = heap.bytes.peek(index)
        if byte == UInt8(ascii: ".") {
            flags.insert(.decimal)
            index &+= 1
            try digits(heap)
            byte = heap.bytes.peek(index)
        }
        if byte | 0x20 == UInt8(ascii: "e") {
            flags.insert(.decimal)
            index &+= 1
            byte = heap.bytes.peek(index)
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { index &+= 1 }
            try digits(heap)
        }
        return heap.text(.numberText, at: begin, length: index &- begin, flags: flags)
    }

    /// Passes one digit or more.
    @inline(__always)
    private mutating func digits(_ heap: borrowing Heap) throws(JSONParseError) {
        guard heap.bytes.peek(index) &- 0x30 < 10 else { throw expected(.digit, heap) }
        repeat { index &+= 1 } while heap.bytes.peek(index) &- 0x30 < 10
    }

    // MARK: Errors

    @inline(never)
    func expected(_ expectation: JSONExpectation, _ heap: borrowing Heap) -> JSONParseError {
        let found = found(heap, at: index)
        if index < end, heap.bytes[index] >= 0x80,
            heap.bytes.firstMalformedUTF8(in: index..<min(index + found.length, end)) != nil
        {
            return .malformedUTF8(heap.bytes[index], at: index - start)
        }
        return .expected(expectation, found: found, at: index - start)
    }

    func found(_ heap: borrowing Heap, at index: Int) -> FoundCharacter {
        guard index < end else { return .end }
        let (scalar, length) = heap.scalar(at: index, end: end)
        return FoundCharacter(scalar: scalar, length: length)
    }
}
