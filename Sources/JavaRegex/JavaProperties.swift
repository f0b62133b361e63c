/// The names of `\p{…}` and what they mean, as Java 17 reads them.
enum JavaProperties {
    /// The set of a name; nil when Java knows no such property.
    static func set(named name: String, flags: JavaPatternFlags) -> CodePointSet? {
        let ignoringCase = flags.contains(.caseInsensitive)
        if let equals = name.firstIndex(of: "=") {
            return set(
                ofKey: name[..<equals].lowercased(),
                value: String(name[name.index(after: equals)...]), ignoringCase: ignoringCase)
        }
        if name.hasPrefix("In") { return UnicodeBlocks.set(named: name.dropFirst(2)) }
        if name.hasPrefix("Is") {
            let short = String(name.dropFirst(2))
            return unicodeProperty(short, ignoringCase: ignoringCase)
                ?? generalProperty(short, ignoringCase: ignoringCase) ?? script(short)
        }
        if flags.contains(.unicodeCharacterClass),
            let set = unicodePOSIXClass(name, ignoringCase: ignoringCase)
        {
            return set
        }
        return generalProperty(name, ignoringCase: ignoringCase)
    }

    private static func set(
        ofKey key: String, value: String, ignoringCase: Bool
    ) -> CodePointSet? {
        switch key {
        case "sc", "script": script(value)
        case "blk", "block": UnicodeBlocks.set(named: value[...])
        case "gc", "general_category": generalProperty(value, ignoringCase: ignoringCase)
        default: nil
        }
    }

    /// What stands for upper, lower and title case when case does not matter.
    private static let casedCategories = CodePointSet.properties("Lu", "Ll", "Lt")
    private static let casedProperties = CodePointSet.properties("Lowercase", "Uppercase", "Lt")

    /// The binary properties behind `Is`.
    private static func unicodeProperty(_ name: String, ignoringCase: Bool) -> CodePointSet? {
        switch name.uppercased() {
        case "ALPHABETIC": .property("Alphabetic")
        case "LETTER": .property("L")
        case "IDEOGRAPHIC": .property("Ideographic")
        case "LOWERCASE": ignoringCase ? casedProperties : .property("Lowercase")
        case "UPPERCASE": ignoringCase ? casedProperties : .property("Uppercase")
        case "TITLECASE": ignoringCase ? casedProperties : .property("Lt")
        case "WHITE_SPACE", "WHITESPACE": JavaCharacterClasses.unicodeSpace
        case "CONTROL": .property("Cc")
        case "PUNCTUATION": .property("P")
        case "HEX_DIGIT", "HEXDIGIT": hexadecimalDigits
        case "ASSIGNED": CodePointSet.property("Cn").complement
        case "NONCHARACTER_CODE_POINT", "NONCHARACTERCODEPOINT": noncharacters
        case "DIGIT": .property("Nd")
        case "ALNUM": .properties("Alphabetic", "Nd")
        case "BLANK": blank
        case "GRAPH": graph
        case "PRINT": graph.union(.property("Zs"))
        case "WORD": JavaCharacterClasses.unicodeWord
        case "JOIN_CONTROL", "JOINCONTROL": .range(0x200C...0x200D)
        default: nil
        }
    }

    private static let hexadecimalDigits = CodePointSet.property("Nd").union(
        .ranges(
            CodePointRanges([0x41...0x46, 0x61...0x66, 0xFF21...0xFF26, 0xFF41...0xFF46])))
    private static let noncharacters = CodePointSet.ranges(
        CodePointRanges(
            [0xFDD0...0xFDEF] + (0...16).map { ($0 << 16 | 0xFFFE)...($0 << 16 | 0xFFFF) }))
    private static let blank = CodePointSet.property("Zs").union(.range(0x09...0x09))
    private static let graph = CodePointSet.properties("Z", "Cc", "Cs", "Cn").complement

    /// The POSIX classes under the flag `U`.
    private static func unicodePOSIXClass(_ name: String, ignoringCase: Bool) -> CodePointSet? {
        let property: String
        switch name.uppercased() {
        case "ALPHA": property = "ALPHABETIC"
        case "LOWER": property = "LOWERCASE"
        case "UPPER": property = "UPPERCASE"
        case "SPACE": property = "WHITE_SPACE"
        case "PUNCT": property = "PUNCTUATION"
        case "XDIGIT": property = "HEX_DIGIT"
        case "CNTRL": property = "CONTROL"
        case "ALNUM", "DIGIT", "BLANK", "GRAPH", "PRINT": property = name
        default: return nil
        }
        return unicodeProperty(property, ignoringCase: ignoringCase)
    }

