import Diagnostics

/// Who says that an expectation is right.
public struct Evidence: Equatable, Sendable {
    /// Where expectations come from, the surest first.
    public enum Source: String, CaseIterable, Sendable {
        /// Recorded from the service.
        case aws
        /// Printed in, or following from, the documentation of AWS.
        case awsDocs = "aws-docs"
        /// What Apache Velocity for Java prints.
        case velocityJava = "velocity-java"
        case velocityDocs = "velocity-docs"
        /// The JSONPath standard and its compliance suite.
        case rfc9535
        /// What Jayway JsonPath finds.
        case jayway
        /// What json-smart reads or writes.
        case jsonSmart = "json-smart"
        /// What Velocity, Jayway and json-smart print together.
        case model
        /// Somebody says so.
        case report
        /// Our own reasoning; the only expectations that `--update` may change.
        case inference
    }

    public let source: Source
    /// The whole line, as it is written after `evidence:`.
    public let text: String

    /// The expectation was observed or is documented: the engine must follow it.
    public var isFact: Bool { source != .inference }

    /// The source with its version, or that it was recorded: `aws recorded`, `velocity-java 1.7`.
    public var label: String {
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0].last != ":" else { return source.rawValue }
        let second = words[1].prefix { $0 != ":" && $0 != ";" }
        guard second == "recorded" || second.first?.isNumber == true else { return source.rawValue }
        return "\(words[0]) \(second)"
    }

    /// Reads what stands after `evidence:`; nil when the first word names no source.
    init?(_ text: String) {
        let word = text.prefix { $0 != " " && $0 != ":" }
        // A version may be part of the word: `jayway-3.0.0`.
        let source = Source.allCases.last { source in
            guard word.hasPrefix(source.rawValue) else { return false }
            let rest = word.dropFirst(source.rawValue.count)
            return rest.isEmpty || rest.first == "-" && rest.dropFirst().first?.isNumber == true
        }
        guard let source else { return nil }
        self.source = source
        self.text = text
    }

    /// Advice for a line that names no source.
    static func advice(for text: String) -> String {
        let names = Source.allCases.map(\.rawValue)
        let word = String(text.prefix { $0 != " " && $0 != ":" })
        if let name = nearMiss(to: word, among: names) { return "did you mean `\(name)`?" }
        return "known are " + names.joined(separator: ", ")
    }
}
