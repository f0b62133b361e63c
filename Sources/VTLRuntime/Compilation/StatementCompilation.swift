import Diagnostics
import VTLSyntax

extension Compiler {
    /// Compiles statements into nodes that follow one another.
    mutating func list(_ statements: [Statement]) -> NodeList {
        var pieces: [Piece] = []
        let count = compile(statements, into: &pieces)
        pieces.append((Node(.end), SourceSpan(offset: 0, length: 0)))
        return NodeList(add(pieces).start, count)
    }

    /// Gives the number of statements, an `#if` with all its branches counted as one.
    private mutating func compile(
        _ statements: [Statement], into pieces: inout [Piece]
    ) -> Int {
        var count = 0
        for statement in statements {
            let before = pieces.count
            compile(statement, into: &pieces)
            if pieces.count > before { count += 1 }
        }
        return count
    }

    private mutating func compile(_ statement: Statement, into pieces: inout [Piece]) {
        switch statement {
        case .text(let bytes, let span): compileText(bytes, span, into: &pieces)
        case .reference(let reference): pieces.append(print(reference))
        case .set(let directive): pieces.append(compile(directive))
        case .conditional(let directive): compile(directive, into: &pieces)
        case .foreach(let directive): pieces.append(compile(directive))
        case .define(let directive): pieces.append(compile(directive))
        case .macroDefinition(let definition): compile(definition)
        case .call(let call): pieces.append(compile(call))
        case .command(let command): pieces.append(compile(command))
        }
    }

    /// Text next to text becomes one piece.
    private mutating func compileText(
        _ bytes: [UInt8], _ span: SourceSpan, into pieces: inout [Piece]
    ) {
        guard !bytes.isEmpty else { return }
        let start = text(bytes)
        if let (last, lastSpan) = pieces.last, last.operation == .text,
            Int(last.a + last.b) == start
        {
            pieces[pieces.count - 1] = (
                Node(.text, a: Int(last.a), b: Int(last.b) + bytes.count), lastSpan.union(span)
            )
        } else {
            pieces.append((Node(.text, a: start, b: bytes.count), span))
        }
    }

    private mutating func print(_ reference: Reference) -> Piece {
        var (node, span) = compile(reference)
        node.operation = .print
        if reference.isQuiet { node.flags.insert(.quiet) }
        if reference.isEscaped { node.flags.insert(.escaped) }
        if !reference.prefix.isEmpty || !reference.escapePrefix.isEmpty {
            node.flags.insert(.prefixed)
        }
        if node.flags.isDisjoint(with: [.escaped, .prefixed]), node.b == 1,
            parts.nodes[Int(node.a)].flags.contains(.literalCall)
        {
            node.flags.insert(.literalCall)
        }
        return (node, span)
    }

    private mutating func compile(_ directive: SetDirective) -> Piece {
        let (target, span) = compile(directive.target)
        let index = add((target, span))
        let value = add(compile(directive.value))
        var flags = Node.Flags.settingVariable
        if target.b > 0 || directive.target.isFormal || directive.target.isQuiet { flags = [] }
        return (
            Node(.set, flags: flags, slot: Int(target.slot), a: index, b: value), directive.span
        )
    }

    /// The branches follow one another, each with its statements behind it.
    private mutating func compile(
        _ directive: ConditionalDirective, into pieces: inout [Piece]
    ) {
        var ends: [Int] = []
        for branch in directive.branches {
            let condition = add(compile(branch.condition))
            let node = self.branch(on: condition)
            ends.append(compile(branch.body, as: node, branch.condition.span, into: &pieces))
        }
        if let otherwise = directive.otherwise {
            ends.append(compile(otherwise, as: Node(.otherwise), directive.span, into: &pieces))
        }
        for end in ends { pieces[end].node = Node(.endBranch, b: pieces.count - end) }
    }

    /// A branch on the condition at `index`. Nearly every loop asks whether there is a next element.
    private func branch(on index: Int) -> Node {
        let condition = parts.nodes[index]
        guard condition.operation == .reference, condition.flags.contains(.path), condition.b == 1,
            LoopMember(parts.nodes[Int(condition.a)]) == .hasNext
        else { return Node(.branch, a: index) }
        return Node(.branch, flags: .askingForNext, slot: Int(condition.slot), a: index)
    }

    /// Gives the index of the branch's end.
    private mutating func compile(
        _ body: [Statement], as branch: Node, _ span: SourceSpan, into pieces: inout [Piece]
    ) -> Int {
        let start = pieces.count
        pieces.append((branch, span))
        let count = compile(body, into: &pieces)
        pieces.append((Node(.endBranch), span))
        pieces[start].node = Node(
            branch.operation, flags: branch.flags, slot: Int(branch.slot), a: Int(branch.a),
            b: pieces.count - start, c: count)
        return pieces.count - 1
    }

    private mutating func compile(_ directive: ForeachDirective) -> Piece {
        let items = directive.items.map { add(compile($0)) } ?? Node.none
        // The loop's own references have slots, whether or not the body mentions them.
        parts.loopSlots = LoopSlots(
            scope: slot(Array("foreach".utf8)), count: slot(Array("velocityCount".utf8)),
            hasNext: slot(Array("velocityHasNext".utf8)))
        let body = list(directive.body)
        guard let variable = directive.variable else { return (Node(.brokenLoop), directive.span) }
        return (
            Node(.foreach, slot: slot(variable.name), a: items, b: body.start, c: body.count),
            directive.span
        )
    }

    private mutating func compile(_ directive: DefineDirective) -> Piece {
        let variable = slot(directive.target.name)
        let body = list(directive.body)
        let setsNothing = directive.target.isFormal || directive.target.isQuiet
        return (
            Node(
                .define, flags: setsNothing ? .settingNothing : [], slot: variable, a: body.start,
                b: body.count), directive.span
        )
    }

    private mutating func compile(_ definition: MacroDefinition) {
        let parameters = parts.parameterSlots.count
        for parameter in definition.parameters {
            parts.parameterSlots.append(UInt16(slot(parameter)))
        }
        let body = list(definition.body)
        addMacro(
            Macro(
                name: string(definition.name), parameters: UInt32(parameters),
                parameterCount: UInt32(definition.parameters.count), body: UInt32(body.start),
                bodyCount: UInt32(body.count)))
    }

    private mutating func compile(_ call: MacroCall) -> Piece {
        let arguments = list(call.arguments)
        let body = call.body.map { list($0) }
        if body != nil { _ = slot(Array("bodyContent".utf8)) }
        let literal = text(call.literal)
        let index = addMacroCall(
            MacroCallSite(
                name: string(call.name), arguments: UInt32(arguments.start),
                argumentCount: UInt32(arguments.count), body: UInt32(body?.start ?? 0),
                bodyCount: body.map { UInt32($0.count) } ?? .max,
                literalOffset: UInt32(literal), literalLength: UInt32(call.literal.count)))
        return (Node(.macroCall, a: index), call.span)
    }

    private mutating func compile(_ command: CommandDirective) -> Piece {
        let arguments = list(command.arguments)
        let operation: Node.Operation =
            switch command.name {
            case .include: .include
            case .parse: .parse
            case .evaluate: .evaluate
            case .break: .breakLoop
            case .stop, .return: .stop
            }
        return (Node(operation, a: arguments.start, b: arguments.count), command.span)
    }
}
