/// The syntax tree of a Java pattern. Flags are resolved: no node depends on its surroundings.
indirect enum PatternNode: Hashable, Sendable {
    case character(CodePoint)
    case set(CodePointSet)
    case sequence([PatternNode])
    case alternation([PatternNode])
    case capture(Int, PatternNode)
    /// `(?>…)`
    case atomic(PatternNode)
    case lookahead(PatternNode, isNegative: Bool)
    case lookbehind(PatternNode, isNegative: Bool, offset: Int)
    case repetition(PatternNode, Quantifier)
    case backReference(group: Int, ignoringCase: Bool)
    case assertion(PatternAssertion)
    /// `\R`
    case lineEnding
    /// `\X`
    case graphemeCluster

    static let empty = PatternNode.sequence([])
}

/// How often something repeats, and who gives way.
struct Quantifier: Hashable, Sendable {
    enum Mode: Hashable, Sendable { case greedy, lazy, possessive }

    /// PCRE2 counts repetitions in 16 bits.
    static let countMax = 65_535

    var minimum: Int
    /// nil when there is no maximum.
    var maximum: Int?
    var mode = Mode.greedy
}

/// The assertions that look at the position alone.
enum PatternAssertion: Hashable, Sendable {
    /// `\A`, and `^` without `m`
    case inputStart
    /// `\z`
    case inputEnd
    /// `\Z`, and `$` without `m`
    case inputEndOrFinalTerminator(unixLines: Bool)
    /// `^` with `m`
    case lineStart(unixLines: Bool)
    /// `$` with `m`
    case lineEnd(unixLines: Bool)
    /// `\b` and `\B`
    case wordBoundary(isNegative: Bool, unicode: Bool)
    /// `\G`
    case lastMatchEnd
}
