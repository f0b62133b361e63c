/// Why `replaceAll` failed.
package enum ReplaceError: Error, Equatable, Sendable {
    case match(PatternMatchError)
    case replacement(JavaReplacementError)
}

/// `replaceAll` and `replaceFirst`: the pieces of the result, in order.
///
/// ```
/// var replace = ReplaceOperation(subject, pattern, with: replacement, &matcher)
/// while let piece = try replace.next(&matcher) { … }
/// ```
///
/// Until the operation is over, the matcher is its own: another subject or replacement ends it.
package struct ReplaceOperation {
    /// Bytes of the result; never empty.
    package enum Piece: Equatable, Sendable {
        case subject(Range<Int>)
        case replacement(Range<Int>)
    }

    /// How many of the matches are replaced.
    package enum Extent: Sendable { case first, all }

    private var matches: MatchSequence
    private let count: Int
    private let extent: Extent
    /// A replacement that Java would throw for, which it does at the first match.
    private var replacementError: JavaReplacementError?
    /// Up to where the subject is in the result.
    private var copied = 0
    /// The piece of the replacement that is next; nil before the first match.
    private var pieceIndex: Int?
    private var isSearching = true

    /// Starts to replace matches of `pattern` in `subject`.
    package init(
        _ subject: Span<UInt8>, _ pattern: JavaPattern, with replacement: Span<UInt8>,
        _ extent: Extent = .all, _ matcher: inout PatternMatcher
    ) {
        matcher.load(subject)
        matches = MatchSequence(of: pattern, in: matcher)
        count = subject.count
        self.extent = extent
        do throws(JavaReplacementError) {
            try matcher.replacement.parse(replacement, for: pattern)
        } catch {
            replacementError = error
        }
    }

    /// The next piece of the result; nil after the last one.
    package mutating func next(_ matcher: inout PatternMatcher) throws(ReplaceError) -> Piece? {
        while true {
            if let piece = replacementPiece(matcher) { return piece }
            guard isSearching else { return nil }
            guard let match = try nextMatch(&matcher) else {
                isSearching = false
                return copied < count ? .subject(copied..<count) : nil
            }
            if let replacementError { throw .replacement(replacementError) }
            pieceIndex = 0
            let before = copied..<match.lowerBound
            copied = match.upperBound
            if !before.isEmpty { return .subject(before) }
        }
    }

    private mutating func nextMatch(
        _ matcher: inout PatternMatcher
    ) throws(ReplaceError) -> Range<Int>? {
        if extent == .first, pieceIndex != nil { return nil }
        do throws(PatternMatchError) {
            return try matches.next(&matcher)
        } catch {
            throw .match(error)
        }
    }

    /// The next piece of the running match's replacement that is not empty.
    private mutating func replacementPiece(_ matcher: borrowing PatternMatcher) -> Piece? {
        while let index = pieceIndex, index < matcher.replacement.pieces.count {
            pieceIndex = index + 1
            switch matcher.replacement.pieces[index] {
            case .text(let start, let end):
                return .replacement(start..<end)
            case .group(let number):
                if let group = matcher.group(number), !group.isEmpty { return .subject(group) }
            }
        }
        return nil
    }
}
