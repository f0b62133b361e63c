/// The tokens of text, comments and raw text, and what can start anywhere: `$` and `#`.
extension Lexer {
    /// The byte so many places behind ``position``, or nil behind the end.
    func byte(_ distance: Int) -> UInt8? {
        let index = position + distance
        return index < bytes.count ? bytes[index] : nil
    }

    /// Whether `text` stands so many places behind ``position``.
    func isAhead(_ text: StaticString, at distance: Int = 0) -> Bool {
        let index = position + distance
        guard bytes.count - index >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { bytes[index..<index + $0.count].elementsEqual($0) }
    }

    mutating func matchText() -> Match {
        let first = bytes[position]
        switch first {
        case UInt8(ascii: "$"):
            if let length = namelessReferenceLength { return .token(.namelessReference, length) }
        case UInt8(ascii: "#"):
            if let length = setDirectiveLength { return .token(.setDirective, length) }
            if isAhead("##") { return .token(.lineCommentStart, 2) }
        case UInt8(ascii: "\\"):
            return matchBackslashes()
        default:
            if first.isBlank, let length = setDirectiveLength {
                return .token(.setDirective, length)
            }
            let rest = bytes[position...]
            let end = rest.firstIndex { $0 == 0x24 || $0 == 0x23 || $0 == 0x5C }  // $ # \
            return .token(.text, (end ?? bytes.count) - position)
        }
        return matchPrefix() ?? .nothing
    }

    private mutating func matchBackslashes() -> Match {
        if let prefix = matchPrefix() { return prefix }
        let count = backslashCount
        if count % 2 == 1, byte(count) == UInt8(ascii: "#") {
            let name = wordLength(at: count + 1) ?? bracedWordLength(at: count + 1)
            if let name { return .token(.escapedDirective, count + 1 + name) }
        }
        return count > 1 ? .token(.doubleBackslash, 2) : .token(.backslash, 1)
    }

    /// In a comment or raw text: its end, or a byte of it.
    ///
    /// What would start something elsewhere is taken as a whole here too, so that in `#* #*#` the
    /// last three bytes do not end the comment.
    mutating func matchInert() -> Match {
        let here = bytes[position]
        switch state {
        case .lineComment:
            if here.isLineBreak { return .token(.lineCommentEnd, lineBreakLength(at: 0)) }
        case .rawText:
            if isAhead("]]#") { return .token(.rawText, 3) }
        case .formalComment:
            if isAhead("*#") { return .token(.formalComment, 2) }
        default:
            if isAhead("*#") { return .token(.blockComment, 2) }
        }
        return matchPrefix() ?? (state == .rawText ? .prefix(.rawByte, 1) : .skipped(1))
    }

    /// `$` and `#` in their various forms, in any state.
    mutating func matchPrefix() -> Match? {
        switch bytes[position] {
        case UInt8(ascii: "$"):
            return .prefix(.dollar, dollarLength(at: 0))
        case UInt8(ascii: "\\"):
            let count = backslashCount
            guard byte(count) == UInt8(ascii: "$") else { return nil }
            return .prefix(.dollar, dollarLength(at: count))
        case UInt8(ascii: "#"):
            if isAhead("#[[") { return .prefix(.rawText, 3) }
            if isAhead("#**"), let fourth = byte(3), fourth != UInt8(ascii: "#") {
                return .prefix(.formalComment, state.isInert ? 4 : 3)
            }
            return isAhead("#*") ? .prefix(.blockComment, 2) : .prefix(.hash, 1)
        default:
            return nil
        }
    }

    /// The bytes up to the end of `$`, `$!` or `$\!`, where the `$` is so many places ahead.
    private func dollarLength(at distance: Int) -> Int {
        var end = distance + 1
        while byte(end) == UInt8(ascii: "\\") { end += 1 }
        return byte(end) == UInt8(ascii: "!") ? end + 1 : distance + 1
    }

    private var backslashCount: Int {
        mutating get {
            if backslashRunEnd <= position {
                backslashRunEnd = position
                while backslashRunEnd < bytes.count, bytes[backslashRunEnd] == UInt8(ascii: "\\") {
                    backslashRunEnd += 1
                }
            }
            return backslashRunEnd - position
        }
    }

    /// `$[`, `$![`, `$\![` and `$.` are text.
    var namelessReferenceLength: Int? {
        if isAhead("$[") || isAhead("$.") { return 2 }
        if isAhead("$![") { return 3 }
        return isAhead("$\\![") ? 4 : nil
    }

    /// `#set(` with blanks and tabs before it, and blanks before the parenthesis.
    var setDirectiveLength: Int? {
        var length = 0
        while byte(length)?.isBlank == true { length += 1 }
        if isAhead("#set", at: length) {
            length += 4
        } else if isAhead("#{set}", at: length) {
            length += 6
        } else {
            return nil
        }
        while byte(length) == UInt8(ascii: " ") { length += 1 }
        return byte(length) == UInt8(ascii: "(") ? length + 1 : nil
    }

    /// 1, or 2 for `\r\n`.
    func lineBreakLength(at distance: Int) -> Int {
        byte(distance) == UInt8(ascii: "\r") && byte(distance + 1) == UInt8(ascii: "\n") ? 2 : 1
    }

    /// The length of blanks and one line break, or 0 when there is no line break.
    func gobbledLength(at distance: Int) -> Int {
        var end = distance
        while byte(end)?.isBlank == true { end += 1 }
        guard byte(end)?.isLineBreak == true else { return 0 }
        return end + lineBreakLength(at: end) - distance
    }
}
