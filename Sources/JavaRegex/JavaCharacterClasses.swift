/// The classes that have an escape of their own, and the sets that anchors and flags need.
enum JavaCharacterClasses {
    static let lineTerminators = CodePointRanges([
        0x0A...0x0A, 0x0D...0x0D, 0x85...0x85, 0x2028...0x2029,
    ])
    static let verticalSpace = CodePointRanges([0x0A...0x0D, 0x85...0x85, 0x2028...0x2029])
    static let horizontalSpace = CodePointRanges([
        0x09...0x09, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x180E...0x180E,
        0x2000...0x200A, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
    ])
    static let asciiDigits = CodePointRanges([0x30...0x39])
    static let asciiSpace = CodePointRanges([0x09...0x0D, 0x20...0x20])
    static let asciiWord = CodePointRanges([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

    /// `\w` under the flag `U`.
    static let unicodeWord = CodePointSet.properties("Alphabetic", "M", "Nd", "Pc")
        .union(.range(0x200C...0x200D))
    /// `\s` under the flag `U`.
    static let unicodeSpace = CodePointSet.property("Z").union(
        .ranges(CodePointRanges([0x09...0x0D, 0x85...0x85])))
    /// What `\b` takes for a letter or a digit: all of Unicode, although `\w` is ASCII.
    static let letterOrDigit = CodePointSet.properties("L", "Nd")

    /// The set of `\d \h \s \v \w` and of their complements.
    static func predefined(_ letter: CodePoint, flags: JavaPatternFlags) -> CodePointSet? {
        let unicode = flags.contains(.unicodeCharacterClass)
        switch letter {
        case "d": return unicode ? .property("Nd") : .ranges(asciiDigits)
        case "h": return .ranges(horizontalSpace)
        case "s": return unicode ? unicodeSpace : .ranges(asciiSpace)
        case "v": return .ranges(verticalSpace)
        case "w": return unicode ? unicodeWord : .ranges(asciiWord)
        case "D", "H", "S", "V", "W":
            return predefined(CodePoint(letter.value | 0x20), flags: flags)?.complement
        default: return nil
        }
    }
}
