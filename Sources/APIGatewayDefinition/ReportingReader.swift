import Diagnostics

/// Whoever reads a file that defines APIs, and notes what is wrong with it.
protocol ReportingReader {
    var file: SourceFile { get }
    var diagnostics: [Diagnostic] { get set }
}

extension ReportingReader {
    /// Notes something that is wrong, with the name that may have been meant.
    mutating func report(
        _ code: String, _ message: String, _ span: SourceSpan?, candidate: String? = nil
    ) {
        diagnostics.append(
            Diagnostic(
                code: code, message: message, file: file, span: span,
                notes: candidate.map { ["did you mean `\($0)`?"] } ?? []))
    }
}
