import Diagnostics

/// Every message of the parser. A problem says what was expected; what was found instead is
/// appended where ``SyntaxProblem/saysWhatWasFound`` is set.
struct SyntaxProblem {
    let code: String
    let message: String
    var hint: String?
    var saysWhatWasFound = true

    // MARK: Expressions

    static func expectedValue(_ place: ValuePlace) -> SyntaxProblem {
        let what =
            switch place {
            case .expression, .parameter: "a value"
            case .index: "an index: an integer, a string, a boolean or a reference"
            case .directive: "an argument"
            }
        return SyntaxProblem(code: "expected-value", message: "expected \(what)")
    }

    static func expectedClosing(_ expectation: Expectation) -> SyntaxProblem {
        SyntaxProblem(code: "unexpected-token", message: "expected \(expectation.rawValue)")
    }

    static let hashBeforeNumber = SyntaxProblem(
        code: "expected-value", message: "expected a number without a `#` in front",
        saysWhatWasFound: false)

    static let expectedRangeEnd = SyntaxProblem(
        code: "expected-range-bound",
        message: "expected an integer or a reference after `..`")

    static let expectedColon = SyntaxProblem(
        code: "expected-colon", message: "expected `:` after the key")

    // MARK: References

    static let unclosedReference = SyntaxProblem(
        code: "unclosed-reference", message: "expected `.name`, `[index]` or `}`")

    static let keywordAsReference = SyntaxProblem(
        code: "keyword-as-name",
        message: "`true` and `false` cannot be names", saysWhatWasFound: false)

    // MARK: Directives

    static func expectedCondition(after name: ArraySlice<UInt8>) -> SyntaxProblem {
        let name = String(decoding: name, as: UTF8.self)
        return SyntaxProblem(
            code: "expected-condition", message: "expected `(` and a condition after `#\(name)`")
    }

    static let expectedTarget = SyntaxProblem(
        code: "expected-target", message: "expected a reference to assign to")

    static let expectedAssignment = SyntaxProblem(
        code: "expected-assignment", message: "expected `=` after the reference")

    static func expectedArguments(of name: String) -> SyntaxProblem {
        SyntaxProblem(
            code: "expected-arguments", message: "expected `(` and arguments after `#\(name)`",
            saysWhatWasFound: false)
    }

    static let defineArguments = SyntaxProblem(
        code: "expected-arguments", message: "expected one reference in `#define`",
        saysWhatWasFound: false)

    static let evaluateArgument = SyntaxProblem(
        code: "expected-arguments", message: "expected one string or reference in `#evaluate`",
        saysWhatWasFound: false)

    static func tooManyArguments(of name: String) -> SyntaxProblem {
        SyntaxProblem(
            code: "too-many-arguments", message: "expected at most one argument in `#\(name)`",
            saysWhatWasFound: false)
    }

    static let expectedMacroName = SyntaxProblem(
        code: "expected-macro-name",
        message: "expected the macro's name, a word without quotes, first in `#macro`",
        saysWhatWasFound: false)

    static func bareWord(in directive: String) -> SyntaxProblem {
        SyntaxProblem(
            code: "bare-word",
            message: "expected a reference or a literal in `#\(directive)`, found a bare word",
            hint: "a string needs quotes, a reference a `$`", saysWhatWasFound: false)
    }

    static let emptyLiteral = SyntaxProblem(
        code: "empty-literal", message: "expected text between `#literal()` and `#end`",
        saysWhatWasFound: false)

    // MARK: Blocks

    static func unclosedBlock(_ name: String) -> SyntaxProblem {
        SyntaxProblem(code: "unclosed-block", message: "expected `#end` for `\(name)`")
    }

    static let orphanEnd = SyntaxProblem(
        code: "orphan-end", message: "`#end` without a directive that it could close",
        saysWhatWasFound: false)

    static let orphanElse = SyntaxProblem(
        code: "orphan-else", message: "`#else` and `#elseif` belong between `#if` and `#end`",
        saysWhatWasFound: false)

    static let misplacedElse = SyntaxProblem(
        code: "misplaced-else", message: "expected `#end`, as `#else` comes last in an `#if`")

    static let unexpectedToken = SyntaxProblem(
        code: "unexpected-token", message: "expected text, a reference or a directive")

    // MARK: Bytes

    static let unclosedString = SyntaxProblem(
        code: "unclosed-string", message: "expected a closing quote before the template's end",
        saysWhatWasFound: false)

    static let unclosedRawText = SyntaxProblem(
        code: "unclosed-raw-text", message: "expected `]]#` before the template's end",
        saysWhatWasFound: false)

