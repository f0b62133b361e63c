/// The tokens of directives: their names, and the expressions in their parentheses.
extension Lexer {
    /// Behind `#`.
    mutating func matchDirectiveName() -> Match {
        if let keyword = matchKeyword() { return keyword }
        if let length = wordLength(at: 0) { return .token(.word, length) }
        if let length = bracedWordLength(at: 0) { return .token(.bracedWord, length) }
        if let number = matchNumber() { return number }
        if isAhead("##") { return .token(.lineCommentStart, 2) }
        return matchPrefix() ?? .stateEnd
    }

    /// In a directive, before and between its parentheses.
    mutating func matchDirective() -> Match {
        if let length = wordLength(at: 0) { return matchWord(length) }
        if let length = bracedWordLength(at: 0) { return .token(.bracedWord, length) }
        if let value = matchValue() { return value }
        if let operation = matchOperator() { return operation }
        switch bytes[position] {
        case UInt8(ascii: "("): return .token(.openParenthesis, 1)
        case UInt8(ascii: ")"): return .token(.closeParenthesis, 1 + gobbledLength(at: 1))
        default: break
        }
        if isAhead("##") { return .token(.lineCommentStart, 2) }
        return matchPrefix() ?? matchPunctuation()
    }

    // MARK: Names

    func wordLength(at distance: Int) -> Int? {
        guard byte(distance)?.startsWord == true else { return nil }
        var end = distance + 1
        while byte(end)?.continuesWord == true { end += 1 }
        return end - distance
    }

    func bracedWordLength(at distance: Int) -> Int? {
        guard byte(distance) == UInt8(ascii: "{"), byte(distance + 1)?.startsIdentifier == true
        else { return nil }
        var end = distance + 2
        while byte(end)?.continuesWord == true { end += 1 }
        return byte(end) == UInt8(ascii: "}") ? end + 1 - distance : nil
    }

    /// `if`, `elseif`, `else` and `end`, bare or in braces.
    private func matchKeyword() -> Match? {
        let isBraced = bytes[position] == UInt8(ascii: "{")
        guard let length = isBraced ? bracedWordLength(at: 0) : wordLength(at: 0) else {
            return nil
        }
        let name = bytes[position..<position + length]
        let word = isBraced ? name.dropFirst().dropLast() : name
        if word.elementsEqual("if".utf8) { return .token(.ifDirective, length) }
        if word.elementsEqual("elseif".utf8) { return .token(.elseifDirective, length) }
        if word.elementsEqual("else".utf8) {
            return .token(.elseDirective, length + gobbledLength(at: length))
        }
        if word.elementsEqual("end".utf8) {
            return .token(.end, length + gobbledLength(at: length))
        }
        return nil
    }

    /// Operators and `true` and `false` may be words; only in directives are they more than names.
    private func matchWord(_ length: Int) -> Match {
        guard length <= 5 else { return .token(.word, length) }
        let word = bytes[position..<position + length]
        let meaning = Self.reservedWords.first { word.elementsEqual($0.word.utf8) }
        return .token(meaning?.kind ?? .word, length)
    }

    private static let reservedWords: [(word: String, kind: TokenKind)] = [
        ("true", .true), ("false", .false), ("and", .and), ("or", .or), ("not", .not),
        ("eq", .equal), ("ne", .notEqual), ("lt", .less), ("le", .lessOrEqual), ("gt", .greater),
        ("ge", .greaterOrEqual),
    ]

    // MARK: Expressions

