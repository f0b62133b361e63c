import Diagnostics
import JSON
package import Values

extension Machine {
    /// Makes the members of a JSON object top-level references; no text, none.
    package mutating func setGlobals(
        _ json: [UInt8], as given: GivenValues, _ program: Program
    ) throws(TemplateError) {
        guard !json.isEmpty else { return }
        let object = try workspace.heap.parse(json, called: "variables", workspace.limits)
        setGlobals(workspace.heap.convert(object, to: given), program)
    }

    private mutating func setGlobals(_ map: Value, _ program: Program) {
        guard map.isMap else { return }
        globals = map
        for slot in 0..<program.slotNames.count {
            let name = program.constants[Int(program.slotNames[slot])]
            if let value = workspace.heap.lookup(name, in: map) { slots[slot] = value }
        }
    }

    /// The rendered text; the output is empty afterwards.
    package mutating func takeOutput(keepingLoneSurrogates: Bool = false) -> [UInt8] {
        workspace.output.joinSurrogates(replacingLoneOnes: !keepingLoneSurrogates)
        let result = workspace.output.array
        workspace.output.truncate(0)
        return result
    }

    /// Appends the rendered text to a buffer; the output is empty afterwards.
    package mutating func moveOutput(to buffer: inout [UInt8], keepingLoneSurrogates: Bool) {
        workspace.output.joinSurrogates(replacingLoneOnes: !keepingLoneSurrogates)
        workspace.output.withBytes(in: 0..<workspace.output.count) {
            buffer.append(contentsOf: $0)
        }
        workspace.output.truncate(0)
    }

    /// Makes the rendered text what ``takeOutput(keepingLoneSurrogates:)`` would give.
    package mutating func joinOutput(keepingLoneSurrogates: Bool) {
        workspace.output.joinSurrogates(replacingLoneOnes: !keepingLoneSurrogates)
    }

    /// The error that tells where a fault happened.
    package func error(for fault: RenderFault) -> TemplateError {
        guard place.program < programs.count else {
            return TemplateError(phase: .render, diagnostics: [])
        }
        let program = programs[place.program]
        let span = place.node < program.spans.count ? program.spans[place.node] : nil
        return TemplateError(
            phase: .render, diagnostics: [Diagnostic(fault, in: program.file, span: span)])
    }
}

extension Diagnostic {
    fileprivate init(_ fault: RenderFault, in file: SourceFile, span: SourceSpan?) {
        self.init(
            code: fault.code, message: fault.message, file: file, span: span, notes: fault.notes)
    }
}

extension Heap {
    /// Parses a JSON text that is copied into the heap.
    ///
    /// - Parameter name: what messages call the text.
    /// - Throws: ``TemplateError`` of phase `render` with the place in the text.
    package mutating func parse(
        _ text: [UInt8], called name: String, _ limits: RenderLimits
    ) throws(TemplateError) -> Value {
        let start = bytes.count
        bytes.append(text)
        do {
            return try JSONParser.parse(
                start..<bytes.count, in: &self, nesting: limits.documentNesting)
        } catch {
            let file = SourceFile(name: name, bytes: text)
            let diagnostic =
                isExhausted
                ? Diagnostic(RenderFault.outOfMemory(limits), in: file, span: nil)
                : error.diagnostic(in: file)
            throw TemplateError(phase: .render, diagnostics: [diagnostic])
        }
    }
}
