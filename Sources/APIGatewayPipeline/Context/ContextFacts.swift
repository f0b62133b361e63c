/// The kinds of APIs, whose `$context` differ.
public enum APIKind: String, Sendable, CaseIterable {
    case rest = "REST"
    case http = "HTTP"
    case webSocket = "WEBSOCKET"
}

/// What `$context` tells of a call besides the request itself. What is nil is null there.
public struct ContextFacts: Sendable {
    /// The owner of the API.
    public var accountId: String?
    public var apiId: String?
    public var stage: String?
    public var deploymentId: String?
    /// The host that was called; `$context.domainPrefix` is its first label.
    public var domainName: String?
    /// The id of the call; a UUID in the client's `x-amzn-RequestId` takes its place.
    public var requestId: String?
    /// The id that the client cannot set; HTTP and WebSocket APIs have `requestId` here too.
    public var extendedRequestId: String?
    public var requestTime: RequestTime?
    public var `protocol` = "HTTP/1.1"
    /// Of a REST API.
    public var resourceId: String?
    /// The path of the resource as it is defined: `/pets/{petId}`.
    public var resourcePath: String?
    /// Nil where the stage has no canary.
    public var isCanaryRequest: Bool?
    /// `WAF_ALLOW` or `WAF_BLOCK`, and the list that says so.
    public var wafResponseCode: String?
    public var webaclArn: String?
    /// Of an HTTP API: `GET /pets/{petId}`; of a WebSocket API: `$connect` or `join`.
    public var routeKey: String?
    public var identity = CallerIdentity()
    public var authorization: Authorization?
    /// Of a WebSocket API.
    public var connection: ConnectionFacts?

    public init() {}
}

/// What `$context` tells of a WebSocket connection and of what came over it.
public struct ConnectionFacts: Equatable, Sendable {
    /// What happened to the connection.
    public enum EventType: String, Sendable, CaseIterable {
        case connect = "CONNECT"
        case message = "MESSAGE"
        case disconnect = "DISCONNECT"
    }

    public var connectionId: String
    public var connectedAt: RequestTime?
    public var eventType: EventType
    /// Only messages have one.
    public var messageId: String?

    public init(
        connectionId: String, connectedAt: RequestTime? = nil, eventType: EventType,
        messageId: String? = nil
    ) {
        self.connectionId = connectionId
        self.connectedAt = connectedAt
        self.eventType = eventType
        self.messageId = messageId
    }
}

// MARK: The context

extension ExchangeContext {
    /// Makes `$context` as an API of a kind has it.
    public init(_ facts: ContextFacts, _ request: MethodRequest, kind: APIKind = .rest) {
        let own =
            switch kind {
            case .rest: facts.restMembers(request)
            case .http: facts.httpMembers(request)
            case .webSocket: facts.webSocketMembers
            }
        // A hash map keeps members of equal hashes in the order in which they come; this one was recorded.
        self.init(made: DocumentNode.object(own + facts.commonMembers(request, kind)))
    }
}

extension ContextFacts {
    private typealias Members = [(name: String, value: DocumentNode)]

    fileprivate func commonMembers(
        _ request: MethodRequest, _ kind: APIKind
    ) -> [(name: String, value: DocumentNode)] {
        let requestId = effectiveRequestId(request)
        var identity = identity
        identity.userAgent = identity.userAgent ?? request.headers.last("User-Agent", .ignoringCase)
        var members: Members = [
            ("apiId", .text(apiId)), ("stage", .text(stage)),
            ("requestId", .text(requestId)),
            ("extendedRequestId", .text(kind == .rest ? extendedRequestId : requestId)),
            ("requestTime", .text(requestTime?.commonLogText)),
            ("requestTimeEpoch", .time(requestTime)),
            ("identity", identity.node(for: kind)),
        ]
        if let authorization {
            members.append(("authorizer", authorization.node(for: kind)))
        }
        return members
    }

    /// Their set was recorded; those of canaries and of the firewall are there only where these are.
    fileprivate func restMembers(
        _ request: MethodRequest
    ) -> [(name: String, value: DocumentNode)] {
        var members = httpCallMembers(request)
        members.append(("deploymentId", .text(deploymentId)))
        members.append(("resourceId", .text(resourceId)))
        members.append(("resourcePath", .text(resourcePath)))
        if let isCanaryRequest {
            members.append(
                ("isCanaryRequest", DocumentNode(.boolean(isCanaryRequest), span: nil)))
        }
        if let wafResponseCode { members.append(("wafResponseCode", .text(wafResponseCode))) }
        if let webaclArn { members.append(("webaclArn", .text(webaclArn))) }
        return members
    }

    fileprivate func httpMembers(
        _ request: MethodRequest
    ) -> [(name: String, value: DocumentNode)] {
        httpCallMembers(request) + [("routeKey", .text(routeKey))]
    }

    private func httpCallMembers(_ request: MethodRequest) -> Members {
        [
            ("httpMethod", .text(request.httpMethod)),
            ("path", .text(pathWithStage(request.path))), ("accountId", .text(accountId)),
            ("protocol", .text(`protocol`)), ("domainPrefix", .text(domainPrefix)),
            ("domainName", .text(domainName)),
        ]
    }

    fileprivate var webSocketMembers: [(name: String, value: DocumentNode)] {
        var members: Members = [
            ("routeKey", .text(routeKey)), ("domainName", .text(domainName)),
        ]
        guard let connection else { return members }
        members += [
            ("connectionId", .text(connection.connectionId)),
            ("connectedAt", .time(connection.connectedAt)),
            ("eventType", .text(connection.eventType.rawValue)),
        ]
        if connection.eventType == .message {
            members.append(("messageId", .text(connection.messageId)))
            members.append(("messageDirection", .text("IN")))
        }
        return members
    }

    private var domainPrefix: String? {
        domainName?.split(separator: ".").first.map(String.init)
    }

    /// The stage stands before the path, but for the one without a name.
    private func pathWithStage(_ path: String) -> String {
        guard let stage, !stage.isEmpty, stage != "$default" else { return path }
        return "/" + stage + path
    }

    private func effectiveRequestId(_ request: MethodRequest) -> String? {
        guard let given = RequestId.given(by: request), RequestId.isUUID(given) else {
            return requestId
        }
        return given
    }
}

/// The header with which a client names its request.
enum RequestId {
    static func given(by request: MethodRequest) -> String? {
        request.headers.last("x-amzn-RequestId", .ignoringCase)
    }

    /// Five groups of hexadecimal digits: `c6af9ac6-7b61-11e6-9a41-93e8deadbeef`.
    static func isUUID(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12] else { return false }
        return groups.joined().allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
        }
    }
}

extension DocumentNode {
    fileprivate static func time(_ time: RequestTime?) -> DocumentNode {
        time.map { .number($0.epochMilliseconds) } ?? .text(nil)
    }
}
