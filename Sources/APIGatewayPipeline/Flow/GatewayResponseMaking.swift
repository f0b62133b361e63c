extension Stage {
    /// The response that the gateway gives for a failure: the customised one of its type, else of the
    /// type's default, else the built-in one.
    func response(
        to failure: GatewayFailure, _ request: MethodRequest, _ context: ExchangeContext
    ) -> MethodResponse {
        let custom = gatewayResponses[failure.type]
        let fallback = failure.type.fallback.flatMap { gatewayResponses[$0] }
        // A default's status counts for all types that it stands in for.
        let statusCode =
            custom?.statusCode ?? fallback?.statusCode ?? failure.statusCode
            ?? failure.type.statusCode ?? 500
        var inputs = MappingInputs(
            request: request, context: context.json, stageVariables: stageVariables)
        var response = MethodResponse(statusCode: statusCode)
        response.headers = ["Content-Type": MediaType.json]
        response.headers.append("x-amzn-ErrorType", failure.type.errorType)
        let chosen = custom ?? fallback
        let mapped = try? inputs.parameters(chosen?.responseParameters ?? [], .header)
        for field in mapped?.fields ?? [] {
            response.headers.set(field.name, to: [field.value.onOneLine], .ignoringCase)
        }
        if failure.hasFixedBody, chosen?.responseTemplates.isEmpty ?? true {
            response.body = Array("{\"message\": \(GatewayError(failure).quotedMessage)}".utf8)
            return response
        }
        let (mediaType, template) = Self.template(of: chosen, request)
        if let mediaType { response.headers.set("Content-Type", to: [mediaType], .ignoringCase) }
        let text = PlainSubstitution.gatewayResponse.text(of: template, missing: "") { names in
            self.text(names, failure, &inputs, context)
        }
        response.body = Array(text.utf8)
        return response
    }

    private static func template(
        of response: GatewayResponse?, _ request: MethodRequest
    ) -> (mediaType: String?, template: String) {
        let templates = response?.responseTemplates ?? [:]
        let accepted = MediaType.first(
            ofAccept: request.headers.last("Accept", .ignoringCase) ?? MediaType.json)
        if let template = templates[accepted] { return (accepted, template) }
        if let template = templates[MediaType.json] { return (MediaType.json, template) }
        if let first = templates.keys.min(), let template = templates[first] {
            return (first, template)
        }
        return (nil, #"{"message":$context.error.messageString}"#)
    }

    private func text(
        _ names: [String], _ failure: GatewayFailure, _ inputs: inout MappingInputs,
        _ context: ExchangeContext
    ) -> String? {
        if names[0] == "stageVariables" {
            return stageVariables.last(names.dropFirst().joined(separator: "."))
        }
        let name = names.dropFirst().joined(separator: ".")
        if let field = name.rest(after: "error.") {
            return GatewayError(failure).variables.first { $0.name == field }?.value
        }
        return inputs.scope.contextText(Array(names.dropFirst()), in: context.json)
    }
}
