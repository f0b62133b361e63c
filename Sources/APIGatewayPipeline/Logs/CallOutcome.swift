/// What became of a call: the variables that only access logs have.
public struct CallOutcome: Equatable, Sendable {
    /// The status of the method response.
    public var status: Int?
    /// The bytes of the response's payload.
    public var responseLength: Int?
    /// The milliseconds from the request to the response.
    public var responseLatency: Int?
    /// What the endpoint did; nil when nobody was asked.
    public var integration: IntegrationOutcome?
    /// Why the gateway answered itself: `$context.error`.
    public var error: GatewayError?
    /// Further variables by their names behind `$context.`, such as `authorizer.latency`, `waf.status` or
    /// `xrayTraceId`.
    public var further: [String: String] = [:]

    public init(status: Int? = nil, responseLength: Int? = nil) {
        self.status = status
        self.responseLength = responseLength
    }

    /// What became of an exchange.
    ///
    /// - Parameters:
    ///   - responseLatency: milliseconds, as the caller measured them.
    ///   - integrationLatency: likewise, from the request to the endpoint to its answer.
    public init(
        of exchange: Exchange, responseLatency: Int? = nil, integrationLatency: Int? = nil
    ) {
        self.init(
            status: exchange.response?.statusCode, responseLength: exchange.response?.body.count)
        self.responseLatency = responseLatency
        error = exchange.gatewayFailure.map(GatewayError.init)
        if let answer = exchange.answer {
            var integration = IntegrationOutcome(of: answer, latency: integrationLatency)
            integration.error = exchange.failure
            if exchange.method.integration.kind == .awsProxy, exchange.failure == nil {
                integration.status = status
            }
            self.integration = integration
        }
        further["requestId"] = Self.loggedRequestId(of: exchange)
    }

    /// What became of an event of a WebSocket API.
    public init(
        of exchange: WebSocketExchange, responseLatency: Int? = nil,
        integrationLatency: Int? = nil
    ) {
        self.init(
            of: exchange.exchange, responseLatency: responseLatency,
            integrationLatency: integrationLatency)
        responseLength = nil
        switch exchange.outcome {
        case .handshake(let response): status = response.statusCode
        case .frame, .nothing: status = exchange.exchange.gatewayFailure?.type.statusCode ?? 200
        case nil: status = nil
        }
    }

    /// An id that the client gave and that is none is marked in logs.
    private static func loggedRequestId(of exchange: Exchange) -> String? {
        guard let given = RequestId.given(by: exchange.request), !RequestId.isUUID(given) else {
            return nil
        }
        var scope = MappingScope()
        return scope.contextText(["requestId"], in: exchange.context.json)
            .map { $0 + "_REPLACED_INVALID_REQUEST_ID" }
    }

    /// The variables by their names behind `$context.`
    var variables: [String: String] {
        var variables = further
        variables["status"] = status.map(String.init)
        variables["responseLength"] = responseLength.map(String.init)
        variables["responseLatency"] = responseLatency.map(String.init)
        for (name, value) in error?.variables ?? [] { variables["error." + name] = value }
        guard let integration else { return variables }
        for (names, value) in integration.variables {
            for name in names { variables[name] = value }
        }
        return variables
    }
}

/// What the endpoint did, as access logs tell it.
public struct IntegrationOutcome: Equatable, Sendable {
    /// The status that counts: of a Lambda function with a proxy integration, the one it returned.
    public var status: Int?
    /// The status of the answer itself: of the Lambda service, not of the function.
    public var integrationStatus: Int?
    /// Milliseconds.
    public var latency: Int?
    /// The service's ids of the request: `x-amzn-RequestId` and `x-amz-id-2`.
    public var requestId: String?
    public var secondRequestId: String?
    /// Why there is no usable answer.
    public var error: String?

    public init(status: Int? = nil, latency: Int? = nil, error: String? = nil) {
        self.status = status
        integrationStatus = status
        self.latency = latency
        self.error = error
    }

    init(of answer: EndpointResponse, latency: Int?) {
        self.init(status: answer.statusCode, latency: latency)
        requestId =
            answer.headers.last("x-amzn-RequestId", .ignoringCase)
            ?? answer.headers.last("x-amz-request-id", .ignoringCase)
        secondRequestId = answer.headers.last("x-amz-id-2", .ignoringCase)
    }

    /// Values with the names of the variables that have them.
    fileprivate var variables: [(names: [String], value: String?)] {
        [
            (["integration.status"], status.map(String.init)),
            (
                ["integration.integrationStatus", "integrationStatus"],
                integrationStatus.map(String.init)
            ),
            (["integration.latency", "integrationLatency"], latency.map(String.init)),
            (["integration.requestId", "awsEndpointRequestId"], requestId),
            (["awsEndpointRequestId2"], secondRequestId),
            (["integration.error", "integrationErrorMessage"], error),
        ]
    }
}

/// Why the gateway answered itself.
public struct GatewayError: Equatable, Sendable {
    public var message: String
    public var responseType: String
    public var validationError: String?

    public init(message: String, responseType: String, validationError: String? = nil) {
        self.message = message
        self.responseType = responseType
        self.validationError = validationError
    }

    init(_ failure: GatewayFailure) {
        self.init(
            message: failure.message, responseType: failure.type.rawValue,
            validationError: failure.validationError)
    }

    /// `$context.error.messageString`
    var quotedMessage: String { jsonString(message) }

    /// `$context.error.validationErrorString`. Templates write the quotes around it, so what is inside
    /// comes escaped. Evidence: tests against AWS that parse such a response.
    private var escapedValidationError: String? {
        validationError.map { String(jsonString($0).dropFirst().dropLast()) }
    }

    /// The members of `$context.error`.
    var variables: [(name: String, value: String?)] {
        [
            ("message", message), ("messageString", quotedMessage), ("responseType", responseType),
            ("validationErrorString", escapedValidationError),
        ]
    }
}
