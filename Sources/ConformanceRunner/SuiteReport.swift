import Diagnostics

/// The results of many cases, in the order in which they ran.
public struct SuiteReport: Sendable {
    public private(set) var results: [CaseResult] = []

    public init() {}

    public mutating func append(_ result: CaseResult) { results.append(result) }

    /// Adds a file that cannot be read as a failed case of its own.
    public mutating func append(_ error: CaseFileError) {
        guard let first = error.diagnostics.first else { return }
        let line = first.location?.line ?? 1
        results.append(
            CaseResult(
                id: first.file.name, file: first.file.name, line: line, outcome: .failed,
                findings: error.diagnostics.texts().map { Finding($0) }, knownFailure: nil,
                duration: .zero))
    }

    /// No case needs attention.
    public var isSuccess: Bool { !results.contains(where: \.needsAttention) }

    /// The number of cases with an outcome.
    public func count(_ outcome: CaseResult.Outcome) -> Int {
        results.count { $0.outcome == outcome }
    }

    /// One line: how many cases there are, and what came of them.
    public var summary: String {
        let kinds: [(CaseResult.Outcome, String)] = [
            (.passed, "passed"), (.failed, "failed"), (.passedUnexpectedly, "passed unexpectedly"),
            (.failedAsKnown, "failed as known"), (.updated, "updated"),
        ]
        let parts = kinds.compactMap { outcome, words -> String? in
            let number = count(outcome)
            return number > 0 || outcome == .passed ? "\(number) \(words)" : nil
        }
        return "\(results.count) \(results.count == 1 ? "case" : "cases"): "
            + parts.joined(separator: ", ")
    }

    /// The cases that need attention with what is wrong, and the summary.
    public var text: String {
        var lines: [String] = []
        for result in results {
            switch result.outcome {
            case .passed, .failedAsKnown: continue
            case .failed:
                lines.append("FAILED \(result.id) (line \(result.line))")
                lines += result.findings.map { indent($0.text) }
            case .passedUnexpectedly:
                lines.append("PASSED UNEXPECTEDLY \(result.id) (line \(result.line))")
                lines.append("  known-failure: \(result.knownFailure ?? "")")
            case .updated:
                lines.append("UPDATED \(result.id) (line \(result.line))")
            }
        }
        lines.append(summary)
        return lines.joined(separator: "\n") + "\n"
    }

    private func indent(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
            .joined(separator: "\n")
    }
}

extension CaseResult {
    /// The findings, a line or more each; for an unexpected pass, what was expected.
    var explanation: String {
        outcome == .passedUnexpectedly
            ? "passed, though it is a known failure: \(knownFailure ?? "")"
            : findings.map(\.text).joined(separator: "\n")
    }

    /// The duration in seconds with microseconds.
    var seconds: String {
        let (seconds, attoseconds) = duration.components
        let digits = String(attoseconds / 1_000_000_000_000)
        return "\(seconds)." + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
