import Diagnostics

/// What stands in the parentheses of a directive or macro call.
struct DirectiveArgument {
    var value: Expression
    /// The indexes of its first and its last token.
    var first: Int
    var last: Int
}

/// A directive or macro call, taken apart.
struct DirectiveParts {
    /// The index of the token with the name.
    var opener: Int
    var name: [UInt8]
    var arguments: [DirectiveArgument]
    /// What stands before `#end`.
    var body: [Statement]?
    /// The index of the first token behind the arguments.
    var blockStart: Int
    /// The index of the last token.
    var last: Int
}

/// Directives with a name: `#foreach`, `#define`, `#macro`, …, and calls of macros.
extension TemplateParser {
    mutating func parseDirective(into list: inout StatementList) throws(SyntaxFailure) {
        let opener = advance()
        let name = [UInt8](name(of: tokens[opener]))
        let directive = DirectiveName(name, in: session.dialect)
        lexer.enterDirective()
        guard lexer.isParenthesisAhead else {
            lexer.resume()
            appendBare(directive, name: name, opener: opener, to: &list)
            return
        }
        let arguments = try parseArguments(of: directive, opener: opener)
        let blockStart = cursor
        var body: [Statement]?
        if directive?.hasBlock ?? (name.first == UInt8(ascii: "@")) {
            body = try parseBlock(of: opener)
            try expectEnd(of: opener)
        }
        guard let arguments else { return }
        let parts = DirectiveParts(
            opener: opener, name: name, arguments: arguments, body: body, blockStart: blockStart,
            last: cursor - 1)
        append(parts, of: directive, to: &list)
    }

    private mutating func append(
        _ parts: DirectiveParts, of directive: DirectiveName?, to list: inout StatementList
    ) {
        switch directive {
        case nil: appendCall(parts, to: &list)
        case .foreach: appendForeach(parts, to: &list)
        case .define: appendDefine(parts, to: &list)
        case .macro: appendMacroDefinition(parts, to: &list)
        case .literal: appendLiteral(parts, to: &list)
        case .include, .parse, .evaluate, .break, .stop, .return:
            appendCommand(directive, parts, to: &list)
        }
    }

    /// The name behind `#` or between `#{` and `}`. A stray `$` in front counts as part of it.
    func name(of token: Token) -> ArraySlice<UInt8> {
        let image = image(of: token)
        return token.kind == .bracedWord ? image.dropFirst(2).dropLast() : image.dropFirst()
    }

    // MARK: Arguments

    /// What stands between the parentheses, or nil after an error that could be skipped.
    private mutating func parseArguments(
        of directive: DirectiveName?, opener: Int
    ) throws(SyntaxFailure) -> [DirectiveArgument]? {
        skipWhitespace()
        let parenthesis = peek()
        let index = advance()
        return try recovering(after: index) { parser throws(SyntaxFailure) in
            try parser.enter(at: parenthesis)
            defer { parser.leave() }
            return try parser.parseArgumentList(of: directive, in: parenthesis)
        }
    }

    /// Values separated by white space, one comma, or nothing, and the closing parenthesis.
    private mutating func parseArgumentList(
        of directive: DirectiveName?, in parenthesis: Token
    ) throws(SyntaxFailure) -> [DirectiveArgument] {
        var arguments: [DirectiveArgument] = []
        while true {
            skipWhitespace()
            if take(.comma) {
                skipWhitespace()
            } else if take(.closeParenthesis) {
                return arguments
            }
            let token = peek()
            guard token.kind != .endOfTemplate else {
                throw fail(
                    .expectedClosing(.argumentOrParenthesis), found: token, opener: parenthesis)
            }
            let first = cursor
            let value = try parseValue(.directive)
            let argument = DirectiveArgument(value: value, first: first, last: cursor - 1)
            check(argument, number: arguments.count, of: directive)
            arguments.append(argument)
        }
    }

    /// Words are names of macros, `in`, or arguments of a macro that may be defined later.
    private mutating func check(
        _ argument: DirectiveArgument, number: Int, of directive: DirectiveName?
    ) {
        guard let directive else { return }
        var isWord = false
        if case .word = argument.value.kind, tokens[argument.first].kind == .word { isWord = true }
        if directive == .macro, number == 0 {
            if !isWord { record(.expectedMacroName, at: argument.value.span) }
        } else if isWord, !(directive == .foreach && number == 1) {
            record(.bareWord(in: directive.rawValue), at: argument.value.span)
        }
    }

    // MARK: Without parentheses

    /// `#stop` needs no parentheses; most other names without them are text.
    private mutating func appendBare(
        _ directive: DirectiveName?, name: [UInt8], opener: Int, to list: inout StatementList
    ) {
        let token = tokens[opener]
        guard let directive else {
            if name.first == UInt8(ascii: "@") {
                list.appendText([UInt8(ascii: "#")] + name, span(of: token))
                return
            }
            list.append(
                .call(
                    MacroCall(
                        name: name, arguments: [], body: nil, literal: [UInt8](image(of: token)),
                        span: span(of: token))))
            return
        }
        if directive == .macro {
            record(.expectedArguments(of: directive.rawValue), at: span(of: token))
        } else if directive.hasBlock {
            recordUnlessGrammarOnly(
                .expectedArguments(of: directive.rawValue), at: span(of: token))
        } else {
            let parts = DirectiveParts(
                opener: opener, name: name, arguments: [], body: nil, blockStart: cursor,
                last: opener)
            appendCommand(directive, parts, to: &list)
        }
    }

