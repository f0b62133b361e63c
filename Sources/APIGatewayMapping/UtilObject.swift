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
            guard workspace.heap.bytes.firstEscapedInJavaScript(in: text) != nil else {
                return argument
            }
            workspace.output.appendEscapedJavaScript(text, of: workspace.heap)
            return workspace.takeString(from: start, flags: .ascii)
        case .urlEncode:
            encode(argument, &workspace) { $0.appendURLEncoded($2, of: $1) }
            return workspace.takeString(from: start, flags: [.ascii, .plain])
        case .base64Encode:
            encode(argument, &workspace) { $0.appendBase64($2, of: $1) }
            return workspace.takeString(from: start, flags: [.ascii, .plain])
        case .urlDecode: try workspace.output.appendURLDecoded(text, of: workspace.heap)
        case .base64Decode: try workspace.output.appendBase64Decoded(text, of: workspace.heap)
        default: return nil
        }
        return takeDecoded(from: start, &workspace)
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

    /// Appends a text's bytes to the output in the way of `append`. Java encodes a lone surrogate as a
    /// question mark.
    private static func encode(
        _ value: Value, _ workspace: inout Workspace,
        _ append: (inout ByteBuffer, borrowing ByteBuffer, Range<Int>) -> Void
    ) {
        guard !value.isAscii, workspace.heap.bytes.firstSurrogate(in: value.range) != nil else {
            return append(&workspace.output, workspace.heap.bytes, value.range)
        }
        var bytes = ByteBuffer(capacity: Int(value.length))
        bytes.append(workspace.heap.bytes, value.offset, count: Int(value.length))
        bytes.joinSurrogates(replacingLoneOnes: true)
        append(&workspace.output, bytes, 0..<bytes.count)
    }

    /// Decoded bytes become a text; what is no UTF-8 becomes U+FFFD.
    private static func takeDecoded(from start: Int, _ workspace: inout Workspace) -> Value {
        let range = start..<workspace.output.count
        if workspace.output.firstMalformedUTF8(in: range) != nil {
            let text = String(decoding: workspace.output.array(range), as: UTF8.self)
            workspace.output.truncate(start)
            workspace.output.append(string: text)
        }
        return workspace.takeString(from: start)
    }
}
