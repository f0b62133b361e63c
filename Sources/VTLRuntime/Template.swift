import Diagnostics
import VTLSyntax

/// A compiled template: made once, rendered many times, by any number of threads.
///
/// This is the engine by itself, for environments of one's own. API Gateway's mapping templates are
/// `MappingTemplate`s.
public struct Template: Sendable {
    package let program: Program
    public let profile: Profile

    /// Compiles a template.
    ///
    /// - Parameters:
    ///   - source: the text, UTF-8.
    ///   - name: what messages call it, usually a path.
    /// - Throws: ``TemplateError`` with all syntax errors.
    public init(
        _ source: [UInt8], named name: String = "template", profile: Profile,
        limits: RenderLimits = RenderLimits()
    ) throws(TemplateError) {
        try self.init(source, named: name, profile: profile, members: NoHost(), limits: limits)
    }

    /// Compiles a template for an environment with members of its own.
    package init(
        _ source: [UInt8], named name: String, profile: Profile, members: any MemberNames,
        limits: RenderLimits
    ) throws(TemplateError) {
        let file = SourceFile(name: name, bytes: source)
        guard source.count <= limits.templateBytes else {
            throw TemplateError(
                phase: .parse,
                diagnostics: [
                    Diagnostic(
                        code: "template-limit",
                        message: "expected at most \(limits.templateBytes) bytes of template, found \(source.count)",
                        file: file, span: nil)
                ])
        }
        let tree: SyntaxTree
        do {
            tree = try TemplateParser.parse(
                file, dialect: profile.dialect,
                limits: SyntaxLimits(nesting: limits.nesting))
        } catch {
            throw TemplateError(phase: .parse, diagnostics: error.diagnostics)
        }
        var compiler = Compiler(members: members)
        do {
            program = try compiler.compile(tree)
        } catch {
            throw TemplateError(phase: .compile, diagnostics: [error])
        }
        self.profile = profile
    }
}
