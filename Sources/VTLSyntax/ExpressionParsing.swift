import Diagnostics

/// Where a value stands; it decides what may be one.
enum ValuePlace {
    /// In `#if(…)` and on the right of `#set`.
    case expression
    /// In a list, a map or the arguments of a method.
    case parameter
    /// In `$a[…]`.
    case index
    /// In the parentheses of other directives and of macro calls.
    case directive
}

/// Expressions, from operators down to literals.
extension TemplateParser {
    /// An expression, with the white space around it.
    mutating func parseExpression() throws(SyntaxFailure) -> Expression {
        try parseOperators(binding: 0)
    }

    /// Operands joined by operators that bind at least so tightly, grouped to the left.
    private mutating func parseOperators(binding: Int) throws(SyntaxFailure) -> Expression {
        var left = try parseOperand()
        var chained = 0
        defer { session.depth -= chained }
        while let operation = Self.binaryOperator(peek().kind), operation.binding >= binding {
            // The tree grows deeper to the left with each operator.
            try enter(at: peek())
            chained += 1
            advance()
            let start = Int(peek().start)
            let right = try parseOperators(binding: operation.binding + 1)
            left = Expression(
                kind: .binary(operation.meaning, left, right), span: left.span.union(right.span),
                literal: source.span(start..<Int(peek().start)))
        }
        return left
    }

    private static func binaryOperator(
        _ kind: TokenKind
    ) -> (meaning: BinaryOperator, binding: Int)? {
        switch kind {
        case .or: (.or, 1)
        case .and: (.and, 2)
        case .equal: (.equal, 3)
        case .notEqual: (.notEqual, 3)
        case .less: (.less, 4)
        case .greater: (.greater, 4)
        case .lessOrEqual: (.lessOrEqual, 4)
        case .greaterOrEqual: (.greaterOrEqual, 4)
        case .plus: (.add, 5)
        case .minus: (.subtract, 5)
        case .multiply: (.multiply, 6)
        case .divide: (.divide, 6)
        case .modulo: (.modulo, 6)
        default: nil
        }
    }

    /// A value or a parenthesized expression, with `!` in front of it any number of times.
    private mutating func parseOperand() throws(SyntaxFailure) -> Expression {
        skipWhitespace()
        let token = peek()
        switch token.kind {
        case .not:
            try enter(at: token)
            defer { leave() }
            advance()
            let operand = try parseOperand()
            return Expression(kind: .not(operand), span: span(of: token).union(operand.span))
        case .openParenthesis:
            return try parseParenthesized(opener: token)
        default:
            let value = try parseValue(.expression)
            skipWhitespace()
            return value
        }
    }

    private mutating func parseParenthesized(opener: Token) throws(SyntaxFailure) -> Expression {
        try enter(at: opener)
        defer { leave() }
        advance()
        let start = Int(peek().start)
        var inner = try parseExpression()
        let end = Int(peek().start)
        try expectClosing(.closeParenthesis, of: opener, .operatorOrParenthesis)
        skipWhitespace()
        inner.span = source.span(Int(opener.start)..<end + 1)
        inner.literal = source.span(start..<end)
        return inner
    }

    /// A value with white space around it.
    mutating func parseParameter() throws(SyntaxFailure) -> Expression {
        skipWhitespace()
        let value = try parseValue(.parameter)
        skipWhitespace()
        return value
    }

    // MARK: Values

    /// A literal or a reference, without white space around it.
    mutating func parseValue(_ place: ValuePlace) throws(SyntaxFailure) -> Expression {
        let token = peek()
        switch token.kind {
        case .identifier: return try parseReferenceValue()
        case .openBrace where peek(1).kind == .identifier: return try parseReferenceValue()
        case .openList where place != .index: return try parseListOrRange(opener: token)
        case .openMap where place != .index: return try parseMap(opener: token)
        default: return try parseScalar(token, place)
        }
    }

