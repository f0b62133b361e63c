/// Something that is wrong in a source text, with its place and its cause.
///
/// ``description`` alone tells the whole story: file, line, column, code, message, the line itself
/// with the place marked, and the notes.
public struct Diagnostic: Error, Equatable, Sendable {
    /// A stable kebab-case name, for instance `unknown-method`. `Conformance/diagnostics` has a
    /// case for each.
    public let code: String
    /// What was expected and what was found, in lower case and without a full stop.
    public let message: String
    /// The source that ``span`` refers to.
    public let file: SourceFile
    /// The bytes at fault, or nil when the whole source is.
    public let span: SourceSpan?
    /// Further facts and advice, a line each.
    public let notes: [String]

    public init(
        code: String, message: String, file: SourceFile, span: SourceSpan?, notes: [String] = []
    ) {
        self.code = code
        self.message = message
        self.file = file
        self.span = span
        self.notes = notes
    }

    /// Line and column of the first byte at fault.
    public var location: SourceLocation? {
        span.map { file.location(of: Int($0.offset)) }
    }
}
