/// The matches of a pattern in a matcher's subject, one after the other: Java's `find()`.
struct MatchSequence {
    private let pattern: JavaPattern
    private let generation: UInt64
    /// Where the next search starts; nil when there is nothing left to search.
    private var start: Int? = 0

    /// Starts at the beginning of the subject that `matcher` has loaded.
    init(of pattern: JavaPattern, in matcher: borrowing PatternMatcher) {
        self.pattern = pattern
        generation = matcher.generation
    }

    /// The next match; its groups are asked of the matcher.
    mutating func next(
        _ matcher: inout PatternMatcher
    ) throws(PatternMatchError) -> Range<Int>? {
        guard let from = start, generation == matcher.generation,
            try matcher.find(pattern, from: from), let match = matcher.group(0)
        else {
            start = nil
            return nil
        }
        if !match.isEmpty {
            start = match.upperBound
        } else if match.upperBound == matcher.subjectCount || pattern.startsAtLastMatchEnd {
            // Java searches on behind the next character, where `\G` is no more.
            start = nil
        } else {
            start = matcher.codePointBoundary(from: match.upperBound + 1)
        }
        return match
    }
}
