/// What a backslash and what follows it can mean.
enum PatternEscape {
    case codePoint(CodePoint)
    case set(CodePointSet)
    case node(PatternNode)
}

extension JavaPatternParser {
    /// An escape outside of classes, after its backslash.
    mutating func escapedAtom(backslash: Int) throws(JavaPatternError) -> PatternNode {
        switch try escape(backslash: backslash, inClass: false, isRangeBound: false) {
        case .codePoint(let codePoint): literal(codePoint)
        case .set(let set): .set(set)
        case .node(let node): node
        }
    }

    /// An escape, after its backslash. In a range, `\v` is the one character VT.
    mutating func escape(
        backslash: Int, inClass: Bool, isRangeBound: Bool
    ) throws(JavaPatternError) -> PatternEscape {
        guard let unit = takeRaw() else {
            throw .syntax("expected a character after `\\`, found the end", at: backslash)
        }
        if let codePoint = try characterEscape(unit, isRangeBound: isRangeBound) {
            return .codePoint(codePoint)
        }
        if let set = JavaCharacterClasses.predefined(unit.codePoint, flags: flags) {
            return .set(set)
        }
        if unit.codePoint == "p" || unit.codePoint == "P" {
            let set = try property(backslash: backslash)
            return .set(unit.codePoint == "P" ? set.complement : set)
        }
        if !inClass, let node = try nodeEscape(unit, backslash: backslash) { return .node(node) }
        if unit.codePoint == "N", skip("{") { throw .unsupported("`\\N{…}`", at: backslash) }
        throw .syntax(
            "expected an escape that Java knows, found `\\\(unit.codePoint.text)`", at: backslash)
    }

    /// The escapes that stand for one code point.
    private mutating func characterEscape(
        _ unit: PatternText.Unit, isRangeBound: Bool
    ) throws(JavaPatternError) -> CodePoint? {
        switch unit.codePoint {
        case "0": return try octalEscape(unit)
        case "x": return try hexadecimalEscape(unit)
        case "u": return try unicodeEscape(unit)
        case "c":
            guard let control = take() else {
                throw .syntax("expected a character after `\\c`, found the end", at: unit.offset)
            }
            return CodePoint(control.codePoint.value ^ 64)
        case "a": return "\u{7}"
        case "e": return "\u{1B}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v" where isRangeBound: return "\u{B}"
        default:
            // Java keeps the ASCII letters for itself; digits are references.
            let codePoint = unit.codePoint
            return codePoint.isASCIILetter || codePoint.isASCIIDigit ? nil : codePoint
        }
    }

    /// The escapes that are more than a set of code points.
    private mutating func nodeEscape(
        _ unit: PatternText.Unit, backslash: Int
    ) throws(JavaPatternError) -> PatternNode? {
        switch unit.codePoint {
        case "1"..."9": return numberedReference(first: unit)
        case "k": return try namedReference(backslash: backslash)
        case "A": return .assertion(.inputStart)
        case "z": return .assertion(.inputEnd)
        case "Z":
            return .assertion(
                .inputEndOrFinalTerminator(unixLines: flags.contains(.unixLines)))
        case "b", "B":
            if unit.codePoint == "b", let brace = peek(), brace.codePoint == "{",
                peekRawSecond()?.codePoint == "g"
            {
                throw .unsupported("`\\b{g}`", at: backslash)
            }
            return .assertion(
                .wordBoundary(
                    isNegative: unit.codePoint == "B",
                    unicode: flags.contains(.unicodeCharacterClass)))
        case "G":
            lastMatchEndOffsets.append(backslash)
            return .assertion(.lastMatchEnd)
        case "R": return .lineEnding
        case "X": return .graphemeCluster
        default: return nil
        }
    }

    /// `\11` is group 11 if that many groups are open or closed by now, else group 1 and a `1`.
    private mutating func numberedReference(first: PatternText.Unit) -> PatternNode {
        var number = Int(first.codePoint.value) - 0x30
        while let unit = peek(), !unit.isQuoted, unit.codePoint.isASCIIDigit {
            let longer = number * 10 + Int(unit.codePoint.value) - 0x30
            guard longer <= groupCount else { break }
            number = longer
            _ = take()
        }
        return .backReference(group: number, ignoringCase: flags.contains(.caseInsensitive))
    }

