import Diagnostics

/// Collects statements, joining texts that follow each other.
struct StatementList {
    private var statements: [Statement] = []
    private var text: [UInt8] = []
    private var textSpan: SourceSpan?

    mutating func append(_ statement: Statement) {
        flush()
        statements.append(statement)
    }

    mutating func appendText(_ bytes: some Collection<UInt8>, _ span: SourceSpan) {
        guard !bytes.isEmpty else { return }
        text.append(contentsOf: bytes)
        textSpan = textSpan?.union(span) ?? span
    }

    private mutating func flush() {
        guard let span = textSpan else { return }
        statements.append(.text(text, span))
        text = []
        textSpan = nil
    }

    consuming func finish() -> [Statement] {
        flush()
        return statements
    }
}

/// Statements: text, references in text, comments, `#if`, `#set`.
extension TemplateParser {
    /// Parses up to the first token that starts no statement: `#end`, `#else`, the template's end.
    mutating func parseStatements() throws(SyntaxFailure) -> [Statement] {
        var list = StatementList()
        while try parseStatement(into: &list) {}
        return list.finish()
    }

    private mutating func parseStatement(
        into list: inout StatementList
    ) throws(SyntaxFailure) -> Bool {
        let token = peek()
        switch token.kind {
        case .identifier:
            try parseReferenceStatement(into: &list)
        case .openBrace where peek(1).kind == .identifier:
            try parseReferenceStatement(into: &list)
        case .text, .dot, .openParenthesis, .closeParenthesis, .integer, .floatingPoint, .string,
            .backslash, .openBrace, .closeBrace, .namelessReference:
            appendText(of: token, to: &list)
        case .lineCommentStart, .blockComment, .formalComment:
            parseComment(into: &list)
        case .rawText: appendRawText(token, to: &list)
        case .escapedDirective: parseEscapedDirective(into: &list)
        case .doubleBackslash: parseBackslashes(into: &list)
        case .ifDirective: try parseConditional(into: &list)
        case .setDirective: try parseSet(into: &list)
        case .word, .bracedWord: try parseDirective(into: &list)
        default: return false
        }
        return true
    }

    /// Statements between a directive and its `#end`.
    mutating func parseBlock(of opener: Int) throws(SyntaxFailure) -> [Statement] {
        try enter(at: tokens[opener])
        defer { leave() }
        return try parseStatements()
    }

    mutating func expectEnd(of opener: Int) throws(SyntaxFailure) {
        let token = peek()
        guard token.kind == .end else { throw failBlock(opener: tokens[opener], at: token) }
        advance()
    }

    // MARK: Text

    private mutating func appendText(of token: Token, to list: inout StatementList) {
        advance()
        let span = span(of: token)
        if token.hasLeadingText { list.appendText(leadingText(of: token), span) }
        list.appendText(image(of: token), span)
    }

    private mutating func appendRawText(_ token: Token, to list: inout StatementList) {
        advance()
        // The marks are counted from the token's start, even when a `$` came before them.
        list.appendText(image(of: token).dropFirst(3).dropLast(3), span(of: token))
    }

