#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Memory that grows where it lies: of large runs the system moves the pages instead of copying them,
/// and pages that nobody wrote to cost nothing.
@usableFromInline
enum Memory {
    /// The first run of a buffer, of a size the program chose, not its input. A process that cannot
    /// have that cannot make any object of Swift's either, and ends as Swift then does.
    @usableFromInline
    static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
        guard let memory = resize(nil, byteCount: byteCount) else { fatalError("out of memory") }
        return memory
    }

    /// Keeps what is there; what comes behind it is arbitrary. Nil, and `memory` is as it was, when
    /// the system has no more.
    @usableFromInline
    static func resize(
        _ memory: UnsafeMutableRawPointer?, byteCount: Int
    ) -> UnsafeMutableRawPointer? {
        realloc(memory, max(1, byteCount))
    }

    @usableFromInline
    static func release(_ memory: UnsafeMutableRawPointer) { free(memory) }
}
