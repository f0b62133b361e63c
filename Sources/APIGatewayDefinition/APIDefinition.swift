public import APIGatewayPipeline

/// An API as a definition declares it: OpenAPI 3.0, Swagger 2.0 or resources of CloudFormation.
public struct APIDefinition: Sendable {
    /// Which of API Gateway's two products the API is for.
    public enum Kind: String, Sendable {
        case rest = "REST API"
        case http = "HTTP API"
    }

    public var kind: Kind
    /// `info.title`, or the logical id of a CloudFormation resource.
    public var title: String
    /// In the definition's order; each path and verb once.
    public var operations: [Operation]
    /// Media types whose payloads are bytes.
    public var binaryMediaTypes: [String]
    /// Customised responses of the gateway itself.
    public var gatewayResponses: [GatewayResponseType: GatewayResponse]
    /// What the security schemes declare; nothing here runs an authorizer.
    public var authorizers: [Authorizer]
    /// `HEADER` or `AUTHORIZER`: where the gateway looks for API keys.
    public var apiKeySource: String?

    public init(
        kind: Kind = .rest, title: String = "", operations: [Operation] = [],
        binaryMediaTypes: [String] = [],
        gatewayResponses: [GatewayResponseType: GatewayResponse] = [:],
        authorizers: [Authorizer] = [], apiKeySource: String? = nil
    ) {
        self.kind = kind
        self.title = title
        self.operations = operations
        self.binaryMediaTypes = binaryMediaTypes
        self.gatewayResponses = gatewayResponses
        self.authorizers = authorizers
        self.apiKeySource = apiKeySource
    }

    /// A stage of the API with what its definition says.
    public func stage(apiId: String = "", stageVariables: Parameters = [:]) -> Stage {
        Stage(
            apiId: apiId, stageVariables: stageVariables, binaryMediaTypes: binaryMediaTypes,
            gatewayResponses: gatewayResponses)
    }
}

/// A method of a resource: a verb on a path.
public struct Operation: Sendable {
    /// The verb of a method that takes every verb without a method of its own.
    public static let anyMethod = "ANY"

    /// In upper case, or ``anyMethod``.
    public var httpMethod: String
    public var resource: ResourcePath
    public var operationId: String?
    public var method: Method
    public var responses: [ResponseDeclaration]
    /// The names of the security schemes of which one must be fulfilled.
    public var securitySchemes: [String]
    /// The operation takes what no other takes: the `$default` route of an HTTP API.
    public var isDefaultRoute: Bool
    /// The key of the route in an HTTP API: `GET /pets`, `ANY /pets` or `$default`.
    public var routeKey: String {
        isDefaultRoute ? "$default" : "\(httpMethod) \(resource.text)"
    }

    public init(
        _ httpMethod: String, _ resource: ResourcePath, _ method: Method,
        operationId: String? = nil, responses: [ResponseDeclaration] = [],
        securitySchemes: [String] = [], isDefaultRoute: Bool = false
    ) {
        self.httpMethod = httpMethod
        self.resource = resource
        self.method = method
        self.operationId = operationId
        self.responses = responses
        self.securitySchemes = securitySchemes
        self.isDefaultRoute = isDefaultRoute
    }
}

/// A method response that an operation declares.
public struct ResponseDeclaration: Equatable, Sendable {
    public let statusCode: Int
    /// The names of the declared headers.
    public let headers: [String]

    public init(statusCode: Int, headers: [String]) {
        self.statusCode = statusCode
        self.headers = headers
    }
}

/// A security scheme of an API.
public struct Authorizer: Sendable {
    /// The name by which operations ask for it.
    public let name: String
    /// `x-amazon-apigateway-authtype`, such as `custom`, `awsSigv4` or `cognito_user_pools`.
    public let authType: String?
    /// The scheme as it stands in the document.
    public let declaration: DocumentNode

    public init(name: String, authType: String?, declaration: DocumentNode) {
        self.name = name
        self.authType = authType
        self.declaration = declaration
    }
}
