/// Writes a pattern's tree in PCRE2's syntax, all in ASCII.
///
/// The text relies on the options of `CompiledCode` alone (UTF, dot matches all); case, lines and
/// classes are spelled out, because Java's rules for them are not PCRE2's.
struct JavaPatternTranslation {
    private(set) var output: [UInt8] = []
    private let groupCount: Int

    /// The translation of a pattern with `groupCount` groups.
    static func translate(
        _ root: PatternNode, groupCount: Int
    ) throws(JavaPatternError) -> [UInt8] {
        var translation = JavaPatternTranslation(groupCount: groupCount)
        try translation.writeAlternatives(root)
        return translation.output
    }

    private init(groupCount: Int) { self.groupCount = groupCount }

    private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

    // MARK: Nodes

    /// Writes `node` where `|` needs no brackets around it.
    private mutating func writeAlternatives(_ node: PatternNode) throws(JavaPatternError) {
        guard case .alternation(let branches) = node else { return try write(node) }
        for (index, branch) in branches.enumerated() {
            if index > 0 {
                write("|")
                write(MatchWork.choice)
            }
            try write(branch)
        }
    }

    /// - Parameter round: what to write at the start of the group.
    private mutating func writeGroup(
        _ opening: String, _ body: PatternNode, round: String = ""
    ) throws(JavaPatternError) {
        write(opening + round)
        try writeAlternatives(body)
        write(")")
    }

    private mutating func write(_ node: PatternNode) throws(JavaPatternError) {
        switch node {
        case .character(let codePoint): writeLiteral(codePoint)
        case .set(let set): writeSet(set, quantifier: "")
        case .sequence(let items): for item in items { try write(item) }
        case .alternation: try writeGroup("(?:", node)
        case .capture(_, let body): try writeGroup("(", body)
        case .atomic(let body): try writeGroup("(?>", body)
        case .lookahead(let body, let isNegative):
            try writeGroup(isNegative ? "(?!" : "(?=", body)
            write(MatchWork.choice)
        case .lookbehind(let body, let isNegative, let offset):
            try writeLookbehind(body, isNegative: isNegative, offset: offset)
        case .repetition(let body, let quantifier): try writeRepetition(body, quantifier)
        case .backReference(let group, let ignoringCase):
            writeBackReference(group, ignoringCase: ignoringCase)
        case .assertion(let assertion): write(Self.text(of: assertion))
        case .lineEnding: write(Self.lineEnding)
        case .graphemeCluster: write("\\X" + MatchWork.choice)
        }
    }

    private mutating func writeRepetition(
        _ body: PatternNode, _ quantifier: Quantifier
    ) throws(JavaPatternError) {
        let suffix = Self.text(of: quantifier)
        switch body {
        case .set, .character: return try writeScan(of: body, quantifier, suffix)
        // Java never goes back into a round of a possessive repetition, not even for the next one.
        case _ where quantifier.mode == .possessive && quantifier.minimum > 1:
            try writeGroup("(?>", body, round: MatchWork.choice)
        case .capture(_, let inner): try writeGroup("(", inner, round: MatchWork.choice)
        case .atomic(let inner): try writeGroup("(?>", inner, round: MatchWork.choice)
        // As in Java, a repeated `\R` does not give back the `\n` of a `\r\n`.
        case .lineEnding: try writeGroup("(?>", body, round: MatchWork.choice)
        default: try writeGroup("(?:", body, round: MatchWork.choice)
        }
        write(suffix)
    }

    /// Writes a repeated character or set. PCRE2 counts no steps in it, so its work is told before,
    /// for the rounds that must be, and behind it.
    private mutating func writeScan(
        of body: PatternNode, _ quantifier: Quantifier, _ suffix: String
    ) throws(JavaPatternError) {
        write(MatchWork.scan(atLeast: quantifier.minimum))
        if case .set(let set) = body {
            writeSet(set, quantifier: suffix)
        } else {
            try write(body)
            write(suffix)
        }
        if quantifier.minimum != quantifier.maximum { write(MatchWork.choice) }
    }

