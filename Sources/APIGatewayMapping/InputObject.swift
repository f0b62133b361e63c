import Diagnostics
import JSON
import VTLRuntime
import Values

/// `$input`: the payload and the parameters of a request.
///
/// The payload is parsed when a template first asks for it. `path` gives the document itself, so what
/// a template changes there is seen by the next `json`.
enum InputObject {
    private enum Field {
        static let body = 0
        static let document = 1
        static let isParsed = 2
        static let parameters = 3
        static let count = 4
    }

    static func make(
        body: Range<Int>, parameters: Value, _ heap: inout Heap
    ) -> Value {
        let start = heap.slots.count
        // Whether the payload is ASCII is found out when a template reads it as text.
        let text =
            body.isEmpty
            ? heap.string("{}") : heap.string(at: body.lowerBound, length: body.count, flags: [])
        heap.slots.append(text)
        heap.slots.append(.null)
        heap.slots.append(.false)
        heap.slots.append(parameters)
        guard heap.slots.count == start + Field.count else { return .null }
        return heap.makeContainer(
            .host, start: start, count: Field.count, capacity: Field.count,
            detail: HostClass.input.rawValue)
    }

    /// The payload as text.
    static func body(of input: Value, _ heap: inout Heap) -> Value {
        var text = heap.element(Field.body, of: input)
        if text.flags.isEmpty {
            text.flags = heap.flags(of: text.range)
            heap.setElement(Field.body, of: input, to: text)
        }
        return text
    }

    /// The parsed payload.
    static func document(
        of input: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        if !workspace.heap.element(Field.isParsed, of: input).isFalse {
            return workspace.heap.element(Field.document, of: input)
        }
        let body = workspace.heap.element(Field.body, of: input).range
        do {
            let document = try JSONDocument.parse(
                body, in: &workspace.heap, nesting: workspace.limits.documentNesting)
            workspace.heap.setElement(Field.document, of: input, to: document)
            workspace.heap.setElement(Field.isParsed, of: input, to: .true)
            return document
        } catch {
            if workspace.heap.isExhausted { throw workspace.outOfMemory }
            let file = SourceFile(name: "body", bytes: workspace.heap.bytes.array(body))
            let diagnostic = error.diagnostic(in: file)
            throw RenderFault(
                "body-syntax", "expected a JSON payload",
                notes: [diagnostic.summary] + diagnostic.notes)
        }
    }

    // MARK: Parameters

    /// `$input.params()` and `$input.params(name)`.
    static func parameters(
        of input: Value, _ arguments: Arguments, _ workspace: inout Workspace
    ) -> Value? {
        let groups = workspace.heap.element(Field.parameters, of: input)
        if arguments.count == 0 { return groups }
        guard arguments.count == 1, groups.isMap else { return nil }
        let name = arguments.value(0, workspace)
        guard name.kind == .string || name.isNull else { return nil }
        // Path, query string, header: the first that has it.
        for index in 0..<workspace.heap.entryCount(of: groups) {
            let group = workspace.heap.value(index, of: groups)
            if let value = workspace.heap.lookup(name, in: group), !value.isNull { return value }
        }
        return workspace.heap.emptyString
    }
}
