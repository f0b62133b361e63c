import APIGatewayMapping

@testable import APIGatewayPipeline

/// An integration whose request and response templates are given by media type.
func integration(
    _ templates: KeyValuePairs<String, String> = [:],
    _ behavior: PassthroughBehavior = .whenNoMatch,
    kind: Integration.Kind = .http, uri: String? = "https://example.com/",
    responses: [IntegrationResponse]? = nil
) throws -> Integration {
    var integration = Integration(
        kind: kind, httpMethod: "POST", uri: uri, passthroughBehavior: behavior)
    integration.requestTemplates = try templateSet(templates)
    integration.responses = try responses ?? [IntegrationResponse()]
    return integration
}

func templateSet(_ templates: KeyValuePairs<String, String>) throws -> TemplateSet {
    var set = TemplateSet()
    for (mediaType, text) in templates {
        set.add(try MappingTemplate(Array(text.utf8), named: mediaType), for: mediaType)
    }
    return set
}

extension [UInt8] {
    var text: String { String(decoding: self, as: UTF8.self) }
}