    /// The `$` and `#` in front of a token that started nothing, and backslashes before a `$`. The
    /// `!` of `$!`, and what follows a `\$`, get lost, as in Velocity.
    func leadingText(of token: Token) -> [UInt8] {
        guard token.hasLeadingText else { return [] }
        let bytes = source.bytes[Int(token.leadingStart)..<Int(token.leadingEnd)]
        var text: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\") {
                let run = bytes[index...].prefix { $0 == UInt8(ascii: "\\") }
                if run.endIndex < bytes.endIndex, bytes[run.endIndex] == UInt8(ascii: "$") {
                    text += bytes[index...run.endIndex]
                    index = run.endIndex + 1
                } else {
                    index = run.endIndex - 1
                }
            } else if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "#") {
                text.append(byte)
            }
            index += 1
        }
        return text
    }

    /// A comment prints nothing but what a stray `$` in front of it adds to its first token.
    private mutating func parseComment(into list: inout StatementList) {
        let token = peek()
        advance()
        let bytes = image(of: token)
        let start = bytes.firstRange(of: "##") ?? bytes.firstRange(of: "#*")
        if let start { list.appendText(bytes[..<start], span(of: token)) }
        if token.kind == .lineCommentStart { _ = take(.lineCommentEnd) }
    }

    // MARK: Escapes

    /// `\#if` prints `#if`, `\\\#if` prints `\#if`; before other words the backslashes stay.
    private mutating func parseEscapedDirective(into list: inout StatementList) {
        let token = peek()
        let index = advance()
        let bytes = image(of: token)
        let backslashes = bytes.prefix { $0 == UInt8(ascii: "\\") }.count
        var name = bytes.dropFirst(backslashes + 1)
        if name.first == UInt8(ascii: "{") { name = name.dropFirst().dropLast() }
        if isKeyword(name) || isKnownName(name) {
            // Velocity keeps half of the backslashes before the last one.
            tokens[index].start += UInt32(clamping: backslashes - (backslashes - 1) / 2)
        }
        list.appendText(image(of: tokens[index]), span(of: token))
    }

    /// `\\` prints a single backslash before a directive, and both before anything else.
    private mutating func parseBackslashes(into list: inout StatementList) {
        let first = advance()
        while take(.doubleBackslash) {}
        let last = cursor - 1
        let next = peek()
        let count = last - first + 1
        let isEscape = startsDirective(next) || isKnownName(image(of: next).dropFirst())
        let bytes = [UInt8](repeating: UInt8(ascii: "\\"), count: isEscape ? count : 2 * count)
        list.appendText(bytes, span(from: first, to: last))
    }

    private func startsDirective(_ token: Token) -> Bool {
        switch token.kind {
        case .ifDirective, .elseifDirective, .elseDirective, .end: true
        default: false
        }
    }

    private func isKeyword(_ name: ArraySlice<UInt8>) -> Bool {
        ["if", "elseif", "else", "end", "set"].contains { name.elementsEqual($0.utf8) }
    }

    /// Whether a name is a directive's or a macro's, as far as is known here.
    private mutating func isKnownName(_ name: ArraySlice<UInt8>) -> Bool {
        if session.isDirective(name) { return true }
        let name = [UInt8](name)
        if session.macros.contains(name) { return true }
        guard isInString else { return false }
        if session.macrosForStrings.contains(name) { return true }
        session.unknownInStrings.insert(name)
        return false
    }

    // MARK: #if and #set

    private mutating func parseConditional(
        into list: inout StatementList
    ) throws(SyntaxFailure) {
        let opener = cursor
        var branches: [(condition: Expression, body: [Statement])] = []
        var otherwise: [Statement]?
        repeat {
            branches.append((try parseCondition(of: advance()), []))
            branches[branches.count - 1].body = try parseBlock(of: opener)
        } while peek().kind == .elseifDirective
        if take(.elseDirective) { otherwise = try parseBlock(of: opener) }
        try expectEnd(of: opener)
        let span = span(from: opener, to: cursor - 1)
        list.append(
            .conditional(
                ConditionalDirective(branches: branches, otherwise: otherwise, span: span)))
    }

    private mutating func parseCondition(of directive: Int) throws(SyntaxFailure) -> Expression {
        skipWhitespace()
        let parenthesis = peek()
        guard take(.openParenthesis) else {
            throw fail(.expectedCondition(after: name(of: tokens[directive])), found: parenthesis)
        }
        let condition = try recovering(after: cursor - 1) { parser throws(SyntaxFailure) in
            let condition = try parser.parseExpression()
            try parser.expectClosing(.closeParenthesis, of: parenthesis, .operatorOrParenthesis)
            return condition
        }
        return condition ?? Expression(kind: .boolean(false), span: span(of: parenthesis))
    }

    private mutating func parseSet(into list: inout StatementList) throws(SyntaxFailure) {
        let first = advance()
        let assignment = try recovering(after: first) { parser throws(SyntaxFailure) in
            try parser.parseAssignment(of: first)
        }
        lexer.isInSet = false
        if let assignment { list.append(.set(assignment)) }
    }

    private mutating func parseAssignment(of first: Int) throws(SyntaxFailure) -> SetDirective {
        skipWhitespace()
        guard isReferenceAhead else { throw fail(.expectedTarget, found: peek()) }
        let target = try parseReference().asTarget
        skipWhitespace()
        guard take(.assign) else { throw fail(.expectedAssignment, found: peek()) }
        let value = try parseExpression()
        try expectClosing(.closeParenthesis, of: tokens[first], .operatorOrParenthesis)
        return SetDirective(
            target: target, value: value, span: span(from: first, to: cursor - 1))
    }
}

extension ArraySlice<UInt8> {
    /// Where `text` first stands.
    fileprivate func firstRange(of text: StaticString) -> Index? {
        text.withUTF8Buffer { pattern in
            indices.first { self[$0...].starts(with: pattern) }
        }
    }
}
