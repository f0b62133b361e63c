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
    @usableFromInline
    static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
        resize(nil, byteCount: byteCount)
    }

    /// Keeps what is there; what comes behind it is arbitrary.
    @usableFromInline
    static func resize(
        _ memory: UnsafeMutableRawPointer?, byteCount: Int
    ) -> UnsafeMutableRawPointer {
        guard let memory = realloc(memory, max(1, byteCount)) else { fatalError("out of memory") }
        return memory
    }

    @usableFromInline
    static func release(_ memory: UnsafeMutableRawPointer) { free(memory) }
}
