/// The flags of a `java.util.regex` pattern, with the letters of `(?idmsux-U)`.
package struct JavaPatternFlags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `d`: only `\n` ends a line.
    package static let unixLines = JavaPatternFlags(rawValue: 1)
    /// `i`: ASCII letters match in both cases; with `unicodeCase` all letters do.
    package static let caseInsensitive = JavaPatternFlags(rawValue: 2)
    /// `x`: white space and `#` comments in the pattern mean nothing.
    package static let comments = JavaPatternFlags(rawValue: 4)
    /// `m`: `^` and `$` also match at line terminators.
    package static let multiline = JavaPatternFlags(rawValue: 8)
    /// The whole pattern is literal text. It has no letter.
    package static let literal = JavaPatternFlags(rawValue: 16)
    /// `s`: `.` also matches line terminators.
    package static let dotAll = JavaPatternFlags(rawValue: 32)
    /// `u`: case-insensitive matching folds all of Unicode.
    package static let unicodeCase = JavaPatternFlags(rawValue: 64)
    /// `U`: `\w`, `\d`, `\s` and the POSIX classes mean their Unicode counterparts.
    package static let unicodeCharacterClass = JavaPatternFlags(rawValue: 256)

    /// The flags one letter stands for; nil when Java knows no such flag.
    ///
    /// `U` also sets `u`, as in Java.
    package init?(letter: UInt8) {
        switch letter {
        case UInt8(ascii: "d"): self = .unixLines
        case UInt8(ascii: "i"): self = .caseInsensitive
        case UInt8(ascii: "m"): self = .multiline
        case UInt8(ascii: "s"): self = .dotAll
        case UInt8(ascii: "u"): self = .unicodeCase
        case UInt8(ascii: "x"): self = .comments
        case UInt8(ascii: "U"): self = [.unicodeCharacterClass, .unicodeCase]
        default: return nil
        }
    }

    /// Whether letters beyond ASCII match in both cases.
    var foldsUnicode: Bool { isSuperset(of: [.caseInsensitive, .unicodeCase]) }
}
