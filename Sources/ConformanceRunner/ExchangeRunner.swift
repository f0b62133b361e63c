import APIGatewayDefinition
import APIGatewayMapping
import APIGatewayPipeline
import Diagnostics
import JSON
import VTLRuntime
import Values

// Cases of whole exchanges: a request text goes through an integration, and both texts that come out
// are compared.

extension CaseRunner {
    /// Runs a case that has an integration or an API.
    mutating func runExchange(
        _ subject: ConformanceCase, _ readFile: @escaping FileReader
    ) -> [Finding] {
        let exchange: APIExchange
        let stage: Stage
        do throws(TemplateError) {
            (exchange, stage) = try self.exchange(of: subject, readFile)
        } catch {
            return check(error, subject, "")
        }
        guard subject.sections[.error] == nil else {
            return [Finding("the exchange went through, expected an error")]
        }
        return check(
            .integrationRequest, exchange.integrationRequest?.httpText(), exchange, subject)
            + check(.methodResponse, exchange.response?.httpText(), exchange, subject)
            + check(.frame, exchange.frame, exchange, subject)
            + check(
                .accessLog, exchange.accessLogLine(stage).map { Array($0.utf8) }, exchange, subject)
    }

    private func check(
        _ name: SectionName, _ found: [UInt8]?, _ exchange: APIExchange, _ subject: ConformanceCase
    ) -> [Finding] {
        guard let expected = subject.content(name) else { return [] }
        guard let found else {
            return [
                Finding("there is no \(name.rawValue)", details: exchange.failure ?? "")
            ]
        }
        var findings = compare(name, expected, found, subject, "")
        if !findings.isEmpty, let cause = exchange.failure {
            findings.append(Finding("the gateway answered itself", details: cause))
        }
        return findings
    }

    private func exchange(
        of subject: ConformanceCase, _ readFile: @escaping FileReader
    ) throws(TemplateError) -> (APIExchange, Stage) {
        var pipeline = Pipeline(limits: subject.limits)
        var (exchange, stage) = try start(subject, &pipeline, readFile)
        if exchange.integrationRequest != nil, let answer = subject.content(.endpointResponse) {
            exchange = pipeline.finish(
                exchange,
                with: try reading { () throws(Diagnostic) in
                    try EndpointResponse(
                        http: answer, named: SectionName.endpointResponse.rawValue)
                })
        }
        return (exchange, stage)
    }

    private func start(
        _ subject: ConformanceCase, _ pipeline: inout Pipeline, _ readFile: @escaping FileReader
    ) throws(TemplateError) -> (APIExchange, Stage) {
        guard subject.sections[.api] == nil else {
            return try startInAPI(subject, &pipeline, readFile)
        }
        let integration = try self.integration(of: subject, readFile)
        let (method, resource) = try self.method(of: subject, integration)
        let stage = try self.stage(of: subject)
        var request = try self.request(of: subject)
        if let resource { request.pathParameters = resource.parameters(of: request.path) ?? [:] }
        let context = try ExchangeContext(subject.content(.context) ?? [])
        return (.method(pipeline.start(request, method, stage, context)), stage)
    }

    /// Without a section `context.json` the request and the route tell `$context`.
    private func startInAPI(
        _ subject: ConformanceCase, _ pipeline: inout Pipeline, _ readFile: @escaping FileReader
    ) throws(TemplateError) -> (APIExchange, Stage) {
        let document = try reading { () throws(Diagnostic) in
            try Document(
                jsonOrYAML: subject.content(.api) ?? [], named: SectionName.api.rawValue)
        }
        let api = try document.definedAPI(
            logicalId: subject.logicalId,
            values: try self.document(.values, of: subject)?.functionValues() ?? [:],
            limits: subject.limits, reading: readFile)
        let stage = api.stage(try self.stage(of: subject))
        let context: ExchangeContext? =
            if let json = subject.content(.context) { try ExchangeContext(json) } else { nil }
        let call: APICall =
            if let text = subject.content(.message) {
                .message(text)
            } else {
                .request(try self.request(of: subject))
            }
        return (pipeline.start(call, api, stage, context), stage)
    }

    /// Runs a case that gives an event to a rule of EventBridge.
    func runEvent(_ subject: ConformanceCase) -> [Finding] {
        let input: [UInt8]
        do throws(TemplateError) {
            let rule = try document(.rule, of: subject)?.eventRule()
            input = try reading { () throws(Diagnostic) in
                try rule?.input(
                    for: subject.content(.event) ?? [], named: SectionName.event.rawValue,
                    limits: subject.limits) ?? []
            }
        } catch {
            return check(error, subject, "")
        }
        guard let expected = subject.content(.output) else {
            return [Finding("the event has an input for the target, expected an error")]
        }
        return compare(.output, expected, input, subject, "")
    }

    private func integration(
        of subject: ConformanceCase, _ readFile: @escaping FileReader
    ) throws(TemplateError) -> Integration {
        let name = subject.integrationFile ?? SectionName.integration.rawValue
        let json = subject.content(.integration) ?? subject.integrationFile.flatMap(readFile)
        guard let json else {
            throw Self.error("missing-integration", "cannot read the integration `\(name)`")
        }
        return try Integration(json: json, named: name, limits: subject.limits, reading: readFile)
    }

    private func request(of subject: ConformanceCase) throws(TemplateError) -> MethodRequest {
        try reading { () throws(Diagnostic) in
            try MethodRequest(http: subject.content(.request) ?? [])
        }
    }

    private func method(
        of subject: ConformanceCase, _ integration: Integration
    ) throws(TemplateError) -> (Method, ResourcePath?) {
        guard let document = try document(.method, of: subject) else {
            return (Method(integration), nil)
        }
        return (try document.method(integration), document.resource)
    }

    private func stage(of subject: ConformanceCase) throws(TemplateError) -> Stage {
        var stage = try document(.stage, of: subject)?.stage() ?? Stage()
        for member in try document(.stageVariables, of: subject)?.root.members ?? [] {
            stage.stageVariables.append(member.name, member.value.scalarText ?? "")
        }
        return stage
    }

    private func document(
        _ name: SectionName, of subject: ConformanceCase
    ) throws(TemplateError) -> Document? {
        guard let content = subject.content(name) else { return nil }
        return try reading { () throws(Diagnostic) in
            try Document(json: content, named: name.rawValue)
        }
    }

    /// Input that cannot be read fails the case with its diagnostic.
    private func reading<Input>(
        _ read: () throws(Diagnostic) -> Input
    ) throws(TemplateError) -> Input {
        do {
            return try read()
        } catch {
            throw TemplateError(phase: .parse, diagnostics: [error])
        }
    }

    private static func error(_ code: String, _ message: String) -> TemplateError {
        TemplateError(
            phase: .parse,
            diagnostics: [
                Diagnostic(
                    code: code, message: message, file: SourceFile(name: "case", bytes: []),
                    span: nil)
            ])
    }
}
