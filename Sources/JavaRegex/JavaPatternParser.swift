/// Reads the syntax of `java.util.regex` into a tree, by recursive descent.
///
/// What Java refuses is refused here, what Java accepts gets Java's meaning; constructs of PCRE2
/// alone are no constructs here. Escapes and classes are read in extensions of their own files.
struct JavaPatternParser {
    /// Groups and classes nested deeper are refused, for the sake of the stack.
    static let nestingMax = 200
    /// Groups beyond this number are refused, for the sake of the match data.
    static let groupsMax = 1_000

    private let text: PatternText
    private var position = 0
    var flags: JavaPatternFlags
    private var nesting = 0
    private(set) var groupCount = 0
    private(set) var groupNumbers: [String: Int] = [:]
    /// Where each `\G` stands.
    var lastMatchEndOffsets: [Int] = []

    init(_ text: PatternText, flags: JavaPatternFlags) {
        self.text = text
        self.flags = flags
    }

    /// Reads the whole pattern.
    mutating func parse() throws(JavaPatternError) -> PatternNode {
        let root = try expression()
        if let unit = peek() {
            throw .syntax(
                "expected the end of the pattern, found an unmatched `)`", at: unit.offset)
        }
        if let offset = lastMatchEndOffsets.first {
            guard lastMatchEndOffsets.count == 1, Self.startsAtLastMatchEnd(root) else {
                throw .unsupported("`\\G` behind the start of the pattern", at: offset)
            }
        }
        return root
    }

    private static func startsAtLastMatchEnd(_ root: PatternNode) -> Bool {
        if case .sequence(let items) = root {
            return items.first == .assertion(.lastMatchEnd)
        }
        return root == .assertion(.lastMatchEnd)
    }

    // MARK: Expressions

    private mutating func expression() throws(JavaPatternError) -> PatternNode {
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternation(branches)
    }

    private mutating func sequence() throws(JavaPatternError) -> PatternNode {
        var items: [PatternNode] = []
        while let unit = peek(), unit.isQuoted || (unit.codePoint != "|" && unit.codePoint != ")") {
            guard let atom = try atom(unit) else { continue }
            items.append(try quantified(atom))
        }
        return items.count == 1 ? items[0] : .sequence(items)
    }

    /// One atom, which starts with `unit`; nil for flags such as `(?i)`, which match nothing.
    private mutating func atom(_ unit: PatternText.Unit) throws(JavaPatternError) -> PatternNode? {
        if unit.isQuoted {
            position += 1
            return literal(unit.codePoint)
        }
        let unixLines = flags.contains(.unixLines)
        switch unit.codePoint {
        case "(":
            return try group()
        case "[":
            return .set(try characterClass())
        case "\\":
            position += 1
            return try escapedAtom(backslash: unit.offset)
        case "*", "+", "?":
            throw .syntax(
                "expected something to repeat before `\(unit.codePoint.text)`, found nothing",
                at: unit.offset)
        case "{":
            // As in Java, a count without an atom repeats the empty string.
            return .empty
        case "^":
            position += 1
            return .assertion(
                flags.contains(.multiline) ? .lineStart(unixLines: unixLines) : .inputStart)
        case "$":
            position += 1
            return .assertion(
                flags.contains(.multiline)
                    ? .lineEnd(unixLines: unixLines)
                    : .inputEndOrFinalTerminator(unixLines: unixLines))
        case ".":
            position += 1
            return .set(anyCharacter)
        default:
            position += 1
            return literal(unit.codePoint)
        }
    }

    /// A literal code point under the current flags.
    func literal(_ codePoint: CodePoint) -> PatternNode {
        guard flags.contains(.caseInsensitive),
            codePoint.isASCIILetter || (flags.foldsUnicode && codePoint.value >= 0x80)
        else { return .character(codePoint) }
        return .set(.literal(codePoint.value...codePoint.value, flags: flags))
    }

    private var anyCharacter: CodePointSet {
        if flags.contains(.dotAll) { return .ranges(.all) }
        if flags.contains(.unixLines) { return .range(0x0A...0x0A).complement }
        return .ranges(JavaCharacterClasses.lineTerminators.complement)
    }

    // MARK: Groups

