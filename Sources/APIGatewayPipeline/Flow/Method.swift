/// A method of a resource of a REST API.
public struct Method: Sendable {
    public var integration: Integration
    /// The declared parameters of the method request.
    public var requestParameters: [RequestParameter]
    public var requestValidator: RequestValidator
    /// Schemas of the payload by media type.
    public var requestModels: [String: Model]
    /// The statuses that are declared as method responses; empty when any is allowed.
    public var methodResponses: [Int]

    public init(
        _ integration: Integration, requestParameters: [RequestParameter] = [],
        requestValidator: RequestValidator = RequestValidator(),
        requestModels: [String: Model] = [:], methodResponses: [Int] = []
    ) {
        self.integration = integration
        self.requestParameters = requestParameters
        self.requestValidator = requestValidator
        self.requestModels = requestModels
        self.methodResponses = methodResponses
    }
}

/// A parameter that a method declares.
public struct RequestParameter: Equatable, Sendable {
    public var location: ParameterMapping.Location
    public var name: String
    public var isRequired: Bool

    public init(_ location: ParameterMapping.Location, _ name: String, isRequired: Bool) {
        self.location = location
        self.name = name
        self.isRequired = isRequired
    }
}

/// What a method checks before anything else.
public struct RequestValidator: Equatable, Sendable {
    /// `validateRequestBody`
    public var validatesBody: Bool
    /// `validateRequestParameters`
    public var validatesParameters: Bool

    public init(validatesBody: Bool = false, validatesParameters: Bool = false) {
        self.validatesBody = validatesBody
        self.validatesParameters = validatesParameters
    }
}

/// What the methods of a deployed API share.
public struct Stage: Sendable {
    /// The API's id, which the gateway tells its endpoints.
    public var apiId: String
    public var stageVariables: Parameters
    /// Media types whose payloads are bytes; wildcards such as `image/*` are allowed.
    public var binaryMediaTypes: [String]
    /// Customised responses of the gateway itself.
    public var gatewayResponses: [GatewayResponseType: GatewayResponse]
    /// What is logged of each call; nil when nothing is.
    public var accessLogFormat: AccessLogFormat?

    public init(
        apiId: String = "", stageVariables: Parameters = [:], binaryMediaTypes: [String] = [],
        gatewayResponses: [GatewayResponseType: GatewayResponse] = [:],
        accessLogFormat: AccessLogFormat? = nil
    ) {
        self.apiId = apiId
        self.stageVariables = stageVariables
        self.binaryMediaTypes = binaryMediaTypes
        self.gatewayResponses = gatewayResponses
        self.accessLogFormat = accessLogFormat
    }
}
