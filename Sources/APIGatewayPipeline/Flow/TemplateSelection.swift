import APIGatewayMapping

/// What becomes of a payload.
enum TemplateChoice {
    case template(MappingTemplate)
    case passthrough
}

extension Integration {
    /// Chooses the request template by the request's `Content-Type`; without one it is
    /// `application/json`.
    ///
    /// - Throws: `UNSUPPORTED_MEDIA_TYPE` where the passthrough behavior refuses the payload.
    func requestTemplate(
        for headers: Parameters
    ) throws(GatewayFailure) -> TemplateChoice {
        let header = headers.last("Content-Type", .ignoringCase) ?? MediaType.json
        let mediaType = MediaType.withoutParameters(header)
        if let template = requestTemplates[mediaType] ?? requestTemplates["$default"] {
            return .template(template)
        }
        let isRefused =
            switch passthroughBehavior {
            case .whenNoMatch: false
            case .whenNoTemplates: !requestTemplates.isEmpty
            case .never: true
            }
        if isRefused {
            throw GatewayFailure(
                .unsupportedMediaType,
                cause: "no request template is for `\(mediaType)`, and the passthrough behavior is "
                    + passthroughBehavior.rawValue)
        }
        return .passthrough
    }
}

extension IntegrationResponse {
    /// Chooses the response template by the first media type that the client accepts; where none is for
    /// it, the one for JSON, else the first one. An empty template leaves the payload as it is.
    func responseTemplate(for request: MethodRequest) -> TemplateChoice {
        let header = request.headers.last("Accept", .ignoringCase) ?? MediaType.json
        let template =
            responseTemplates[MediaType.first(ofAccept: header)]
            ?? responseTemplates[MediaType.json] ?? responseTemplates.templates.first?.template
        guard let template, !template.isEmpty else { return .passthrough }
        return .template(template)
    }
}
