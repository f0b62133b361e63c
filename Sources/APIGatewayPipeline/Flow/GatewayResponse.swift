/// Why the gateway answers itself: the response types of API Gateway, as its API spells them.
public enum GatewayResponseType: String, CaseIterable, Sendable {
    case accessDenied = "ACCESS_DENIED"
    case apiConfigurationError = "API_CONFIGURATION_ERROR"
    case authorizerConfigurationError = "AUTHORIZER_CONFIGURATION_ERROR"
    case authorizerFailure = "AUTHORIZER_FAILURE"
    case badRequestParameters = "BAD_REQUEST_PARAMETERS"
    case badRequestBody = "BAD_REQUEST_BODY"
    case default4XX = "DEFAULT_4XX"
    case default5XX = "DEFAULT_5XX"
    case expiredToken = "EXPIRED_TOKEN"
    case integrationFailure = "INTEGRATION_FAILURE"
    case integrationTimeout = "INTEGRATION_TIMEOUT"
    case invalidAPIKey = "INVALID_API_KEY"
    case invalidSignature = "INVALID_SIGNATURE"
    case missingAuthenticationToken = "MISSING_AUTHENTICATION_TOKEN"
    case quotaExceeded = "QUOTA_EXCEEDED"
    case requestTooLarge = "REQUEST_TOO_LARGE"
    case resourceNotFound = "RESOURCE_NOT_FOUND"
    case throttled = "THROTTLED"
    case unauthorized = "UNAUTHORIZED"
    case unsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE"
    case wafFiltered = "WAF_FILTERED"

    /// The status without a customised response; nil for the two defaults, which leave it alone.
    public var statusCode: Int? {
        switch self {
        case .default4XX, .default5XX: nil
        case .badRequestParameters, .badRequestBody: 400
        case .unauthorized: 401
        case .accessDenied, .expiredToken, .invalidAPIKey, .invalidSignature,
            .missingAuthenticationToken, .wafFiltered:
            403
        case .resourceNotFound: 404
        case .requestTooLarge: 413
        case .unsupportedMediaType: 415
        case .quotaExceeded, .throttled: 429
        case .apiConfigurationError, .authorizerConfigurationError, .authorizerFailure: 500
        case .integrationFailure, .integrationTimeout: 504
        }
    }

    /// The type whose customised response counts when this one has none.
    public var fallback: GatewayResponseType? {
        statusCode.map { $0 < 500 ? .default4XX : .default5XX }
    }

    /// The message when the failure gives none.
    var message: String {
        switch self {
        case .badRequestBody: "Invalid request body"
        case .missingAuthenticationToken: "Missing Authentication Token"
        case .unauthorized: "Unauthorized"
        case .unsupportedMediaType: "Unsupported Media Type"
        case .invalidAPIKey, .wafFiltered: "Forbidden"
        case .quotaExceeded: "Limit Exceeded"
        case .throttled: "Too Many Requests"
        case .integrationTimeout: "Endpoint request timed out"
        case .accessDenied: "User is not authorized to access this resource"
        case .expiredToken: "The security token included in the request is expired"
        case .requestTooLarge: "Request Too Long"
        case .resourceNotFound: "Not Found"
        case .badRequestParameters: "Bad request parameters"
        default: "Internal server error"
        }
    }

    /// What the header `x-amzn-ErrorType` says.
    var errorType: String {
        switch self {
        case .badRequestParameters, .badRequestBody, .unsupportedMediaType: "BadRequestException"
        case .missingAuthenticationToken: "MissingAuthenticationTokenException"
        case .unauthorized: "UnauthorizedException"
        case .accessDenied: "AccessDeniedException"
        case .expiredToken: "ExpiredTokenException"
        case .invalidSignature: "InvalidSignatureException"
        case .invalidAPIKey, .wafFiltered: "ForbiddenException"
        case .quotaExceeded: "LimitExceededException"
        case .throttled: "TooManyRequestsException"
        case .resourceNotFound: "NotFoundException"
        case .requestTooLarge: "RequestTooLargeException"
        default: "InternalServerErrorException"
        }
    }
}

/// A customised response of the gateway itself.
public struct GatewayResponse: Equatable, Sendable {
    /// The status in place of the type's own, or nil.
    public var statusCode: Int?
    /// Headers: `gatewayresponse.header.NAME` and where each value comes from.
    public var responseParameters: [ParameterMapping]
    /// Templates by media type. They know `$context` and `$stageVariables` and substitute plainly: they
    /// are no mapping templates.
    public var responseTemplates: [String: String]

    public init(
        statusCode: Int? = nil, responseParameters: [ParameterMapping] = [],
        responseTemplates: [String: String] = [:]
    ) {
        self.statusCode = statusCode
        self.responseParameters = responseParameters
        self.responseTemplates = responseTemplates
    }
}

/// What made the gateway answer itself.
struct GatewayFailure: Error {
    let type: GatewayResponseType
    /// `$context.error.message`
    let message: String
    /// `$context.error.validationErrorString`
    var validationError: String?
    /// The status in place of the type's own, or nil.
    var statusCode: Int?
    /// What a developer needs to know; the client does not see it.
    let cause: String
    /// The body does not come from the default template: API Gateway writes it with a blank behind the
    /// colon. Recorded for errors of the configuration (36 bytes) and for payloads that are no JSON.
    var hasFixedBody = false

    init(
        _ type: GatewayResponseType, _ message: String? = nil, cause: String,
        validationError: String? = nil
    ) {
        self.type = type
        self.message = message ?? type.message
        self.cause = cause
        self.validationError = validationError
    }

    /// 500: the integration cannot be used as it is configured.
    static func configuration(_ cause: String) -> GatewayFailure {
        var failure = GatewayFailure(.apiConfigurationError, cause: cause)
        failure.hasFixedBody = true
        return failure
    }
}
