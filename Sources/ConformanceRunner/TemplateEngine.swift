package import APIGatewayMapping
package import VTLRuntime

extension TemplateProfile {
    /// How the engine calls it.
    package var rules: Profile {
        switch self {
        case .apiGateway: .apiGateway
        case .velocity: .velocity
        }
    }
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
}

/// Renders templates of all profiles; used for many renders, on one thread.
package struct TemplateEngine: ~Copyable {
    package let limits: RenderLimits
    private var mapping: MappingRenderer
    private var plain: Renderer

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
}