    private mutating func namedReference(backslash: Int) throws(JavaPatternError) -> PatternNode {
        guard skip("<") else {
            throw .syntax("expected `<` after `\\k`, found \(nextText)", at: backslash)
        }
        let (name, offset) = try groupName()
        guard let number = groupNumbers[name] else {
            throw .syntax("expected a group of this name before it, found none", at: offset)
        }
        return .backReference(group: number, ignoringCase: flags.contains(.caseInsensitive))
    }

    // MARK: Numbers

    private mutating func digit(_ value: (CodePoint) -> UInt32?) -> UInt32? {
        guard let unit = peek(), !unit.isQuoted, let digit = value(unit.codePoint) else {
            return nil
        }
        _ = take()
        return digit
    }

    private mutating func octalEscape(
        _ zero: PatternText.Unit
    ) throws(JavaPatternError) -> CodePoint {
        guard var value = digit(\.octalValue) else {
            throw .syntax(
                "expected an octal digit after `\\0`, found \(nextText)", at: zero.offset)
        }
        let digitsMax = value <= 3 ? 3 : 2
        for _ in 1..<digitsMax {
            guard let next = digit(\.octalValue) else { break }
            value = value * 8 + next
        }
        return CodePoint(value)
    }

    private mutating func hexadecimalEscape(
        _ letter: PatternText.Unit
    ) throws(JavaPatternError) -> CodePoint {
        if skip("{") {
            var value: UInt32 = 0
            var count = 0
            while let next = digit(\.hexadecimalValue) {
                value = value * 16 + next
                count += 1
                guard value <= CodePoint.max.value else {
                    throw .syntax(
                        "expected a code point up to 10FFFF, found a larger number",
                        at: letter.offset)
                }
            }
            guard count > 0, skip("}") else {
                throw .syntax(
                    "expected hexadecimal digits and `}` after `\\x{`, found \(nextText)",
                    at: letter.offset)
            }
            return CodePoint(value)
        }
        guard let high = digit(\.hexadecimalValue), let low = digit(\.hexadecimalValue) else {
            throw .syntax(
                "expected two hexadecimal digits after `\\x`, found \(nextText)", at: letter.offset)
        }
        return CodePoint(high * 16 + low)
    }

    private mutating func unicodeEscape(
        _ letter: PatternText.Unit
    ) throws(JavaPatternError) -> CodePoint {
        let first = try fourHexadecimalDigits(letter)
        guard first.isHighSurrogate else { return first }
        let pair = try attempt { (parser) throws(JavaPatternError) -> CodePoint? in
            guard parser.skip("\\"), let next = parser.take(), next.codePoint == "u" else {
                return nil
            }
            let second = try parser.fourHexadecimalDigits(next)
            return second.isLowSurrogate ? CodePoint.pair(first, second) : nil
        }
        return pair ?? first
    }

    private mutating func fourHexadecimalDigits(
        _ letter: PatternText.Unit
    ) throws(JavaPatternError) -> CodePoint {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let next = digit(\.hexadecimalValue) else {
                throw .syntax(
                    "expected four hexadecimal digits after `\\u`, found \(nextText)",
                    at: letter.offset)
            }
            value = value * 16 + next
        }
        return CodePoint(value)
    }

    // MARK: Properties

    /// What follows `\p`: one letter, or a name in braces.
    private mutating func property(backslash: Int) throws(JavaPatternError) -> CodePointSet {
        guard let first = take() else {
            throw .syntax("expected a property after `\\p`, found the end", at: backslash)
        }
        var name = first.codePoint.text
        if first.codePoint == "{" {
            name = ""
            while true {
                guard let unit = takeRaw() else {
                    throw .syntax(
                        "expected `}` after the property name, found the end", at: backslash)
                }
                if unit.codePoint == "}" { break }
                name += unit.codePoint.text
            }
        }
        guard let set = JavaProperties.set(named: name, flags: flags) else {
            throw .syntax("expected a property that Java knows, found `\(name)`", at: backslash)
        }
        return set
    }
}
