/// Why a render stopped, before anybody knows where: the machine adds the place.
package struct RenderFault: Error, Sendable {
    /// A stable kebab-case name, for instance `index-out-of-bounds`.
    package let code: String
    /// What happened, with the values that were there.
    package let message: String
    package let notes: [String]

    package init(_ code: String, _ message: String, notes: [String] = []) {
        self.code = code
        self.message = message
        self.notes = notes
    }

    /// Something did not fit into the heap.
    static func outOfMemory(_ limits: RenderLimits) -> RenderFault {
        RenderFault(
            "memory-limit", "expected at most \(limits.heapBytes) bytes of values, found more")
    }
}
