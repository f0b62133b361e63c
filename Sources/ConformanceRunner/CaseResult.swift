/// What came out of a case.
public struct CaseResult: Sendable {
    public enum Outcome: Equatable, Sendable {
        case passed
        case failed
        /// It failed, as its `known-failure` says.
        case failedAsKnown
        /// It passed though its `known-failure` says otherwise.
        case passedUnexpectedly
        /// It failed, and `--update` made its expectation what was found.
        case updated
    }

    /// `path/file.cases#name`
    public let id: String
    public let file: String
    /// The line of `=== name`, or of the mistake in a file that cannot be read.
    public let line: Int
    public var outcome: Outcome
    /// What is wrong, a finding for each section and profile that differs.
    public let findings: [Finding]
    /// The text of `known-failure`.
    public let knownFailure: String?
    public let duration: Duration

    /// The run must be repeated after a change: somebody has to look at this case.
    public var needsAttention: Bool {
        switch outcome {
        case .failed, .passedUnexpectedly: true
        case .passed, .failedAsKnown, .updated: false
        }
    }

    /// The rewrites that make the case pass, or nil when a person must decide: a fact would change,
    /// or two profiles disagree.
    public var rewrites: [SectionRewrite]? {
        guard outcome == .failed else { return nil }
        var result: [SectionRewrite] = []
        for finding in findings {
            guard let rewrite = finding.rewrite else { return nil }
            guard let same = result.first(where: { $0.section == rewrite.section }) else {
                result.append(rewrite)
                continue
            }
            if same != rewrite { return nil }
        }
        return result
    }
}

/// One thing that is wrong with a case.
public struct Finding: Sendable {
    /// One line, with the profile when the case has several.
    public let message: String
    /// The texts that differ.
    public let difference: Difference?
    /// What was printed instead: an error with its excerpt, or nothing.
    public let details: String?
    /// The change of the file that settles it, if it may be changed.
    public let rewrite: SectionRewrite?

    init(
        _ message: String, difference: Difference? = nil, details: String? = nil,
        rewrite: SectionRewrite? = nil
    ) {
        self.message = message
        self.difference = difference
        self.details = details
        self.rewrite = rewrite
    }

    /// The message and everything that explains it, in lines.
    public var text: String {
        var lines = [message]
        if let difference { lines.append(difference.excerpt) }
        if let details {
            lines += details.split(separator: "\n", omittingEmptySubsequences: false).map {
                "    " + $0
            }
        }
        return lines.joined(separator: "\n")
    }
}
