import APIGatewayMapping
import Diagnostics
import JSON
import VTLRuntime
import Values

/// Runs cases, one after the other, with the same renderer.
public struct CaseRunner: ~Copyable {
    /// Gives the bytes of a file that stands beside the `.cases` file, or nil when there is none.
    public typealias FileReader = (_ path: String) -> [UInt8]?

    private var engine = TemplateEngine()
    private var paths = PathEngine()
    var heap = Heap()

    public init() {}

    /// Runs a case under each of its profiles and compares everything it expects.
    public mutating func run(
        _ subject: ConformanceCase, reading readFile: @escaping FileReader
    ) -> CaseResult {
        let clock = ContinuousClock()
        let start = clock.now
        let findings =
            if subject.isExchange {
                runExchange(subject, readFile)
            } else if subject.isEvent {
                runEvent(subject)
            } else if subject.sections[.path] != nil {
                runPath(subject)
            } else {
                runTemplate(subject, readFile)
            }
        let outcome: CaseResult.Outcome =
            switch (findings.isEmpty, subject.knownFailure != nil) {
            case (true, false): .passed
            case (false, false): .failed
            case (false, true): .failedAsKnown
            case (true, true): .passedUnexpectedly
            }
        return CaseResult(
            id: subject.id, file: subject.file, line: subject.line, outcome: outcome,
            findings: findings, knownFailure: subject.knownFailure,
            duration: clock.now - start)
    }

    // MARK: Templates

    private mutating func runTemplate(
        _ subject: ConformanceCase, _ readFile: FileReader
    ) -> [Finding] {
        let source: [UInt8]
        if let file = subject.templateFile {
            guard let bytes = readFile(file) else {
                return [Finding("cannot read the template file `\(file)`")]
            }
            source = bytes
        } else {
            source = subject.content(.template) ?? []
        }
        let request: MappingRequest
        do {
            request = try self.request(for: subject)
        } catch {
            return [Finding("a section is no JSON", details: error.description)]
        }
        let name = subject.templateFile ?? SectionName.template.rawValue
        return subject.profiles.flatMap { profile in
            let context = subject.profiles.count > 1 ? " [\(profile.rawValue)]" : ""
            return check(render(source, name, request, profile, subject.limits), subject, context)
        }
    }

    private mutating func render(
        _ source: [UInt8], _ name: String, _ request: MappingRequest, _ profile: TemplateProfile,
        _ limits: RenderLimits
    ) -> Result<MappingResult, TemplateError> {
        do throws(TemplateError) {
            let template = try CompiledTemplate(
                source, named: name, profile: profile, limits: limits)
            if limits == engine.limits { return .success(try engine.render(template, request)) }
            var engine = TemplateEngine(limits: limits)
            return .success(try engine.render(template, request))
        } catch {
            return .failure(error)
        }
    }

    private mutating func request(
        for subject: ConformanceCase
    ) throws(CaseFileError) -> MappingRequest {
        heap.reset()
        var request = MappingRequest(body: subject.content(.body) ?? [])
        request.variables = subject.content(.variables) ?? []
        _ = try json(.variables, of: subject)
        if let context = try json(.context, of: subject) {
            do {
                request.context = try MappingContext(context, in: &heap, limits: subject.limits)
            } catch {
                throw CaseFileError(diagnostics: error.diagnostics)
            }
        }
        if let parameters = try json(.parameters, of: subject) {
            request.readParameters(parameters, &heap)
        }
        if let variables = try json(.stageVariables, of: subject) {
            request.stageVariables.append(contentsOf: variables, &heap)
        }
        return request
    }

    /// The object in a section, or nil when the case has no such section.
    private mutating func json(
        _ name: SectionName, of subject: ConformanceCase
    ) throws(CaseFileError) -> Value? {
        guard let content = subject.content(name) else { return nil }
        let file = SourceFile(name: name.rawValue, bytes: content)
        do {
            let value = try heap.parseJSON(content)
            if value.isMap { return value }
        } catch {
            throw CaseFileError(diagnostics: [error.diagnostic(in: file)])
        }
        throw CaseFileError(diagnostics: [
            Diagnostic(code: "case-file", message: "expected an object", file: file, span: nil)
        ])
    }

    private mutating func check(
        _ result: Result<MappingResult, TemplateError>, _ subject: ConformanceCase,
        _ context: String
    ) -> [Finding] {
        switch result {
        case .failure(let error): return check(error, subject, context)
        case .success(let result):
            guard subject.sections[.error] == nil else {
                return [
                    Finding(
                        "rendered, expected an error" + context,
                        details: String(decoding: result.body, as: UTF8.self))
                ]
            }
            var findings: [Finding] = []
            if let expected = subject.content(.output) {
                findings += compare(.output, expected, result.body, subject, context)
            }
            if let expected = subject.content(.overrides) {
                let overrides = overridesText(of: result)
                findings += compareJSON(.overrides, expected, overrides, subject, context)
            }
            return findings
        }
    }

    private func overridesText(of result: MappingResult) -> [UInt8] {
        func text(_ json: [UInt8]) -> [UInt8] { json.isEmpty ? Array("{}".utf8) : json }
        return Array("{\"requestOverride\":".utf8) + text(result.requestOverride)
            + Array(",\"responseOverride\":".utf8) + text(result.responseOverride)
            + Array("}".utf8)
    }

    // MARK: Queries

    private mutating func runPath(_ subject: ConformanceCase) -> [Finding] {
        heap.reset()
        let text = subject.content(.path) ?? []
        let document: Value
        do {
            document = try heap.parseDocument(subject.content(.document) ?? [], subject.dialect)
        } catch {
            return [Finding("the document is no JSON: \(error.message)")]
        }
        let found: Value
        do throws(TemplateError) {
            let name = SectionName.path.rawValue
            let query = try PathEngine.compile(text, named: name, subject.dialect)
            found = try paths.evaluate(query, text, named: name, on: document, in: &heap)
        } catch {
            return check(error, subject, "")
        }
        let json = heap.jsonText(of: found)
        guard subject.sections[.error] == nil else {
            return [
                Finding(
                    "found a value, expected an error",
                    details: String(decoding: json, as: UTF8.self))
            ]
        }
        var printed = ByteBuffer()
        JavaText.write(found, &heap, into: &printed)
        var findings: [Finding] = []
        for name in [SectionName.value, .nodes] {
            guard let expected = subject.content(name) else { continue }
            findings += compareJSON(name, expected, json, subject, "")
        }
        if let expected = subject.content(.output) {
            findings += compare(.output, expected, printed.array, subject, "")
        }
        return findings
    }

    // MARK: Errors

    func check(
        _ error: TemplateError, _ subject: ConformanceCase, _ context: String
    ) -> [Finding] {
        guard let expected = subject.content(.error) else {
            return [Finding("failed, expected a result" + context, details: error.description)]
        }
        let summary = error.diagnostics.map(\.summary).joined(separator: "\n")
        return compare(.error, expected, Array(summary.utf8), subject, context)
    }
}
