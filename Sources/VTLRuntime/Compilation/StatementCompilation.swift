import Diagnostics
import VTLSyntax

extension Compiler {
    mutating func compile(_ statement: Statement, into nodes: inout [UInt32]) {
        switch statement {
        case .text(let bytes, let span): compileText(bytes, span, into: &nodes)
        case .reference(let reference): nodes.append(print(reference))
        case .set(let directive): nodes.append(compile(directive))
        case .conditional(let directive): nodes.append(compile(directive))
        case .foreach(let directive): nodes.append(compile(directive))
        case .define(let directive): nodes.append(compile(directive))
        case .macroDefinition(let definition): compile(definition)
        case .call(let call): nodes.append(compile(call))
        case .command(let command): nodes.append(compile(command))
        }
    }

    /// Text next to text becomes one piece.
    private mutating func compileText(
        _ bytes: [UInt8], _ span: SourceSpan, into nodes: inout [UInt32]
    ) {
        guard !bytes.isEmpty else { return }
        if let last = nodes.last.map(Int.init), parts.nodes[last].operation == .text {
            let node = parts.nodes[last]
            if Int(node.a + node.b) == parts.text.count {
                _ = text(bytes)
                replace(
                    last, Node(.text, a: Int(node.a), b: Int(node.b) + bytes.count),
                    parts.spans[last].union(span))
                return
            }
        }
        nodes.append(add(Node(.text, a: text(bytes), b: bytes.count), span))
    }

    private mutating func print(_ reference: Reference) -> UInt32 {
        let target = compile(reference)
        var flags: Node.Flags = []
        if reference.isQuiet { flags.insert(.quiet) }
        if reference.isEscaped { flags.insert(.escaped) }
        if !reference.prefix.isEmpty || !reference.escapePrefix.isEmpty { flags.insert(.prefixed) }
        let texts = Int(parts.nodes[Int(target)].c)
        return add(Node(.print, flags: flags, a: Int(target), b: texts), reference.span)
    }

    private mutating func compile(_ directive: SetDirective) -> UInt32 {
        let target = compile(directive.target)
        let value = compile(directive.value)
        let setsNothing = directive.target.isFormal || directive.target.isQuiet
        return add(
            Node(.set, flags: setsNothing ? .settingNothing : [], a: Int(target), b: Int(value)),
            directive.span)
    }

    private mutating func compile(_ directive: ConditionalDirective) -> UInt32 {
        var branches: [UInt32] = []
        for branch in directive.branches {
            let condition = compile(branch.condition)
            let body = list(branch.body)
            branches.append(
                add(
                    Node(.branch, a: Int(condition), b: body.start, c: body.count),
                    branch.condition.span))
        }
        if let otherwise = directive.otherwise {
            let body = list(otherwise)
            branches.append(
                add(
                    Node(.branch, a: Int(UInt32.max), b: body.start, c: body.count), directive.span)
            )
        }
        let all = list(branches)
        return add(Node(.conditional, a: all.start, b: all.count), directive.span)
    }

    private mutating func compile(_ directive: ForeachDirective) -> UInt32 {
        let items = directive.items.map { compile($0) } ?? UInt32.max
        // The loop's own references have slots, whether or not the body mentions them.
        parts.loopSlots = LoopSlots(
            scope: slot(Array("foreach".utf8)), count: slot(Array("velocityCount".utf8)),
            hasNext: slot(Array("velocityHasNext".utf8)))
        let variable = slot(directive.variable.name)
        let body = list(directive.body)
        return add(
            Node(.foreach, slot: variable, a: Int(items), b: body.start, c: body.count),
            directive.span)
    }

    private mutating func compile(_ directive: DefineDirective) -> UInt32 {
        let variable = slot(directive.target.name)
        let body = list(directive.body)
        let setsNothing = directive.target.isFormal || directive.target.isQuiet
        return add(
            Node(
                .define, flags: setsNothing ? .settingNothing : [], slot: variable, a: body.start,
                b: body.count), directive.span)
    }

    private mutating func compile(_ definition: MacroDefinition) {
        let parameters = list(definition.parameters.map { UInt32(slot($0)) })
        let body = list(definition.body)
        addMacro(
            Macro(
                name: string(definition.name), parameters: UInt32(parameters.start),
                parameterCount: UInt32(parameters.count), body: UInt32(body.start),
                bodyCount: UInt32(body.count)))
    }

    private mutating func compile(_ call: MacroCall) -> UInt32 {
        var nodes: [UInt32] = []
        for argument in call.arguments { nodes.append(compile(argument)) }
        let arguments = list(nodes)
        let body = call.body.map { list($0) }
        if body != nil { _ = slot(Array("bodyContent".utf8)) }
        let literal = text(call.literal)
        let index = addMacroCall(
            MacroCallSite(
                name: string(call.name), arguments: UInt32(arguments.start),
                argumentCount: UInt32(arguments.count), body: UInt32(body?.start ?? 0),
                bodyCount: body.map { UInt32($0.count) } ?? .max,
                literalOffset: UInt32(literal), literalLength: UInt32(call.literal.count)))
        return add(Node(.macroCall, a: index), call.span)
    }

    private mutating func compile(_ command: CommandDirective) -> UInt32 {
        var nodes: [UInt32] = []
        for argument in command.arguments { nodes.append(compile(argument)) }
        let arguments = list(nodes)
        let operation: Node.Operation =
            switch command.name {
            case .include: .include
            case .parse: .parse
            case .evaluate: .evaluate
            case .break: .breakLoop
            case .stop, .return: .stop
            }
        return add(Node(operation, a: arguments.start, b: arguments.count), command.span)
    }
}
