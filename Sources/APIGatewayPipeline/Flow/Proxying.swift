// Proxy integrations: payloads pass as they are.

extension Pipeline {
    /// The request of a proxy. Of an HTTP proxy it is the client's headers and query string, with what the
    /// mappings add.
    func makeProxyRequest(_ exchange: inout Exchange) throws(GatewayFailure) {
        let integration = exchange.method.integration
        let parts = try MappedParameters(of: exchange)
        guard integration.kind == .httpProxy else {
            return try makeLambdaRequest(&exchange, parts)
        }
        let endpoint = try IntegrationEndpoint(
            integration.uri ?? "",
            path: integration.httpMappings == nil ? parts.path : exchange.request.pathParameters,
            stageVariables: exchange.stage.stageVariables, isAWS: false)
        var request = IntegrationRequest(
            httpMethod: Self.proxyMethod(integration, exchange.request), uri: endpoint.uri,
            headers: exchange.request.headers, querystring: endpoint.querystring,
            body: try exchange.requestPayload().bytes)
        // The URI's own parameters come first, then the client's, then what is mapped.
        for field in exchange.request.querystring.fields + parts.querystring.fields {
            request.querystring.append(field.name, field.value)
        }
        request.headers.removeAll { HeaderTreatment.isDroppedByProxy($0.name) }
        for field in parts.header.fields
        where !HeaderTreatment.isDropped(field.name, for: .httpProxy) {
            request.headers.set(field.name, to: [field.value], .ignoringCase)
        }
        integration.httpMappings?.apply(
            to: &request, of: exchange.request, exchange.context,
            stageVariables: exchange.stage.stageVariables)
        exchange.integrationRequest = request
    }

    private static func proxyMethod(
        _ integration: Integration, _ request: MethodRequest
    ) -> String {
        guard let method = integration.httpMethod, method.uppercased() != "ANY" else {
            return request.httpMethod
        }
        return method
    }

    /// The response of a proxy: the endpoint's, its headers under the names that reach clients.
    func passResponse(
        _ exchange: inout Exchange, _ answer: EndpointResponse
    ) throws(GatewayFailure) {
        if exchange.method.integration.serviceIntegration != nil {
            return try passServiceResponse(&exchange, answer)
        }
        guard exchange.method.integration.kind == .httpProxy else {
            return try passLambdaResponse(&exchange, answer)
        }
        let mappings = exchange.method.integration.httpMappings ?? HTTPParameterMappings()
        let mapped = mappings.response(
            to: answer, exchange.context, stageVariables: exchange.stage.stageVariables)
        var response = MethodResponse(statusCode: mapped.statusCode)
        response.body = try exchange.responsePayload(answer, nil).bytes
        for field in mapped.headers.fields {
            guard let name = HeaderTreatment.nameForClient(ofProxied: field.name) else { continue }
            response.headers.append(name, field.value)
        }
        response.addDefaultType()
        exchange.response = response
    }
}
