/// What the lexer is in the middle of; it decides which tokens there can be.
enum LexicalState: UInt8 {
    /// Text between references and directives.
    case text
    /// Behind `$`: a name, `{`, `[`, `.`, or the end of the reference.
    case reference
    /// Behind `$a.`: as ``reference``, and `(` starts arguments.
    case member
    /// Between the parentheses of `$a.b(…)`.
    case arguments
    /// Between the brackets of `$a[…]`.
    case index
    /// Behind `#`.
    case directiveName
    /// Behind the name of a directive, up to the parenthesis that closes it.
    case directive
    /// Behind `##`.
    case lineComment
    /// Behind `#*`.
    case blockComment
    /// Behind `#**`.
    case formalComment
    /// Behind `#[[`.
    case rawText

    /// In a comment or in raw text `$` and `#` start nothing.
    var isInert: Bool {
        switch self {
        case .lineComment, .blockComment, .formalComment, .rawText: true
        case .text, .reference, .member, .arguments, .index, .directiveName, .directive: false
        }
    }
}

/// The state to return to, with the parentheses counted in it.
struct SuspendedState {
    var state: LexicalState
    var opened: Int
    var closed: Int
}

/// What stands at a position of the template.
enum Match {
    /// A token of so many bytes.
    case token(TokenKind, Int)
    /// So many bytes that start a token which goes on in another state: `$`, `#`, `#[[`.
    case prefix(TokenPrefix, Int)
    /// So many bytes of a comment.
    case skipped(Int)
    /// Nothing of this state: it ends here, without taking the byte.
    case stateEnd
    /// Nothing at all.
    case nothing
}

/// The beginning of a token whose rest is matched in another state.
enum TokenPrefix {
    /// `$`, `\$`, `$!`
    case dollar
    /// `#`
    case hash
    /// `#[[`
    case rawText
    /// `#*`
    case blockComment
    /// `#**`
    case formalComment
    /// A byte of raw text.
    case rawByte
}