    // MARK: Commands and calls

    private mutating func appendCommand(
        _ directive: DirectiveName?, _ parts: DirectiveParts, to list: inout StatementList
    ) {
        guard let directive, let name = directive.command else { return }
        let span = span(from: parts.opener, to: parts.last)
        checkCommand(name, parts.arguments, at: span)
        list.append(
            .command(
                CommandDirective(
                    name: name, arguments: parts.arguments.map(\.value),
                    literal: images(from: parts.opener, to: parts.last), span: span)))
    }

    private mutating func checkCommand(
        _ name: CommandDirective.Name, _ arguments: [DirectiveArgument], at span: SourceSpan
    ) {
        switch name {
        case .evaluate:
            switch arguments.first?.value.kind {
            case .string, .interpolatedString, .reference, .word:
                if arguments.count > 1 { fallthrough }
            default:
                recordUnlessGrammarOnly(.evaluateArgument, at: span)
            }
        case .break, .stop:
            guard arguments.count > 1 else { return }
            recordUnlessGrammarOnly(
                .tooManyArguments(of: name == .break ? "break" : "stop"),
                at: arguments[1].value.span)
        case .include, .parse, .return: break
        }
    }

    /// `#name(…)`, or `#@name(…) … #end`
    private mutating func appendCall(_ parts: DirectiveParts, to list: inout StatementList) {
        list.append(
            .call(
                MacroCall(
                    name: parts.body == nil ? parts.name : [UInt8](parts.name.dropFirst()),
                    arguments: parts.arguments.map(\.value), body: parts.body,
                    literal: images(from: parts.opener, to: parts.last),
                    span: span(from: parts.opener, to: parts.last))))
    }

    // MARK: Blocks

    private mutating func appendForeach(_ parts: DirectiveParts, to list: inout StatementList) {
        let arguments = parts.arguments
        var body = parts.body ?? []
        // Velocity takes the fourth of its parts for the body, whatever it is.
        if arguments.count > 3 {
            let isWord = tokens[arguments[3].first].kind == .word
            body = isWord ? [] : Self.rendered(arguments[3].value)
        }
        list.append(
            .foreach(
                ForeachDirective(
                    variable: arguments.count > 1 ? target(of: arguments[0]) : nil,
                    items: arguments.count > 2 ? arguments[2].value : nil, body: body,
                    span: span(from: parts.opener, to: parts.last))))
    }

    /// What an argument prints when it is rendered in place of a block: the references in it.
    private static func rendered(_ value: Expression) -> [Statement] {
        switch value.kind {
        case .reference(let reference): [.reference(reference)]
        case .list(let elements): elements.flatMap(rendered)
        case .map(let entries): entries.flatMap { rendered($0.key) + rendered($0.value) }
        case .range(let from, let to): rendered(from) + rendered(to)
        case .word(let name): [.text(name, value.span)]
        default: []
        }
    }

    private mutating func appendDefine(_ parts: DirectiveParts, to list: inout StatementList) {
        guard parts.arguments.count == 1 else {
            recordUnlessGrammarOnly(.defineArguments, at: span(of: tokens[parts.opener]))
            return
        }
        list.append(
            .define(
                DefineDirective(
                    target: target(of: parts.arguments[0]), body: parts.body ?? [],
                    span: span(from: parts.opener, to: parts.last))))
    }

    /// The variable that an argument names. What is no reference names one that cannot be read:
    /// the source without its first character.
    private func target(of argument: DirectiveArgument) -> Reference {
        switch argument.value.kind {
        case .reference(let reference): return reference
        case .word(let name): return ParsedReference.brokenQuiet(name, argument.value.span).asTarget
        default:
            let name = [UInt8](image(of: tokens[argument.first]).dropFirst())
            return ParsedReference.bareName(name, argument.value.span).asTarget
        }
    }

    private mutating func appendMacroDefinition(
        _ parts: DirectiveParts, to list: inout StatementList
    ) {
        guard let first = parts.arguments.first else {
            record(.expectedMacroName, at: span(of: tokens[parts.opener]))
            return
        }
        let name = [UInt8](image(of: tokens[first.first]))
        session.macros.insert(name)
        list.append(
            .macroDefinition(
                MacroDefinition(
                    name: name, parameters: parts.arguments.dropFirst().map { parameterName($0) },
                    body: parts.body ?? [], span: span(from: parts.opener, to: parts.last))))
    }

    /// `$a` names the parameter `a`; anything else one that the body cannot read.
    private func parameterName(_ argument: DirectiveArgument) -> [UInt8] {
        let image = image(of: tokens[argument.first])
        return [UInt8](image.first == UInt8(ascii: "$") ? image.dropFirst() : image)
    }

    /// `#literal() … #end` prints its body, or its first argument, as it is written.
    private mutating func appendLiteral(_ parts: DirectiveParts, to list: inout StatementList) {
        // Macros are defined wherever they stand.
        for case .macroDefinition(let definition) in parts.body ?? [] {
            list.append(.macroDefinition(definition))
        }
        let (start, end) = (parts.blockStart, parts.last - 1)
        if let argument = parts.arguments.first {
            list.appendText(literal(from: argument.first, to: argument.last), argument.value.span)
        } else if start <= end {
            list.appendText(literal(from: start, to: end), span(from: start, to: end))
        } else {
            recordUnlessGrammarOnly(.emptyLiteral, at: span(of: tokens[parts.opener]))
        }
    }
}
