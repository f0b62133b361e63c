import Diagnostics
import JSON
import Values

extension Machine {
    /// Renders a reference in the text.
    @inline(__always)
    mutating func print(
        _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) {
        try step()
        if node.flags.isDisjoint(with: [.literalCall, .escaped, .prefixed]) {
            let value = quickValue(of: node, program)
            if value.kind == .string {
                return workspace.output.append(
                    workspace.heap.bytes, value.offset, count: Int(value.length))
            }
        }
        try printOther(node, program, host)
    }

    /// What is no string, or has something printed around it.
    @inline(never)
    private mutating func printOther(
        _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) {
        if node.flags.contains(.literalCall), try printCall(node, program, host) { return }
        var value = quickValue(of: node, program)
        if value.isNull {
            value = try resolve(node, program, host)
            if value.isNull && profile.nullIsEmpty { value = workspace.heap.emptyString }
        }
        if value.kind == .block, !node.flags.contains(.escaped) {
            // A block prints without the signs and backslashes in front of its reference, and
            // inside itself once; deeper the reference is printed.
            // Evidence: Conformance/velocity/define.cases.
            guard isTooDeep(value) else { return try writeBlock(value, host) }
            value = .null
        }
        if !node.flags.isDisjoint(with: [.escaped, .prefixed]) || value.isNull {
            return try printSpecially(value, node, program, host)
        }
        try write(value, host)
    }

    /// Prints a reference that is one call with a literal argument, without making the text first.
    private mutating func printCall(
        _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Bool {
        let object = slots[Int(node.slot)]
        guard isPreparable(object) else { return false }
        place.node = Int(node.a)
        return try host.printPreparedCall(
            Int(program.nodes[place.node].a), on: object, &workspace)
    }

    @inline(never)
    private mutating func printSpecially(
        _ value: Value, _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) {
        let texts = program.referenceTexts[Int(node.c)]
        writeText(texts.escapeOffset, texts.escapeLength)
        if node.flags.contains(.escaped) {
            if value.isNull { workspace.output.append("\\") }
            return writeSource(node, texts, program)
        }
        if value.isNull {
            writeText(texts.escapeOffset, texts.escapeLength)
            writeText(texts.prefixOffset, texts.prefixLength)
            if !node.flags.contains(.quiet) { writeSource(node, texts, program) }
        } else {
            writeText(texts.prefixOffset, texts.prefixLength)
            try write(value, host)
        }
    }

    /// The reference as it is written. A macro's parameter, spelled `$name` and nothing more,
    /// prints as the call writes its argument.
    private mutating func writeSource(
        _ reference: Node, _ texts: ReferenceText, _ program: Program
    ) {
        let name = program.constants[Int(program.slotNames[Int(reference.slot)])]
        if texts.literalLength == name.length + 1,
            let argument = argument(ofSlot: Int(reference.slot))
        {
            let span = span(ofArgument: argument)
            let source = programs[Int(argument.detail)].file.bytes
            return workspace.output.append(source, Int(span.offset)..<span.end)
        }
        writeText(texts.literalOffset, texts.literalLength)
    }

    /// Appends text of the template, which stands in the heap.
    mutating func writeText(_ offset: UInt32, _ length: UInt32) {
        workspace.output.append(workspace.heap.bytes, Int(offset), count: Int(length))
    }

    /// Appends what a value prints.
    mutating func write(_ value: Value, _ host: any HostEnvironment) throws(RenderFault) {
        switch value.kind {
        case .numberText where value.flags.contains(.plain), .string:
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
