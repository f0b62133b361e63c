import Diagnostics
import JSON
package import Values

/// Renders templates of profile `velocity`: one per thread, reused for many templates.
public struct Renderer: ~Copyable {
    private var machine: Machine
    private let host = NoHost()
    /// Text that was half a surrogate pair stays as its three bytes instead of becoming `?`.
    package var keepsLoneSurrogates = false

    public init(profile: Profile = .velocity, limits: RenderLimits = RenderLimits()) {
        machine = Machine(profile: profile, limits: limits)
    }

    /// The templates that `#parse` and `#include` find, by name.
    public mutating func setLibrary(_ sources: [String: [UInt8]]) {
        machine.library = TemplateLibrary(sources)
    }

    /// Renders a template.
    ///
    /// - Parameter variables: top-level references as the text of a JSON object; empty for none. Its
    ///   arrays are Java lists, its objects maps in their order; null means not set.
    /// - Returns: the rendered text, UTF-8.
    /// - Throws: ``TemplateError`` of phase `render`.
    public mutating func render(
        _ template: Template, variables: [UInt8] = []
    ) throws(TemplateError) -> [UInt8] {
        try run(template, variables)
        return machine.takeOutput(keepingLoneSurrogates: keepsLoneSurrogates)
    }

    /// Renders without copying the text out: ``withOutput(_:)`` has it until the next render.
    package mutating func renderInPlace(
        _ template: Template, variables: [UInt8]
    ) throws(TemplateError) {
        try run(template, variables)
        machine.joinOutput(keepingLoneSurrogates: keepsLoneSurrogates)
    }

    /// The text of the last ``renderInPlace(_:variables:)``.
    package func withOutput<Failure: Error>(
        _ body: (borrowing ByteBuffer) throws(Failure) -> Void
    ) throws(Failure) {
        try body(machine.workspace.output)
    }

    private mutating func run(
        _ template: Template, _ variables: [UInt8]
    ) throws(TemplateError) {
        try machine.prepare(template.program)
        try machine.setGlobals(variables, as: .javaCollections, template.program)
        do {
            try machine.run(template.program, host)
        } catch {
            throw machine.error(for: error)
        }
    }
}
