/// Going on after an error, to report the next one too.
///
/// Only between the parentheses of a directive: when they are closed on the same line there is
/// little doubt where the directive ends, and its block can be parsed. Anywhere else one mistake
/// would be reported as many.
extension TemplateParser {
    /// Parses what a directive has between its parentheses. When that fails in a place that can be
    /// skipped, the result is nil and the parser stands behind the closing parenthesis.
    ///
    /// - Parameter opener: The index of the token that ends in the opening parenthesis.
    mutating func recovering<Result>(
        after opener: Int,
        _ parse: (inout TemplateParser) throws(SyntaxFailure) -> Result
    ) throws(SyntaxFailure) -> Result? {
        let depth = session.depth
        do throws(SyntaxFailure) {
            return try parse(&self)
        } catch {
            let start = Int(tokens[opener].end)
            guard isRecovering, !session.isTooDeep,
                let end = lexer.closingParenthesis(after: start)
            else { throw error }
            session.depth = depth
            tokens.removeSubrange((opener + 1)...)
            cursor = opener + 1
            lexer.restart(at: end)
            return nil
        }
    }
}

extension Lexer {
    /// The offset behind the parenthesis that closes the one before `start`, if it is on its line.
    func closingParenthesis(after start: Int) -> Int? {
        var open = 1
        var quote: UInt8?
        for index in start..<bytes.count {
            let byte = bytes[index]
            if byte.isLineBreak { return nil }
            if let mark = quote {
                if byte == mark { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return index + 1 }
            default: break
            }
        }
        return nil
    }

    /// Goes on in text at an offset, whatever was open.
    mutating func restart(at offset: Int) {
        self = Lexer(bytes)
        position = offset
    }
}
