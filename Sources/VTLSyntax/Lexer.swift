/// Turns the bytes of a template into tokens, one at a time.
///
/// Velocity's lexer keeps a stack of states, and a `$` or `#` is not yet a token: the token goes on
/// in the state that the character opens. `$a` is one token; in `$ a` the `$` started nothing, the
/// state ends, and `$` becomes the leading text of the next token. When `$a.b(#set($x = 1)` leaves
/// the stack in an odd state, later text depends on it, so the stack is reproduced, not simplified.
///
/// The tokens of each state are matched in `TextScanning`, `ReferenceScanning` and
/// `DirectiveScanning`: the longest match wins. Here is what a match does to the state.
struct Lexer {
    let bytes: [UInt8]
    var position = 0
    var state = LexicalState.text
    /// A `#set(` has not been closed yet.
    var isInSet = false
    /// The end of the run of backslashes around ``position``, so that a long run is counted once.
    var backslashRunEnd = 0

    /// Parentheses opened and closed in the current state.
    private var opened = 0
    private var closed = 0
    private var suspended: [SuspendedState] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next token; at the end, and where nothing matches, the same one again and again.
    mutating func next() -> Token {
        let leadingStart = position
        var start = position
        while position < bytes.count {
            switch match() {
            case .token(let kind, let length):
                // The dot prints as `.` alone, whatever stood before it.
                if kind == .dot { start = position }
                position += length
                let isLed = start > leadingStart && !state.isInert
                perform(kind)
                return Token(
                    kind: kind, leadingStart: isLed && kind != .dot ? leadingStart : start,
                    start: start, end: position)
            case .prefix(let prefix, let length):
                position += length
                perform(prefix)
            case .skipped(let length):
                position += length
                start = position
            case .stateEnd:
                start = position
                resume()
            case .nothing:
                return Token(
                    kind: .unexpected, leadingStart: start, start: start, end: position + 1)
            }
        }
        guard start == position else {
            position = start
            return Token(kind: .unexpected, leadingStart: start, start: start, end: bytes.count)
        }
        return Token(kind: .endOfTemplate, leadingStart: start, start: start, end: start)
    }

    private mutating func match() -> Match {
        switch state {
        case .text: matchText()
        case .reference, .member: matchReference()
        case .arguments: matchArguments()
        case .index: matchIndex()
        case .directiveName: matchDirectiveName()
        case .directive: matchDirective()
        case .lineComment, .blockComment, .formalComment, .rawText: matchInert()
        }
    }

    /// What a token does to the state.
    private mutating func perform(_ kind: TokenKind) {
        switch kind {
        case .openIndex: suspend(for: .index)
        case .openParenthesis:
            opened += 1
            if state == .member { state = .arguments }
        case .closeParenthesis: closeParenthesis()
        case .closeArguments: state = .reference
        case .dot: state = .member
        case .setDirective:
            suspend(for: .directive)
            isInSet = true
            opened = 1
        case .ifDirective, .elseifDirective: state = .directive
        case .lineCommentStart:
            if state == .reference { resume() }
            suspend(for: .lineComment)
        case .elseDirective, .end, .closeIndex, .closeBrace, .lineCommentEnd, .blockComment,
            .formalComment, .rawText:
            resume()
        case .string: if state == .directive, !isInSet, opened == 0 { resume() }
        case .integer: if state != .index { endNumber() }
        case .floatingPoint: endNumber()
        default: break
        }
    }

    private mutating func perform(_ prefix: TokenPrefix) {
        guard !state.isInert else { return }
        switch prefix {
        case .dollar:
            if state == .reference { resume() }
            suspend(for: .reference)
        case .hash:
            if state == .reference || state == .member { resume() }
            suspend(for: .directiveName)
        case .rawText: suspend(for: .rawText)
        case .blockComment: suspend(for: .blockComment)
        case .formalComment: suspend(for: .formalComment)
        case .rawByte: break
        }
    }

    private mutating func suspend(for next: LexicalState) {
        suspended.append(SuspendedState(state: state, opened: opened, closed: closed))
        opened = 0
        state = next
    }

    /// Returns to the state before the current one. Returns whether there was one.
    @discardableResult
    mutating func resume() -> Bool {
        guard let last = suspended.popLast() else {
            opened = 0
            state = .text
            return false
        }
        (state, opened, closed) = (last.state, last.opened, last.closed)
        return true
    }

    /// A `)` closes the innermost state in which a parenthesis is open, or only a pair in it.
    private mutating func closeParenthesis() {
        while opened == 0 {
            guard resume() else { return }
        }
        if opened == closed + 1 { resume() } else { closed += 1 }
    }

    /// `#12` is text: a number behind a `#` ends the directive that the `#` announced.
    private mutating func endNumber() {
        if opened == 0, !isInSet, state != .arguments { resume() }
    }

    // MARK: What the parser tells the lexer

    /// The name just read is a directive's: what follows belongs to it.
    mutating func enterDirective() { state = .directive }

    /// Whether `(` follows, after any blanks and line breaks.
    var isParenthesisAhead: Bool {
        for index in position..<bytes.count where !bytes[index].isWhitespace {
            return bytes[index] == UInt8(ascii: "(")
        }
        return false
    }
}