    /// General categories, the POSIX classes of ASCII, and the methods of `java.lang.Character`.
    private static func generalProperty(_ name: String, ignoringCase: Bool) -> CodePointSet? {
        switch name {
        case "Lu", "Ll", "Lt": return ignoringCase ? casedCategories : .property(name)
        case "Cn", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf",
            "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf",
            "L", "M", "N", "Z", "C", "P", "S":
            return .property(name)
        case "LC": return casedCategories
        case "LD": return JavaCharacterClasses.letterOrDigit
        case "L1": return .range(0...0xFF)
        case "all": return .ranges(.all)
        default:
            if name.hasPrefix("java") {
                return javaMethod(name.dropFirst(4), ignoringCase: ignoringCase)
            }
            return asciiClass(name, ignoringCase: ignoringCase).map { .ranges($0) }
        }
    }

    private static func asciiClass(_ name: String, ignoringCase: Bool) -> CodePointRanges? {
        switch name {
        case "ASCII": CodePointRanges([0...0x7F])
        case "Alnum": CodePointRanges([0x30...0x39, 0x41...0x5A, 0x61...0x7A])
        case "Alpha": CodePointRanges([0x41...0x5A, 0x61...0x7A])
        case "Blank": CodePointRanges([0x09...0x09, 0x20...0x20])
        case "Cntrl": CodePointRanges([0...0x1F, 0x7F...0x7F])
        case "Digit": JavaCharacterClasses.asciiDigits
        case "Graph": CodePointRanges([0x21...0x7E])
        case "Lower": CodePointRanges(ignoringCase ? [0x41...0x5A, 0x61...0x7A] : [0x61...0x7A])
        case "Print": CodePointRanges([0x20...0x7E])
        case "Punct": CodePointRanges([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])
        case "Space": JavaCharacterClasses.asciiSpace
        case "Upper": CodePointRanges(ignoringCase ? [0x41...0x5A, 0x61...0x7A] : [0x41...0x5A])
        case "XDigit": CodePointRanges([0x30...0x39, 0x41...0x46, 0x61...0x66])
        default: nil
        }
    }

    /// `\p{javaX}`: what `Character.isX` says.
    private static func javaMethod(_ name: Substring, ignoringCase: Bool) -> CodePointSet? {
        switch name {
        case "LowerCase": ignoringCase ? casedProperties : .property("Lowercase")
        case "UpperCase": ignoringCase ? casedProperties : .property("Uppercase")
        case "TitleCase": ignoringCase ? casedProperties : .property("Lt")
        case "Alphabetic": .property("Alphabetic")
        case "Ideographic": .property("Ideographic")
        case "Digit": .property("Nd")
        case "Defined": CodePointSet.property("Cn").complement
        case "Letter": .property("L")
        case "LetterOrDigit": JavaCharacterClasses.letterOrDigit
        case "JavaIdentifierStart": identifierStart
        case "JavaIdentifierPart":
            identifierStart.union(.properties("Nd", "Mc", "Mn")).union(identifierIgnorable)
        case "UnicodeIdentifierStart": .property("ID_Start")
        case "UnicodeIdentifierPart":
            CodePointSet.property("ID_Continue").union(identifierIgnorable)
        case "IdentifierIgnorable": identifierIgnorable
        case "SpaceChar": .property("Z")
        case "Whitespace": whitespace
        case "ISOControl": .ranges(CodePointRanges([0...0x1F, 0x7F...0x9F]))
        case "Mirrored": .property("Bidi_Mirrored")
        default: nil
        }
    }

    private static let identifierStart = CodePointSet.properties("L", "Nl", "Sc", "Pc")
    private static let identifierIgnorable = CodePointSet.property("Cf").union(
        .ranges(CodePointRanges([0...0x08, 0x0E...0x1B, 0x7F...0x9F])))
    /// All separators but the three that do not break a line, and some controls.
    private static let whitespace = CodePointSet.ranges(
        CodePointRanges([
            0x09...0x0D, 0x1C...0x1F, 0x20...0x20, 0x1680...0x1680, 0x2000...0x2006,
            0x2008...0x200A, 0x2028...0x2029, 0x205F...0x205F, 0x3000...0x3000,
        ]))

    /// A script by name or ISO code. PCRE2 knows which ones there are; a word of letters is safe.
    private static func script(_ name: String) -> CodePointSet? {
        let isWord = name.utf8.allSatisfy {
            ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z"))
                || $0 == UInt8(ascii: "_")
        }
        return isWord && !name.isEmpty ? .property("sc:" + name) : nil
    }
}