    static let unclosedComment = SyntaxProblem(
        code: "unclosed-comment", message: "expected `*#` before the template's end",
        saysWhatWasFound: false)

    static let danglingDollar = SyntaxProblem(
        code: "dangling-dollar", message: "a template cannot end in a lone `$`",
        hint: "a `$` is text when anything follows it, even a newline", saysWhatWasFound: false)

    static let danglingHash = SyntaxProblem(
        code: "dangling-hash", message: "a template cannot end in a lone `#`",
        hint: "a `#` is text when anything follows it, even a newline", saysWhatWasFound: false)

    static let badUnicodeEscape = SyntaxProblem(
        code: "bad-unicode-escape", message: "expected four hexadecimal digits after `\\u`",
        saysWhatWasFound: false)

    // MARK: Limits

    static func nestingLimit(_ limit: Int) -> SyntaxProblem {
        SyntaxProblem(
            code: "nesting-limit", message: "nested more than \(limit) levels deep",
            saysWhatWasFound: false)
    }
}

/// What closes or continues a construct.
enum Expectation: String {
    case operatorOrParenthesis = "an operator or `)`"
    case argumentOrParenthesis = "an argument or `)`"
    case commaOrParenthesis = "`,` or `)`"
    case commaOrBracket = "`,` or `]`"
    case commaOrBrace = "`,` or `}`"
    case closingBracket = "`]`"
}

extension TemplateParser {
    // MARK: Recording

    mutating func record(_ problem: SyntaxProblem, at span: SourceSpan) {
        record(problem.code, problem.message, at: span, notes: problem.hint.map { [$0] } ?? [])
    }

    /// Records what the grammar allows and Velocity refuses before it renders.
    mutating func recordUnlessGrammarOnly(_ problem: SyntaxProblem, at span: SourceSpan) {
        if !session.isGrammarOnly { record(problem, at: span) }
    }

    private mutating func record(
        _ code: String, _ message: String, at span: SourceSpan, notes: [String]
    ) {
        guard session.diagnostics.count < ParseSession.diagnosticsMax else { return }
        session.diagnostics.append(
            Diagnostic(code: code, message: message, file: session.file, span: span, notes: notes))
    }

    mutating func fail(_ problem: SyntaxProblem, at token: Token) -> SyntaxFailure {
        record(problem, at: span(of: token))
        return SyntaxFailure()
    }

    /// A token that does not fit. `opener` is what waits to be closed.
    mutating func fail(
        _ problem: SyntaxProblem, found token: Token, opener: Token? = nil
    ) -> SyntaxFailure {
        if token.kind == .unexpected, let problem = problemOfBytes(token) {
            return fail(problem, at: token)
        }
        let found = problem.saysWhatWasFound ? ", found \(display(token))" : ""
        var notes = (problem.hint ?? hint(for: token, problem.code)).map { [$0] } ?? []
        if let opener, let note = whereOpened(opener, before: token) { notes.append(note) }
        record(problem.code, problem.message + found, at: span(of: token), notes: notes)
        return SyntaxFailure()
    }

    /// A token that starts no statement, outside all blocks.
    mutating func failStatement(at token: Token) -> SyntaxFailure {
        switch token.kind {
        case .end: fail(.orphanEnd, at: token)
        case .elseDirective, .elseifDirective: fail(.orphanElse, at: token)
        case .true, .false: fail(.keywordAsReference, at: token)
        default:
            // A parenthesis that no argument follows is text, and what follows is none.
            fail(
                cursor > 0 && tokens[cursor - 1].kind == .openParenthesis
                    ? .expectedClosing(.argumentOrParenthesis) : .unexpectedToken,
                found: token)
        }
    }

    /// A token that starts no statement, in a block that `#end` has to close.
    mutating func failBlock(opener: Token, at token: Token) -> SyntaxFailure {
        switch token.kind {
        case .endOfTemplate:
            // The place to look at is the directive, not the end of a long template.
            fail(.unclosedBlock(displayName(opener)), found: token, blockOpener: opener)
        case .elseDirective, .elseifDirective:
            fail(
                opener.kind == .ifDirective ? .misplacedElse : .orphanElse, found: token,
                opener: opener)
        default: failStatement(at: token)
        }
    }

    private mutating func fail(
        _ problem: SyntaxProblem, found token: Token, blockOpener: Token
    ) -> SyntaxFailure {
        record(
            problem.code, problem.message + ", found \(display(token))", at: span(of: blockOpener),
            notes: [])
        return SyntaxFailure()
    }

    // MARK: Wording

