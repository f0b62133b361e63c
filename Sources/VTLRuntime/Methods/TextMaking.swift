package import JSON
package import Values

// Small texts and arrays that methods give, and positions counted in code points.

extension Heap {
    /// The concatenation of two texts.
    package mutating func joined(_ first: Value, _ second: Value) -> Value {
        let start = bytes.count
        // One text may end where the other starts: nothing to copy then.
        if first.range.upperBound == second.offset, first.length > 0 {
            return joinedInPlace(first, second)
        }
        if first.length > 0, first.range.upperBound == start, second.length > 0 {
            bytes.appendCopy(second.offset, count: Int(second.length))
            guard bytes.count == start + Int(second.length) else { return emptyString }
            let tail = string(at: start, length: Int(second.length), flags: second.flags)
            return joinedInPlace(first, tail)
        }
        bytes.appendCopy(first.offset, count: Int(first.length))
        bytes.appendCopy(second.offset, count: Int(second.length))
        guard bytes.count == start + Int(first.length) + Int(second.length) else {
            return emptyString
        }
        let flags = first.flags.intersection(second.flags)
        if !flags.contains(.ascii) { return finishString(from: start) }
        return string(at: start, length: bytes.count - start, flags: flags)
    }

    private mutating func joinedInPlace(_ first: Value, _ second: Value) -> Value {
        let length = Int(first.length) + Int(second.length)
        let flags = first.flags.intersection(second.flags)
        if flags.contains(.ascii) { return string(at: first.offset, length: length, flags: flags) }
        // Two halves of a surrogate pair may meet, which needs new bytes.
        let start = bytes.count
        bytes.appendCopy(first.offset, count: length)
        return finishString(from: start)
    }

    /// The string with one code point or surrogate.
    package mutating func string(ofScalar scalar: UInt32) -> Value {
        let start = bytes.count
        append(scalar: scalar)
        return finishString(from: start)
    }

    /// The string with the one unit of a character value.
    package mutating func string(ofUnit character: Value) -> Value {
        string(ofScalar: UInt32(truncatingIfNeeded: character.payload))
    }

    /// A Java array with the operands from `base` on, which are popped off the stack.
    package mutating func makeArray(_ javaClass: JavaClass, fromStack base: Int) -> Value {
        var array = makeContainer(.javaArray, fromStack: base)
        if array.kind == .javaArray { array.detail = javaClass.detail }
        return array
    }

    // MARK: Code points

    /// `codePointAt`: a whole pair where one starts, else the unit.
    package func codePoint(at unit: Int, in text: Value) -> UInt32? {
        guard let position = position(ofUnit: unit, in: text),
            position.offset < text.range.upperBound
        else { return nil }
        if position.isInsidePair { return utf16Unit(at: unit, in: text).map(UInt32.init) }
        return scalar(at: position.offset, end: text.range.upperBound).scalar
    }

    /// `codePointBefore`: the pair or unit that ends before a unit.
    package func codePoint(before unit: Int, in text: Value) -> UInt32? {
        guard unit >= 1, let last = codePoint(at: unit - 1, in: text) else { return nil }
        guard last >= 0xDC00, last < 0xE000, unit >= 2,
            let whole = codePoint(at: unit - 2, in: text),
            whole >= 0x10000
        else {
            // A pair of which only the first half lies before the unit.
            return last < 0x10000 ? last : utf16Unit(at: unit - 1, in: text).map(UInt32.init)
        }
        return whole
    }

    /// The number of code points; a lone surrogate is one.
    package func codePointCount(of text: Value) -> Int {
        var count = 0
        for index in text.range where bytes[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// `offsetByCodePoints`; nil when that leaves the text.
    package func unit(_ unit: Int, movedBy distance: Int, in text: Value) -> Int? {
        let length = utf16Length(of: text)
        guard unit >= 0, unit <= length, abs(distance) <= length else { return nil }
        var result = unit
        for _ in 0..<abs(distance) {
            if distance > 0 {
                guard let scalar = codePoint(at: result, in: text) else { return nil }
                result += scalar >= 0x10000 ? 2 : 1
            } else {
                guard let scalar = codePoint(before: result, in: text) else { return nil }
                result -= scalar >= 0x10000 ? 2 : 1
            }
        }
        return result
    }
}

extension Workspace {
    /// Appends a value as JSON text to the output, or leaves the output as it was.
    package mutating func writeJSON(_ value: Value, _ style: JSONStyle) throws(RenderFault) {
        let start = output.count
        guard !JSONWriter.write(value, style, &heap, into: &output) else { return }
        output.truncate(start)
        if output.overflowed { throw outOfOutput }
        throw RenderFault(
            "value-nesting-limit",
            "expected at most \(JSONWriter.nestingLimit) nested lists and objects, found more",
            notes: ["a document that contains itself cannot be written"])
    }

    /// `toString()` of any value; null gives `null`.
    package mutating func string(of value: Value) -> Value {
        if value.kind == .string { return value }
        let start = output.count
        write(value)
        return takeString(from: start)
    }

    /// Writes what `toString()` gives to the output.
    package mutating func write(_ value: Value) {
        switch value.kind {
        case .string: output.append(heap.bytes, value.offset, count: Int(value.length))
        case .integer, .long, .short, .byte: output.appendInteger(value.signed)
        default: JavaText.write(value, &heap, into: &output)
        }
    }
}

extension Value {
    /// A `java.lang.Byte` with these bits.
    static func byte(_ bits: UInt8) -> Value {
        Value(.byte, payload: UInt64(bitPattern: Int64(Int8(bitPattern: bits))))
    }
}