    private static func text(of quantifier: Quantifier) -> String {
        let suffix =
            switch quantifier.mode {
            case .greedy: ""
            case .lazy: "?"
            case .possessive: "+"
            }
        switch (quantifier.minimum, quantifier.maximum) {
        case (0, 1): return "?" + suffix
        case (0, nil): return "*" + suffix
        case (1, nil): return "+" + suffix
        case (let minimum, nil): return "{\(minimum),}" + suffix
        case (let minimum, let maximum?): return "{\(minimum),\(maximum)}" + suffix
        }
    }

    private mutating func writeBackReference(_ group: Int, ignoringCase: Bool) {
        // As in Java, a reference to a group that is not there matches nowhere.
        guard group <= groupCount else { return write("(?!)") }
        write(MatchWork.comparison(withGroup: group))
        write(ignoringCase ? "(?i:\\g{\(group)})" : "\\g{\(group)}")
    }

    private mutating func writeLookbehind(
        _ body: PatternNode, isNegative: Bool, offset: Int
    ) throws(JavaPatternError) {
        let branches = try LookbehindBranches.fixedWidth(of: body, offset: offset)
        try writeGroup(isNegative ? "(?<!" : "(?<=", .alternation(branches))
        write(MatchWork.choice)
    }

    // MARK: Assertions

    private static let lineEnding = "(?:\\r\\n?|[\\n\\x{B}\\f\\x{85}\\x{2028}\\x{2029}])"

    private static func text(of assertion: PatternAssertion) -> String {
        switch assertion {
        case .inputStart: "\\A"
        case .inputEnd: "\\z"
        case .inputEndOrFinalTerminator(unixLines: true): "(?=\\n?\\z)"
        case .inputEndOrFinalTerminator(unixLines: false):
            "(?=(?:\\r\\n?|(?<!\\r)\\n|[\\x{85}\\x{2028}\\x{2029}])?\\z)"
        // Unlike Perl, Java's `^` never matches at the very end.
        case .lineStart(unixLines: true): "(?:(?<=\\n)|\\A)(?!\\z)"
        case .lineStart(unixLines: false):
            "(?:(?<=[\\n\\x{85}\\x{2028}\\x{2029}])|(?<=\\r)(?!\\n)|\\A)(?!\\z)"
        case .lineEnd(unixLines: true): "(?=\\n|\\z)"
        case .lineEnd(unixLines: false):
            "(?=[\\r\\x{85}\\x{2028}\\x{2029}]|(?<!\\r)\\n|\\z)"
        case .wordBoundary(let isNegative, let unicode):
            (isNegative ? "(?!" : "(?=") + (unicode ? unicodeBoundary : boundary) + ")"
        case .lastMatchEnd: "\\G"
        }
    }

    /// A word character before and none after, or none before and one after.
    ///
    /// A nonspacing mark counts as one when its letter stands before it, across one more mark.
    private static let boundary: String = {
        let base = "[\\p{L}\\p{Nd}]"
        let word = "[\\p{L}\\p{Nd}_]"
        let before = "(?<=\(word)|\(base)\\p{Mn}|\(base)\\p{Mn}\\p{Mn})"
        let notBefore = "(?<!\(word)|\(base)\\p{Mn}|\(base)\\p{Mn}\\p{Mn})"
        let marked = "\\p{Mn}(?<=\(base)\\p{Mn}|\(base)\\p{Mn}\\p{Mn})"
        return "\(before)(?!\(word)|\(marked))|\(notBefore)(?:\(word)|\(marked))"
    }()

    private static let unicodeBoundary: String = {
        let word = "[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\x{200C}\\x{200D}]"
        return "(?<=\(word))(?!\(word))|(?<!\(word))\(word)"
    }()

