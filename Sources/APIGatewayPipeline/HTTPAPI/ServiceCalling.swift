// Service integrations in the flow: the gateway calls one action of an AWS service, and the answer is the
// response.

extension Pipeline {
    /// The call of the service. Recorded: a parameter without a value is the client's fault.
    func makeServiceRequest(
        _ exchange: inout Exchange, _ integration: ServiceIntegration
    ) throws(GatewayFailure) {
        let call: ServiceCall
        do {
            call = try integration.call(
                for: exchange.request, exchange.context,
                stageVariables: exchange.stage.stageVariables)
        } catch {
            throw GatewayFailure(
                .badRequestParameters, "Bad Request", cause: error.description)
        }
        exchange.integrationRequest = call.integrationRequest()
    }

    /// The service's answer with its own headers. Recorded: an error of the service is none for the
    /// client to see.
    func passServiceResponse(
        _ exchange: inout Exchange, _ answer: EndpointResponse
    ) throws(GatewayFailure) {
        guard answer.statusCode < 400 else {
            throw GatewayFailure(
                .apiConfigurationError, "Internal Server Error",
                cause: "the service refuses the call with the status \(answer.statusCode): "
                    + String(decoding: answer.body.prefix(500), as: UTF8.self))
        }
        let mappings = exchange.method.integration.httpMappings ?? HTTPParameterMappings()
        var response = mappings.response(
            to: answer, exchange.context, stageVariables: exchange.stage.stageVariables)
        response.headers.removeAll { HeaderTreatment.isOfConnection($0.name) }
        response.addDefaultType()
        exchange.response = response
    }
}
