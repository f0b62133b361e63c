import Diagnostics
import JSON
package import Values

extension Machine {
    /// Parses a JSON text into the heap.
    ///
    /// - Parameter name: what messages call the text.
    /// - Throws: ``TemplateError`` of phase `render` with the place in the text.
    package mutating func parse(
        _ text: [UInt8], called name: String
    ) throws(TemplateError) -> Value {
        let start = workspace.heap.bytes.count
        workspace.heap.bytes.append(text)
        try checkMemory()
        do {
            return try JSONParser.parse(
                start..<workspace.heap.bytes.count, in: &workspace.heap,
                nesting: workspace.limits.documentNesting)
        } catch {
            throw TemplateError(
                phase: .render,
                diagnostics: [error.diagnostic(in: SourceFile(name: name, bytes: text))])
        }
    }

    /// Makes the members of a map top-level references.
    package mutating func setGlobals(_ map: Value, _ program: Program) {
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

    /// The error that tells where a fault happened.
    package func error(for fault: RenderFault) -> TemplateError {
        guard place.program < programs.count else {
            return TemplateError(phase: .render, diagnostics: [])
        }
        let program = programs[place.program]
        let span = place.node < program.spans.count ? program.spans[place.node] : nil
        return TemplateError(
            phase: .render,
            diagnostics: [
                Diagnostic(
                    code: fault.code, message: fault.message, file: program.file, span: span,
                    notes: fault.notes)
            ])
    }
}

extension Heap {
    /// Makes every JSON array in a value a `java.util.ArrayList`, which prints as `[a, b]`.
    package mutating func convertToJavaLists(_ value: Value) {
        retag(value, array: .list, map: .map)
    }

    /// Makes every map in a value one in hash order that prints as nothing, and every array a list.
    package mutating func convertToContextMaps(_ value: Value) -> Value {
        retag(value, array: .list, map: .contextMap)
        return value.isMap ? retagged(value, .list, .contextMap) : value
    }

    private mutating func retag(_ value: Value, array: Value.Kind, map: Value.Kind) {
        guard value.kind == .jsonArray || value.kind == .map else { return }
        // The parser limits how deep a document is.
        for slot in 0..<slotCount(of: value) {
            let child = element(slot, of: value)
            guard child.kind == .jsonArray || child.kind == .map else { continue }
            retag(child, array: array, map: map)
            setElement(slot, of: value, to: retagged(child, array, map))
        }
    }

    private func retagged(_ value: Value, _ array: Value.Kind, _ map: Value.Kind) -> Value {
        var value = value
        value.kind = value.kind == .map ? map : array
        return value
    }
}
