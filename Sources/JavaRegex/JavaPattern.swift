/// A compiled pattern of `java.util.regex`: immutable, to be shared by threads.
///
/// Known differences to Java 17:
/// - Positions are code points, not UTF-16 units: an empty match does not split a surrogate pair.
/// - A back reference that ignores case folds all of Unicode, also without the flag `u`.
/// - `\b` looks past two nonspacing marks for their letter, Java past any number.
/// - A group repeated for an empty round may be unset in one and empty in the other; a group inside
///   a look-around that failed or was skipped is unset here, and may be set in Java.
/// - With `iu`, a range folds to all cases of its letters: `[H-L]` matches the Kelvin sign.
/// - Unicode's tables are PCRE2's, not Java's: some versions newer.
/// - Look-behinds need a length that can be multiplied out, `\G` stands at the start, and
///   `\N{…}`, `\b{g}` and the flag `c` are refused, all as `unsupported`.
///
/// The work of matching is limited, see `MatchWork`.
package final class JavaPattern: Sendable {
    /// Longer patterns are refused.
    package static let bytesMax = 32_768

    /// How many groups the pattern has, group 0 not counted.
    package let groupCount: Int
    /// The numbers of the groups that have names.
    package let groupNumbers: [String: Int]
    /// Whether the pattern starts with `\G`, so that a match must start where the last one ended.
    let startsAtLastMatchEnd: Bool
    let code: CompiledCode

    /// Compiles a pattern, by default to machine code, which pays from the second match on.
    package init(
        _ pattern: [UInt8], flags: JavaPatternFlags = [], justInTime: Bool = true
    ) throws(JavaPatternError) {
        guard pattern.count <= Self.bytesMax else {
            throw .unsupported("a pattern of more than \(Self.bytesMax) bytes", at: Self.bytesMax)
        }
        // As in Java, U brings u along.
        let flags = flags.contains(.unicodeCharacterClass) ? flags.union(.unicodeCase) : flags
        let isLiteral = flags.contains(.literal)
        let text = PatternText(pattern, isLiteral: isLiteral)
        var parser = JavaPatternParser(
            text, flags: isLiteral ? flags.subtracting(.comments) : flags)
        let root = try parser.parse()
        groupCount = parser.groupCount
        groupNumbers = parser.groupNumbers
        startsAtLastMatchEnd = !parser.lastMatchEndOffsets.isEmpty
        let translation = try JavaPatternTranslation.translate(root, groupCount: groupCount)
        do throws(CompiledCode.Failure) {
            code = try CompiledCode(translation, justInTime: justInTime)
        } catch {
            throw Self.error(for: error)
        }
    }

    private init(_ original: JavaPattern, code: CompiledCode) {
        groupCount = original.groupCount
        groupNumbers = original.groupNumbers
        startsAtLastMatchEnd = original.startsAtLastMatchEnd
        self.code = code
    }

    /// The same pattern with machine code, a new object; itself if it has some.
    package func justInTimeCompiled() -> JavaPattern {
        guard !code.isJustInTimeCompiled,
            let faster = CompiledCode(justInTimeCompiling: code)
        else { return self }
        return JavaPattern(self, code: faster)
    }

    /// The translation writes sound text, so what PCRE2 refuses are names and sizes.
    private static func error(for failure: CompiledCode.Failure) -> JavaPatternError {
        if failure.code == CompiledCode.unknownPropertyCode {
            return .syntax("expected a script that Java knows in `\\p{…}`, found another", at: 0)
        }
        return .unsupported("this pattern (\(failure.message))", at: 0)
    }
}
