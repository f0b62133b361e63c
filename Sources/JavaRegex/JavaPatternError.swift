/// Why a pattern cannot be used.
package struct JavaPatternError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is, and whose.
    package enum Kind: Equatable, Sendable {
        /// Java throws `PatternSyntaxException` for this pattern.
        case syntax
        /// Java accepts the pattern, this library does not; `construct` is what it stumbled on.
        case unsupported(construct: String)
    }

    package let kind: Kind
    /// What is wrong, in words: "expected `)` …, found the end of the pattern".
    package let message: String
    /// Where in the bytes of the Java pattern.
    package let offset: Int

    package var description: String { "\(message) (byte \(offset) of the pattern)" }

    static func syntax(_ message: String, at offset: Int) -> JavaPatternError {
        JavaPatternError(kind: .syntax, message: message, offset: offset)
    }

    static func unsupported(_ construct: String, at offset: Int) -> JavaPatternError {
        JavaPatternError(
            kind: .unsupported(construct: construct),
            message: "\(construct) is not supported in regular expressions", offset: offset)
    }
}
