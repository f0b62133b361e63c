import Diagnostics

/// What the text of a reference means.
enum ParsedReference {
    case reference(Reference)
    /// A name without `$`, which the lexer gave because of what stands before it. It prints as
    /// itself, whatever follows in its chain, and has no value.
    case bareName([UInt8], SourceSpan)
    /// `$\!a`, which prints as `$!a` and never has a value.
    case brokenQuiet([UInt8], SourceSpan)

    /// What is assigned to: nothing can be read from the odd forms, but they are not refused.
    var asTarget: Reference {
        switch self {
        case .reference(let reference): return reference
        case .bareName(let name, let span), .brokenQuiet(let name, let span):
            return Reference(
                span: span, name: name, nameSpan: span, accesses: [], isQuiet: false,
                isFormal: false, escapePrefix: [], prefix: [], isEscaped: false, literal: name)
        }
    }
}

/// References: `$a`, `${a.b}`, `$!a.b($c)[0]`.
extension TemplateParser {
    mutating func parseReferenceStatement(
        into list: inout StatementList
    ) throws(SyntaxFailure) {
        switch try parseReference() {
        case .reference(let reference): list.append(.reference(reference))
        case .bareName(let name, let span): list.appendText(name, span)
        case .brokenQuiet(let text, let span):
            if !session.dialect.everyReferenceIsDefined { list.appendText(text, span) }
        }
    }

    /// Whether a reference comes next.
    var isReferenceAhead: Bool {
        mutating get {
            switch peek().kind {
            case .identifier: true
            case .openBrace: peek(1).kind == .identifier
            default: false
            }
        }
    }

    /// Parses a reference; one must be ahead.
    mutating func parseReference() throws(SyntaxFailure) -> ParsedReference {
        let first = cursor
        let opener = peek()
        let isBraced = take(.openBrace)
        let nameIndex = advance()
        var accesses: [Access] = []
        try parseIndexes(into: &accesses)
        while peek().kind == .dot, peek(1).kind == .identifier {
            try parseMember(into: &accesses)
            try parseIndexes(into: &accesses)
        }
        if isBraced {
            let token = peek()
            guard take(.closeBrace) else {
                throw fail(.unclosedReference, found: token, opener: opener)
            }
        }
        return makeReference(first: first, name: nameIndex, last: cursor - 1, accesses)
    }

    private mutating func parseIndexes(into accesses: inout [Access]) throws(SyntaxFailure) {
        while peek().kind == .openIndex {
            let opener = peek()
            let first = advance()
            try enter(at: opener)
            skipWhitespace()
            let index = try parseValue(.index)
            skipWhitespace()
            try expectClosing(.closeIndex, of: opener, .closingBracket)
            leave()
            accesses.append(Access(kind: .index(index), span: span(from: first, to: cursor - 1)))
        }
    }

    /// `.name` or `.name(…)`
    private mutating func parseMember(into accesses: inout [Access]) throws(SyntaxFailure) {
        let dot = advance()
        advance()
        let isCall = peek().kind == .openParenthesis && startsArgumentsOrEnds(peek(1).kind)
        accesses.append(makeMember(dot, arguments: isCall ? try parseMethodArguments() : nil))
    }

    private func makeMember(_ dot: Int, arguments: [Expression]?) -> Access {
        let name = [UInt8](image(of: tokens[dot + 1]))
        return Access(
            kind: arguments.map { .method(name, $0) } ?? .property(name),
            span: span(from: dot, to: cursor - 1))
    }

    private mutating func parseMethodArguments() throws(SyntaxFailure) -> [Expression] {
        let opener = peek()
        advance()
        try enter(at: opener)
        defer { leave() }
        var arguments: [Expression] = []
        if peek().kind != .closeArguments {
            repeat { arguments.append(try parseParameter()) } while take(.comma)
        }
        try expectClosing(.closeArguments, of: opener, .commaOrParenthesis)
        return arguments
    }

