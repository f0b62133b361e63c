// The parts of an HTTP API's integrations that those of REST APIs do not have.

extension IntegrationReader {
    /// Whether an integration maps parameters as HTTP APIs do: `append:header.name`, and responses by
    /// status.
    func isHTTPAPI(_ node: DocumentNode) -> Bool {
        let names = node["requestParameters"]?.members.map(\.name) ?? []
        return node["responseParameters"] != nil
            || names.contains { name in
                HTTPParameterMapping.Operation.allCases.contains { operation in
                    name.hasPrefix(operation.rawValue + ":")
                }
            }
    }

    /// Reads `requestParameters`, and `responseParameters` by their statuses, of an HTTP API's integration.
    public mutating func httpParameterMappings(_ node: DocumentNode) -> HTTPParameterMappings {
        var mappings = HTTPParameterMappings(
            request: httpMappings(node["requestParameters"], for: .request))
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
    public mutating func serviceIntegration(_ node: DocumentNode) -> ServiceIntegration? {
        guard let subtype = text("integrationSubtype", of: node) else { return nil }
        let parameters = mappingTexts(node["requestParameters"])
        do {
            return try ServiceIntegration(
                subtype: subtype, parameters: parameters.map { ($0.member.name, $0.value) })
        } catch {
            for line in error.description.split(separator: "\n") {
                report(
                    "service-integration", String(line),
                    node["integrationSubtype"]?.span ?? node.span)
            }
            return nil
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
