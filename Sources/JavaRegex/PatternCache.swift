/// The patterns used last, so that a pattern computed at run time is compiled once.
///
/// A pattern is interpreted at its first use and gets machine code at the second. A hit allocates
/// nothing. One cache for each thread; the patterns it gives out may be shared.
package struct PatternCache: ~Copyable {
    private struct Entry {
        var hash: UInt64
        var flags: JavaPatternFlags
        var bytes: [UInt8]
        var pattern: JavaPattern
        var isCompiledFurther = false
        /// The time of the last use, counted in uses.
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [Entry] = []
    private var uses: UInt64 = 0

    /// An empty cache for up to `capacity` patterns.
    package init(capacity: Int = 64) {
        self.capacity = max(1, capacity)
    }

    /// The pattern of these bytes and flags, compiled now or before.
    ///
    /// - Parameter subjectCount: the bytes of the subject. For a long one machine code pays at once,
    ///   and the interpreter, which looks for the other case of a letter up to the end of the subject
    ///   for every match, would take quadratic time.
    package mutating func pattern(
        for bytes: Span<UInt8>, flags: JavaPatternFlags = [], subjectCount: Int = 0
    ) throws(JavaPatternError) -> JavaPattern {
        uses &+= 1
        let hash = Self.hash(bytes, flags)
        if let index = index(of: bytes, flags, hash) {
            entries[index].lastUse = uses
            if !entries[index].isCompiledFurther {
                entries[index].isCompiledFurther = true
                entries[index].pattern = entries[index].pattern.justInTimeCompiled()
            }
            return entries[index].pattern
        }
        let copy = bytes.withUnsafeBufferPointer { Array($0) }
        let isLong = subjectCount > Self.shortSubject
        let pattern = try JavaPattern(copy, flags: flags, justInTime: isLong)
        let entry = Entry(
            hash: hash, flags: flags, bytes: copy, pattern: pattern, isCompiledFurther: isLong,
            lastUse: uses)
        if entries.count < capacity {
            entries.append(entry)
        } else if let oldest = entries.indices.min(by: {
            entries[$0].lastUse < entries[$1].lastUse
        }) {
            entries[oldest] = entry
        }
        return pattern
    }

    private static var shortSubject: Int { 4096 }

    private func index(
        of bytes: Span<UInt8>, _ flags: JavaPatternFlags, _ hash: UInt64
    ) -> Int? {
        for index in entries.indices
        where entries[index].hash == hash && entries[index].flags == flags {
            if Self.equal(entries[index].bytes, bytes) { return index }
        }
        return nil
    }

    private static func equal(_ left: [UInt8], _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }

    /// FNV-1a: patterns are short, and a collision costs a comparison only.
    private static func hash(_ bytes: Span<UInt8>, _ flags: JavaPatternFlags) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(flags.rawValue)
        for index in bytes.indices {
            hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}
