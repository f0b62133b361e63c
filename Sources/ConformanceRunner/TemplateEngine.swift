package import APIGatewayMapping
package import VTLRuntime
package import Values

extension TemplateProfile {
    /// How the engine calls it.
    package var rules: Profile {
        switch self {
        case .apiGateway: .apiGateway
        case .velocity: .velocity
        }
    }
}

/// The parts of a request that a template may or may not read.
package struct RequestParts: Sendable {
    package let parameters: Bool
    package let context: Bool
    package let stageVariables: Bool
}

/// A compiled template of any profile.
package enum CompiledTemplate: Sendable {
    case mapping(MappingTemplate)
    case plain(Template)

    package init(
        _ source: [UInt8], named name: String, profile: TemplateProfile,
        limits: RenderLimits = RenderLimits()
    ) throws(TemplateError) {
        switch profile {
        case .apiGateway:
            self = .mapping(try MappingTemplate(source, named: name, limits: limits))
        case .velocity:
            self = .plain(try Template(source, named: name, profile: profile.rules, limits: limits))
        }
    }

    /// What a render reads of a request besides its body; nobody needs to make the rest.
    package var requestParts: RequestParts {
        switch self {
        case .mapping(let template):
            RequestParts(
                parameters: template.readsParameters, context: template.readsContext,
                stageVariables: template.readsStageVariables)
        case .plain: RequestParts(parameters: false, context: false, stageVariables: false)
        }
    }
}

/// Renders templates of all profiles; used for many renders, on one thread.
package struct TemplateEngine: ~Copyable {
    package let limits: RenderLimits
    private var mapping: MappingRenderer
    private var plain: Renderer
    private var lastWasMapping = true

    /// - Parameter keepsLoneSurrogates: half a character comes out as its three bytes, which is no
    ///   UTF-8, instead of as `?`.
    package init(limits: RenderLimits = RenderLimits(), keepsLoneSurrogates: Bool = false) {
        self.limits = limits
        mapping = MappingRenderer(limits: limits)
        plain = Renderer(limits: limits)
        mapping.keepsLoneSurrogates = keepsLoneSurrogates
        plain.keepsLoneSurrogates = keepsLoneSurrogates
    }

    /// The templates that `#parse` and `#include` find, by name; a gateway has none.
    package mutating func setLibrary(_ sources: [String: [UInt8]]) {
        plain.setLibrary(sources)
    }

    /// Renders for a request. A profile without host objects reads the variables only.
    package mutating func render(
        _ template: CompiledTemplate, _ request: MappingRequest
    ) throws(TemplateError) -> MappingResult {
        switch template {
        case .mapping(let template): return try mapping.render(template, request)
        case .plain(let template):
            let body = try plain.render(template, variables: request.variables)
            return MappingResult(body: body)
        }
    }

    /// Renders without copying the text out: ``withOutput(_:)`` has it until the next render.
    ///
    /// - Returns: what the template set in `$context`, or nil.
    package mutating func renderInPlace(
        _ template: CompiledTemplate, _ request: MappingRequest
    ) throws(TemplateError) -> MappingOverrides? {
        switch template {
        case .mapping(let template):
            lastWasMapping = true
            return try mapping.renderInPlace(template, request)
        case .plain(let template):
            lastWasMapping = false
            try plain.renderInPlace(template, variables: request.variables)
            return nil
        }
    }

    /// The text of the last ``renderInPlace(_:_:)``.
    package func withOutput<Failure: Error>(
        _ body: (borrowing ByteBuffer) throws(Failure) -> Void
    ) throws(Failure) {
        if lastWasMapping {
            try mapping.withOutput(body)
        } else {
            try plain.withOutput(body)
        }
    }
}
