import JavaRegex
import Testing

private func find(
    _ pattern: String, in subject: [UInt8], from: Int = 0, _ matcher: inout PatternMatcher
) throws -> Range<Int>? {
    let pattern = try JavaPattern(Array(pattern.utf8))
    return try matcher.find(pattern, in: subject.span, from: from) ? matcher.group(0) : nil
}

/// A lone high surrogate in its three-byte form.
private let loneSurrogate: [UInt8] = [0xED, 0xA0, 0xBD]

@Test(arguments: [
    (".", 0..<3), ("[^a]", 0..<3), (#"\uD83D"#, 0..<3), (#"\p{Cs}"#, 0..<3), (#"\P{L}+"#, 0..<3),
    (#"[\uD800-\uDFFF]"#, 0..<3), ("a", 3..<4), (".a", 0..<4), ("(?<=.)a", 3..<4),
])
func aLoneSurrogateIsOneCodePoint(_ pattern: String, expected: Range<Int>) throws {
    var matcher = PatternMatcher()
    let found = try find(pattern, in: loneSurrogate + [0x61], &matcher)
    #expect(found == expected)
}

@Test func aLoneSurrogateIsNoPartOfAPair() throws {
    var matcher = PatternMatcher()
    let found = try find(#"\uD83D"#, in: Array("😀".utf8), &matcher)
    #expect(found == nil)
}

@Test func anIllFormedByteCountsAsSubstitute() throws {
    var matcher = PatternMatcher()
    let subject: [UInt8] = [0x61, 0xFF, 0xC3, 0x62, 0xE2, 0x80]
    let bytes = try find(#"\x1A{2}b\x1A\x1A"#, in: subject, &matcher)
    #expect(bytes == 1..<6)
    let pattern = try JavaPattern([0xFF])
    let found = try matcher.find(pattern, in: subject.span)
    #expect(found)
}

@Test func everyByteSequenceIsHarmless() throws {
    var matcher = PatternMatcher()
    var state: UInt64 = 42
    let patterns = try [".", #"\w+\b"#, "(?iu)[à-ý]+", #"\X."#, #"[^\p{L}]$"#, ".*?é"]
        .map { try JavaPattern(Array($0.utf8)) }
    for length in 0..<64 {
        var subject: [UInt8] = []
        for _ in 0..<length {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            subject.append(UInt8(truncatingIfNeeded: state >> 56) | 0x40)
        }
        for pattern in patterns {
            for start in 0...length {
                _ = try matcher.find(pattern, in: subject.span, from: start)
                let end = matcher.group(0)?.upperBound ?? 0
                #expect(end <= length)
            }
        }
        _ = try? JavaPattern(subject)
    }
}

@Test func startsAreMovedIntoTheSubject() throws {
    var matcher = PatternMatcher()
    let negative = try find("a", in: Array("a".utf8), from: -5, &matcher)
    #expect(negative == 0..<1)
    let beyond = try find("", in: Array("a".utf8), from: 2, &matcher)
    #expect(beyond == nil)
    let inside = try find(".", in: Array("éa".utf8), from: 1, &matcher)
    #expect(inside == 2..<3)
}

@Test func groupsThatAreNotThereAreNil() throws {
    var matcher = PatternMatcher()
    let beforeAnyMatch = matcher.group(0)
    #expect(beforeAnyMatch == nil)
    _ = try find("(a)|(b)", in: Array("b".utf8), &matcher)
    let groups = [matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(-1)]
    #expect(groups == [nil, 0..<1, nil, nil])
    _ = try find("x", in: Array("b".utf8), &matcher)
    let afterNoMatch = matcher.group(0)
    #expect(afterNoMatch == nil)
}

@Test func manyGroupsFit() throws {
    var matcher = PatternMatcher()
    let pattern = try JavaPattern(Array(String(repeating: "(a)", count: 300).utf8))
    let subject = [UInt8](repeating: 0x61, count: 300)
    let whole = try matcher.matches(pattern, subject.span)
    #expect(whole)
    let group300 = matcher.group(300)
    #expect(group300 == 299..<300)
}

@Test(arguments: [true, false])
func catastrophicBacktrackingEnds(justInTime: Bool) throws {
    var matcher = PatternMatcher()
    let pattern = try JavaPattern(Array("(a+)+$".utf8), justInTime: justInTime)
    let subject = Array(String(repeating: "a", count: 40).utf8) + [0x62]
    var failure: PatternMatchError?
    do { _ = try matcher.matches(pattern, subject.span) } catch { failure = error }
    #expect(failure == .limit)
    // The matcher is as good as new afterwards.
    let found = try find("b", in: subject, &matcher)
    #expect(found == 40..<41)
}

@Test func longSubjectsOutgrowTheStackOfMachineCode() throws {
    var matcher = PatternMatcher()
    let pattern = try JavaPattern(Array("(?:a|b)*c".utf8))
    let subject = [UInt8](repeating: 0x61, count: 50_000) + [0x63]
    let whole = try matcher.matches(pattern, subject.span)
    #expect(whole)
}
