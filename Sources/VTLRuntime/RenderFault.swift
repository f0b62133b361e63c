/// Why a render stopped, before anybody knows where: the machine adds the place.
///
/// One pointer, so that functions that may throw it need no memory for it.
package struct RenderFault: Error, Sendable {
    private let description: Description

    private final class Description: Sendable {
        let code: String
        let message: String
        let notes: [String]

        init(_ code: String, _ message: String, _ notes: [String]) {
            self.code = code
            self.message = message
            self.notes = notes
        }
    }

    package init(_ code: String, _ message: String, notes: [String] = []) {
        description = Description(code, message, notes)
    }

    /// A stable kebab-case name, for instance `index-out-of-bounds`.
    package var code: String { description.code }
    /// What happened, with the values that were there.
    package var message: String { description.message }
    package var notes: [String] { description.notes }
}

extension RenderFault {
    /// Something did not fit into the heap.
    static func outOfMemory(_ limits: RenderLimits) -> RenderFault {
        RenderFault(
            "memory-limit", "expected at most \(limits.heapBytes) bytes of values, found more")
    }
}