    // MARK: Characters and sets

    private mutating func writeLiteral(_ codePoint: CodePoint) {
        switch codePoint {
        case "a"..."z", "A"..."Z", "0"..."9", "_", " ":
            output.append(UInt8(truncatingIfNeeded: codePoint.value))
        case "!"..."~":
            output.append(UInt8(ascii: "\\"))
            output.append(UInt8(truncatingIfNeeded: codePoint.value))
        default:
            write("\\x{" + String(codePoint.value, radix: 16) + "}")
        }
    }

    /// Writes a set as one atom, with a quantifier if need be.
    private mutating func writeSet(_ set: CodePointSet, quantifier: String) {
        if case .caseless(let ranges) = set {
            write("(?i)")
            writeBrackets(ranges, properties: [], isNegated: false)
            write(quantifier + "(?-i)")
            return
        }
        writeAtom(set, isNegated: false)
        write(quantifier)
    }

    /// Writes what matches one code point that is, or with `isNegated` is not, in the set.
    private mutating func writeAtom(_ set: CodePointSet, isNegated: Bool) {
        switch set {
        case .ranges(let ranges):
            writeRanges(ranges, isNegated: isNegated)
        case .caseless(let ranges):
            write("(?i:")
            writeBrackets(ranges, properties: [], isNegated: isNegated)
            write(")")
        case .property(let name):
            write((isNegated ? "\\P{" : "\\p{") + name + "}")
        case .union(let members):
            writeUnion(members, isNegated: isNegated)
        case .intersection(let left, let right):
            write(isNegated ? "(?:(?!(?=" : "(?:(?=")
            writeAtom(left, isNegated: false)
            write(")")
            writeAtom(right, isNegated: false)
            write(isNegated ? ").)" : ")")
        case .complement(let inner):
            writeAtom(inner, isNegated: !isNegated)
        }
    }

    private mutating func writeUnion(_ members: [CodePointSet], isNegated: Bool) {
        var ranges = CodePointRanges.empty
        var properties: [String] = []
        var others: [CodePointSet] = []
        for member in members {
            switch member {
            case .ranges(let part): ranges = ranges.union(part)
            case .property(let name): properties.append("\\p{" + name + "}")
            case .complement(.property(let name)): properties.append("\\P{" + name + "}")
            default: others.append(member)
            }
        }
        if others.isEmpty {
            return writeBrackets(ranges, properties: properties, isNegated: isNegated)
        }
        write(isNegated ? "(?:(?!" : "(?:")
        if !ranges.isEmpty || !properties.isEmpty {
            writeBrackets(ranges, properties: properties, isNegated: false)
            write("|")
        }
        for (index, member) in others.enumerated() {
            if index > 0 { write("|") }
            writeAtom(member, isNegated: false)
        }
        write(isNegated ? ").)" : ")")
    }

    private mutating func writeRanges(_ ranges: CodePointRanges, isNegated: Bool) {
        let set = isNegated ? ranges.complement : ranges
        if set.isEmpty {
            write("(?!)")
        } else if set.isAll {
            write(".")
        } else if set.ranges.count == 1, set.ranges[0].count == 1 {
            writeLiteral(CodePoint(set.ranges[0].lowerBound))
        } else if set.ranges.last?.upperBound == CodePoint.max.value {
            writeBrackets(set.complement, properties: [], isNegated: true)
        } else {
            writeBrackets(set, properties: [], isNegated: false)
        }
    }

    private mutating func writeBrackets(
        _ ranges: CodePointRanges, properties: [String], isNegated: Bool
    ) {
        write(isNegated ? "[^" : "[")
        for range in ranges.ranges {
            writeLiteral(CodePoint(range.lowerBound))
            guard range.count > 1 else { continue }
            write("-")
            writeLiteral(CodePoint(range.upperBound))
        }
        for property in properties { write(property) }
        write("]")
    }
}
