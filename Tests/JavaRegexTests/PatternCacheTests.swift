import JavaRegex
import Testing

@Test func theSecondUseGivesMachineCodeAndTheThirdTheSame() throws {
    var cache = PatternCache()
    let bytes = Array("a+".utf8)
    let first = try cache.pattern(for: bytes.span)
    let second = try cache.pattern(for: bytes.span)
    let third = try cache.pattern(for: bytes.span)
    #expect(first !== second)
    #expect(second === third)
    #expect(second.justInTimeCompiled() === second)
    var matcher = PatternMatcher()
    for pattern in [first, second] {
        let found = try matcher.find(pattern, in: Array("baa".utf8).span)
        #expect(found)
        let group = matcher.group(0)
        #expect(group == 1..<3)
    }
}

@Test func flagsDistinguishPatterns() throws {
    var cache = PatternCache()
    let bytes = Array("a".utf8)
    let plain = try cache.pattern(for: bytes.span)
    let folding = try cache.pattern(for: bytes.span, flags: .caseInsensitive)
    var matcher = PatternMatcher()
    let subject = Array("A".utf8)
    let plainFound = try matcher.find(plain, in: subject.span)
    let foldingFound = try matcher.find(folding, in: subject.span)
    #expect(!plainFound)
    #expect(foldingFound)
}

@Test func thePatternUnusedForLongestGoes() throws {
    var cache = PatternCache(capacity: 2)
    let (a, b, c) = (Array("a".utf8), Array("b".utf8), Array("c".utf8))
    _ = try cache.pattern(for: a.span)
    let keptB = try cache.pattern(for: b.span).justInTimeCompiled()
    let keptA = try cache.pattern(for: a.span)
    _ = try cache.pattern(for: c.span)
    let stillA = try cache.pattern(for: a.span)
    let newB = try cache.pattern(for: b.span)
    #expect(stillA === keptA)
    #expect(newB !== keptB)
}

@Test func errorsAreThrownEachTime() {
    let bytes = Array("(".utf8)
    var cache = PatternCache()
    for _ in 0..<2 {
        var failure: JavaPatternError?
        do { _ = try cache.pattern(for: bytes.span) } catch { failure = error }
        #expect(failure?.kind == .syntax)
    }
}
