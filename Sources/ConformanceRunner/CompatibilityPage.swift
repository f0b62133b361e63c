import Diagnostics

/// What the cases of many files prove together: topic by topic, under which rules they run, what
/// they rest on and what is missing. ``markdown`` is the page.
public struct CompatibilityPage: Sendable {
    /// A `.cases` file.
    struct Topic {
        /// The path of the file; links are relative to the folder that the paths start from.
        let path: String
        /// The first sentence of its prose.
        let summary: String
        let entries: [Entry]
    }

    /// A case and what came of it.
    struct Entry {
        let name: String
        /// The profiles of a template, the dialect of a path.
        let rules: [String]
        let evidence: Evidence
        let outcome: CaseResult.Outcome
        let knownFailure: String?
    }

    private(set) var topics: [Topic] = []
    /// Files that cannot be read.
    private(set) var unreadable: [String] = []

    public init() {}

    /// Adds the cases of a file that ran, each with its result.
    public mutating func append(
        _ file: CaseFile, _ results: [(subject: ConformanceCase, result: CaseResult)]
    ) {
        guard !results.isEmpty else { return }
        let path = file.name.hasPrefix("./") ? String(file.name.dropFirst(2)) : file.name
        let entries = results.map { subject, result in
            Entry(
                name: subject.name, rules: subject.rules, evidence: subject.evidence,
                outcome: result.outcome, knownFailure: subject.knownFailure)
        }
        topics.append(
            Topic(path: path, summary: Self.firstSentence(of: file.prose), entries: entries))
    }

    /// Adds a file that cannot be read.
    public mutating func append(_ error: CaseFileError) {
        if let first = error.diagnostics.first { unreadable.append(first.file.name) }
    }

    /// A text up to the first full stop outside of code; all of it when there is none.
    static func firstSentence(of text: String) -> String {
        var isCode = false
        var previous: Character = " "
        for index in text.indices {
            if text[index] == " ", ".?!".contains(previous), !isCode {
                return String(text[..<index])
            }
            if text[index] == "`" { isCode.toggle() }
            previous = text[index]
        }
        return text
    }
}

extension ConformanceCase {
    /// Under which rules the case runs: its profiles, or its dialect of JSONPath.
    var rules: [String] {
        sections[.path] == nil ? profiles.map(\.rawValue) : [dialect.rawValue]
    }
}

extension CompatibilityPage.Topic {
    /// The file's name without its ending.
    var name: String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(".cases") ? String(file.dropLast(6)) : file
    }

    /// The folder of the file.
    var area: String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// The cases that run under a rule.
    func entries(under rule: String) -> [CompatibilityPage.Entry] {
        entries.filter { $0.rules.contains(rule) }
    }
}

/// How many cases rest on each kind of evidence, the surest first.
struct EvidenceTally {
    private(set) var counts: [(evidence: Evidence, count: Int)] = []

    init(_ entries: [CompatibilityPage.Entry]) {
        var counts: [String: (evidence: Evidence, count: Int)] = [:]
        for entry in entries {
            counts[entry.evidence.label, default: (entry.evidence, 0)].count += 1
        }
        self.counts = counts.values.sorted { one, other in
            one.evidence.isSurer(than: other.evidence)
        }
    }

    /// The surest evidence there is.
    var surest: Evidence? { counts.first?.evidence }

    /// How many cases rest on these sources.
    func count(_ sources: Evidence.Source...) -> Int {
        counts.reduce(0) { $0 + (sources.contains($1.evidence.source) ? $1.count : 0) }
    }
}

extension Evidence {
    /// Whether this weighs more; of one source, the newer version does.
    fileprivate func isSurer(than other: Evidence) -> Bool {
        source == other.source ? label > other.label : source.rank < other.source.rank
    }
}

extension Evidence.Source {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
