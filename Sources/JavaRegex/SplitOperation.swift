/// `String.split`: the pieces of a subject between the matches of a pattern, in order.
///
/// ```
/// var split = SplitOperation(subject, by: pattern, limit: 0, &matcher)
/// while let piece = try split.next(&matcher) { … }
/// ```
///
/// As in Java since version 8: an empty match at the very start gives no piece; with limit 0,
/// empty pieces at the end are dropped; a positive limit bounds the pieces and the last one is the
/// rest; a negative limit keeps everything. Until the operation is over, the matcher is its own:
/// another subject ends it.
package struct SplitOperation {
    private var matches: MatchSequence
    private let count: Int
    private let limit: Int
    /// Where the next piece starts.
    private var pieceStart = 0
    private var pieces = 0
    private var isSearching = true
    /// Empty pieces that stand only if something follows, and where the first of them is.
    private var heldEmpties = 0
    /// A piece that waits for the held empty ones to go first.
    private var heldPiece: Range<Int>?

    /// Starts to split `subject`.
    package init(
        _ subject: Span<UInt8>, by pattern: JavaPattern, limit: Int = 0,
        _ matcher: inout PatternMatcher
    ) {
        matcher.load(subject)
        matches = MatchSequence(of: pattern, in: matcher)
        count = subject.count
        self.limit = limit
    }

    /// The bytes of the next piece; nil after the last one.
    package mutating func next(
        _ matcher: inout PatternMatcher
    ) throws(PatternMatchError) -> Range<Int>? {
        while true {
            if let piece = heldPiece {
                if heldEmpties > 0 {
                    heldEmpties -= 1
                    return piece.lowerBound..<piece.lowerBound
                }
                heldPiece = nil
                return piece
            }
            guard let piece = try nextCandidate(&matcher) else { return nil }
            if limit == 0, piece.isEmpty, count > 0 {
                heldEmpties += 1
            } else {
                heldPiece = piece
            }
        }
    }

    /// The next piece, whether or not it will be dropped for being empty at the end.
    private mutating func nextCandidate(
        _ matcher: inout PatternMatcher
    ) throws(PatternMatchError) -> Range<Int>? {
        while isSearching {
            guard limit <= 0 || pieces < limit - 1, let match = try matches.next(&matcher) else {
                isSearching = false
                return pieceStart..<count
            }
            if match.upperBound == 0 { continue }
            defer { pieceStart = match.upperBound }
            pieces += 1
            return pieceStart..<match.lowerBound
        }
        return nil
    }
}
