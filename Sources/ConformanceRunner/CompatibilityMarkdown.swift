// The page of what is known. Whatever it says is counted or quoted from the cases, so that the same
// cases give the same bytes on every day and every machine.

extension CompatibilityPage {
    /// No file is unreadable and no case needs attention.
    public var isSuccess: Bool { unreadable.isEmpty && unexpected.isEmpty }

    /// The page in Markdown.
    public var markdown: String {
        var parts = ["# Compatibility", introduction]
        if !isSuccess { parts += ["## Failing now", failures] }
        if let tally = gatewayTally { parts += ["## What is known of API Gateway", proof(tally)] }
        if let assumptions { parts += ["## What no recording touches", assumptions] }
        parts += ["## Known gaps", gaps]
        parts += ["## Evidence by profile", evidenceTable]
        for area in areas {
            let topics = topics.filter { $0.area == area }
            parts += ["## \(area)", Self.table(of: topics)]
            let quotes = Self.quotes(of: topics)
            if !quotes.isEmpty { parts += ["What AWS was seen to do, or documents:", quotes] }
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var entries: [Entry] { topics.flatMap(\.entries) }

    /// The folders, in the order of the files.
    private var areas: [String] {
        topics.map(\.area).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    // MARK: Prose

    private var introduction: String {
        let count = entries.count
        let passed = entries.count { $0.outcome == .passed }
        let known = entries.count { $0.outcome == .failedAsKnown }
        return """
            Printed by `vtl test --report`; not written by hand.

            \(count) cases in \(topics.count) topics: \(passed) pass\
            \(known > 0 ? ", \(known) fail as known" : ""). A topic is a file of cases; its link \
            leads to the rule in a few sentences and to the cases, and each of them shows a \
            template, what it is given, the exact text that comes out, and who says so. The \
            tables give the number of cases that pass under each profile, and what their \
            expectations rest on, the surest first.
            """
    }

    private var gatewayTally: EvidenceTally? {
        let cases = topics.flatMap { $0.entries(under: TemplateProfile.apiGateway.rawValue) }
        return cases.isEmpty ? nil : EvidenceTally(cases)
    }

    private func proof(_ tally: EvidenceTally) -> String {
        let total = tally.counts.reduce(0) { $0 + $1.count }
        let recorded = tally.count(.aws)
        let documented = tally.count(.awsDocs)
        let libraries = tally.count(.velocityJava, .velocityDocs, .jayway, .jsonSmart, .rfc9535)
        let reported = tally.count(.report)
        return """
            Of \(total) cases under the profile `apigateway`, \(recorded) show what the service \
            was recorded to do and \(documented) what its documentation says: these are known. \
            \(libraries) rest on the Java libraries that the service is believed to run, Apache \
            Velocity 1.7 above all: no recording contradicts them. \(tally.count(.model)) rest \
            on a model of the service made of these libraries, which reproduces every recording; \
            that it also holds where nothing is recorded is likely, and not proven. \
            \(reported) follow reports of users, and \(tally.count(.inference)) are our own \
            choice, each with its reason.
            """
    }

    /// The topics about which neither a recording nor the documentation says anything.
    private var assumptions: String? {
        var lines: [String: [String]] = [:]
        var order: [Evidence.Source: Set<String>] = [:]
        for topic in topics {
            let tally = EvidenceTally(topic.entries(under: TemplateProfile.apiGateway.rawValue))
            guard let surest = tally.surest, surest.source != .aws, surest.source != .awsDocs
            else { continue }
            lines[surest.label, default: []].append(Self.link(topic))
            order[surest.source, default: []].insert(surest.label)
        }
        guard !lines.isEmpty else { return nil }
        let labels = Evidence.Source.allCases.flatMap { (order[$0] ?? []).sorted() }
        let list = labels.map { "- \($0): " + (lines[$0] ?? []).joined(separator: ", ") }
        return "Topics of the profile `apigateway` without a word from AWS, by the surest "
            + "evidence they have:\n\n" + list.joined(separator: "\n")
    }

    private var gaps: String {
        var places: [(reason: String, cases: [String])] = []
        for topic in topics {
            let failing = topic.entries.filter { $0.outcome == .failedAsKnown }
            for (reason, names) in Self.grouped(failing, by: { $0.knownFailure ?? "" }) {
                let text = Self.link(topic) + " " + names
                if let index = places.firstIndex(where: { $0.reason == reason }) {
                    places[index].cases.append(text)
                } else {
                    places.append((reason, [text]))
                }
            }
        }
        guard !places.isEmpty else { return "None." }
        let list = places.map { place in
            "- \(Self.escaped(place.reason)): \(place.cases.joined(separator: "; "))"
        }
        return "Cases that fail today, by reason:\n\n" + list.joined(separator: "\n")
    }

    private var unexpected: [(topic: Topic, names: String)] {
        topics.compactMap { topic in
            let names = topic.entries.filter {
                $0.outcome == .failed || $0.outcome == .passedUnexpectedly
            }
            return names.isEmpty ? nil : (topic, Self.list(names.map(\.name)))
        }
    }

    private var failures: String {
        let lines =
            unreadable.map { "- `\($0)` cannot be read" }
            + unexpected.map { "- \(Self.link($0.topic)) \($0.names)" }
        return lines.joined(separator: "\n")
    }

    // MARK: Tables

    private var evidenceTable: String {
        let labels = EvidenceTally(entries).counts.map(\.evidence.label)
        let rows = Self.rules(of: entries).map { rule -> [String] in
            let cases = topics.flatMap { $0.entries(under: rule) }
            let counts = EvidenceTally(cases).counts
            let numbers = labels.map { label in
                counts.first { $0.evidence.label == label }.map { String($0.count) } ?? "–"
            }
            return [rule, Self.passed(cases)] + numbers
        }
        return Self.markdownTable(["", "passed"] + labels, rows)
    }

    private static func table(of topics: [Topic]) -> String {
        let rules = rules(of: topics.flatMap(\.entries))
        let rows = topics.map { topic in
            let evidence = EvidenceTally(topic.entries).counts
                .map { "\($0.evidence.label) \($0.count)" }.joined(separator: ", ")
            return [link(topic), escaped(topic.summary)]
                + rules.map { passed(topic.entries(under: $0)) } + [evidence]
        }
        return markdownTable(["topic", "about"] + rules + ["rests on"], rows)
    }

    /// The recordings and pages that the cases of the topics name, with the cases.
    private static func quotes(of topics: [Topic]) -> String {
        topics.flatMap { topic -> [String] in
            let proven = topic.entries.filter {
                $0.evidence.source == .aws || $0.evidence.source == .awsDocs
            }
            let lines = grouped(proven, by: \.evidence.firstClaim).map { claim, names in
                "  - \(escaped(claim)): \(names)"
            }
            return lines.isEmpty ? [] : ["- \(link(topic))"] + lines
        }.joined(separator: "\n")
    }

    /// The profiles and dialects that occur, in a fixed order.
    private static func rules(of entries: [Entry]) -> [String] {
        let all =
            TemplateProfile.allCases.map(\.rawValue) + PathDialect.allCases.map(\.rawValue)
        return all.filter { rule in entries.contains { $0.rules.contains(rule) } }
    }

    /// How many of the cases pass.
    private static func passed(_ entries: [Entry]) -> String {
        if entries.isEmpty { return "–" }
        let passed = entries.count { $0.outcome == .passed }
        return passed == entries.count ? String(passed) : "\(passed) of \(entries.count)"
    }

    // MARK: Markdown

    private static func markdownTable(_ header: [String], _ rows: [[String]]) -> String {
        let rule = "|" + String(repeating: "---|", count: header.count)
        func line(_ cells: [String]) -> String {
            let cells = cells.map { $0.isEmpty ? " " : " \($0.replacingBars) " }
            return "|" + cells.joined(separator: "|") + "|"
        }
        return ([line(header), rule] + rows.map(line)).joined(separator: "\n")
    }

    private static func link(_ topic: Topic) -> String { "[\(topic.name)](\(topic.path))" }

    private static func list(_ names: [String]) -> String {
        names.map { "`\($0)`" }.joined(separator: ", ")
    }

    /// The names of cases that have something in common, in the order of the first ones.
    private static func grouped(
        _ entries: [Entry], by key: (Entry) -> String
    ) -> [(key: String, names: String)] {
        var groups: [(key: String, names: [String])] = []
        for entry in entries {
            let key = key(entry)
            if let index = groups.firstIndex(where: { $0.key == key }) {
                groups[index].names.append(entry.name)
            } else {
                groups.append((key, [entry.name]))
            }
        }
        return groups.map { ($0.key, list($0.names)) }
    }

    /// Text whose signs mean nothing to Markdown, but for code between back quotes.
    static func escaped(_ text: String) -> String {
        var result = ""
        var isCode = false
        for character in text {
            if character == "`" { isCode.toggle() }
            if !isCode, "\\*_<>[]".contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }
}

extension Evidence {
    /// The text without what is said to agree with it.
    fileprivate var firstClaim: String {
        var end = text.startIndex
        while end < text.endIndex {
            if text[end] == ";", text[end...].dropFirst().first == " " { break }
            end = text.index(after: end)
        }
        return String(text[..<end])
    }
}

extension String {
    /// The text as it may stand in a table.
    fileprivate var replacingBars: String { map { $0 == "|" ? "\\|" : String($0) }.joined() }
}
