import Values

// Methods of `java.lang.String` that compare texts and search in them.

extension StringMethods {
    static func compare(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let (text, other) = (call.receiver, call.first)
        switch call.name {
        case .compareTo:
            guard !other.isNull else { throw call.nullArgument(&workspace) }
            guard other.kind == .string else { throw call.classCast(other, &workspace) }
            return .count(workspace.heap.compareUTF16(text, other))
        case .compareToIgnoreCase:
            guard !other.isNull else { throw call.nullArgument(&workspace) }
            return .count(workspace.heap.compareIgnoringCase(text, other))
        case .contentEquals:
            guard !other.isNull else { throw call.nullArgument(&workspace) }
            return .boolean(workspace.heap.haveEqualBytes(text, other))
        case .equalsIgnoreCase:
            guard !other.isNull else { return .false }
            return .boolean(workspace.heap.compareIgnoringCase(text, other) == 0)
        default: return try regionMatches(call, &workspace)
        }
    }

    /// `regionMatches(ignoreCase, offset, other, otherOffset, length)`; the first may be missing.
    private static func regionMatches(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let shift = call.count == 5 ? 1 : 0
        let ignoresCase = shift == 1 && call.first.payload == 1
        let offset = call.int(shift, workspace)
        let other = call.arguments.value(shift + 1, workspace)
        let otherOffset = call.int(shift + 2, workspace)
        let length = call.int(shift + 3, workspace)
        guard !other.isNull else { throw call.nullArgument(&workspace) }
        let text = call.receiver
        guard offset >= 0, otherOffset >= 0,
            offset <= workspace.heap.utf16Length(of: text) - length,
            otherOffset <= workspace.heap.utf16Length(of: other) - length
        else { return .false }
        guard length > 0 else { return .true }
        guard
            let part = workspace.heap.substring(of: text, from: offset, to: offset + length),
            let otherPart = workspace.heap.substring(
                of: other, from: otherOffset, to: otherOffset + length)
        else { return .false }
        return .boolean(
            ignoresCase
                ? workspace.heap.compareIgnoringCase(part, otherPart) == 0
                : workspace.heap.haveEqualBytes(part, otherPart))
    }

    static func search(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let text = call.receiver
        // Java looks at the offset before it looks at the prefix.
        if call.name == .startsWith, call.count == 2, call.int(1, workspace) < 0 { return .false }
        if call.first.isNull { throw call.nullArgument(&workspace) }
        var needle = call.first
        if needle.kind != .string {
            // `indexOf(int)`: a code point; what is none is never found.
            guard let scalar = UInt32(exactly: call.int(0, workspace)), scalar < 0x110000 else {
                return .integer(-1)
            }
            needle = workspace.heap.string(ofScalar: scalar)
        }
        switch call.name {
        case .contains:
            return .boolean(workspace.heap.unitIndex(of: needle, in: text, from: 0) >= 0)
        case .indexOf:
            let from = call.count == 2 ? call.int(1, workspace) : 0
            return .count(workspace.heap.unitIndex(of: needle, in: text, from: from))
        case .lastIndexOf:
            let from = call.count == 2 ? call.int(1, workspace) : Int(Int32.max)
            return .count(workspace.heap.lastUnitIndex(of: needle, in: text, upTo: from))
        case .startsWith:
            let from = call.count == 2 ? call.int(1, workspace) : 0
            return .boolean(workspace.heap.matches(needle, in: text, atUnit: from))
        default:
            let start =
                workspace.heap.utf16Length(of: text) - workspace.heap.utf16Length(of: needle)
            return .boolean(workspace.heap.matches(needle, in: text, atUnit: start))
        }
    }
}
