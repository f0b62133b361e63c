/// A set of code points as sorted, disjoint, non-adjacent ranges.
struct CodePointRanges: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    static let empty = CodePointRanges([])
    static let all = CodePointRanges([0...CodePoint.max.value])

    init(_ ranges: [ClosedRange<UInt32>]) {
        self.ranges = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
                let upper = max(last.upperBound, range.upperBound)
                self.ranges[self.ranges.count - 1] = last.lowerBound...upper
            } else {
                self.ranges.append(range)
            }
        }
    }

    var isEmpty: Bool { ranges.isEmpty }

    var isAll: Bool { self == .all }

    func contains(_ codePoint: CodePoint) -> Bool {
        ranges.contains { $0.contains(codePoint.value) }
    }

    func union(_ other: CodePointRanges) -> CodePointRanges {
        CodePointRanges(ranges + other.ranges)
    }

    var complement: CodePointRanges {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= CodePoint.max.value { gaps.append(next...CodePoint.max.value) }
        return CodePointRanges(gaps)
    }

    func intersection(_ other: CodePointRanges) -> CodePointRanges {
        complement.union(other.complement).complement
    }

    /// With both cases of every ASCII letter it holds: what `(?i)` without `u` matches.
    var foldingASCII: CodePointRanges {
        let letters: [ClosedRange<UInt32>] = [0x41...0x5A, 0x61...0x7A]
        let held = intersection(CodePointRanges(letters)).ranges
        return CodePointRanges(
            ranges + held.map { ($0.lowerBound ^ 0x20)...($0.upperBound ^ 0x20) })
    }

    /// With all four letters i when it holds one of them.
    ///
    /// Java's simple case mappings lead from dotted and dotless i to the plain letters, which
    /// PCRE2's case folding keeps apart.
    var joiningLettersI: CodePointRanges {
        let letters: [CodePoint] = ["i", "I", "\u{130}", "\u{131}"]
        guard letters.contains(where: contains) else { return self }
        return CodePointRanges(ranges + letters.map { $0.value...$0.value })
    }

    /// The same for a range, where Java maps the subject's letter only: dotted I to `i`, dotless i
    /// to `I` and `i`, but neither of these to another.
    var addingLettersI: CodePointRanges {
        var added = ranges
        if contains("i") { added.append(0x130...0x130) }
        if contains("i") || contains("I") { added.append(0x131...0x131) }
        return CodePointRanges(added)
    }
}
