/// What a template may use. Exceeding a limit is an ordinary error that names it.
///
/// The defaults are AWS's where it documents one (apigateway quotas: 300 KB of template, 1,000
/// iterations of a loop, 10 MB of payload), and our own elsewhere.
public struct RenderLimits: Equatable, Sendable {
    /// Bytes of a template's text.
    public var templateBytes = 300 * 1024
    /// Bytes of a request's body.
    public var bodyBytes = 10 * 1024 * 1024
    /// Rounds of one `#foreach`. What AWS does beyond its thousand is not documented; we fail rather
    /// than print half a result.
    public var loopIterations = 1000
    /// Bytes of output.
    public var outputBytes = 64 * 1024 * 1024
    /// Bytes of text and elements that one render may hold, the body included.
    public var heapBytes = 256 * 1024 * 1024
    /// Levels of nested directives, expressions, interpolated strings and blocks. One level takes up
    /// to 1.4 KB of stack: the default leaves room on a thread with 512 KB.
    public var nesting = 160
    /// Open lists and objects of a JSON text; json-smart's own limit.
    public var documentNesting = 400
    /// Steps of one render: a statement, a reference, a call, an element that is visited, some bytes
    /// that are read. What a method costs grows with the values it works on.
    public var steps = 50_000_000
    /// Macro calls inside macro calls; Velocity's own default.
    public var macroDepth = 20
    /// Steps of one operation with a regular expression, for instance of a `replaceAll` with all its
    /// matches; each byte of the text allows four more. A step is a way that is tried, or sixteen
    /// characters that a repetition runs over. They count as ``steps`` too.
    public var regexSteps = 100_000

    public init() {}
}
