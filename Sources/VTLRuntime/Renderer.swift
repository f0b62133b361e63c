import Diagnostics
import JSON
import Values

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
        try machine.prepare(template.program)
        try machine.setGlobals(variables, as: .javaCollections, template.program)
        do {
            try machine.run(template.program, host)
        } catch {
            throw machine.error(for: error)
        }
        return machine.takeOutput(keepingLoneSurrogates: keepsLoneSurrogates)
    }
}
