// The strict parser: RFC 8259, one pass from bytes to values.
//
// The text is followed by a NUL while it is parsed, so that no step has to test for the end: a NUL
// is an error everywhere, and only then the place tells whether the text ended there.

package import Values

/// Reads a JSON text that lies in a heap.
package struct JSONParser: ~Copyable {
    let start: Int
    let end: Int
    private let nesting: Int
    private var reader: PlainJSONReader

    /// Where the parser is in the heap's bytes.
    var index: Int {
        get { reader.index }
        set { reader.index = newValue }
    }

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
        start = range.lowerBound
        end = range.upperBound
        self.nesting = nesting
        reader = PlainJSONReader(
            index: range.lowerBound,
            containers: ContainerStack(nesting: nesting, heap))
    }

    // MARK: Structure

    private mutating func document(_ heap: inout Heap) throws(JSONParseError) -> Value {
        var place = PlainJSONReader.Place.value
        while true {
            let stop: PlainJSONReader.Stop
            (reader, stop) = reader.read(
                from: place, heap.bytes, &heap.stack, &heap.slots, &heap.containers)
            switch stop {
            case .end: return try finish(&heap)
            case .key:
                try key(&heap)
                place = .value
            case .string:
                let value = try string(&heap)
                try reader.containers.push(value, &heap, at: index - start)
                place = .valueEnd
            case .equalKeys:
                reader.containers.mergeEqualKeys(&heap)
                place = .valueEnd
            case .expected(let expectation): throw expected(expectation, heap)
            case .tooDeep: throw .tooDeep(nesting, at: index - start)
            case .tooLarge: throw .tooLarge(at: index - start)
            }
        }
    }

    /// Reads a key that is not plain, and the colon.
    private mutating func key(_ heap: inout Heap) throws(JSONParseError) {
        let key = try string(&heap)
        try reader.containers.push(key: key, &heap, at: index - start)
        var next: UInt8 = 0
        guard reader.passColon(&next, heap.bytes) else { throw expected(.colon, heap) }
    }

    private mutating func finish(_ heap: inout Heap) throws(JSONParseError) -> Value {
        guard index == end else { throw expected(.end, heap) }
        return try reader.containers.finish(&heap, at: index - start)
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
