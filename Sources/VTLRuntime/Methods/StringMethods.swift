import Values

/// `java.lang.String`, without what takes regular expressions and formats.
enum StringMethods {
    static let signatures: [MethodSignature] =
        measuring + comparing + searching + changing + converting + statics
        + StringRegexMethods.signatures

    private static let measuring: [MethodSignature] = [
        MethodSignature(.length, returns: .int),
        MethodSignature(.isEmpty, returns: .boolean),
        MethodSignature(.isBlank, returns: .boolean),
        MethodSignature(.charAt, .int, returns: .char),
        MethodSignature(.codePointAt, .int, returns: .int),
        MethodSignature(.codePointBefore, .int, returns: .int),
        MethodSignature(.codePointCount, .int, .int, returns: .int),
        MethodSignature(.offsetByCodePoints, .int, .int, returns: .int),
    ]

    private static let comparing: [MethodSignature] = [
        MethodSignature(.compareTo, .object, returns: .int),
        MethodSignature(.compareToIgnoreCase, .string, returns: .int),
        MethodSignature(.contentEquals, .charSequence, returns: .boolean),
        MethodSignature(.equalsIgnoreCase, .string, returns: .boolean),
        MethodSignature(.regionMatches, .int, .string, .int, .int, returns: .boolean),
        MethodSignature(.regionMatches, .boolean, .int, .string, .int, .int, returns: .boolean),
    ]

    private static let searching: [MethodSignature] = [
        MethodSignature(.contains, .charSequence, returns: .boolean),
        MethodSignature(.endsWith, .string, returns: .boolean),
        MethodSignature(.indexOf, .string, returns: .int),
        MethodSignature(.indexOf, .int, returns: .int),
        MethodSignature(.indexOf, .string, .int, returns: .int),
        MethodSignature(.indexOf, .int, .int, returns: .int),
        MethodSignature(.lastIndexOf, .string, returns: .int),
        MethodSignature(.lastIndexOf, .int, returns: .int),
        MethodSignature(.lastIndexOf, .string, .int, returns: .int),
        MethodSignature(.lastIndexOf, .int, .int, returns: .int),
        MethodSignature(.startsWith, .string, returns: .boolean),
        MethodSignature(.startsWith, .string, .int, returns: .boolean),
    ]

    private static let changing: [MethodSignature] = [
        MethodSignature(.concat, .string, returns: .string),
        MethodSignature(.indent, .int, returns: .string),
        MethodSignature(.intern, returns: .string),
        MethodSignature(.repeat, .int, returns: .string),
        MethodSignature(.replace, .charSequence, .charSequence, returns: .string),
        MethodSignature(.replace, .char, .char, returns: .string),
        MethodSignature(.strip, returns: .string),
        MethodSignature(.stripLeading, returns: .string),
        MethodSignature(.stripTrailing, returns: .string),
        MethodSignature(.subSequence, .int, .int, returns: .string),
        MethodSignature(.substring, .int, returns: .string),
        MethodSignature(.substring, .int, .int, returns: .string),
        MethodSignature(.toLowerCase, returns: .string),
        MethodSignature(.toUpperCase, returns: .string),
        MethodSignature(.trim, returns: .string),
    ]

    private static let converting: [MethodSignature] = [
        MethodSignature(.chars, returns: .stream),
        MethodSignature(.formatted, variadic: .object, returns: .string),
        MethodSignature(.getBytes, returns: .array),
        MethodSignature(.getBytes, .string, returns: .array),
        MethodSignature(.lines, returns: .stream),
        MethodSignature(.toCharArray, returns: .array),
    ]

