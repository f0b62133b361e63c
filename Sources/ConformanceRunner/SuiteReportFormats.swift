// Reports for other programs: TAP for test harnesses, JUnit XML for CI servers, JSON for scripts.

import JSON
import Values

extension SuiteReport {
    /// The Test Anything Protocol, version 14. A known failure is a `TODO`.
    public var tap: String {
        var lines = ["TAP version 14", "1..\(results.count)"]
        for (index, result) in results.enumerated() {
            let isOK = result.outcome == .passed || result.outcome == .updated
            let isTodo = result.knownFailure.map { " # TODO " + tapText($0) } ?? ""
            // An unexpected pass is no TODO any more: harnesses would let it through.
            let isFailed = !isOK || result.outcome == .passedUnexpectedly
            let directive = result.outcome == .failedAsKnown ? isTodo : ""
            lines.append(
                "\(isFailed ? "not ok" : "ok") \(index + 1) - \(tapText(result.id))\(directive)")
            guard result.needsAttention else { continue }
            lines += ["  ---", "  message: |"]
            lines += result.explanation.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "    " + $0 }
            lines += ["  at: \(jsonString(result.file))", "  line: \(result.line)", "  ..."]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// In descriptions a number sign would start a directive.
    private func tapText(_ text: String) -> String {
        text.map { $0 == "#" ? "\\#" : $0 == "\\" ? "\\\\" : $0 == "\n" ? " " : String($0) }
            .joined()
    }

    /// JUnit's XML: a suite for each file.
    public var junit: String {
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        let failures = results.count(where: \.needsAttention)
        let skipped = count(.failedAsKnown)
        lines.append(
            "<testsuites tests=\"\(results.count)\" failures=\"\(failures)\" "
                + "skipped=\"\(skipped)\">"
        )
        var rest = results[...]
        while let file = rest.first?.file {
            let suite = rest.prefix { $0.file == file }
            rest = rest.dropFirst(suite.count)
            lines.append(
                "  <testsuite name=\"\(xmlText(file))\" tests=\"\(suite.count)\" "
                    + "failures=\"\(suite.count(where: \.needsAttention))\" "
                    + "skipped=\"\(suite.count { $0.outcome == .failedAsKnown })\">")
            for result in suite { lines += junitCase(result) }
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private func junitCase(_ result: CaseResult) -> [String] {
        let name = result.id.split(separator: "#", maxSplits: 1).last.map(String.init) ?? result.id
        let start =
            "    <testcase classname=\"\(xmlText(result.file))\" name=\"\(xmlText(name))\" "
            + "file=\"\(xmlText(result.file))\" line=\"\(result.line)\" time=\"\(result.seconds)\""
        if result.outcome == .failedAsKnown {
            let reason = xmlText(result.knownFailure ?? "")
            return [start + ">", "      <skipped message=\"\(reason)\"/>", "    </testcase>"]
        }
        guard result.needsAttention else { return [start + "/>"] }
        let message = xmlText(result.findings.first?.message ?? result.explanation)
        return [
            start + ">",
            "      <failure message=\"\(message)\">\(xmlText(result.explanation))</failure>",
            "    </testcase>",
        ]
    }

    /// Text for an element or attribute; what XML cannot hold becomes U+FFFD.
    private func xmlText(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n": result += "&#10;"
            case "\t": result += "&#9;"
            case "\r": result += "&#13;"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// One JSON object: the counts, and an object for each case.
    public var json: String {
        let cases = results.map { result in
            var members = [
                ("id", jsonString(result.id)), ("file", jsonString(result.file)),
                ("line", String(result.line)), ("outcome", jsonString(result.outcome.name)),
                ("seconds", result.seconds),
            ]
            if let reason = result.knownFailure {
                members.append(("knownFailure", jsonString(reason)))
            }
            if !result.findings.isEmpty {
                let findings = result.findings.map { jsonString($0.text) }
                members.append(("findings", "[" + findings.joined(separator: ",") + "]"))
            }
            return jsonObject(members)
        }
        let counts = CaseResult.Outcome.allCases.map { ($0.name, String(count($0))) }
        return jsonObject([
            ("total", String(results.count)), ("counts", jsonObject(counts)),
            ("cases", "[\n" + cases.joined(separator: ",\n") + "\n]"),
        ]) + "\n"
    }

    private func jsonObject(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    private func jsonString(_ text: String) -> String {
        var heap = Heap()
        let string = heap.string(text)
        return String(decoding: heap.jsonText(of: string), as: UTF8.self)
    }
}

extension CaseResult.Outcome: CaseIterable {
    public static let allCases: [Self] = [
        .passed, .failed, .failedAsKnown, .passedUnexpectedly, .updated,
    ]

    /// The name in JSON reports.
    var name: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .failedAsKnown: "failedAsKnown"
        case .passedUnexpectedly: "passedUnexpectedly"
        case .updated: "updated"
        }
    }
}
