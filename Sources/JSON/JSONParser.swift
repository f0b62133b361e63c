// The strict parser: RFC 8259, one pass from bytes to values.
//
// The children of an open container are pushed on the heap's stack and moved to slots of their own
// when it closes. Below them lies a frame with the state of the container around:
//
//     … frame, child, child, frame, key, value, key │ the value parsed next
//         └ payload: filter of the keys so far; length: where the children start; detail: the flags
//
// The text is followed by a NUL while it is parsed, so that no step has to test for the end: a NUL
// is an error everywhere, and only then the place tells whether the text ended there.

package import Values

/// Reads a JSON text that lies in a heap.
package struct JSONParser: ~Copyable {
    var index: Int
    let start: Int
    let end: Int
    private let nesting: Int
    private var depth = 0
    private var container: OpenContainer

    /// Parses `range` of the heap's bytes; `nesting` is the number of containers that may be open at
    /// once. The values refer to the bytes, which must stay as they are.
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
        self.nesting = nesting
        container = OpenContainer(isObject: false, base: heap.stack.count)
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
                guard heap.stack.append(value) else { throw .tooLarge(at: index - start) }
            }
            // It ended, and perhaps the containers around it do.
            while true {
                byte = skipBlanks(heap)
                if depth == 0 { return try finish(&heap) }
                if byte == UInt8(ascii: ",") { break }
                guard byte == (container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw expected(container.isObject ? .commaOrBrace : .commaOrBracket, heap)
                }
                try close(&heap)
            }
            index &+= 1
            byte = skipBlanks(heap)
            if container.isObject {
                try key(&heap, byte, .key)
                byte = skipBlanks(heap)
            }
        }
    }

    private mutating func finish(_ heap: inout Heap) throws(JSONParseError) -> Value {
        guard index == end else { throw expected(.end, heap) }
        guard !heap.isExhausted, let value = heap.stack.popLast() else {
            throw .tooLarge(at: index - start)
        }
        return value
    }

    private mutating func open(_ heap: inout Heap, isObject: Bool) throws(JSONParseError) {
        guard depth < nesting else { throw .tooDeep(nesting, at: index - start) }
        depth &+= 1
        index &+= 1
        guard heap.stack.append(container.frame) else { throw .tooLarge(at: index - start) }
        container = OpenContainer(isObject: isObject, base: heap.stack.count)
    }

    private mutating func close(_ heap: inout Heap) throws(JSONParseError) {
        depth &-= 1
        index &+= 1
        let value = container.close(&heap)
        guard let frame = heap.stack.popLast(), heap.stack.append(value) else {
            throw .tooLarge(at: index - start)
        }
        container = OpenContainer(frame: frame)
    }

    private mutating func key(
        _ heap: inout Heap, _ byte: UInt8, _ expectation: JSONExpectation
    ) throws(JSONParseError) {
        guard byte == UInt8(ascii: "\"") else { throw expected(expectation, heap) }
        let key = try string(&heap)
        container.note(key, heap)
        guard heap.stack.append(key) else { throw .tooLarge(at: index - start) }
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

/// The container whose children are being read.
private struct OpenContainer {
    let isObject: Bool
    /// Where the children start on the stack.
    let base: Int
    private var hasEqualKeys = false
    /// A bit for each key's hash: a key whose bit is clear is new.
    private var keys: UInt64 = 0

    /// From this many slots on a table finds equal keys faster than a scan.
    private static var scannedSlots: Int { 64 }

    init(isObject: Bool, base: Int) {
        self.isObject = isObject
        self.base = base
    }

    init(frame: Value) {
        isObject = frame.detail & 1 != 0
        hasEqualKeys = frame.detail & 2 != 0
        base = Int(frame.length)
        keys = frame.payload
    }

    var frame: Value {
        Value(
            .null, detail: (isObject ? 1 : 0) | (hasEqualKeys ? 2 : 0),
            length: UInt32(truncatingIfNeeded: base), payload: keys)
    }

    /// Remembers a key, and whether there was an equal one.
    @inline(__always)
    mutating func note(_ key: Value, _ heap: borrowing Heap) {
        let length = Int(key.length)
        let tail = length > 4 ? heap.bytes.load4(key.offset + length - 4) : 0
        let mixed = UInt64(key.prefix) << 32 | UInt64(tail ^ key.length << 24)
        let bit = UInt64(1) << (mixed &* 0x9E37_79B9_7F4A_7C15 >> 58)
        if keys & bit != 0 { search(key, heap) }
        keys |= bit
    }

    @inline(never)
    private mutating func search(_ key: Value, _ heap: borrowing Heap) {
        guard !hasEqualKeys, heap.stack.count - base <= Self.scannedSlots else { return }
        var slot = base
        while slot < heap.stack.count {
            if heap.haveEqualBytes(heap.stack[slot], key) {
                hasEqualKeys = true
                return
            }
            slot += 2
        }
    }

    /// The container with the children from the stack.
    @inline(__always)
    func close(_ heap: inout Heap) -> Value {
        guard isObject else { return heap.makeContainer(.jsonArray, fromStack: base) }
        let isLarge = heap.stack.count - base > Self.scannedSlots
        let value = heap.makeContainer(.map, fromStack: base)
        if hasEqualKeys || isLarge { heap.mergeEqualKeys(of: value) }
        return value
    }
}
