package import Diagnostics

/// Parses templates.
///
/// A recursive descent over the tokens of ``Lexer``. The parser never looks at a token before
/// Velocity would: reading one changes the lexer's state, and so does the parser itself when it
/// finds that a name is a directive's.
package struct TemplateParser: ~Copyable {
    var session: ParseSession
    let source: SourceText
    var lexer: Lexer
    /// The tokens read so far; references to them stay valid, literals are put together from them.
    var tokens: [Token] = []
    /// The index of the next token.
    var cursor = 0
    /// The source is the contents of a string.
    var isInString = false
    /// Errors in parentheses are skipped, to find the next one.
    var isRecovering = true

    init(_ source: SourceText, session: ParseSession) {
        self.session = session
        self.source = source
        lexer = Lexer(source.bytes)
        tokens.reserveCapacity(source.bytes.count / 4)
    }

    /// Parses a template. Reports every error that is certain to be one, at least the first.
    ///
    /// Velocity parses in two steps: the grammar, and before it renders the contents of strings and
    /// the arguments of some directives. A template that fails the second never renders either;
    /// `grammarOnly` leaves it out, and the tree is then good for nothing but its existence.
    /// - Parameter macros: the macros that are known before the template defines its own.
    package static func parse(
        _ file: SourceFile, dialect: SyntaxDialect, limits: SyntaxLimits = SyntaxLimits(),
        macros: Set<[UInt8]> = [], grammarOnly: Bool = false
    ) throws(SyntaxErrors) -> SyntaxTree {
        var macrosForStrings: Set<[UInt8]> = []
        while true {
            var parser = TemplateParser(
                SourceText(file.bytes),
                session: ParseSession(
                    file: file, dialect: dialect, limits: limits, isGrammarOnly: grammarOnly,
                    macros: macros, macrosForStrings: macrosForStrings))
            let statements = parser.parseTemplate()
            let session = parser.session
            guard session.diagnostics.isEmpty else {
                throw SyntaxErrors(diagnostics: session.diagnosticsInOrder)
            }
            // A string may escape a call of a macro that is defined behind it. Knowing all macros,
            // a second pass gets it right; there is no third.
            let defined = session.macros
            if macrosForStrings.isEmpty, !session.unknownInStrings.isDisjoint(with: defined) {
                macrosForStrings = defined
                continue
            }
            return SyntaxTree(file: file, statements: statements)
        }
    }

    /// Parses everything up to the end. After an error the statements are incomplete.
    mutating func parseTemplate() -> [Statement] {
        do throws(SyntaxFailure) {
            let statements = try parseStatements()
            let token = peek()
            if token.kind != .endOfTemplate { throw failStatement(at: token) }
            return statements
        } catch {
            return []
        }
    }

    // MARK: Tokens

    /// The token so many places ahead; the end of the template goes on for ever.
    mutating func peek(_ distance: Int = 0) -> Token {
        while tokens.count <= cursor + distance {
            if let last = tokens.last, last.kind == .endOfTemplate || last.kind == .unexpected {
                return last
            }
            tokens.append(lexer.next())
        }
        return tokens[cursor + distance]
    }

    /// Takes the next token and returns its index.
    @discardableResult
    mutating func advance() -> Int {
        let index = min(cursor, tokens.count - 1)
        cursor += 1
        return index
    }

    /// Takes the next token if it is of a kind.
    mutating func take(_ kind: TokenKind) -> Bool {
        guard peek().kind == kind else { return false }
        advance()
        return true
    }

    mutating func skipWhitespace() {
        if peek().kind == .whitespace { advance() }
    }

    /// The bytes of a token, without what leads it.
    func image(of token: Token) -> ArraySlice<UInt8> {
        source.bytes[token.range]
    }

    /// The source from one token to another, both included.
    func span(from first: Int, to last: Int) -> SourceSpan {
        source.span(Int(tokens[first].start)..<Int(tokens[last].end))
    }

    func span(of token: Token) -> SourceSpan { source.span(token.range) }

    // MARK: Nesting

    /// Opens a construct inside another one; ``leave()`` closes it.
    mutating func enter(at token: Token) throws(SyntaxFailure) {
        guard session.depth < session.limits.nesting else {
            session.isTooDeep = true
            throw fail(.nestingLimit(session.limits.nesting), at: token)
        }
        session.depth += 1
    }

    mutating func leave() { session.depth -= 1 }
}
