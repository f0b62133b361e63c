import Diagnostics
import JSON
import VTLRuntime
import Values

/// `$util`: the six functions that AWS documents.
enum UtilObject {
    /// A call with one text as argument; nil when the argument is no text.
    static func call(
        _ member: Member, _ arguments: Arguments, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard arguments.count == 1 else { return nil }
        let argument = arguments.value(0, workspace)
        if argument.isNull { return try callWithNull(member) }
        guard argument.kind == .string else { return nil }
        let text = argument.range
        let start = workspace.output.count
        switch member {
        case .parseJson: return try parse(text, &workspace)
        case .escapeJavaScript:
            workspace.output.appendEscapedJavaScript(text, of: workspace.heap)
        case .urlEncode: workspace.output.appendURLEncoded(text, of: workspace.heap)
        case .urlDecode:
            try workspace.output.appendURLDecoded(text, of: workspace.heap)
            return takeDecoded(from: start, &workspace)
        case .base64Encode: encodeBase64(argument, &workspace)
        case .base64Decode:
            try workspace.output.appendBase64Decoded(text, of: workspace.heap)
            return takeDecoded(from: start, &workspace)
        default: return nil
        }
        return workspace.takeString(from: start)
    }

    private static func callWithNull(_ member: Member) throws(RenderFault) -> Value {
        guard member != .escapeJavaScript else { return .null }
        throw RenderFault("null-argument", "expected a text as argument of `\(member)`, found null")
    }

    private static func parse(
        _ text: Range<Int>, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        do {
            return try JSONDocument.parse(
                text, in: &workspace.heap, nesting: workspace.limits.documentNesting)
        } catch {
            if workspace.heap.isExhausted { throw workspace.outOfMemory }
            let file = SourceFile(name: "argument", bytes: workspace.heap.bytes.array(text))
            let diagnostic = error.diagnostic(in: file)
            throw RenderFault(
                "json-syntax", "expected a JSON text as argument of `parseJson`",
                notes: [diagnostic.summary] + diagnostic.notes)
        }
    }

    /// Java encodes a lone surrogate as a question mark.
    private static func encodeBase64(_ value: Value, _ workspace: inout Workspace) {
        if value.isAscii {
            return workspace.output.appendBase64(value.range, of: workspace.heap.bytes)
        }
        var bytes = ByteBuffer(capacity: Int(value.length))
        bytes.append(workspace.heap.bytes, value.offset, count: Int(value.length))
        bytes.joinSurrogates(replacingLoneOnes: true)
        workspace.output.appendBase64(0..<bytes.count, of: bytes)
    }

    /// Decoded bytes become a text; what is no UTF-8 becomes U+FFFD.
    private static func takeDecoded(from start: Int, _ workspace: inout Workspace) -> Value {
        let bytes = workspace.output.array(start..<workspace.output.count)
        if bytes.contains(where: { $0 >= 0x80 }) {
            workspace.output.truncate(start)
            workspace.output.append(string: String(decoding: bytes, as: UTF8.self))
        }
        return workspace.takeString(from: start)
    }
}
