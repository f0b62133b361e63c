import Diagnostics
import VTLRuntime

/// Colour for people: only on a terminal, and never with `NO_COLOR`.
struct Terminal {
    let hasColor: Bool

    init(_ sink: any ByteSink, _ environment: [String: String]) {
        let isRefused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        hasColor = sink.isTerminal && !isRefused
    }

    enum Color: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    func color(_ text: String, _ color: Color) -> String {
        hasColor ? "\u{1B}[1;\(color.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A diagnostic with its code in red.
    func text(of diagnostic: Diagnostic) -> String {
        let (code, text) = ("error[\(diagnostic.code)]", diagnostic.description)
        guard hasColor, let place = text.firstRange(of: code) else { return text }
        return text.replacing(
            code, with: color(code, .red), subrange: place, maxReplacements: 1)
    }

    /// The diagnostics of an error, a line or more each.
    func text(of error: TemplateError) -> String {
        error.diagnostics.texts(text(of:)).map { $0 + "\n" }.joined()
    }
}
