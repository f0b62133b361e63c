package import Diagnostics

extension TemplateParser {
    /// The tokens of a template, a line each, in the order in which the parser read them.
    ///
    /// What is a token depends on the parser, so an error ends the dump.
    package static func dumpTokens(
        of file: SourceFile, dialect: SyntaxDialect, limits: SyntaxLimits = SyntaxLimits()
    ) -> String {
        var parser = TemplateParser(
            SourceText(file.bytes),
            session: ParseSession(
                file: file, dialect: dialect, limits: limits, isGrammarOnly: false,
                macros: [], macrosForStrings: []))
        parser.isRecovering = false
        _ = parser.parseTemplate()
        var writer = DumpWriter(file: file)
        for token in parser.tokens {
            var line = "\(token.kind)"
            // With the prefixes that the parser has separated from it.
            let start = min(Int(token.leadingEnd), Int(token.start))
            if token.kind != .endOfTemplate {
                line += " \(DumpWriter.quoted(file.bytes[start..<Int(token.end)]))"
            }
            let leading = parser.leadingText(of: token)
            if !leading.isEmpty { line += " after \(DumpWriter.quoted(leading))" }
            writer.write(line, at: start)
        }
        return writer.text
    }
}
