package import Values

/// Writes values as Java's `toString` prints them.
package enum JavaText {
    /// Appends `value` as its `toString`. False, and the text incomplete, when it is nested deeper
    /// than ``JSONWriter/nestingLimit`` or the output is full.
    @discardableResult
    package static func write(
        _ value: Value, _ heap: inout Heap, into output: inout ByteBuffer
    ) -> Bool {
        let isComplete = write(value, &heap, into: &output, depth: 0)
        if !isComplete, !output.overflowed { heap.nestingExceeded = true }
        return isComplete
    }

    private static func write(
        _ value: Value, _ heap: inout Heap, into output: inout ByteBuffer, depth: Int
    ) -> Bool {
        switch value.kind {
        case .numberText where value.flags.contains(.plain), .string:
            output.append(heap.bytes, value.offset, count: Int(value.length))
        case .null:
            output.append("null")
        case .boolean:
            output.append(value.isFalse ? "false" : "true")
        case .integer, .long, .short, .byte, .double, .float, .numberText, .bigInteger, .bigDecimal:
            writeNumber(value, &heap, into: &output)
        case .character:
            for byte in UTF8Bytes(UInt32(truncatingIfNeeded: value.payload)) { output.append(byte) }
        case .jsonArray:
            return JSONWriter.write(value, .jsonSmart, &heap, into: &output, depth: depth)
        case .list:
            return writeElements(of: value, step: 1, &heap, into: &output, depth: depth)
        case .map:
            return writeEntries(of: value, 0x7B, 0x7D, &heap, into: &output, depth: depth)
        case .entrySet:
            return writeEntries(of: value, 0x5B, 0x5D, &heap, into: &output, depth: depth)
        case .keySet:
            return writeElements(of: value, step: 2, &heap, into: &output, depth: depth)
        case .valuesView:
            return writeElements(of: value, from: 1, step: 2, &heap, into: &output, depth: depth)
        case .entry:
            return writeEntry(value, &heap, into: &output, depth: depth)
        case .javaArray, .iterator:
            writeIdentity(value, &heap, into: &output)
        case .javaClass:
            output.append("class ")
            output.append(JavaClass(representedBy: value).name)
        case .contextMap, .block:
            // A block's text is what it renders, which is not known here.
            break
        case .host:
            output.append("{}")
        }
        return !output.overflowed
    }

    // MARK: Containers

    private static func writeElements(
        of value: Value, from first: Int = 0, step: Int, _ heap: inout Heap,
        into output: inout ByteBuffer, depth: Int
    ) -> Bool {
        guard depth < JSONWriter.nestingLimit, !output.overflowed, heap.mayRead(value) else {
            return false
        }
        output.append(UInt8(ascii: "["))
        var index = first
        while index < heap.slotCount(of: value) {
            if index > first { output.append(", ") }
            let element = heap.element(index, of: value)
            if isSame(element, value) {
                output.append("(this Collection)")
            } else if !write(element, &heap, into: &output, depth: depth + 1) {
                return false
            }
            index += step
        }
        output.append(UInt8(ascii: "]"))
        return !output.overflowed
    }

    private static func writeEntries(
        of map: Value, _ opening: UInt8, _ closing: UInt8, _ heap: inout Heap,
        into output: inout ByteBuffer, depth: Int
    ) -> Bool {
        guard depth < JSONWriter.nestingLimit, !output.overflowed else { return false }
        output.append(opening)
        for index in 0..<heap.entryCount(of: map) {
            if index > 0 { output.append(", ") }
            let entry = Value(.entry, length: UInt32(index), payload: map.payload)
            guard
                writeEntry(
                    entry, &heap, into: &output, depth: depth + 1,
                    of: map.kind == .map ? map : nil)
            else { return false }
        }
        output.append(closing)
        return !output.overflowed
    }

    /// An entry of `map`, which says so where it holds itself.
    private static func writeEntry(
        _ entry: Value, _ heap: inout Heap, into output: inout ByteBuffer, depth: Int,
        of map: Value? = nil
    ) -> Bool {
        let index = Int(entry.length)
        guard depth <= JSONWriter.nestingLimit, index < heap.entryCount(of: entry) else {
            return false
        }
        guard
            writePart(heap.key(index, of: entry), of: map, &heap, into: &output, depth: depth)
        else { return false }
        output.append(UInt8(ascii: "="))
        return writePart(
            heap.value(index, of: entry), of: map, &heap, into: &output, depth: depth)
    }

    private static func writePart(
        _ part: Value, of map: Value?, _ heap: inout Heap, into output: inout ByteBuffer,
        depth: Int
    ) -> Bool {
        if let map, isSame(part, map) {
            output.append("(this Map)")
            return true
        }
        return write(part, &heap, into: &output, depth: depth)
    }

    private static func isSame(_ a: Value, _ b: Value) -> Bool {
        a.kind == b.kind && a.payload == b.payload
    }

    /// What `Object.toString` gives: the class and a number that tells the object from others.
    private static func writeIdentity(
        _ value: Value, _ heap: inout Heap, into output: inout ByteBuffer
    ) {
        output.append(JavaClass(of: value).name)
        output.append(UInt8(ascii: "@"))
        let number = UInt32(truncatingIfNeeded: value.payload &+ 1) &* 0x1B87_3593
        output.append(string: String(number, radix: 16))
    }
}
