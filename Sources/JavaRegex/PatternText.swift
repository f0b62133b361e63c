/// A pattern as code points that know where they come from, with `\Q…\E` resolved.
struct PatternText {
    /// One code point of the pattern.
    struct Unit {
        var codePoint: CodePoint
        var offset: Int
        /// Between `\Q` and `\E`: stands for itself, whatever it is.
        var isQuoted = false
    }

    private(set) var units: [Unit] = []
    let byteCount: Int

    /// Reads a pattern; with `isLiteral` everything is quoted.
    init(_ bytes: [UInt8], isLiteral: Bool) {
        byteCount = bytes.count
        units.reserveCapacity(bytes.count)
        let span = bytes.span
        var index = 0
        while index < span.count {
            let length = GeneralizedUTF8.sequenceLength(span, at: index)
            let codePoint =
                length == 0
                ? CodePoint.substitute
                : GeneralizedUTF8.codePoint(span, at: index, length: length)
            units.append(Unit(codePoint: codePoint, offset: index, isQuoted: isLiteral))
            index += max(1, length)
        }
        if !isLiteral { resolveQuotations() }
    }

    private mutating func resolveQuotations() {
        var resolved: [Unit] = []
        resolved.reserveCapacity(units.count)
        var isQuoting = false
        var index = 0
        while index < units.count {
            var unit = units[index]
            let next = index + 1 < units.count ? units[index + 1] : nil
            if isQuoting {
                if unit.codePoint == "\\", next?.codePoint == "E" {
                    isQuoting = false
                    index += 2
                    continue
                }
                unit.isQuoted = true
            } else if unit.codePoint == "\\", let next {
                if next.codePoint == "Q" {
                    isQuoting = true
                } else {
                    resolved.append(unit)
                    resolved.append(next)
                }
                index += 2
                continue
            }
            resolved.append(unit)
            index += 1
        }
        units = resolved
    }
}
