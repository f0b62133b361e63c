import Diagnostics
import VTLRuntime

// What the parts of a `.cases` file mean together: keys and sections of the file are defaults for
// its cases, and each case must be complete.

extension CaseFileReader {
    /// The cases, with the file's defaults filled in; mistakes are noted.
    mutating func makeCases() -> [ConformanceCase] {
        let shared = scopes[0]
        if shared.prose.isEmpty {
            report(
                "expected a sentence that says what the file is about", 0,
                notes: ["it stands before the first case"])
        }
        if scopes.count == 1 {
            report("expected at least one case", 0, notes: ["a case starts with `=== name`"])
        }
        return scopes.dropFirst().compactMap { makeCase($0, shared) }
    }

    private mutating func makeCase(_ scope: Scope, _ shared: Scope) -> ConformanceCase? {
        let name = scope.name ?? ""
        let fields = shared.fields.merging(scope.fields) { _, own in own }
        let sections = mergedSections(scope, shared)
        let templateFile = scope.sections[.template] == nil ? fields[.template]?.value : nil
        let integrationFile =
            scope.sections[.integration] == nil ? fields[.integration]?.value : nil
        let failuresBefore = diagnostics.count
        if integrationFile != nil || sections[.integration] != nil || sections[.api] != nil {
            checkExchange(scope, sections, templateFile)
        } else if sections[.rule] != nil {
            checkEvent(scope, sections)
        } else {
            checkSubject(scope, sections, templateFile)
        }
        checkExpectations(scope, sections)
        let profiles = profiles(fields[.profile])
        let dialect = dialect(fields[.dialect])
        let limits = limits(fields[.limits])
        let evidence = evidence(fields[.evidence], scope)
        guard diagnostics.count == failuresBefore, let evidence else { return nil }
        return ConformanceCase(
            id: "\(file.name)#\(name)", name: name, line: scope.line, profiles: profiles,
            evidence: evidence, dialect: dialect, templateFile: templateFile,
            integrationFile: integrationFile, logicalId: fields[.logicalId]?.value,
            knownFailure: fields[.knownFailure]?.value,
            limits: limits, sections: sections)
    }

    /// A case's own sections replace shared ones; an own error replaces shared results and the
    /// other way round.
    private func mergedSections(_ scope: Scope, _ shared: Scope) -> [SectionName: CaseSection] {
        var inherited = shared.sections
        let own = Set(scope.sections.keys)
        if own.contains(.error) {
            inherited = inherited.filter { !$0.key.isExpectation }
        } else if own.contains(where: \.isExpectation) {
            inherited[.error] = nil
        }
        if own.contains(.request) { inherited[.message] = nil }
        if own.contains(.message) { inherited[.request] = nil }
        if own.contains(.api) { inherited[.integration] = nil }
        if own.contains(.integration) { (inherited[.api], inherited[.values]) = (nil, nil) }
        if own.contains(.path) || scope.fields[.template] != nil { inherited[.template] = nil }
        if own.contains(.template) || scope.fields[.template] != nil { inherited[.path] = nil }
        return inherited.merging(scope.sections) { _, own in own }
    }

    // MARK: Checks

    private mutating func checkSubject(
        _ scope: Scope, _ sections: [SectionName: CaseSection], _ templateFile: String?
    ) {
        let hasTemplate = sections[.template] != nil || templateFile != nil
        if let field = scope.fields[.template], scope.sections[.template] != nil {
            report("the template is given twice, as a file and as a section", field.line)
        }
        switch (hasTemplate, sections[.path] != nil) {
        case (true, true): fail(scope, "expected a template or a path, found both")
        case (false, false): fail(scope, "expected a section `template` or `path`, found neither")
        case (false, true) where sections[.document] == nil:
            fail(scope, "expected a section `document` for the path")
        default: break
        }
    }