    /// What is wrong with bytes that form no token.
    private func problemOfBytes(_ token: Token) -> SyntaxProblem? {
        let bytes = image(of: token)
        if let first = bytes.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            var problem = SyntaxProblem.unclosedString
            if source.bytes[..<Int(token.start)].suffix(2).elementsEqual([0x5C, first]) {
                problem.hint = "a quote is written twice; a backslash does not escape it"
            }
            return problem
        }
        guard token.end >= source.bytes.count else { return nil }
        if lexer.state == .rawText { return .unclosedRawText }
        switch bytes.last(where: { $0 != UInt8(ascii: "!") && $0 != UInt8(ascii: "\\") }) {
        case UInt8(ascii: "$"): return .danglingDollar
        case UInt8(ascii: "#"): return .danglingHash
        case UInt8(ascii: "*"): return .unclosedComment
        default: return nil
        }
    }

    /// The token as it is written, shortened, in back quotes.
    private func display(_ token: Token) -> String {
        if token.kind == .endOfTemplate {
            return isInString ? "the end of the string" : "the end of the template"
        }
        if token.kind == .whitespace { return "white space" }
        var bytes = image(of: token)[...]
        if token.kind == .unexpected || token.kind == .text {
            bytes = firstCharacter(of: token)
            if bytes.first?.isWhitespace == true { return "white space" }
        }
        while let last = bytes.last, last.isWhitespace { bytes = bytes.dropLast() }
        // One line at most, and no half of a character.
        var shown = bytes.prefix { !$0.isLineBreak }.prefix(Self.displayedBytesMax)
        let isCut = shown.count < bytes.count
        while isCut, let last = shown.last, last >= 0x80 { shown = shown.dropLast() }
        return "`\(String(decoding: shown, as: UTF8.self))\(isCut ? "…" : "")`"
    }

    private func firstCharacter(of token: Token) -> ArraySlice<UInt8> {
        let bytes = source.bytes[Int(token.start)...]
        let rest = bytes.dropFirst().prefix { $0 & 0xC0 == 0x80 }.prefix(3)
        return bytes[..<rest.endIndex]
    }

    private func displayName(_ opener: Token) -> String {
        var bytes = image(of: opener).drop { $0.isBlank }
        if let parenthesis = bytes.dropFirst().firstIndex(of: UInt8(ascii: "(")) {
            bytes = bytes[..<parenthesis]
        }
        while let last = bytes.last, last.isWhitespace { bytes = bytes.dropLast() }
        return String(decoding: bytes.prefix(Self.displayedBytesMax), as: UTF8.self)
    }

    /// Where the construct began that `token` does not fit into, unless that is on the same line.
    private func whereOpened(_ opener: Token, before token: Token) -> String? {
        let between = source.bytes[Int(opener.start)..<min(Int(token.start), source.bytes.count)]
        guard token.kind == .endOfTemplate || between.contains(where: \.isLineBreak) else {
            return nil
        }
        let location = session.file.location(of: source.fileOffset(of: Int(opener.start)))
        let place = "line \(location.line), column \(location.column)"
        return "`\(displayName(opener))` is open since \(place)"
    }

    /// Advice for mistakes that are made often.
    private func hint(for token: Token, _ code: String) -> String? {
        let bytes = image(of: token)
        switch token.kind {
        case .word where bytes.elementsEqual("null".utf8):
            return "`null` can only be an argument of a method; compare with an unset variable"
        case .word where code == "expected-value" || code == "expected-target":
            return "a string needs quotes, a reference a `$`"
        case .integer where bytes.first == UInt8(ascii: "-"),
            .floatingPoint where bytes.first == UInt8(ascii: "-"):
            return "a subtraction needs a blank after its `-`"
        case .unexpected:
            switch bytes.first {
            case UInt8(ascii: "."): return "only a reference has properties and methods"
            case UInt8(ascii: "&"): return "write `&&` or `and`"
            case UInt8(ascii: "|"): return "write `||` or `or`"
            case UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "-"):
                return "there is no arithmetic in arguments and indexes; use a variable"
            default: return nil
            }
        default: return nil
        }
    }

    private static var displayedBytesMax: Int { 24 }
}

extension ParseSession {
    /// More errors than this in one template are not reported.
    static var diagnosticsMax: Int { 100 }

    /// Strings are parsed where they stand, checks of a directive come after its block: sorted.
    var diagnosticsInOrder: [Diagnostic] {
        diagnostics.enumerated().sorted {
            ($0.element.span?.offset ?? 0, $0.offset) < ($1.element.span?.offset ?? 0, $1.offset)
        }.map(\.element)
    }
}
