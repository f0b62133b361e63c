import Diagnostics
import JSON
import Values

extension Machine {
    /// Renders a reference in the text.
    mutating func print(
        _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) {
        try step()
        let reference = program.nodes[Int(node.a)]
        var value = try resolve(reference, accesses: Int(reference.b), program, host)
        if value.isNull && profile.nullIsEmpty { value = workspace.heap.emptyString }
        if value.kind == .block, !node.flags.contains(.escaped) {
            // A block prints without the signs and backslashes in front of its reference, and
            // inside itself once; deeper the reference is printed.
            // Evidence: Conformance/velocity/define.cases.
            guard isTooDeep(value) else { return try writeBlock(value, host) }
            value = .null
        }
        if !node.flags.isDisjoint(with: [.escaped, .prefixed]) || value.isNull {
            return try printSpecially(value, node, reference, program, host)
        }
        try write(value, host)
    }

    private mutating func printSpecially(
        _ value: Value, _ node: Node, _ reference: Node, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) {
        let texts = program.referenceTexts[Int(node.b)]
        let escape = Int(texts.escapeOffset)..<Int(texts.escapeOffset + texts.escapeLength)
        let prefix = Int(texts.prefixOffset)..<Int(texts.prefixOffset + texts.prefixLength)
        workspace.output.append(program.text, escape)
        if node.flags.contains(.escaped) {
            if value.isNull { workspace.output.append("\\") }
            return writeSource(reference, texts, program)
        }
        if value.isNull {
            workspace.output.append(program.text, escape)
            workspace.output.append(program.text, prefix)
            if !node.flags.contains(.quiet) { writeSource(reference, texts, program) }
        } else {
            workspace.output.append(program.text, prefix)
            try write(value, host)
        }
    }

    /// The reference as it is written. A macro's parameter, spelled `$name` and nothing more,
    /// prints as the call writes its argument.
    private mutating func writeSource(_ reference: Node, _ texts: ReferenceText, _ program: Program) {
        let name = program.constants[Int(program.slotNames[Int(reference.slot)])]
        if texts.literalLength == name.length + 1,
            let argument = argument(ofSlot: Int(reference.slot))
        {
            let span = span(ofArgument: argument)
            let source = programs[Int(argument.detail)].file.bytes
            return workspace.output.append(source, Int(span.offset)..<span.end)
        }
        let start = Int(texts.literalOffset)
        workspace.output.append(program.text, start..<start + Int(texts.literalLength))
    }

    /// Appends what a value prints.
    mutating func write(_ value: Value, _ host: any HostEnvironment) throws(RenderFault) {
        switch value.kind {
        case .string:
            workspace.output.append(
                workspace.heap.bytes, value.offset, count: Int(value.length))
        case .integer, .long: workspace.output.appendInteger(value.signed)
        case .null: break
        case .block: try writeBlock(value, host)
        case .host:
            if value.detail == ForeachScope.hostClass {
                try writeText(of: ForeachScope.members(of: value, workspace.heap))
            } else {
                host.write(value, &workspace)
            }
        default: try writeText(of: value)
        }
    }

    private mutating func writeText(of value: Value) throws(RenderFault) {
        guard !JavaText.write(value, &workspace.heap, into: &workspace.output) else { return }
        try checkLimits()
    }
}
