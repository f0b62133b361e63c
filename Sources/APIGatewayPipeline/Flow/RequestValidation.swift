extension Method {
    /// Checks what the method's validator asks for, parameters before the payload.
    ///
    /// - Throws: `BAD_REQUEST_PARAMETERS` with the names of what is missing, or `BAD_REQUEST_BODY` with
    ///   what is wrong with the payload.
    func validate(_ request: MethodRequest) throws(GatewayFailure) {
        if requestValidator.validatesParameters {
            let missing = missingParameters(of: request)
            if !missing.isEmpty {
                let message = "Missing required request parameters: "
                throw GatewayFailure(
                    .badRequestParameters,
                    message + "[" + missing.joined(separator: ", ") + "]",
                    cause: "the request lacks \(missing.joined(separator: ", "))")
            }
        }
        if requestValidator.validatesBody { try validateBody(of: request) }
    }

    /// Checks the payload with the model for its media type; where there is none everything is valid.
    private func validateBody(of request: MethodRequest) throws(GatewayFailure) {
        let header = request.headers.last("Content-Type", .ignoringCase) ?? MediaType.json
        let mediaType = MediaType.withoutParameters(header)
        guard let model = requestModels[mediaType] ?? requestModels["$default"] else { return }
        let errors = Self.errors(of: request.body, model)
        guard !errors.isEmpty else { return }
        throw GatewayFailure(
            .badRequestBody,
            cause: "the payload is no instance of the model for `\(mediaType)`: "
                + errors.map(\.description).joined(separator: "; "),
            validationError: errors.validationErrorString)
    }

    /// An empty payload is valid where an empty object is. Evidence: an emulator. Where it is not, the
    /// gateway tells nothing about members. Evidence: the logs that users show.
    private static func errors(of body: [UInt8], _ model: Model) -> [ValidationError] {
        guard body.isEmpty else { return model.validate(body) }
        return model.validate(Array("{}".utf8)).isEmpty ? [] : [.unreadable]
    }

    /// Required parameters that are not there or blank: headers first, then path, then query string, as
    /// recorded.
    private func missingParameters(of request: MethodRequest) -> [String] {
        let groups: [(ParameterMapping.Location, Parameters, NameComparison)] = [
            (.header, request.headers, .ignoringCase), (.path, request.pathParameters, .exact),
            (.querystring, request.querystring, .exact),
        ]
        return groups.flatMap { location, parameters, comparison in
            requestParameters.filter { parameter in
                parameter.isRequired && parameter.location == location
                    && (parameters.last(parameter.name, comparison) ?? "").trimmed.isEmpty
            }.map(\.name)
        }
    }
}
