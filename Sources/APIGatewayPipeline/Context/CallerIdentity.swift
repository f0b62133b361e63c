/// Who calls, as `$context.identity` tells it. What is nil is null there.
public struct CallerIdentity: Equatable, Sendable {
    public var sourceIp: String?
    public var userAgent: String?
    /// The API key of the call and its id, where a method asks for one.
    public var apiKey: String?
    public var apiKeyId: String?
    /// Of a caller who signed the request (`AWS_IAM`).
    public var accountId: String?
    public var accessKey: String?
    public var caller: String?
    public var user: String?
    public var userArn: String?
    public var principalOrgId: String?
    /// Of a caller who signed with credentials of Cognito.
    public var cognitoAuthenticationProvider: String?
    public var cognitoAuthenticationType: String?
    public var cognitoIdentityId: String?
    public var cognitoIdentityPoolId: String?
    /// Of a private API.
    public var vpcId: String?
    public var vpceId: String?
    /// Of a caller with mutual TLS.
    public var clientCertificate: ClientCertificate?

    public init(sourceIp: String? = nil, userAgent: String? = nil) {
        self.sourceIp = sourceIp
        self.userAgent = userAgent
    }

    /// `$context.identity` for an API of a kind.
    ///
    /// A REST API has the members of callers also when they are null; their set was recorded.
    func node(for kind: APIKind) -> DocumentNode {
        var members: [(name: String, value: DocumentNode)] = [
            ("cognitoIdentityPoolId", .text(cognitoIdentityPoolId)),
            ("accountId", .text(accountId)),
            ("cognitoIdentityId", .text(cognitoIdentityId)),
            ("caller", .text(caller)),
            ("sourceIp", .text(sourceIp)),
            ("principalOrgId", .text(principalOrgId)),
            ("cognitoAuthenticationType", .text(cognitoAuthenticationType)),
            ("cognitoAuthenticationProvider", .text(cognitoAuthenticationProvider)),
            ("userArn", .text(userArn)),
            ("userAgent", .text(userAgent)),
            ("user", .text(user)),
        ]
        if kind == .rest { members.append(("accessKey", .text(accessKey))) }
        let known = [
            ("apiKey", apiKey), ("apiKeyId", apiKeyId), ("vpcId", vpcId), ("vpceId", vpceId),
        ]
        for (name, value) in known where value != nil { members.append((name, .text(value))) }
        if let clientCertificate { members.append(("clientCert", clientCertificate.node)) }
        return .object(members)
    }
}

/// The certificate of a caller with mutual TLS.
public struct ClientCertificate: Equatable, Sendable {
    /// The certificate itself, PEM.
    public var clientCertPem: String
    public var subjectDN: String
    public var issuerDN: String
    public var serialNumber: String
    /// The validity, such as `May 28 12:30:02 2019 GMT`.
    public var notBefore: String
    public var notAfter: String

    public init(
        clientCertPem: String, subjectDN: String, issuerDN: String, serialNumber: String,
        notBefore: String, notAfter: String
    ) {
        self.clientCertPem = clientCertPem
        self.subjectDN = subjectDN
        self.issuerDN = issuerDN
        self.serialNumber = serialNumber
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    fileprivate var node: DocumentNode {
        .object([
            ("clientCertPem", .text(clientCertPem)), ("subjectDN", .text(subjectDN)),
            ("issuerDN", .text(issuerDN)), ("serialNumber", .text(serialNumber)),
            (
                "validity",
                .object([("notBefore", .text(notBefore)), ("notAfter", .text(notAfter))])
            ),
        ])
    }
}
