/// The variables behind `$context.` that AWS documents for access logs.
enum ContextVariables {
    /// Whether some kind of API has a variable. Whatever an authorizer gives is one.
    static func contain(_ name: String) -> Bool {
        name.hasPrefix("authorizer.") || names.contains(name)
    }

    static let names: Set<String> = Set(
        call + connection + outcome + members("identity", identity)
            + members("integration", integration) + members("error", error)
            + ["authorize", "authenticate", "waf"].flatMap {
                members($0, ["error", "latency", "status"])
            } + members("customDomain", ["basePathMatched", "routingRuleIdMatched"]))

    private static func members(_ object: String, _ names: [String]) -> [String] {
        names.map { "\(object).\($0)" }
    }

    private static let call = [
        "accountId", "apiId", "deploymentId", "domainName", "domainPrefix", "extendedRequestId",
        "httpMethod", "isCanaryRequest", "path", "protocol", "requestId", "requestTime",
        "requestTimeEpoch", "resourceId", "resourcePath", "routeKey", "stage", "wafResponseCode",
        "webaclArn",
    ]

    private static let connection = [
        "connectedAt", "connectionId", "eventType", "messageDirection", "messageId",
    ]

    private static let outcome = [
        "awsEndpointRequestId", "awsEndpointRequestId2", "cipherSuite", "dataProcessed",
        "integrationErrorMessage", "integrationLatency", "integrationStatus", "responseLatency",
        "responseLength", "status", "tlsVersion", "xrayTraceId",
    ]

    private static let identity = [
        "accessKey", "accountId", "apiKey", "apiKeyId", "caller", "cognitoAuthenticationProvider",
        "cognitoAuthenticationType", "cognitoIdentityId", "cognitoIdentityPoolId",
        "principalOrgId", "sourceIp", "user", "userAgent", "userArn", "vpcId", "vpceId",
        "clientCert.clientCertPem", "clientCert.issuerDN", "clientCert.serialNumber",
        "clientCert.subjectDN", "clientCert.validity.notAfter", "clientCert.validity.notBefore",
    ]

    private static let integration = [
        "error", "integrationStatus", "latency", "requestId", "responseTransferMode", "status",
        "timeToAllHeaders", "timeToFirstContent",
    ]

    private static let error = [
        "message", "messageString", "responseType", "validationErrorString",
    ]
}