    private mutating func parseScalar(
        _ token: Token, _ place: ValuePlace
    ) throws(SyntaxFailure) -> Expression {
        let kind: Expression.Kind
        switch token.kind {
        case .string:
            advance()
            return Expression(kind: parseString(token), span: span(of: token))
        case .integer: kind = .integer(digits(of: token))
        case .floatingPoint where place != .index: kind = .floatingPoint(digits(of: token))
        case .true: kind = .boolean(true)
        case .false: kind = .boolean(false)
        case .word where place == .directive: kind = .word([UInt8](image(of: token)))
        default: throw fail(.expectedValue(place), found: token)
        }
        advance()
        return Expression(kind: kind, span: span(of: token))
    }

    /// The grammar takes `#5` for a number, and what reads its digits does not.
    private mutating func digits(of token: Token) -> [UInt8] {
        let image = image(of: token)
        if image.contains(UInt8(ascii: "#")) {
            recordUnlessGrammarOnly(.hashBeforeNumber, at: span(of: token))
        }
        return [UInt8](image)
    }

    private mutating func parseReferenceValue() throws(SyntaxFailure) -> Expression {
        switch try parseReference() {
        case .reference(let reference):
            Expression(kind: .reference(reference), span: reference.span)
        case .bareName(let name, let span), .brokenQuiet(let name, let span):
            Expression(kind: .word(name), span: span)
        }
    }

    private mutating func parseListOrRange(opener: Token) throws(SyntaxFailure) -> Expression {
        try enter(at: opener)
        defer { leave() }
        let first = advance()
        var elements: [Expression] = []
        if peek().kind != .closeList {
            let element = try parseParameter()
            if peek().kind == .rangeDots, Self.canEndRange(element) {
                return try parseRange(opener: opener, first: first, from: element)
            }
            elements.append(element)
            while take(.comma) { elements.append(try parseParameter()) }
        }
        try expectClosing(.closeList, of: opener, .commaOrBracket)
        return makeExpression(.list(elements), from: first)
    }

    private mutating func parseRange(
        opener: Token, first: Int, from: Expression
    ) throws(SyntaxFailure) -> Expression {
        advance()
        skipWhitespace()
        let token = peek()
        guard token.kind == .integer || isReferenceAhead else {
            throw fail(.expectedRangeEnd, found: token)
        }
        let to = try parseValue(.parameter)
        skipWhitespace()
        try expectClosing(.closeList, of: opener, .closingBracket)
        return makeExpression(.range(from: from, to: to), from: first)
    }

    private static func canEndRange(_ value: Expression) -> Bool {
        switch value.kind {
        case .integer, .reference, .word: true
        default: false
        }
    }

    private mutating func parseMap(opener: Token) throws(SyntaxFailure) -> Expression {
        try enter(at: opener)
        defer { leave() }
        let first = advance()
        var entries: [(key: Expression, value: Expression)] = []
        if peek().kind == .whitespace, isMapEnd(peek(1).kind) { advance() }
        if !isMapEnd(peek().kind) {
            repeat { entries.append(try parseEntry()) } while take(.comma)
        }
        try expectMapEnd(of: opener)
        return makeExpression(.map(entries), from: first)
    }

    /// An expression that ends with the last token taken.
    private func makeExpression(_ kind: Expression.Kind, from first: Int) -> Expression {
        Expression(kind: kind, span: span(from: first, to: cursor - 1))
    }

    private mutating func parseEntry() throws(SyntaxFailure) -> (
        key: Expression, value: Expression
    ) {
        let key = try parseParameter()
        guard take(.colon) else { throw fail(.expectedColon, found: peek()) }
        return (key, try parseParameter())
    }

    private mutating func expectMapEnd(of opener: Token) throws(SyntaxFailure) {
        let token = peek()
        guard isMapEnd(token.kind) else {
            throw fail(.expectedClosing(.commaOrBrace), found: token, opener: opener)
        }
        advance()
    }

    /// Behind a reference the brace reads as one that closes `${`; it closes the map all the same.
    private func isMapEnd(_ kind: TokenKind) -> Bool {
        kind == .closeMap || kind == .closeBrace
    }

    mutating func expectClosing(
        _ kind: TokenKind, of opener: Token, _ expectation: Expectation
    ) throws(SyntaxFailure) {
        let token = peek()
        guard take(kind) else {
            throw fail(.expectedClosing(expectation), found: token, opener: opener)
        }
    }
}
