// Lambda proxy integrations: the function gets the request as an event, and its answer is the response.

/// The format of the events and answers of a Lambda proxy integration.
public enum PayloadFormatVersion: String, Sendable, CaseIterable {
    /// The only one of REST APIs.
    case version1 = "1.0"
    /// Of HTTP APIs.
    case version2 = "2.0"
}

extension Pipeline {
    /// The call of the function with the event. Mapped parameters go with the call, not into the event.
    func makeLambdaRequest(
        _ exchange: inout Exchange, _ parts: MappedParameters
    ) throws(GatewayFailure) {
        var event = LambdaEvent(of: exchange)
        exchange.integrationRequest = try lambdaRequest(exchange, parts, event.json())
    }

    /// The call of the function with an event that is written.
    func lambdaRequest(
        _ exchange: Exchange, _ parts: MappedParameters, _ event: [UInt8]
    ) throws(GatewayFailure) -> IntegrationRequest {
        let integration = exchange.method.integration
        // Recorded: in a REST API other verbs fail, in an HTTP API they do not matter.
        guard
            integration.payloadFormatVersion == .version2
                || integration.httpMethod?.uppercased() ?? "POST" == "POST"
        else {
            throw .configuration("expected POST as the method of a Lambda proxy integration")
        }
        let endpoint = try IntegrationEndpoint(
            Self.invocationARN(of: integration), path: parts.path,
            stageVariables: exchange.stage.stageVariables, isAWS: true)
        guard endpoint.service == "lambda", endpoint.action == nil else {
            throw .configuration(
                "expected the ARN of a Lambda function as `uri`, found `\(integration.uri ?? "")`")
        }
        var request = IntegrationRequest(
            httpMethod: "POST", uri: endpoint.url, headers: parts.header,
            querystring: endpoint.querystring, body: event)
        request.addHeader("Accept", MediaType.json)
        request.addHeader("Content-Type", MediaType.json)
        request.addIdentity(of: exchange.stage)
        return request
    }

    /// The ARN that calls the function. HTTP APIs may give the function's own.
    private static func invocationARN(of integration: Integration) -> String {
        let uri = integration.uri ?? ""
        let parts = uri.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 6, parts[2] == "lambda" else { return uri }
        return
            "arn:\(parts[1]):apigateway:\(parts[3]):lambda:path/2015-03-31/functions/\(uri)/invocations"
    }

    /// The response that the function's answer describes.
    func passLambdaResponse(
        _ exchange: inout Exchange, _ answer: EndpointResponse
    ) throws(GatewayFailure) {
        guard answer.statusCode < 300 else {
            throw .configuration("Lambda refuses the call with the status \(answer.statusCode)")
        }
        let version = exchange.method.integration.payloadFormatVersion
        let result = try Self.read(answer, version)
        var response = MethodResponse(statusCode: result.statusCode, body: result.body)
        for field in result.headers.fields where field.name.asciiLowercased != "via" {
            guard let name = HeaderTreatment.nameForClient(field.name) else { continue }
            response.headers.append(name, field.value)
        }
        if result.isBase64Encoded, version == .version2 || exchange.acceptsBinary {
            guard let bytes = Base64.decode(result.body) else {
                throw .configuration("expected base64 text as the `body` of the function's answer")
            }
            response.body = bytes
        }
        exchange.response = response
    }

    private static func read(
        _ answer: EndpointResponse, _ version: PayloadFormatVersion
    ) throws(GatewayFailure) -> LambdaResponse {
        do throws(LambdaResponse.Malformed) {
            // The call succeeds also when the function does not.
            guard answer.headers.values(of: "X-Amz-Function-Error", .ignoringCase).isEmpty else {
                throw LambdaResponse.Malformed(reason: "the function failed")
            }
            return switch version {
            case .version1: try LambdaResponse(version1: answer.body)
            case .version2: try LambdaResponse(version2: answer.body)
            }
        } catch {
            throw malformed(error.reason, version)
        }
    }

    /// Recorded: a REST API answers 502, an HTTP API 500 with its own spelling.
    private static func malformed(
        _ reason: String, _ version: PayloadFormatVersion
    ) -> GatewayFailure {
        let cause = "malformed Lambda proxy response: " + reason
        guard version == .version1 else {
            return GatewayFailure(.apiConfigurationError, "Internal Server Error", cause: cause)
        }
        var failure = GatewayFailure.configuration(cause)
        failure.statusCode = 502
        return failure
    }
}

extension Exchange {
    /// The first media type that the client accepts is binary. Recorded: for a function's answer it alone
    /// counts, whatever its `Content-Type`.
    fileprivate var acceptsBinary: Bool {
        let accepted = MediaType.first(
            ofAccept: request.headers.last("Accept", .ignoringCase) ?? "")
        return MediaType.isIn(stage.binaryMediaTypes, accepted)
    }
}