    private mutating func checkExchange(
        _ scope: Scope, _ sections: [SectionName: CaseSection], _ templateFile: String?
    ) {
        if templateFile != nil || sections[.template] != nil || sections[.path] != nil {
            fail(scope, "expected an integration, a template or a path, found two of them")
        }
        if sections[.integration] != nil, sections[.api] != nil {
            fail(scope, "expected an integration or an API, found both")
        }
        if sections[.api] == nil, sections[.values] != nil || scope.fields[.logicalId] != nil {
            fail(scope, "expected an API for `values.json` and `logical-id:`, found an integration")
        }
        if sections[.request] != nil, sections[.message] != nil {
            fail(scope, "expected a section `request.http` or `message`, found both")
        }
        if sections[.request] == nil, sections[.message] == nil, sections[.error] == nil {
            fail(
                scope,
                sections[.api] == nil
                    ? "expected a section `request.http` for the integration"
                    : "expected a section `request.http` or `message` for the API")
        }
    }

    private mutating func checkEvent(_ scope: Scope, _ sections: [SectionName: CaseSection]) {
        if sections[.template] != nil || sections[.path] != nil {
            fail(scope, "expected a rule, a template or a path, found two of them")
        }
        if sections[.event] == nil, sections[.error] == nil {
            fail(scope, "expected a section `event.json` for the rule")
        }
    }

    private mutating func checkExpectations(
        _ scope: Scope, _ sections: [SectionName: CaseSection]
    ) {
        let expected = sections.keys.filter(\.isExpectation)
        if expected.isEmpty {
            let kinds =
                sections[.request] != nil || sections[.message] != nil
                ? "`integration-request.http`, `response.http`, `frame`"
                : sections[.path] == nil ? "`output`" : "`value`, `nodes`"
            fail(scope, "expected a section \(kinds) or `error`, found none")
        }
        if expected.contains(.error), expected.count > 1 {
            fail(scope, "expected an error or a result, found both")
        }
    }

    private mutating func fail(_ scope: Scope, _ message: String) {
        report(message, scope.line - 1)
    }

    // MARK: Values of keys

    private mutating func evidence(_ field: Field?, _ scope: Scope) -> Evidence? {
        guard let field else {
            report(
                "the case has no evidence", scope.line - 1,
                notes: ["a line `evidence: …` says who expects this result"])
            return nil
        }
        guard let evidence = Evidence(field.value) else {
            reportOnce(
                "there is no evidence of the sort `\(field.value)`", field.line,
                notes: [Evidence.advice(for: field.value)])
            return nil
        }
        return evidence
    }

    private mutating func profiles(_ field: Field?) -> [TemplateProfile] {
        guard let field else { return [.apiGateway] }
        return field.value.split(separator: ",").compactMap { part in
            choice(TemplateProfile.self, String(part).trimmingBlanks, "profile", field)
        }
    }

    private mutating func dialect(_ field: Field?) -> PathDialect {
        guard let field else { return .jayway }
        return choice(PathDialect.self, field.value, "dialect", field) ?? .jayway
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ type: Choice.Type, _ word: String, _ kind: String, _ field: Field
    ) -> Choice? {
        if let choice = Choice(rawValue: word) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        let advice =
            nearMiss(to: word, among: names).map { "did you mean `\($0)`?" }
            ?? "known are " + names.joined(separator: ", ")
        reportOnce("there is no \(kind) `\(word)`", field.line, notes: [advice])
        return nil
    }

    private mutating func limits(_ field: Field?) -> RenderLimits {
        var limits = RenderLimits()
        guard let field else { return limits }
        for part in field.value.split(separator: ",") {
            do {
                try limits.set(String(part))
            } catch {
                reportOnce(error.message, field.line, notes: error.notes)
            }
        }
        return limits
    }

    /// A default of the file is read for each case, and wrong once.
    private mutating func reportOnce(_ message: String, _ line: Int, notes: [String] = []) {
        if !diagnostics.contains(where: { $0.message == message }) {
            report(message, line, notes: notes)
        }
    }
}
