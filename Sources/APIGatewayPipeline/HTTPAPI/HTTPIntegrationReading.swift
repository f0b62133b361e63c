// The parts of an HTTP API's integrations that those of REST APIs do not have.

import Diagnostics

extension DocumentNode {
    /// The integration is one of an HTTP API: it calls a service's action, or maps parameters as only they
    /// do: `append:header.name`, and responses by status.
    public var isHTTPAPIIntegration: Bool {
        if self["integrationSubtype"] != nil { return true }
        let names = self["requestParameters"]?.members.map(\.name) ?? []
        return self["responseParameters"] != nil
            || names.contains { name in
                HTTPParameterMapping.Operation.allCases.contains { operation in
                    name.hasPrefix(operation.rawValue + ":")
                }
            }
    }
}

extension IntegrationReader {
    /// Reads `requestParameters`, and `responseParameters` by their statuses, of an HTTP API's integration.
    /// Those of a service integration's request are the action's, no mappings.
    public mutating func httpParameterMappings(_ node: DocumentNode) -> HTTPParameterMappings {
        var mappings = HTTPParameterMappings()
        if node["integrationSubtype"] == nil {
            mappings.request = httpMappings(node["requestParameters"], for: .request)
        }
        for member in node["responseParameters"]?.members ?? [] {
            let response = httpMappings(member.value, for: .response)
            do {
                try mappings.addResponse(member.name, response)
            } catch {
                report("status-code", error.description, member.nameSpan)
            }
        }
        return mappings
    }

    private mutating func httpMappings(
        _ node: DocumentNode?, for direction: HTTPParameterMapping.Direction
    ) -> [HTTPParameterMapping] {
        var mappings: [HTTPParameterMapping] = []
        for (member, value) in mappingTexts(node) {
            do {
                mappings.append(try HTTPParameterMapping(member.name, value, for: direction))
            } catch {
                let isKey = error.expression == member.name
                report(
                    "mapping-expression", error.description,
                    isKey ? member.nameSpan : member.value.span)
            }
        }
        return mappings
    }

    /// Reads an integration with an `integrationSubtype`; nil when it cannot be used.
    public mutating func serviceIntegration(
        _ node: DocumentNode, _ kind: Integration.Kind = .awsProxy
    ) -> ServiceIntegration? {
        guard let subtype = text("integrationSubtype", of: node) else { return nil }
        if kind != .awsProxy {
            report(
                "service-integration",
                "expected AWS_PROXY as `type` beside `integrationSubtype`, found \(kind.rawValue)",
                node["type"]?.span)
        }
        if let version = node["payloadFormatVersion"]?.scalarText, version != "1.0" {
            report(
                "service-integration",
                "expected `1.0` as `payloadFormatVersion` beside `integrationSubtype`, found "
                    + "`\(version)`", node["payloadFormatVersion"]?.span)
        }
        let parameters = mappingTexts(node["requestParameters"])
        do {
            return try ServiceIntegration(
                subtype: subtype, parameters: parameters.map { ($0.member.name, $0.value) })
        } catch {
            report(error, node["integrationSubtype"]?.span ?? node.span, parameters.map(\.member))
            return nil
        }
    }

    /// Reports what is wrong at the parameters that are there, else at the subtype.
    private mutating func report(
        _ error: InvalidServiceIntegration, _ span: SourceSpan?, _ members: [DocumentNode.Member]
    ) {
        guard let known = ServiceIntegrationSubtype(rawValue: error.subtype) else {
            return report("service-integration", error.description, span)
        }
        for problem in error.problems {
            let place =
                switch problem {
                case .unknownParameter(let name): members.last { $0.name == name }?.nameSpan
                case .invalidValue(let name, _): members.last { $0.name == name }?.value.span
                case .missingParameter: span
                }
            report("service-integration", error.message(of: problem, known), place ?? span)
        }
    }

    /// The members of an object whose values are texts; others are reported.
    private mutating func mappingTexts(
        _ node: DocumentNode?
    ) -> [(member: DocumentNode.Member, value: String)] {
        var texts: [(member: DocumentNode.Member, value: String)] = []
        for member in node?.members ?? [] {
            if let text = member.value.text {
                texts.append((member, text))
            } else {
                report(
                    "mapping-expression",
                    "expected a mapping expression, found \(member.value.description)",
                    member.value.span ?? member.nameSpan)
            }
        }
        return texts
    }
}
