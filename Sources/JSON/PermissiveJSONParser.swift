// json-smart's grammar in its permissive mode: JSON, and almost everything else.
//
// Keys and strings need no quotes, or single ones; commas may be missing or too many; what follows
// the first value is ignored. The steps are json-smart's, because what it makes of a text without
// sense depends on them: a number followed by letters is a string, one followed by `é` is a number
// and then a string. So are its positions, which count UTF-16 units.
//
// Evidence: Conformance/json/permissive.cases.

package import Values

/// Reads what json-smart accepts in MODE_PERMISSIVE.
package struct PermissiveJSONParser: ~Copyable {
    /// The byte at ``index``, or ``endOfInput``.
    var byte: UInt8 = 0
    var index: Int
    let start: Int
    let end: Int
    private var containers: ContainerStack

    /// json-smart marks the end by this control character, and takes it for the end in the text
    /// too.
    static var endOfInput: UInt8 { 0x1A }

    /// Parses `range` of the heap's bytes; `nesting` is the number of containers that may be open
    /// at once. The values refer to the bytes, which must stay as they are.
    package static func parse(
        _ range: Range<Int>, in heap: inout Heap, nesting: Int
    ) throws(JSONParseError) -> Value {
        try heap.parsing(range) { (heap) throws(JSONParseError) in
            if let place = heap.bytes.firstMalformedUTF8(in: range) {
                throw .malformedUTF8(heap.bytes[place], at: place - range.lowerBound)
            }
            var parser = PermissiveJSONParser(range, heap, nesting: nesting)
            return try parser.document(&heap)
        }
    }

    private init(_ range: Range<Int>, _ heap: borrowing Heap, nesting: Int) {
        index = range.lowerBound - 1
        start = range.lowerBound
        end = range.upperBound
        containers = ContainerStack(nesting: nesting, heap)
    }

    // MARK: Bytes

    mutating func advance(_ heap: borrowing Heap) {
        index += 1
        byte = index < end ? heap.bytes[index] : Self.endOfInput
    }

    /// Passes spaces, tabs and line breaks.
    private mutating func skipBlanks(_ heap: borrowing Heap) {
        while byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { advance(heap) }
    }

    /// Passes everything up to the space in the order of codes.
    mutating func skipControls(_ heap: borrowing Heap) {
        while byte <= 0x20, byte != Self.endOfInput { advance(heap) }
    }

    // MARK: Structure

    private mutating func document(_ heap: inout Heap) throws(JSONParseError) -> Value {
        advance(heap)
        skipBlanks(heap)
        // An empty text is an empty string.
        if byte == Self.endOfInput { return heap.emptyString }
        try value(&heap, .end)
        while !containers.isEmpty {
            if containers.isObject {
                try member(&heap)
            } else {
                try element(&heap)
            }
        }
        return try containers.finish(&heap, at: index - start)
    }

    /// Reads a value, or opens a container.
    private mutating func value(_ heap: inout Heap, _ stop: BareTextEnd) throws(JSONParseError) {
        skipBlanks(heap)
        switch byte {
        case Self.endOfInput where stop != .end:
            throw endOfText("EOF", .value, heap)
        case UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"):
            throw unexpectedCharacter(.value, heap)
        case UInt8(ascii: "{"):
            try containers.open(&heap, isObject: true, at: index - start)
        case UInt8(ascii: "["):
            try containers.open(&heap, isObject: false, at: index - start)
            advance(heap)
        default:
            try containers.push(scalar(&heap, stop), &heap, at: index - start)
        }
    }

    /// One step inside an array, at a byte that is not yet looked at.
    private mutating func element(_ heap: inout Heap) throws(JSONParseError) {
        skipBlanks(heap)
        switch byte {
        case UInt8(ascii: "]"): try close(&heap)
        case UInt8(ascii: ","): advance(heap)
        case Self.endOfInput: throw endOfText("EOF", .commaOrBracket, heap)
        default: try value(&heap, .element)
        }
    }

    /// One step inside an object, before the byte that is looked at next.
    private mutating func member(_ heap: inout Heap) throws(JSONParseError) {
        repeat {
            advance(heap)
            skipBlanks(heap)
        } while byte == UInt8(ascii: ",")
        switch byte {
        case UInt8(ascii: "}"):
            return try close(&heap)
        case UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "["), UInt8(ascii: "{"):
            throw unexpectedCharacter(.key, heap)
        default: break
        }
        let isQuoted = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
        let key = isQuoted ? try quotedString(&heap) : bareText(&heap, .key)
        try containers.push(key: key, &heap, at: index - start)
        skipControls(heap)
        guard byte == UInt8(ascii: ":") else {
            if byte == Self.endOfInput { throw endOfText("null", .colon, heap) }
            throw unexpectedCharacter(.colon, heap, position: -1)
        }
        advance(heap)
        if index >= end { throw endOfText("EOF", .value, heap) }
        let depth = containers.depth
        try value(&heap, .member)
        // A container is read by itself and ends its member when it closes.
        if containers.depth == depth { try endMember(&heap) }
    }

    private mutating func close(_ heap: inout Heap) throws(JSONParseError) {
        try containers.close(&heap, at: index - start)
        advance(heap)
        try endMember(&heap)
    }

    /// Reads what follows a member, and closes the objects that end with it.
    private mutating func endMember(_ heap: inout Heap) throws(JSONParseError) {
        while !containers.isEmpty, containers.isObject {
            skipControls(heap)
            switch byte {
            case UInt8(ascii: "}"):
                try containers.close(&heap, at: index - start)
                advance(heap)
            case UInt8(ascii: ","): return
            case Self.endOfInput: throw endOfText("null", .commaOrBrace, heap)
            default: throw unexpectedToken(.commaOrBrace, heap)
            }
        }
    }

    // MARK: Scalars

    private mutating func scalar(
        _ heap: inout Heap, _ stop: BareTextEnd
    ) throws(JSONParseError) -> Value {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return try quotedString(&heap)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            return try number(&heap, stop)
        default:
            let first = byte
            let text = bareText(&heap, stop)
            return first > 0x20 ? keyword(text, heap) ?? text : text
        }
    }

    /// The value of a text that is a word of the language.
    private func keyword(_ text: Value, _ heap: borrowing Heap) -> Value? {
        if heap.isEqual(text, to: "null") { return .null }
        if heap.isEqual(text, to: "true") { return .true }
        if heap.isEqual(text, to: "false") { return .false }
        if heap.isEqual(text, to: "NaN") { return Value(.float, payload: Double.nan.bitPattern) }
        return nil
    }

    /// Text without quotes up to where it stops, without white space around it.
    func bareText(from begin: Int, _ heap: inout Heap) -> Value {
        let range = heap.bytes.trimmed(begin..<min(index, end))
        return heap.string(at: range.lowerBound, length: range.count)
    }

    private mutating func bareText(_ heap: inout Heap, _ stop: BareTextEnd) -> Value {
        let begin = index
        skip(to: stop, heap)
        return bareText(from: begin, &heap)
    }

    mutating func skip(to stop: BareTextEnd, _ heap: borrowing Heap) {
        while byte != Self.endOfInput, !stop.contains(byte) { advance(heap) }
    }
}

/// What ends a text without quotes, besides the end of the input.
enum BareTextEnd {
    case key, member, element, end

    func contains(_ byte: UInt8) -> Bool {
        switch self {
        case .key: byte == UInt8(ascii: ":")
        case .member: byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
        case .element: byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")
        case .end: false
        }
    }
}

extension ByteBuffer {
    /// A range of text without what `String.trim` takes off: every code up to the space.
    fileprivate func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start] <= 0x20 { start += 1 }
        while end > start, self[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }
}
