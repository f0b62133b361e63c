/// The method request: what the client sends to the gateway.
public struct MethodRequest: Equatable, Sendable {
    public var httpMethod: String
    /// The path behind the stage, percent-encoded as it came.
    public var path: String
    public var headers: Parameters
    /// The query string, decoded.
    public var querystring: Parameters
    /// What the resource's `{name}` segments matched, decoded.
    public var pathParameters: Parameters
    public var body: [UInt8]

    public init(
        httpMethod: String = "GET", path: String = "/", headers: Parameters = [:],
        querystring: Parameters = [:], pathParameters: Parameters = [:], body: [UInt8] = []
    ) {
        self.httpMethod = httpMethod
        self.path = path
        self.headers = headers
        self.querystring = querystring
        self.pathParameters = pathParameters
        self.body = body
    }
}

/// The integration request: what the gateway sends to the endpoint.
///
/// What only the connection knows is left to the sender: `Content-Length`, `Host`, the trace and the
/// signature.
public struct IntegrationRequest: Equatable, Sendable {
    public var httpMethod: String
    /// The endpoint without its query string: a URL, or the path of an AWS service.
    public var uri: String
    public var headers: Parameters
    /// The query string, decoded.
    public var querystring: Parameters
    public var body: [UInt8]

    public init(
        httpMethod: String, uri: String, headers: Parameters = [:], querystring: Parameters = [:],
        body: [UInt8] = []
    ) {
        self.httpMethod = httpMethod
        self.uri = uri
        self.headers = headers
        self.querystring = querystring
        self.body = body
    }
}

/// What the endpoint answers, before the integration response transforms it.
public struct EndpointResponse: Equatable, Sendable {
    public var statusCode: Int
    public var headers: Parameters
    public var body: [UInt8]

    public init(statusCode: Int = 200, headers: Parameters = [:], body: [UInt8] = []) {
        self.statusCode = statusCode
        self.headers = headers
        self.body = body
    }
}

/// The method response: what the client gets.
public struct MethodResponse: Equatable, Sendable {
    public var statusCode: Int
    public var headers: Parameters
    public var body: [UInt8]

    public init(statusCode: Int, headers: Parameters = [:], body: [UInt8] = []) {
        self.statusCode = statusCode
        self.headers = headers
        self.body = body
    }
}
