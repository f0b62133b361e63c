import APIGatewayMapping
import APIGatewayPipeline
import Diagnostics
import JSON
import VTLRuntime
import Values

// Cases of whole exchanges: a request text goes through an integration, and both texts that come out
// are compared.

extension CaseRunner {
    /// Runs a case that has an integration.
    mutating func runExchange(
        _ subject: ConformanceCase, _ readFile: @escaping FileReader
    ) -> [Finding] {
        let exchange: Exchange
        do throws(TemplateError) {
            exchange = try self.exchange(of: subject, readFile)
        } catch {
            return check(error, subject, "")
        }
        guard subject.sections[.error] == nil else {
            return [Finding("the exchange went through, expected an error")]
        }
        return check(
            .integrationRequest, exchange.integrationRequest?.httpText(), exchange, subject)
            + check(.methodResponse, exchange.response?.httpText(), exchange, subject)
    }

    private func check(
        _ name: SectionName, _ found: [UInt8]?, _ exchange: Exchange, _ subject: ConformanceCase
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
    ) throws(TemplateError) -> Exchange {
        let name = subject.integrationFile ?? SectionName.integration.rawValue
        let json = subject.content(.integration) ?? subject.integrationFile.flatMap(readFile)
        guard let json else {
            throw Self.error("missing-integration", "cannot read the integration `\(name)`")
        }
        let integration = try Integration(
            json: json, named: name, limits: subject.limits, reading: readFile)
        let (method, resource) = try self.method(of: subject, integration)
        let stage = try self.stage(of: subject)
        let context = try ExchangeContext(subject.content(.context) ?? [])
        let request = try message { () throws(Diagnostic) in
            var request = try MethodRequest(http: subject.content(.request) ?? [])
            if let resource {
                request.pathParameters = resource.parameters(of: request.path) ?? [:]
            }
            return request
        }
        var pipeline = Pipeline(limits: subject.limits)
        var exchange = pipeline.start(request, method, stage, context)
        if exchange.integrationRequest != nil, let answer = subject.content(.endpointResponse) {
            exchange = pipeline.finish(
                exchange,
                with: try message { () throws(Diagnostic) in
                    try EndpointResponse(
                        http: answer, named: SectionName.endpointResponse.rawValue)
                })
        }
        return exchange
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
        return try message { () throws(Diagnostic) in
            try Document(json: content, named: name.rawValue)
        }
    }

    private func message<Message>(
        _ read: () throws(Diagnostic) -> Message
    ) throws(TemplateError) -> Message {
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