    private mutating func group() throws(JavaPatternError) -> PatternNode? {
        let opening = takeRaw()?.offset ?? end
        try enterNesting(at: opening)
        defer { nesting -= 1 }
        let outerFlags = flags
        guard skip("?") else {
            return try capture(opening: opening, restoring: outerFlags)
        }
        let kind = peekRaw()
        switch kind?.codePoint {
        case ":":
            position += 1
            return try groupBody(opening: opening, restoring: outerFlags)
        case ">":
            position += 1
            return .atomic(try groupBody(opening: opening, restoring: outerFlags))
        case "=", "!":
            position += 1
            let body = try groupBody(opening: opening, restoring: outerFlags)
            return .lookahead(body, isNegative: kind?.codePoint == "!")
        case "<":
            position += 1
            if let sign = peek(), !sign.isQuoted, sign.codePoint == "=" || sign.codePoint == "!" {
                position += 1
                let body = try groupBody(opening: opening, restoring: outerFlags)
                return .lookbehind(body, isNegative: sign.codePoint == "!", offset: opening)
            }
            return try namedCapture(opening: opening, restoring: outerFlags)
        default:
            try inlineFlags(opening: opening)
            if skip(")") { return nil }
            guard skip(":") else {
                throw .syntax(
                    "expected flags and `:` or `)` after `(?`, found \(nextText)", at: opening)
            }
            return try groupBody(opening: opening, restoring: outerFlags)
        }
    }

    private mutating func groupBody(
        opening: Int, restoring outerFlags: JavaPatternFlags
    ) throws(JavaPatternError) -> PatternNode {
        let body = try expression()
        guard skip(")") else {
            throw .syntax("expected `)` for this group, found \(nextText)", at: opening)
        }
        flags = outerFlags
        return body
    }

    private mutating func capture(
        opening: Int, restoring outerFlags: JavaPatternFlags
    ) throws(JavaPatternError) -> PatternNode {
        guard groupCount < Self.groupsMax else {
            throw .unsupported("a pattern of more than \(Self.groupsMax) groups", at: opening)
        }
        groupCount += 1
        let number = groupCount
        return .capture(number, try groupBody(opening: opening, restoring: outerFlags))
    }

    private mutating func namedCapture(
        opening: Int, restoring outerFlags: JavaPatternFlags
    ) throws(JavaPatternError) -> PatternNode {
        let (name, offset) = try groupName()
        guard groupNumbers[name] == nil else {
            throw .syntax("expected a new group name, found `\(name)` again", at: offset)
        }
        groupNumbers[name] = groupCount + 1
        return try capture(opening: opening, restoring: outerFlags)
    }

    /// A group's name and the `>` after it.
    mutating func groupName() throws(JavaPatternError) -> (name: String, offset: Int) {
        let offset = peek()?.offset ?? end
        var name = ""
        while let unit = peek(), unit.codePoint.isASCIILetter || unit.codePoint.isASCIIDigit {
            if name.isEmpty, !unit.codePoint.isASCIILetter { break }
            name += unit.codePoint.text
            position += 1
        }
        guard !name.isEmpty else {
            throw .syntax(
                "expected a group name that starts with an ASCII letter, found \(nextText)",
                at: offset)
        }
        guard skip(">") else {
            throw .syntax(
                "expected `>` after the group name `\(name)`, found \(nextText)",
                at: peek()?.offset ?? end)
        }
        return (name, offset)
    }

    /// The letters of `(?im-sx)`, up to what is none.
    private mutating func inlineFlags(opening: Int) throws(JavaPatternError) {
        var isRemoving = false
        while let unit = peek(), !unit.isQuoted {
            if unit.codePoint == "-", !isRemoving {
                isRemoving = true
            } else if unit.codePoint == "c" {
                throw .unsupported("the flag `c` (canonical equivalence)", at: unit.offset)
            } else if let letter = UInt8(exactly: unit.codePoint.value),
                let flag = JavaPatternFlags(letter: letter)
            {
                if isRemoving { flags.subtract(flag) } else { flags.formUnion(flag) }
            } else {
                return
            }
            position += 1
        }
    }

    // MARK: Quantifiers

    private mutating func quantified(_ atom: PatternNode) throws(JavaPatternError) -> PatternNode {
        guard let unit = peek(), !unit.isQuoted else { return atom }
        var quantifier: Quantifier
        switch unit.codePoint {
        case "?": quantifier = Quantifier(minimum: 0, maximum: 1)
        case "*": quantifier = Quantifier(minimum: 0, maximum: nil)
        case "+": quantifier = Quantifier(minimum: 1, maximum: nil)
        case "{": quantifier = try counts(opening: unit.offset)
        default: return atom
        }
        if unit.codePoint != "{" { position += 1 }
        if skip("?") {
            quantifier.mode = .lazy
        } else if skip("+") {
            quantifier.mode = .possessive
        }
        return .repetition(atom, quantifier)
    }

