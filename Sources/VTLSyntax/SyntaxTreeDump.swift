import Diagnostics

extension SyntaxTree {
    /// The tree as indented lines, each with the place it comes from.
    package var dump: String {
        var dump = SyntaxTreeDump(writer: DumpWriter(file: file))
        dump.add(statements, indent: 0)
        return dump.writer.text
    }
}

/// Walks a tree and writes a line for each node.
private struct SyntaxTreeDump {
    var writer: DumpWriter

    private mutating func line(_ text: String, _ span: SourceSpan, _ indent: Int) {
        writer.write(text, at: Int(span.offset), indent: indent)
    }

    // MARK: Statements

    mutating func add(_ statements: [Statement], indent: Int) {
        for statement in statements { add(statement, indent) }
    }

    private mutating func add(_ statement: Statement, _ indent: Int) {
        switch statement {
        case .text(let bytes, let span): line("text \(DumpWriter.quoted(bytes))", span, indent)
        case .reference(let reference): add(reference, indent)
        case .set(let directive):
            line("set", directive.span, indent)
            add(directive.target, indent + 1)
            add(directive.value, indent + 1)
        case .conditional(let directive): add(directive, indent)
        case .foreach(let directive):
            let variable = directive.variable.map { DumpWriter.plain($0.name) } ?? "without a head"
            line("foreach \(variable)", directive.span, indent)
            if let items = directive.items { add(items, indent + 1) }
            add("do", directive.body, directive.span, indent + 1)
        case .define(let directive):
            line("define \(DumpWriter.plain(directive.target.name))", directive.span, indent)
            add(directive.body, indent: indent + 1)
        case .macroDefinition(let definition):
            let names = [definition.name] + definition.parameters
            let title = names.map { DumpWriter.plain($0) }.joined(separator: " ")
            line("macro \(title)", definition.span, indent)
            add(definition.body, indent: indent + 1)
        case .call(let call):
            let title = "call \(DumpWriter.plain(call.name)) \(DumpWriter.quoted(call.literal))"
            line(title, call.span, indent)
            for argument in call.arguments { add(argument, indent + 1) }
            if let body = call.body { add("body", body, call.span, indent + 1) }
        case .command(let directive):
            line("\(directive.name)", directive.span, indent)
            for argument in directive.arguments { add(argument, indent + 1) }
        }
    }

    private mutating func add(_ directive: ConditionalDirective, _ indent: Int) {
        line("if", directive.span, indent)
        for branch in directive.branches {
            add(branch.condition, indent + 1)
            add("then", branch.body, branch.condition.span, indent + 1)
        }
        if let otherwise = directive.otherwise {
            add("else", otherwise, directive.span, indent + 1)
        }
    }

    /// A named part of a directive.
    private mutating func add(
        _ title: String, _ statements: [Statement], _ span: SourceSpan, _ indent: Int
    ) {
        line(title, span, indent)
        add(statements, indent: indent + 1)
    }

    // MARK: References

    private mutating func add(_ reference: Reference, _ indent: Int) {
        var title = "reference \(DumpWriter.plain(reference.name))"
        if reference.isQuiet { title += " quiet" }
        if reference.isFormal { title += " formal" }
        if reference.isEscaped { title += " escaped" }
        if !reference.escapePrefix.isEmpty {
            title += " escapes \(DumpWriter.quoted(reference.escapePrefix))"
        }
        if !reference.prefix.isEmpty { title += " prefix \(DumpWriter.quoted(reference.prefix))" }
        title += " \(DumpWriter.quoted(reference.literal))"
        line(title, reference.span, indent)
        for access in reference.accesses { add(access, indent + 1) }
    }

    private mutating func add(_ access: Access, _ indent: Int) {
        switch access.kind {
        case .property(let name): line("property \(DumpWriter.plain(name))", access.span, indent)
        case .method(let name, let arguments):
            line("method \(DumpWriter.plain(name))", access.span, indent)
            for argument in arguments { add(argument, indent + 1) }
        case .index(let index):
            line("index", access.span, indent)
            add(index, indent + 1)
        }
    }

    // MARK: Expressions

    private mutating func add(_ expression: Expression, _ indent: Int) {
        let span = expression.span
        switch expression.kind {
        case .integer(let digits): line("integer \(DumpWriter.plain(digits))", span, indent)
        case .floatingPoint(let digits): line("float \(DumpWriter.plain(digits))", span, indent)
        case .boolean(let value): line("\(value)", span, indent)
        case .string(let bytes): line("string \(DumpWriter.quoted(bytes))", span, indent)
        case .interpolatedString(let statements):
            add("interpolated string", statements, span, indent)
        case .word(let name): line("word \(DumpWriter.plain(name))", span, indent)
        case .reference(let reference): add(reference, indent)
        case .list(let elements): add("list", elements, span, indent)
        case .map(let entries): add("map", entries.flatMap { [$0.key, $0.value] }, span, indent)
        case .range(let from, let to): add("range", [from, to], span, indent)
        case .not(let operand): add("not", [operand], span, indent)
        case .binary(let operation, let left, let right):
            add("\(operation)", [left, right], span, indent)
        }
    }

    private mutating func add(
        _ title: String, _ operands: [Expression], _ span: SourceSpan, _ indent: Int
    ) {
        line(title, span, indent)
        for operand in operands { add(operand, indent + 1) }
    }
}