    private static let statics: [MethodSignature] = [
        MethodSignature(.compare, .charSequence, .charSequence, returns: .int, isStatic: true),
        MethodSignature(.copyValueOf, variadic: .char, returns: .string, isStatic: true),
        MethodSignature(.copyValueOf, .charArray, .int, .int, returns: .string, isStatic: true),
        MethodSignature(
            .format, .string, variadic: .object, returns: .string, isStatic: true),
        MethodSignature(.join, .charSequence, .iterable, returns: .string, isStatic: true),
        MethodSignature(
            .join, .charSequence, variadic: .charSequence, returns: .string, isStatic: true),
        MethodSignature(.valueOf, .charArray, .int, .int, returns: .string, isStatic: true),
        MethodSignature(.valueOf, .object, returns: .string, isStatic: true),
        MethodSignature(.valueOf, variadic: .char, returns: .string, isStatic: true),
    ]

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let text = call.receiver
        workspace.heap.spend(bytes: bytesRead(call))
        switch call.name {
        case .length: return .count(workspace.heap.utf16Length(of: text))
        case .isEmpty: return .boolean(text.length == 0)
        case .isBlank:
            return .boolean(workspace.heap.strippedRange(of: text, .javaWhitespace).isEmpty)
        case .charAt, .codePointAt, .codePointBefore, .codePointCount, .offsetByCodePoints:
            return try character(call, &workspace)
        case .compareTo, .compareToIgnoreCase, .contentEquals, .equalsIgnoreCase, .regionMatches:
            return try compare(call, &workspace)
        case .contains, .endsWith, .indexOf, .lastIndexOf, .startsWith:
            return try search(call, &workspace)
        case .substring, .subSequence: return try substring(call, &workspace)
        case .concat: return try concat(call, &workspace)
        case .replace: return try replace(call, &workspace)
        case .repeat: return try repeated(call, &workspace)
        case .indent: return indented(call, &workspace)
        case .intern: return text
        case .trim: return workspace.heap.stripped(text, .upToBlank)
        case .strip: return workspace.heap.stripped(text, .javaWhitespace)
        case .stripLeading:
            return workspace.heap.stripped(text, .javaWhitespace, trailing: false)
        case .stripTrailing:
            return workspace.heap.stripped(text, .javaWhitespace, leading: false)
        case .toLowerCase: return workspace.heap.lowercased(text)
        case .toUpperCase: return workspace.heap.uppercased(text)
        case .getBytes: return try bytes(call, &workspace)
        case .toCharArray: return characters(call, &workspace)
        case .chars: return workspace.makeStream(over: text, .intStream)
        case .lines: return workspace.makeStream(over: text)
        case .copyValueOf, .valueOf: return try valueOf(call, &workspace)
        case .join: return try join(call, &workspace)
        case .compare:
            guard !call.first.isNull, !call.second.isNull else {
                throw call.nullArgument(&workspace)
            }
            return .count(workspace.heap.compareUTF16(call.first, call.second))
        case .format, .formatted: return try FormatMethods.call(call, &workspace)
        default: return try StringRegexMethods.call(call, &workspace)
        }
    }

    /// How many bytes a call reads that leaves none behind to count.
    private static func bytesRead(_ call: MethodCall) -> Int {
        let text = Int(call.receiver.length)
        switch call.name {
        case .length, .isEmpty, .charAt, .codePointAt, .codePointBefore, .substring, .subSequence,
            .intern:
            return call.receiver.isAscii ? 0 : text
        case .toLowerCase, .toUpperCase, .equalsIgnoreCase, .compareToIgnoreCase:
            // Unicode's tables are slow.
            return call.receiver.isAscii ? text : text * 16
        case .indexOf, .lastIndexOf, .contains, .replace:
            // Some of a short needle is compared at every place.
            let needle = call.first.isText ? Int(call.first.length) : 0
            return text * (1 + min(needle, Heap.shortNeedle) / 4) + needle
        default: return text + (call.first.isText ? Int(call.first.length) : 0)
        }
    }

    // MARK: Characters

    private static func character(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let text = call.receiver
        let index = call.int(0, workspace)
        switch call.name {
        case .charAt:
            guard let unit = workspace.heap.utf16Unit(at: index, in: text) else { break }
            return Value(.character, payload: UInt64(unit))
        case .codePointAt:
            guard let scalar = workspace.heap.codePoint(at: index, in: text) else { break }
            return .integer(Int32(truncatingIfNeeded: scalar))
        case .codePointBefore:
            guard let scalar = workspace.heap.codePoint(before: index, in: text) else { break }
            return .integer(Int32(truncatingIfNeeded: scalar))
        case .codePointCount:
            let end = call.int(1, workspace)
            guard let part = workspace.heap.substring(of: text, from: index, to: end) else {
                break
            }
            return .count(workspace.heap.codePointCount(of: part))
        default:
            let distance = call.int(1, workspace)
            guard let end = workspace.heap.unit(index, movedBy: distance, in: text) else { break }
            return .count(end)
        }
        throw call.indexOutOfBounds(workspace.heap.utf16Length(of: text), &workspace)
    }

    private static func characters(_ call: MethodCall, _ workspace: inout Workspace) -> Value {
        let base = workspace.heap.stack.count
        var cursor = UTF16Cursor(call.receiver)
        while let unit = cursor.next(workspace.heap) {
            guard workspace.heap.stack.append(Value(.character, payload: UInt64(unit))) else {
                break
            }
        }
        return workspace.heap.makeArray(.characterArray, fromStack: base)
    }

    private static func bytes(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        if call.count == 1 {
            guard !call.first.isNull else { throw call.nullArgument(&workspace) }
            let name = workspace.heap.description(of: call.first).lowercased()
            guard name == "utf-8" || name == "utf8" || (name == "us-ascii" && call.receiver.isAscii)
            else { throw call.illegalArgument("only UTF-8 is known here", &workspace) }
        }
        let base = workspace.heap.stack.count
        var index = call.receiver.offset
        let end = call.receiver.range.upperBound
        while index < end {
            let (scalar, length) = workspace.heap.scalar(at: index, end: end)
            if scalar >= 0xD800, scalar < 0xE000 {
                // Java's encoder writes a question mark for a lone surrogate.
                workspace.heap.stack.append(.byte(UInt8(ascii: "?")))
            } else {
                for byte in UTF8Bytes(scalar) { workspace.heap.stack.append(.byte(byte)) }
            }
            index += length
        }
        return workspace.heap.makeArray(.byteArray, fromStack: base)
    }

    // MARK: Parts and changes

    private static func substring(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let text = call.receiver
        let from = call.int(0, workspace)
        let to =
            call.count == 2 ? call.int(1, workspace) : workspace.heap.utf16Length(of: text)
        guard let result = workspace.heap.substring(of: text, from: from, to: to) else {
            throw call.indexOutOfBounds(workspace.heap.utf16Length(of: text), &workspace)
        }
        return result
    }

    private static func concat(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        guard !call.first.isNull else { throw call.nullArgument(&workspace) }
        if call.first.length == 0 { return call.receiver }
        return workspace.heap.joined(call.receiver, call.first)
    }

    private static func replace(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        if call.first.kind == .character {
            let target = workspace.heap.string(ofUnit: call.first)
            let replacement = workspace.heap.string(ofUnit: call.second)
            return workspace.heap.replacing(target, by: replacement, in: call.receiver)
        }
        guard !call.first.isNull, !call.second.isNull else {
            throw call.nullArgument(&workspace)
        }
        return workspace.heap.replacing(call.first, by: call.second, in: call.receiver)
    }

    private static func repeated(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let times = call.int(0, workspace)
        guard times >= 0 else {
            throw call.illegalArgument("the count is negative", &workspace)
        }
        let text = call.receiver
        if times == 1 || text.length == 0 { return text }
        let start = workspace.heap.bytes.count
        // Reserved at once, so that what is too large stops before it is built.
        guard workspace.heap.bytes.reserve(Int(text.length) * times) else {
            return workspace.heap.emptyString
        }
        for _ in 0..<times {
            workspace.heap.bytes.appendCopy(text.offset, count: Int(text.length))
        }
        return workspace.heap.finishString(from: start)
    }

    /// `indent(count)`: lines with that many blanks more or fewer at their start, each ended by
    /// `\n`.
    private static func indented(_ call: MethodCall, _ workspace: inout Workspace) -> Value {
        let count = call.int(0, workspace)
        let end = call.receiver.range.upperBound
        let result = workspace.heap.bytes.count
        var start = call.receiver.offset
        while start < end, !workspace.heap.bytes.overflowed {
            var lineEnd = start
            while lineEnd < end, workspace.heap.bytes[lineEnd] != 0x0A,
                workspace.heap.bytes[lineEnd] != 0x0D
            {
                lineEnd += 1
            }
            var line = start
            if count < 0 {
                line = workspace.heap.skipBlanks(from: start, to: lineEnd, atMost: -count)
            } else if workspace.heap.bytes.reserve(count) {
                for _ in 0..<count { workspace.heap.bytes.append(UInt8(ascii: " ")) }
            }
            workspace.heap.bytes.appendCopy(line, count: lineEnd - line)
            workspace.heap.bytes.append(UInt8(ascii: "\n"))
            let isPair =
                lineEnd + 1 < end && workspace.heap.bytes[lineEnd] == 0x0D
                && workspace.heap.bytes[lineEnd + 1] == 0x0A
            start = lineEnd + (isPair ? 2 : 1)
        }
        return workspace.heap.finishString(from: result)
    }

    private static func valueOf(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        if call.count == 0 || (call.count > 1 && call.first.kind == .character) {
            // Characters, one by one or none.
            let start = workspace.output.count
            for index in 0..<call.count { workspace.write(call.arguments.value(index, workspace)) }
            return workspace.takeString(from: start)
        }
        guard JavaClass(of: call.first) == .characterArray else {
            if call.first.isNull, call.count != 1 || call.name == .copyValueOf {
                throw call.nullArgument(&workspace)
            }
            return workspace.string(of: call.first)
        }
        let length = workspace.heap.count(of: call.first)
        let from = call.count == 3 ? call.int(1, workspace) : 0
        let count = call.count == 3 ? call.int(2, workspace) : length
        guard from >= 0, count >= 0, from <= length - count else {
            throw call.indexOutOfBounds(length, &workspace)
        }
        let start = workspace.heap.bytes.count
        for index in from..<from + count {
            let unit = workspace.heap.element(index, of: call.first)
            workspace.heap.append(scalar: UInt32(truncatingIfNeeded: unit.payload))
        }
        return workspace.heap.finishString(from: start)
    }

    private static func join(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        guard !call.first.isNull, call.count > 2 || !call.second.isNull || call.count == 1 else {
            throw call.nullArgument(&workspace)
        }
        let base = workspace.heap.stack.count
        if call.count == 2, call.second.isCollection {
            workspace.pushElements(of: call.second)
        } else {
            call.pushVariadic(from: 1, &workspace)
        }
        defer { workspace.heap.stack.truncate(base) }
        let start = workspace.output.count
        for index in base..<workspace.heap.stack.count {
            let element = workspace.heap.stack[index]
            guard element.kind == .string || element.isNull else {
                workspace.output.truncate(start)
                throw call.classCast(element, &workspace)
            }
            if index > base {
                workspace.output.append(
                    workspace.heap.bytes, call.first.offset, count: Int(call.first.length))
            }
            workspace.write(element)
        }
        return workspace.takeString(from: start)
    }
}
