import Foundation
import Testing

@testable import ConformanceRunner

/// What must hold for all `.cases` files together; that a file is well formed and has prose, and
/// each of its cases a name of its own and evidence, is checked when it is read.
@Suite("The cases of the repository, as a whole")
struct RepositoryCasesTests {
    /// The folder with Package.swift, found from this file.
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private static let files: [CaseFile] = ["Conformance", "Templates"].flatMap { folder in
        let paths = FileManager.default.enumerator(atPath: repository + "/" + folder)
        return (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".cases") }
            .sorted().compactMap { path in read(folder + "/" + path) }
    }

    private static func read(_ path: String) -> CaseFile? {
        guard let data = FileManager.default.contents(atPath: repository + "/" + path) else {
            Issue.record("cannot read \(path)")
            return nil
        }
        do {
            return try CaseFile(name: path, bytes: Array(data))
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    private static var cases: [ConformanceCase] { files.flatMap(\.cases) }

    @Test("There are cases, and every file says what it is about")
    func prose() {
        #expect(Self.cases.count > 2000)
        for file in Self.files {
            #expect(!file.prose.isEmpty, "\(file.name)")
            let first = CompatibilityPage.firstSentence(of: file.prose)
            #expect(".?!".contains(first.last ?? " "), "\(file.name): prose has no sentence")
        }
    }

    @Test("No two cases have one id")
    func ids() {
        let groups = Dictionary(grouping: Self.cases, by: \.id)
        for (id, cases) in groups { #expect(cases.count == 1, "\(id)") }
    }

    @Test("Names are words with hyphens")
    func names() {
        for subject in Self.cases {
            let isPlain = subject.name.utf8.allSatisfy { byte in
                byte == 0x2D || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
            }
            #expect(isPlain, "\(subject.id)")
        }
    }

    @Test("Evidence says more than its sort where more is to be said")
    func evidence() {
        for subject in Self.cases {
            let evidence = subject.evidence
            let rest = evidence.text.dropFirst(evidence.label.count)
                .trimmingCharacters(in: .init(charactersIn: " :;"))
            switch evidence.source {
            // What was recorded, which page, who reported, and why we think so.
            case .aws, .awsDocs, .report, .inference:
                #expect(!rest.isEmpty, "\(subject.id): evidence: \(evidence.text)")
            // Which version, or which section.
            case .velocityJava, .jayway, .jsonSmart, .rfc9535:
                #expect(
                    evidence.text.contains(where: \.isNumber) && evidence.text.contains(" "),
                    "\(subject.id): evidence: \(evidence.text)")
            case .velocityDocs, .model: break
            }
        }
    }

    @Test("A known failure says why")
    func knownFailures() {
        for subject in Self.cases {
            if let reason = subject.knownFailure {
                #expect(reason.split(separator: " ").count >= 3, "\(subject.id): \(reason)")
            }
        }
    }

    @Test("No two cases ask the same")
    func duplicates() {
        var seen: [Question: String] = [:]
        for subject in Self.cases {
            for rule in subject.rules {
                let question = Question(subject, under: rule)
                let other = seen.updateValue(subject.id, forKey: question)
                #expect(other == nil, "\(subject.id) asks what \(other ?? "") does [\(rule)]")
            }
        }
    }
}

/// Everything that goes into a case under one profile or dialect.
private struct Question: Hashable {
    let rule: String
    let templateFile: String?
    let integrationFile: String?
    let limits: String
    let sections: [SectionName: [UInt8]]

    init(_ subject: ConformanceCase, under rule: String) {
        self.rule = rule
        // Files of one name stand in many folders.
        templateFile = subject.templateFile.map { subject.file + "/" + $0 }
        integrationFile = subject.integrationFile.map { subject.file + "/" + $0 }
        limits = "\(subject.limits)"
        sections = subject.sections.filter { !$0.key.isExpectation }.mapValues(\.content)
    }
}
