import Diagnostics
package import VTLSyntax

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
        let tree = try Self.parse(file, profile.dialect, limits)
        var compiler = Compiler(members: members)
        do {
            program = try compiler.compile(tree)
        } catch {
            throw TemplateError(phase: .compile, diagnostics: [error])
        }
        self.profile = profile
    }

    /// Checks a template's grammar only, as Velocity does before it looks into strings and at the
    /// arguments of directives.
    ///
    /// - Throws: ``TemplateError`` of phase `parse`.
    package static func checkGrammar(
        _ source: [UInt8], _ dialect: SyntaxDialect, limits: RenderLimits
    ) throws(TemplateError) {
        let file = SourceFile(name: "template", bytes: source)
        _ = try parse(file, dialect, limits, grammarOnly: true)
    }

    private static func parse(
        _ file: SourceFile, _ dialect: SyntaxDialect, _ limits: RenderLimits,
        grammarOnly: Bool = false
    ) throws(TemplateError) -> SyntaxTree {
        guard file.bytes.count <= limits.templateBytes else {
            let message =
                "expected at most \(limits.templateBytes) bytes of template, "
                + "found \(file.bytes.count)"
            throw TemplateError(
                phase: .parse,
                diagnostics: [
                    Diagnostic(code: "template-limit", message: message, file: file, span: nil)
                ])
        }
        do {
            return try TemplateParser.parse(
                file, dialect: dialect, limits: SyntaxLimits(nesting: limits.nesting),
                grammarOnly: grammarOnly)
        } catch {
            throw TemplateError(phase: .parse, diagnostics: error.diagnostics)
        }
    }
}
