/// Interoperable regular expressions (RFC 9485), as `match` and `search` take them, in the syntax
/// of `java.util.regex`.
///
/// One pass without recursion: groups are only counted, their content is checked like any other.
struct IRegexp {
    private var text: [UInt8]
    private var index = 0
    private var output: [UInt8] = []
    private var groups = 0
    /// A quantifier may follow.
    private var isAfterAtom = false

    /// The Java pattern for an I-Regexp; nil for what is none.
    static func javaPattern(_ text: [UInt8]) -> [UInt8]? {
        var translation = IRegexp(text: text)
        translation.output.reserveCapacity(text.count + 16)
        while let byte = translation.current {
            guard translation.translate(byte) else { return nil }
        }
        return translation.groups == 0 ? translation.output : nil
    }

    private init(text: [UInt8]) { self.text = text }

    private var current: UInt8? { index < text.count ? text[index] : nil }

    /// Passes `byte` if it comes next.
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func translate(_ byte: UInt8) -> Bool {
        index += 1
        switch byte {
        case UInt8(ascii: "("):
            groups += 1
            output.append(contentsOf: "(?:".utf8)
            isAfterAtom = false
        case UInt8(ascii: ")"):
            groups -= 1
            guard groups >= 0 else { return false }
            output.append(byte)
            isAfterAtom = true
        case UInt8(ascii: "|"):
            output.append(byte)
            isAfterAtom = false
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            guard isAfterAtom else { return false }
            output.append(byte)
            isAfterAtom = false
        case UInt8(ascii: "{"):
            guard isAfterAtom, range() else { return false }
            isAfterAtom = false
        case UInt8(ascii: "]"), UInt8(ascii: "}"): return false
        case UInt8(ascii: "^"), UInt8(ascii: "$"):
            // By the letter ordinary characters, but the compliance suite takes them for anchors.
            output.append(contentsOf: byte == UInt8(ascii: "^") ? "\\A".utf8 : "\\z".utf8)
            isAfterAtom = false
        default:
            isAfterAtom = true
            return atom(byte)
        }
        return true
    }

    private mutating func atom(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."): output.append(contentsOf: "[^\\n\\r]".utf8)
        case UInt8(ascii: "["): return characterClass()
        case UInt8(ascii: "\\"): return escape()
        default: appendCharacter(byte)
        }
        return true
    }

    /// `{2}`, `{2,}`, `{2,5}`, behind the brace.
    private mutating func range() -> Bool {
        output.append(UInt8(ascii: "{"))
        guard number() else { return false }
        if skip(UInt8(ascii: ",")) {
            output.append(UInt8(ascii: ","))
            if current != UInt8(ascii: "}"), !number() { return false }
        }
        output.append(UInt8(ascii: "}"))
        return skip(UInt8(ascii: "}"))
    }

    private mutating func number() -> Bool {
        let start = index
        while let digit = current, digit >= 48, digit <= 57 {
            output.append(digit)
            index += 1
        }
        return index > start
    }

    /// `[a-z]`, behind the bracket.
    private mutating func characterClass() -> Bool {
        output.append(UInt8(ascii: "["))
        if skip(UInt8(ascii: "^")) { output.append(UInt8(ascii: "^")) }
        var isFirst = true
        while let byte = current, byte != UInt8(ascii: "]") {
            index += 1
            // A hyphen stands for itself at either end only.
            if byte == UInt8(ascii: "-") {
                guard isFirst || current == UInt8(ascii: "]") else { return false }
                appendCharacter(byte)
            } else {
                guard let isCharacter = classMember(byte), !isCharacter || rangeEnd() else {
                    return false
                }
            }
            isFirst = false
        }
        output.append(UInt8(ascii: "]"))
        return !isFirst && skip(UInt8(ascii: "]"))
    }

    /// A member of a class; false for `\p{…}`, which starts no range, nil for what may not stand
    /// here.
    private mutating func classMember(_ byte: UInt8) -> Bool? {
        switch byte {
        case UInt8(ascii: "["): return nil
        case UInt8(ascii: "\\"):
            let isProperty = current == UInt8(ascii: "p") || current == UInt8(ascii: "P")
            return escape() ? !isProperty : nil
        default:
            appendCharacter(byte)
            return true
        }
    }

    /// `-z`, if it follows.
    private mutating func rangeEnd() -> Bool {
        guard current == UInt8(ascii: "-"), index + 1 < text.count,
            text[index + 1] != UInt8(ascii: "]")
        else { return true }
        output.append(UInt8(ascii: "-"))
        index += 1
        let byte = text[index]
        index += 1
        guard byte != UInt8(ascii: "-") else { return false }
        return classMember(byte) ?? false
    }

    /// What follows a backslash.
    private mutating func escape() -> Bool {
        guard let byte = current else { return false }
        index += 1
        switch byte {
        case UInt8(ascii: "p"), UInt8(ascii: "P"): return property(byte)
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            output.append(UInt8(ascii: "\\"))
            output.append(byte)
            return true
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "["),
            UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "{"),
            UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "$"):
            appendCharacter(byte)
            return true
        default: return false
        }
    }

    /// `\p{Lu}`, behind the letter.
    private mutating func property(_ letter: UInt8) -> Bool {
        guard skip(UInt8(ascii: "{")) else { return false }
        let start = index
        while let byte = current, byte != UInt8(ascii: "}") { index += 1 }
        let name = text[start..<index]
        guard Self.categories.contains(String(decoding: name, as: UTF8.self)),
            skip(UInt8(ascii: "}"))
        else { return false }
        output.append(UInt8(ascii: "\\"))
        output.append(letter)
        output.append(UInt8(ascii: "{"))
        output.append(contentsOf: name)
        output.append(UInt8(ascii: "}"))
        return true
    }

    /// Appends a character that stands for itself.
    private mutating func appendCharacter(_ byte: UInt8) {
        let isPlain =
            byte >= 0x80 || byte >= 48 && byte <= 57 || byte | 0x20 >= 97 && byte | 0x20 <= 122
            || byte <= 0x20
        if !isPlain { output.append(UInt8(ascii: "\\")) }
        output.append(byte)
    }

    /// The general categories of Unicode, section 5.2.
    private static let categories: Set<String> = [
        "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No", "P", "Pc",
        "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Z", "Zl", "Zp", "Zs", "S", "Sc", "Sk", "Sm", "So", "C",
        "Cc", "Cf", "Cn", "Co",
    ]
}
