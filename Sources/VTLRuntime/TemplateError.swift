public import Diagnostics

/// Why a template does not compile or a render failed. ``description`` alone tells the whole story.
public struct TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
    /// When it happened.
    public enum Phase: String, Sendable {
        /// The text is no template.
        case parse
        /// It is one, but something in it can never work: a JSONPath or pattern that is none.
        case compile
        /// The template met a request it cannot render.
        case render
    }

    public let phase: Phase
    /// What is wrong, in the order of the source; never empty.
    public let diagnostics: [Diagnostic]

    public init(phase: Phase, diagnostics: [Diagnostic]) {
        self.phase = phase
        self.diagnostics = diagnostics
    }

    public var description: String {
        diagnostics.texts().joined(separator: "\n")
    }
}
