/// The tokens of references: names, dots, indexes, arguments.
extension Lexer {
    /// Behind `$`, and behind `$a.`.
    mutating func matchReference() -> Match {
        let first = bytes[position]
        if first.startsIdentifier { return matchIdentifier() }
        switch first {
        case UInt8(ascii: "["): return .token(.openIndex, 1)
        case UInt8(ascii: "{"): return .token(.openBrace, 1)
        case UInt8(ascii: "}"): return .token(.closeBrace, 1)
        case UInt8(ascii: "("): return state == .member ? .token(.openParenthesis, 1) : .stateEnd
        case UInt8(ascii: "."): return isDotAhead ? .token(.dot, 1) : .stateEnd
        case UInt8(ascii: "$"):
            if state == .reference, let length = namelessReferenceLength {
                return .token(.namelessReference, length)
            }
        case UInt8(ascii: "#"), UInt8(ascii: " "), UInt8(ascii: "\t"):
            if let length = setDirectiveLength { return .token(.setDirective, length) }
            if state == .reference, isAhead("##") { return .token(.lineCommentStart, 2) }
        default: break
        }
        return matchPrefix() ?? .stateEnd
    }

    /// Between the parentheses of a method call.
    mutating func matchArguments() -> Match {
        let first = bytes[position]
        if first.startsIdentifier { return matchIdentifier() }
        if let value = matchValue() {
            // Blanks may also belong to a `#set(` behind them; the longer match wins.
            if first.isBlank, let length = setDirectiveLength {
                return .token(.setDirective, length)
            }
            return value
        }
        switch first {
        case UInt8(ascii: ")"): return .token(.closeArguments, 1)
        case UInt8(ascii: "."): return isDotAhead ? .token(.dot, 1) : matchPunctuation()
        case UInt8(ascii: "#"):
            if let length = setDirectiveLength { return .token(.setDirective, length) }
        default: break
        }
        return matchPrefix() ?? matchPunctuation()
    }

    /// Between the brackets of an index.
    mutating func matchIndex() -> Match {
        if let value = matchValue() { return value }
        if bytes[position] == UInt8(ascii: "]") { return .token(.closeIndex, 1) }
        if isAhead("true") { return .token(.true, 4) }
        if isAhead("false") { return .token(.false, 5) }
        return matchPrefix() ?? .nothing
    }

    private var isDotAhead: Bool { byte(1)?.isLetter == true }

    private func matchIdentifier() -> Match {
        var length = 1
        while byte(length)?.continuesIdentifier == true { length += 1 }
        if length == 4, isAhead("true") { return .token(.true, 4) }
        if length == 5, isAhead("false") { return .token(.false, 5) }
        return .token(.identifier, length)
    }
}