    private mutating func counts(opening: Int) throws(JavaPatternError) -> Quantifier {
        position += 1
        guard let first = peekRaw(), !first.isQuoted, first.codePoint.isASCIIDigit else {
            throw .syntax("expected a number after `{`, found \(nextText)", at: opening)
        }
        let minimum = try count(opening: opening)
        var maximum: Int? = minimum
        if skip(",") {
            maximum = nil
            if let unit = peek(), unit.codePoint.isASCIIDigit {
                maximum = try count(opening: opening)
            }
        }
        guard skip("}") else {
            throw .syntax("expected `}` after the count, found \(nextText)", at: opening)
        }
        if let maximum, maximum < minimum {
            throw .syntax(
                "expected a maximum of at least \(minimum), found \(maximum)", at: opening)
        }
        if max(minimum, maximum ?? 0) > Quantifier.countMax {
            throw .unsupported("a count beyond \(Quantifier.countMax)", at: opening)
        }
        return Quantifier(minimum: minimum, maximum: maximum)
    }

    private mutating func count(opening: Int) throws(JavaPatternError) -> Int {
        var value = 0
        while let unit = peek(), !unit.isQuoted, unit.codePoint.isASCIIDigit {
            value = value * 10 + Int(unit.codePoint.value - 0x30)
            guard value <= Int32.max else {
                throw .syntax("expected a count below 2147483648, found more digits", at: opening)
            }
            position += 1
        }
        return value
    }
}

// MARK: - Reading

extension JavaPatternParser {
    /// The number of bytes of the pattern: where its end is.
    var end: Int { text.byteCount }

    /// The next unit; under `x`, after white space and comments.
    mutating func peek() -> PatternText.Unit? {
        if flags.contains(.comments) { skipIgnorable() }
        return peekRaw()
    }

    /// The next unit, whatever the flags.
    func peekRaw() -> PatternText.Unit? {
        position < text.units.count ? text.units[position] : nil
    }

    /// The unit after the next one, whatever the flags.
    func peekRawSecond() -> PatternText.Unit? {
        position + 1 < text.units.count ? text.units[position + 1] : nil
    }

    mutating func take() -> PatternText.Unit? {
        guard let unit = peek() else { return nil }
        position += 1
        return unit
    }

    mutating func takeRaw() -> PatternText.Unit? {
        guard let unit = peekRaw() else { return nil }
        position += 1
        return unit
    }

    /// Steps over `codePoint` if it is next and not quoted.
    mutating func skip(_ codePoint: CodePoint) -> Bool {
        guard let unit = peek(), !unit.isQuoted, unit.codePoint == codePoint else { return false }
        position += 1
        return true
    }

    /// Reads ahead; what is read stays only if `body` returns a value.
    mutating func attempt<Value>(
        _ body: (inout JavaPatternParser) throws(JavaPatternError) -> Value?
    ) throws(JavaPatternError) -> Value? {
        let start = position
        guard let value = try body(&self) else {
            position = start
            return nil
        }
        return value
    }

    /// Counts a level of nesting; the caller counts it down.
    mutating func enterNesting(at offset: Int) throws(JavaPatternError) {
        guard nesting < Self.nestingMax else {
            throw .unsupported("nesting deeper than \(Self.nestingMax) levels", at: offset)
        }
        nesting += 1
    }

    mutating func leaveNesting() { nesting -= 1 }

    /// What comes next, for messages.
    var nextText: String {
        peekRaw().map { "`\($0.codePoint.text)`" } ?? "the end of the pattern"
    }

    private mutating func skipIgnorable() {
        while let unit = peekRaw(), !unit.isQuoted {
            switch unit.codePoint {
            case " ", "\t"..."\r": position += 1
            case "#": skipComment()
            default: return
            }
        }
    }

    /// Steps to the line terminator, which is white space or, as in Java, part of the pattern.
    private mutating func skipComment() {
        while let unit = peekRaw() {
            let isTerminator =
                flags.contains(.unixLines)
                ? unit.codePoint == "\n"
                : JavaCharacterClasses.lineTerminators.contains(unit.codePoint)
            if isTerminator { return }
            position += 1
        }
    }
}
