import Values

// Streams: containers of kind ``Value/Kind/iterator`` with two slots, the collection or text that
// gives the elements, and whether the stream was used. Nothing is read before it is counted.
//
// The stream's ``Value/detail`` is its ``JavaClass``.

extension Workspace {
    /// A stream over a collection, the lines of a text, or the characters of a text.
    mutating func makeStream(over source: Value, _ javaClass: JavaClass = .stream) -> Value {
        let base = heap.stack.count
        heap.stack.append(source)
        heap.stack.append(.false)
        let stream = heap.makeContainer(.iterator, fromStack: base)
        guard !heap.isExhausted else { return .null }
        return stream.withDetail(of: javaClass)
    }
}

/// `java.util.stream.Stream` and `IntStream`: what needs no function.
enum StreamMethods {
    static let signatures: [MethodSignature] = [MethodSignature(.count, returns: .long)]

    static let intSignatures: [MethodSignature] =
        signatures + [MethodSignature(.sum, returns: .int)]

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let stream = call.receiver
        let source = workspace.heap.element(0, of: stream)
        guard workspace.heap.element(1, of: stream).isFalse else {
            throw RenderFault(
                "illegal-state", "\(call.description(&workspace)) of a stream that was used before")
        }
        workspace.heap.setElement(1, of: stream, to: .true)
        if workspace.heap.isStale(source) { throw workspace.staleSubList }
        if source.kind == .string { workspace.heap.spend(bytes: Int(source.length)) }
        if call.name == .sum { return sum(ofUnits: source, workspace.heap) }
        guard source.kind == .string else {
            return .long(Int64(workspace.elementCount(of: source)))
        }
        let isCharacters = JavaClass(of: stream) == .intStream
        return .long(
            Int64(
                isCharacters
                    ? workspace.heap.utf16Length(of: source)
                    : lineCount(of: source, workspace.heap)))
    }

    /// The sum of a text's UTF-16 units, in 32 bits.
    private static func sum(ofUnits text: Value, _ heap: borrowing Heap) -> Value {
        var sum: Int32 = 0
        var index = text.offset
        let end = text.range.upperBound
        while index < end {
            let (scalar, length) = heap.scalar(at: index, end: end)
            if scalar >= 0x10000 {
                let bits = scalar - 0x10000
                sum &+= Int32(bitPattern: (0xD800 | bits >> 10) + (0xDC00 | bits & 0x3FF))
            } else {
                sum &+= Int32(bitPattern: scalar)
            }
            index += length
        }
        return .integer(sum)
    }

    /// How many lines a text has. Each ends with `\n`, `\r` or both, the last one maybe with
    /// nothing.
    private static func lineCount(of text: Value, _ heap: borrowing Heap) -> Int {
        let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        var count = 0
        var previous = lineFeed
        for index in text.range {
            let byte = heap.bytes[index]
            let isEnd = byte == lineFeed || byte == carriageReturn
            if isEnd, !(byte == lineFeed && previous == carriageReturn) { count += 1 }
            previous = byte
        }
        return previous == lineFeed || previous == carriageReturn ? count : count + 1
    }
}
