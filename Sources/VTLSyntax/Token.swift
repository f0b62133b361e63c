/// A piece of a template that the parser takes as a whole.
///
/// A token covers the bytes from ``start`` to ``end``. What comes from `$` or `#` characters that
/// turned out to start nothing is no token: it hangs in front of the next one as its leading text.
package struct Token: Sendable, Equatable {
    package var kind: TokenKind
    /// Where the leading text starts and ends; equal when there is none.
    package var leadingStart: UInt32
    package var leadingEnd: UInt32
    /// The first byte. The parser moves it behind backslashes and dollar signs that only escape.
    package var start: UInt32
    package var end: UInt32

    init(kind: TokenKind, leadingStart: Int, start: Int, end: Int) {
        self.kind = kind
        self.leadingStart = UInt32(clamping: leadingStart)
        leadingEnd = UInt32(clamping: start)
        self.start = leadingEnd
        self.end = UInt32(clamping: end)
    }

    var hasLeadingText: Bool { leadingStart < leadingEnd }

    var range: Range<Int> { Int(start)..<Int(end) }
}

/// Every token, each with source text that produces it.
package enum TokenKind: UInt8, Sendable, CaseIterable {
    // MARK: Anywhere
    /// The end of the template.
    case endOfTemplate
    /// What no token can start with, and what the end of the template cuts short: a final `$`.
    case unexpected

    // MARK: Text
    /// Bytes without `$`, `#` and `\`.
    case text
    /// `\` that escapes nothing.
    case backslash
    /// `\\` that is not followed by a reference.
    case doubleBackslash
    /// `\#if`, `\\\#{else}`, also `\#anything`.
    case escapedDirective
    /// `$[`, `$![`, `$\![`, `$.`: looks like a reference without a name and is text.
    case namelessReference
    /// `##`
    case lineCommentStart
    /// The line break that ends a `##` comment.
    case lineCommentEnd
    /// `*#` behind `#* …`
    case blockComment
    /// `*#` behind `#** …`
    case formalComment
    /// `#[[ … ]]#`
    case rawText

    // MARK: Names of directives
    /// `#set(`, with blanks before it and before the parenthesis.
    case setDirective
    /// `#if`, `#{if}`
    case ifDirective
    /// `#elseif`, `#{elseif}`
    case elseifDirective
    /// `#else`, `#{else}`, with the blanks and the newline that follow.
    case elseDirective
    /// `#end`, `#{end}`, with the blanks and the newline that follow.
    case end
    /// `#name`, and `name` in parentheses.
    case word
    /// `#{name}`
    case bracedWord

    // MARK: References
    /// `$name`, `$!name`, and `name` behind `${` or a dot.
    case identifier
    /// `.` before a letter.
    case dot
    /// `${`, `$!{`
    case openBrace
    /// `}` of `${name}`
    case closeBrace
    /// `[` of `$a[0]`
    case openIndex
    /// `]` of `$a[0]`
    case closeIndex
    /// `)` of `$a.b()`
    case closeArguments

    // MARK: Expressions
    /// `(`
    case openParenthesis
    /// `)` of a directive, with the blanks and the newline that follow.
    case closeParenthesis
    /// `[` of a list or range
    case openList
    /// `]` of a list or range
    case closeList
    /// `{` of a map
    case openMap
    /// `}` of a map
    case closeMap
    /// `,`
    case comma
    /// `:`
    case colon
    /// `..`
    case rangeDots
    /// Blanks, tabs and line breaks between two other tokens of an expression.
    case whitespace
    /// `"…"`, `'…'`
    case string
    /// `-12`
    case integer
    /// `1.5`, `.5`, `1.`, `1e3`
    case floatingPoint
    /// `true`
    case `true`
    /// `false`
    case `false`
    /// `=`
    case assign
    /// `!`, `not`
    case not
    /// `&&`, `and`
    case and
    /// `||`, `or`
    case or
    /// `==`, `eq`
    case equal
    /// `!=`, `ne`
    case notEqual
    /// `<`, `lt`
    case less
    /// `>`, `gt`
    case greater
    /// `<=`, `le`
    case lessOrEqual
    /// `>=`, `ge`
    case greaterOrEqual
    /// `+`
    case plus
    /// `-`
    case minus
    /// `*`
    case multiply
    /// `/`
    case divide
    /// `%`
    case modulo
}