    /// In front of anything else a parenthesis is text, and what precedes it a property.
    private func startsArgumentsOrEnds(_ kind: TokenKind) -> Bool {
        switch kind {
        case .closeArguments, .whitespace, .string, .integer, .floatingPoint, .openList, .openMap,
            .true, .false, .identifier, .openBrace:
            true
        default: false
        }
    }

    // MARK: Prefixes

    /// Separates what escapes and precedes a reference from the reference itself.
    private mutating func makeReference(
        first: Int, name nameIndex: Int, last: Int, _ accesses: [Access]
    ) -> ParsedReference {
        let wholeSpan = span(from: first, to: last)
        let written = image(of: tokens[first])
        if let broken = brokenQuietText(written) { return .brokenQuiet(broken, wholeSpan) }

        let backslashes = written.prefix { $0 == UInt8(ascii: "\\") }.count
        let rest = written.dropFirst(backslashes)
        let lastDollar = rest.lastIndex(of: UInt8(ascii: "$")) ?? rest.startIndex
        let image = rest[lastDollar...]
        // From here on the prefixes belong to no literal that the token is part of.
        tokens[first].start = UInt32(clamping: lastDollar)
        guard image.first == UInt8(ascii: "$") else {
            return .bareName([UInt8](image), wholeSpan)
        }

        let isQuiet = image.dropFirst().first == UInt8(ascii: "!")
        let isFormal = first != nameIndex
        let sigilLength = isQuiet ? 2 : 1
        let name = isFormal ? self.image(of: tokens[nameIndex]) : image.dropFirst(sigilLength)
        let isEscaped = backslashes % 2 == 1
        return .reference(
            Reference(
                span: span(from: first, to: last), name: [UInt8](name),
                nameSpan: source.span(name.startIndex..<name.endIndex), accesses: accesses,
                isQuiet: isQuiet, isFormal: isFormal,
                escapePrefix: [UInt8](written.prefix(backslashes / 2)),
                prefix: isEscaped ? [] : [UInt8](rest[..<lastDollar]), isEscaped: isEscaped,
                literal: literal(from: first, to: last)))
    }

    /// `$\!a` prints as `$!a`, one backslash fewer; nil for other references.
    private func brokenQuietText(_ written: ArraySlice<UInt8>) -> [UInt8]? {
        let pairs = zip(written, written.dropFirst())
        guard pairs.contains(where: { $0 == UInt8(ascii: "\\") && $1 == UInt8(ascii: "!") }),
            let dollar = written.firstIndex(of: UInt8(ascii: "$")),
            let backslash = written[dollar...].firstIndex(of: UInt8(ascii: "\\"))
        else { return nil }
        return [UInt8](written[..<backslash]) + written[(backslash + 1)...]
    }

    /// The source text of some tokens, as a reference without a value and `#literal` print it.
    func literal(from first: Int, to last: Int) -> [UInt8] {
        if isVerbatim(from: first, to: last) {
            return leadingText(of: tokens[first])
                + source.bytes[Int(tokens[first].start)..<Int(tokens[last].end)]
        }
        var bytes: [UInt8] = []
        for token in tokens[first...last] where token.kind != .blockComment {
            bytes += leadingText(of: token)
            bytes += image(of: token)
        }
        return bytes
    }

    /// Whether nothing that prints otherwise stands between or in some tokens.
    private func isVerbatim(from first: Int, to last: Int) -> Bool {
        for index in first...last {
            if tokens[index].kind == .blockComment { return false }
            if index > first, tokens[index].start != tokens[index - 1].end { return false }
        }
        return true
    }

    /// The source text of some tokens, as a call of an unknown macro prints it: what only leads a
    /// token is missing.
    func images(from first: Int, to last: Int) -> [UInt8] {
        tokens[first...last].flatMap { image(of: $0) }
    }
}
