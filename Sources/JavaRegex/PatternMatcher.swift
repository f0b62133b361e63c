/// Why a match was given up.
package enum PatternMatchError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The match took more steps or memory than the limits allow.
    case limit

    package var description: String { "the regular expression takes too many steps to match" }
}

/// Matches patterns, one subject at a time; one matcher for each thread.
///
/// A matcher copies its subject, so no pointer outlives a call, and reuses all its memory, so that
/// in the steady state nothing is allocated. Subjects are generalised UTF-8: a lone surrogate in
/// its three-byte form is one code point, and a byte that belongs to no well-formed sequence counts
/// as U+001A. Offsets are always those of the subject's bytes.
package struct PatternMatcher: ~Copyable {
    /// Steps that the searches in one subject may take, besides a few for each of its bytes. A step
    /// is a way that is tried, or some characters stepped over.
    package var stepsMax = 100_000
    private var memory = MatchMemory()
    /// The subject, made well-formed.
    private var subject: [UInt8] = []
    private var groupCount = 0
    private var hasMatch = false
    /// Changes with every subject, so that an operation notices when another took its place.
    private(set) var generation: UInt64 = 0
    /// The replacement of the running operation.
    var replacement = JavaReplacement()

    package init() {}

    /// Steps that the searches in the present subject took.
    package var steps: Int { memory.work.steps }

    /// The number of bytes of the subject.
    var subjectCount: Int { subject.count }

    /// Takes a copy of the subject for the searches to come.
    package mutating func load(_ bytes: Span<UInt8>) {
        subject.removeAll(keepingCapacity: true)
        bytes.withUnsafeBufferPointer { subject.append(contentsOf: $0) }
        let firstNonASCII = GeneralizedUTF8.firstNonASCII(subject.span)
        if firstNonASCII < subject.count { GeneralizedUTF8.repair(&subject, from: firstNonASCII) }
        hasMatch = false
        generation &+= 1
        memory.work = MatchWork(stepsMax: stepsMax, subjectCount: subject.count)
    }

    /// Whether the pattern matches anywhere in the subject, from the byte offset `from` on.
    package mutating func find(
        _ pattern: JavaPattern, in subject: Span<UInt8>, from: Int = 0
    ) throws(PatternMatchError) -> Bool {
        load(subject)
        return try find(pattern, from: from)
    }

    /// Whether the pattern matches the whole subject: Java's `matches()`.
    package mutating func matches(
        _ pattern: JavaPattern, _ subject: Span<UInt8>
    ) throws(PatternMatchError) -> Bool {
        load(subject)
        return try match(pattern, from: 0, whole: true)
    }

    /// Whether the pattern matches anywhere in the loaded subject, from the byte offset on.
    package mutating func find(
        _ pattern: JavaPattern, from: Int
    ) throws(PatternMatchError) -> Bool {
        guard from <= subject.count else {
            hasMatch = false
            return false
        }
        return try match(pattern, from: codePointBoundary(from: max(0, from)), whole: false)
    }

    /// The bytes that a group of the last match took; nil if it took none or is not there.
    package func group(_ number: Int) -> Range<Int>? {
        hasMatch && number <= groupCount ? memory.range(ofGroup: number) : nil
    }

    /// The first start of a code point at or after an offset of the subject.
    func codePointBoundary(from offset: Int) -> Int {
        var offset = offset
        while offset < subject.count, subject[offset] & 0xC0 == 0x80 { offset += 1 }
        return offset
    }

    private mutating func match(
        _ pattern: JavaPattern, from start: Int, whole: Bool
    ) throws(PatternMatchError) -> Bool {
        groupCount = pattern.groupCount
        hasMatch = false
        switch memory.match(
            pattern.code, groupCount: groupCount, in: subject, from: start, whole: whole,
            stepsMax: stepsMax)
        {
        case .match: hasMatch = true
        case .noMatch: break
        case .limitExceeded, .outOfMemory: throw .limit
        }
        return hasMatch
    }
}
