import Diagnostics
public import VTLRuntime

/// A compiled API Gateway mapping template: made once, when it is deployed, and rendered by any number
/// of threads.
public struct MappingTemplate: Sendable {
    let template: Template
    let host: MappingHost
    /// The slots of the top-level references that the template mentions.
    let roots: Roots
    /// Some call reads parameters.
    package let readsParameters: Bool
    package var readsContext: Bool { roots.context != nil }
    package var readsStageVariables: Bool { roots.stageVariables != nil }

    /// There is no text in it.
    package var isEmpty: Bool { template.program.file.bytes.isEmpty }

    struct Roots: Sendable {
        let input: Int?
        let util: Int?
        let context: Int?
        let stageVariables: Int?
    }

    /// Compiles a mapping template.
    ///
    /// - Parameters:
    ///   - source: the text, UTF-8.
    ///   - name: what messages call it, usually a path.
    /// - Throws: `TemplateError` with all syntax errors.
    public init(
        _ source: [UInt8], named name: String = "template", limits: RenderLimits = RenderLimits()
    ) throws(TemplateError) {
        template = try Template(
            source, named: name, profile: .apiGateway, members: MappingMembers(), limits: limits)
        let program = template.program
        roots = Roots(
            input: program.slot(named: "input"), util: program.slot(named: "util"),
            context: program.slot(named: "context"),
            stageVariables: program.slot(named: "stageVariables"))
        readsParameters = program.calls.contains { $0.member == Member.params.rawValue }
        host = MappingHost(program)
    }

    /// Compiles a mapping template.
    public init(
        _ source: String, named name: String = "template", limits: RenderLimits = RenderLimits()
    ) throws(TemplateError) {
        try self.init(Array(source.utf8), named: name, limits: limits)
    }
}
