/// What a character class matches: one code point out of a set.
///
/// Sets of ranges are computed here. Sets that need Unicode's tables stay expressions, which the
/// translation writes with PCRE2's properties and look-aheads.
indirect enum CodePointSet: Hashable, Sendable {
    case ranges(CodePointRanges)
    /// The ranges, and what is equal to one of their members but for case, in all of Unicode.
    case caseless(CodePointRanges)
    /// A property in PCRE2's spelling, what stands between the braces of `\p{…}`.
    case property(String)
    case union([CodePointSet])
    case intersection(CodePointSet, CodePointSet)
    case complement(CodePointSet)

    static func range(_ range: ClosedRange<UInt32>) -> CodePointSet {
        .ranges(CodePointRanges([range]))
    }

    static func properties(_ names: String...) -> CodePointSet {
        names.map(CodePointSet.property).reduce(.ranges(.empty)) { $0.union($1) }
    }

    /// A range of a pattern under the flags that stand where it is written.
    static func literal(
        _ range: ClosedRange<UInt32>, flags: JavaPatternFlags
    ) -> CodePointSet {
        let ranges = CodePointRanges([range])
        if flags.foldsUnicode {
            return .caseless(range.count == 1 ? ranges.joiningLettersI : ranges.addingLettersI)
        }
        return .ranges(flags.contains(.caseInsensitive) ? ranges.foldingASCII : ranges)
    }

    func union(_ other: CodePointSet) -> CodePointSet {
        switch (self, other) {
        case (.ranges(let left), .ranges(let right)): return .ranges(left.union(right))
        case (.ranges(let left), _) where left.isEmpty: return other
        case (_, .ranges(let right)) where right.isEmpty: return self
        case (.caseless(let left), .caseless(let right)): return .caseless(left.union(right))
        default: if self == other { return self }
        }
        var members: [CodePointSet] = []
        for member in unionMembers + other.unionMembers {
            if let index = members.firstIndex(where: { $0.mergesWith(member) }) {
                members[index] = members[index].union(member)
            } else {
                members.append(member)
            }
        }
        return members.count == 1 ? members[0] : .union(members)
    }

    func intersection(_ other: CodePointSet) -> CodePointSet {
        if case .ranges(let left) = self, case .ranges(let right) = other {
            return .ranges(left.intersection(right))
        }
        return self == other ? self : .intersection(self, other)
    }

    var complement: CodePointSet {
        switch self {
        case .ranges(let ranges): .ranges(ranges.complement)
        case .complement(let inner): inner
        default: .complement(self)
        }
    }

    private var unionMembers: [CodePointSet] {
        if case .union(let members) = self { members } else { [self] }
    }

    private func mergesWith(_ other: CodePointSet) -> Bool {
        switch (self, other) {
        case (.ranges, .ranges), (.caseless, .caseless): true
        default: self == other
        }
    }
}
