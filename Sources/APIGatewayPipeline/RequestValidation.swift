extension Method {
    /// Checks what the method's validator asks for.
    ///
    /// - Throws: `BAD_REQUEST_PARAMETERS` with the names of what is missing.
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