    private func matchOperator() -> Match? {
        let isEqualAhead = byte(1) == UInt8(ascii: "=")
        switch bytes[position] {
        case UInt8(ascii: "+"): return .token(.plus, 1)
        case UInt8(ascii: "-"): return .token(.minus, 1)
        case UInt8(ascii: "*"): return .token(.multiply, 1)
        case UInt8(ascii: "/"): return .token(.divide, 1)
        case UInt8(ascii: "%"): return .token(.modulo, 1)
        case UInt8(ascii: "="): return isEqualAhead ? .token(.equal, 2) : .token(.assign, 1)
        case UInt8(ascii: "!"): return isEqualAhead ? .token(.notEqual, 2) : .token(.not, 1)
        case UInt8(ascii: "<"): return isEqualAhead ? .token(.lessOrEqual, 2) : .token(.less, 1)
        case UInt8(ascii: ">"):
            return isEqualAhead ? .token(.greaterOrEqual, 2) : .token(.greater, 1)
        case UInt8(ascii: "&"): return isAhead("&&") ? .token(.and, 2) : nil
        case UInt8(ascii: "|"): return isAhead("||") ? .token(.or, 2) : nil
        default: return nil
        }
    }

    /// Commas, colons, dots, brackets and braces of literals.
    func matchPunctuation() -> Match {
        switch bytes[position] {
        case UInt8(ascii: "["): .token(.openList, 1)
        case UInt8(ascii: "]"): .token(.closeList, 1)
        case UInt8(ascii: "{"): .token(.openMap, 1)
        case UInt8(ascii: "}"): .token(.closeMap, 1)
        case UInt8(ascii: ","): .token(.comma, 1)
        case UInt8(ascii: ":"): .token(.colon, 1)
        case UInt8(ascii: "."): isAhead("..") ? .token(.rangeDots, 2) : .nothing
        default: .nothing
        }
    }

    /// What stands in directives, arguments and indexes alike: white space, strings, numbers.
    func matchValue() -> Match? {
        let first = bytes[position]
        if first.isWhitespace {
            var length = 1
            while byte(length)?.isWhitespace == true { length += 1 }
            return .token(.whitespace, length)
        }
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            guard let length = stringLength(quote: first) else { return .nothing }
            return .token(.string, length)
        }
        return matchNumber()
    }

    /// A string ends at the first quote that is not doubled. Where there is none, it ends at the
    /// last doubled one, whose second half then starts another string.
    private func stringLength(quote: UInt8) -> Int? {
        var lastDoubled: Int?
        var index = position + 1
        while index < bytes.count {
            if bytes[index] == quote {
                guard index + 1 < bytes.count, bytes[index + 1] == quote else {
                    return index + 1 - position
                }
                lastDoubled = index
                index += 1
            }
            index += 1
        }
        return lastDoubled.map { $0 + 1 - position }
    }

    /// An integer, or a number with a point or an exponent. A sign belongs to the number.
    private func matchNumber() -> Match? {
        var end = byte(0) == UInt8(ascii: "-") ? 1 : 0
        let wholeDigits = digitCount(at: end)
        end += wholeDigits
        if byte(end) == UInt8(ascii: ".") {
            // `1..3` is a range, not the number `1.` and a dot.
            if wholeDigits > 0, byte(end + 1) == UInt8(ascii: ".") { return .token(.integer, end) }
            let decimals = digitCount(at: end + 1)
            guard wholeDigits + decimals > 0 else { return nil }
            end += 1 + decimals
            return .token(.floatingPoint, end + exponentLength(at: end))
        }
        guard wholeDigits > 0 else { return nil }
        let exponent = exponentLength(at: end)
        return exponent > 0 ? .token(.floatingPoint, end + exponent) : .token(.integer, end)
    }

    private func digitCount(at distance: Int) -> Int {
        var end = distance
        while byte(end)?.isDigit == true { end += 1 }
        return end - distance
    }

    /// The length of `e5`, `E+5`, `e-5`, or 0.
    private func exponentLength(at distance: Int) -> Int {
        guard let mark = byte(distance), mark | 0x20 == UInt8(ascii: "e") else { return 0 }
        let sign = byte(distance + 1)
        let signLength = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? 1 : 0
        let digits = digitCount(at: distance + 1 + signLength)
        return digits > 0 ? 1 + signLength + digits : 0
    }
}
