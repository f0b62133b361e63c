package import Values

/// Writes values as JSON.
package enum JSONWriter {
    /// Containers inside containers that are written; a container that holds itself has no end.
    package static var nestingLimit: Int { 512 }

    /// Appends `value` as JSON text. False, and the text incomplete, when it is nested deeper than
    /// ``nestingLimit`` or the output is full.
    @discardableResult
    package static func write(
        _ value: Value, _ style: JSONStyle, _ heap: inout Heap, into output: inout ByteBuffer
    ) -> Bool {
        let isComplete = write(value, style, &heap, into: &output, depth: 0)
        if !isComplete, !output.overflowed { heap.nestingExceeded = true }
        return isComplete
    }

    static func write(
        _ value: Value, _ style: JSONStyle, _ heap: inout Heap, into output: inout ByteBuffer,
        depth: Int
    ) -> Bool {
        switch value.kind {
        case .string:
            writeString(value, style, heap, into: &output)
        case .null:
            output.append("null")
        case .boolean:
            output.append(value.isFalse ? "false" : "true")
        case .numberText where value.flags.contains(.plain) || !style.numbersAsJava:
            output.append(heap.bytes, value.offset, count: Int(value.length))
        case .integer, .long, .short, .byte, .double, .float, .numberText, .bigInteger, .bigDecimal:
            writeNumber(value, style, &heap, into: &output)
        case .map, .contextMap:
            return writeObject(value, style, &heap, into: &output, depth: depth)
        case .jsonArray, .list, .javaArray:
            return writeElements(of: value, step: 1, style, &heap, into: &output, depth: depth)
        case .keySet, .valuesView, .entrySet:
            return writeView(value, style, &heap, into: &output, depth: depth)
        case .entry, .character, .iterator, .block, .host, .javaClass:
            guard style.escapesAsJSONSmart else {
                writeText(of: value, style, &heap, into: &output)
                break
            }
            // json-smart takes what it does not know for a bean; only an entry has properties.
            guard value.kind != .entry else {
                return writeEntry(value, style, &heap, into: &output, depth: depth)
            }
            output.append("{}")
        }
        return !output.overflowed
    }

    // MARK: Containers

    private static func writeObject(
        _ map: Value, _ style: JSONStyle, _ heap: inout Heap, into output: inout ByteBuffer,
        depth: Int
    ) -> Bool {
        guard depth < nestingLimit, !output.overflowed else { return false }
        output.append(UInt8(ascii: "{"))
        let count = heap.entryCount(of: map)
        let order = heap.stack.count
        if map.kind == .contextMap { heap.pushIterationOrder(of: map) }
        let isOrdered = heap.stack.count == order + count
        defer { heap.stack.truncate(order) }
        for place in 0..<count {
            let index = isOrdered && count > 0 ? Int(heap.stack[order + place].signed) : place
            if place > 0 { output.append(UInt8(ascii: ",")) }
            if style.isIndented { appendLine(depth + 1, to: &output) }
            writeKey(heap.key(index, of: map), style, &heap, into: &output)
            output.append(UInt8(ascii: ":"))
            if style.isIndented { output.append(0x20) }
            guard
                write(
                    heap.value(index, of: map), style, &heap, into: &output, depth: depth + 1)
            else { return false }
        }
        if style.isIndented, count > 0 { appendLine(depth, to: &output) }
        output.append(UInt8(ascii: "}"))
        return !output.overflowed
    }

    /// A key that is no string is written as its text.
    private static func writeKey(
        _ key: Value, _ style: JSONStyle, _ heap: inout Heap, into output: inout ByteBuffer
    ) {
        if key.kind == .string { return writeString(key, style, heap, into: &output) }
        writeText(of: key, style, &heap, into: &output)
    }

    /// A value's `toString` as a string.
    private static func writeText(
        of value: Value, _ style: JSONStyle, _ heap: inout Heap, into output: inout ByteBuffer
    ) {
        let start = output.count
        JavaText.write(value, &heap, into: &output)
        let heapStart = heap.bytes.count
        heap.bytes.append(output, start, count: output.count - start)
        output.truncate(start)
        writeString(heap.finishString(from: heapStart), style, heap, into: &output)
    }

    /// The elements of a list, or every second slot of a map, from `first` on.
    private static func writeElements(
        of value: Value, from first: Int = 0, step: Int, _ style: JSONStyle, _ heap: inout Heap,
        into output: inout ByteBuffer, depth: Int
    ) -> Bool {
        guard depth < nestingLimit, !output.overflowed, heap.mayRead(value) else {
            return false
        }
        output.append(UInt8(ascii: "["))
        var index = first
        while index < heap.slotCount(of: value) {
            if index > first { output.append(UInt8(ascii: ",")) }
            if style.isIndented { appendLine(depth + 1, to: &output) }
            guard
                write(
                    heap.element(index, of: value), style, &heap, into: &output, depth: depth + 1)
            else { return false }
            index += step
        }
        if style.isIndented, index > first { appendLine(depth, to: &output) }
        output.append(UInt8(ascii: "]"))
        return !output.overflowed
    }

    private static func writeView(
        _ view: Value, _ style: JSONStyle, _ heap: inout Heap, into output: inout ByteBuffer,
        depth: Int
    ) -> Bool {
        switch view.kind {
        case .keySet:
            return writeElements(of: view, step: 2, style, &heap, into: &output, depth: depth)
        case .valuesView:
            return writeElements(
                of: view, from: 1, step: 2, style, &heap, into: &output, depth: depth)
        default:
            guard depth < nestingLimit else { return false }
            output.append(UInt8(ascii: "["))
            for index in 0..<heap.entryCount(of: view) {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                if style.isIndented { appendLine(depth + 1, to: &output) }
                let entry = Value(.entry, length: UInt32(index), payload: view.payload)
                guard write(entry, style, &heap, into: &output, depth: depth + 1) else {
                    return false
                }
            }
            output.append(UInt8(ascii: "]"))
            return !output.overflowed
        }
    }

    /// An entry is a bean with a key and a value.
    private static func writeEntry(
        _ entry: Value, _ style: JSONStyle, _ heap: inout Heap, into output: inout ByteBuffer,
        depth: Int
    ) -> Bool {
        guard depth < nestingLimit, !output.overflowed else { return false }
        let index = Int(entry.length)
        guard index < heap.entryCount(of: entry) else {
            output.append("{}")
            return true
        }
        output.append("{\"key\":")
        guard
            write(heap.key(index, of: entry), style, &heap, into: &output, depth: depth + 1)
        else { return false }
        output.append(",\"value\":")
        guard
            write(heap.value(index, of: entry), style, &heap, into: &output, depth: depth + 1)
        else { return false }
        output.append(UInt8(ascii: "}"))
        return !output.overflowed
    }

    private static func appendLine(_ depth: Int, to output: inout ByteBuffer) {
        output.append(UInt8(ascii: "\n"))
        for _ in 0..<depth { output.append("  ") }
    }

    // MARK: Numbers

    private static func writeNumber(
        _ value: Value, _ style: JSONStyle, _ heap: inout Heap, into output: inout ByteBuffer
    ) {
        if value.kind == .double || value.kind == .float, !value.floating.isFinite,
            !style.numbersAsJava || value.floating.isInfinite
        {
            // JSON has no such numbers; json-smart nevertheless writes NaN.
            return output.append("null")
        }
        JavaText.writeNumber(value, &heap, into: &output, infinity: "null")
    }
}
