/// Character classes: `[a-z[0-9]&&[^aeiou]]`.
///
/// Union binds tighter than `&&`, and `^` negates the whole of its brackets.
extension JavaPatternParser {
    /// A class, from its `[` to its `]`.
    mutating func characterClass() throws(JavaPatternError) -> CodePointSet {
        let opening = takeRaw()?.offset ?? end
        try enterNesting(at: opening)
        defer { leaveNesting() }
        // The `^` must follow at once, even under the flag x.
        let isNegated = peekRaw().map { !$0.isQuoted && $0.codePoint == "^" } ?? false
        if isNegated { _ = takeRaw() }
        let set = try classBody(opening: opening)
        guard skip("]") else { throw unclosed(opening) }
        return isNegated ? set.complement : set
    }

    private func unclosed(_ opening: Int) -> JavaPatternError {
        .syntax("expected `]` for this class, found the end of the pattern", at: opening)
    }

    /// What stands between the brackets, up to the `]`.
    private mutating func classBody(opening: Int) throws(JavaPatternError) -> CodePointSet {
        var result: CodePointSet?
        /// The last member that is not a plain character: what an empty right side of `&&` repeats.
        var last: CodePointSet?
        while let unit = peek() {
            if !unit.isQuoted {
                if unit.codePoint == "]", let result { return result }
                if unit.codePoint == "[" {
                    let nested = try characterClass()
                    (result, last) = (result?.union(nested) ?? nested, nested)
                    continue
                }
                if unit.codePoint == "&", try skipIntersectionSign() {
                    guard let right = try intersectionOperand(opening: opening) ?? last ?? result
                    else {
                        throw .syntax(
                            "expected a class on either side of `&&`, found none", at: unit.offset)
                    }
                    (result, last) = (result?.intersection(right) ?? right, right)
                    continue
                }
            }
            let (member, isPlain) = try classMember()
            result = result?.union(member) ?? member
            if !isPlain { last = member }
        }
        throw unclosed(opening)
    }

    private mutating func skipIntersectionSign() throws(JavaPatternError) -> Bool {
        try attempt { (parser) throws(JavaPatternError) -> Bool? in
            parser.skip("&") && parser.skip("&") ? true : nil
        } ?? false
    }

    /// The right side of `&&`: nested classes and, last, members up to the `]`; nil if empty.
    private mutating func intersectionOperand(
        opening: Int
    ) throws(JavaPatternError) -> CodePointSet? {
        try enterNesting(at: opening)
        defer { leaveNesting() }
        var right: CodePointSet?
        while let unit = peek() {
            if !unit.isQuoted, unit.codePoint == "]" || unit.codePoint == "&" { return right }
            let isNested = !unit.isQuoted && unit.codePoint == "["
            let operand = try isNested ? characterClass() : classBody(opening: opening)
            right = right?.union(operand) ?? operand
        }
        throw unclosed(opening)
    }

    /// A character, a range, or a class of an escape; plain are the first two.
    private mutating func classMember() throws(JavaPatternError) -> (CodePointSet, isPlain: Bool) {
        guard let unit = take() else { throw unclosed(end) }
        var lower = unit.codePoint
        if !unit.isQuoted, unit.codePoint == "\\" {
            let isRangeBound = peekRawSecond().map { !$0.isQuoted && $0.codePoint == "-" } ?? false
            switch try escape(backslash: unit.offset, inClass: true, isRangeBound: isRangeBound) {
            case .codePoint(let codePoint): lower = codePoint
            case .set(let set): return (set, false)
            case .node: return (.ranges(.empty), false)
            }
        }
        guard let upper = try rangeUpperBound() else {
            return (.literal(lower.value...lower.value, flags: flags), true)
        }
        guard lower <= upper else {
            throw .syntax(
                "expected a range that ascends, found `\(lower.text)-\(upper.text)`",
                at: unit.offset)
        }
        return (.literal(lower.value...upper.value, flags: flags), true)
    }

    /// The bound after a `-` that makes a range; nil when the `-` is none or a literal.
    private mutating func rangeUpperBound() throws(JavaPatternError) -> CodePoint? {
        guard let dash = peek(), !dash.isQuoted, dash.codePoint == "-" else { return nil }
        if let next = peekRawSecond(), !next.isQuoted,
            next.codePoint == "]" || next.codePoint == "["
        {
            return nil
        }
        _ = take()
        guard let unit = take() else { throw unclosed(dash.offset) }
        guard !unit.isQuoted, unit.codePoint == "\\" else { return unit.codePoint }
        let escape = try escape(backslash: unit.offset, inClass: true, isRangeBound: true)
        guard case .codePoint(let upper) = escape else {
            throw .syntax("expected a character as the range's end, found a class", at: unit.offset)
        }
        return upper
    }
}
