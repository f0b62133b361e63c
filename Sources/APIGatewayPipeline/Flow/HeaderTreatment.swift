// Which headers pass between client and endpoint, and under which names. Where recordings and the
// documentation differ, the recordings count.

enum HeaderTreatment {
    private static let lengths: Set = ["content-length", "transfer-encoding"]

    private static let reservedForAWS: Set = [
        "authorization", "connection", "expect", "proxy-authenticate", "te",
    ]

    private static let ofTheGateway: Set = ["x-amzn-trace-id", "x-amzn-apigateway-api-id"]

    /// Whether an integration fails whose mappings set the header.
    static func isForbidden(_ name: String, for kind: Integration.Kind) -> Bool {
        let name = name.asciiLowercased
        if lengths.contains(name) || ofTheGateway.contains(name) { return true }
        return (kind == .aws || kind == .awsProxy) && reservedForAWS.contains(name)
    }

    private static let droppedOnTheWayOut: Set = [
        "connection", "proxy-authenticate", "te", "via", "expect",
    ]

    /// Whether a header is lost between its mapping and the endpoint.
    static func isDropped(_ name: String, for kind: Integration.Kind) -> Bool {
        (kind == .http || kind == .httpProxy)
            && droppedOnTheWayOut.contains(name.asciiLowercased)
    }

    private static let droppedFromProxiedRequests: Set = [
        "content-length", "host", "content-md5", "max-forwards", "www-authenticate", "server",
        "trailer", "upgrade", "transfer-encoding", "content-encoding",
    ]

    /// Whether a client's header does not reach the endpoint of a proxy.
    static func isDroppedByProxy(_ name: String) -> Bool {
        isDropped(name, for: .httpProxy)
            || droppedFromProxiedRequests.contains(name.asciiLowercased)
    }

    private static let droppedFromLambdaEvents: Set = [
        "connection", "content-length", "content-md5", "expect", "max-forwards",
        "proxy-authenticate", "server", "te", "trailer", "transfer-encoding", "upgrade",
        "www-authenticate",
    ]

    /// Whether a client's header is not in the event of a Lambda proxy.
    static func isDroppedByLambda(_ name: String) -> Bool {
        droppedFromLambdaEvents.contains(name.asciiLowercased)
    }

    private static let droppedFromProxiedResponses: Set = [
        "expect", "host", "proxy-authenticate", "te", "trailer", "upgrade", "via",
    ]

    /// The name under which a header of a proxy's endpoint reaches the client; nil when it does not.
    static func nameForClient(ofProxied name: String) -> String? {
        droppedFromProxiedResponses.contains(name.asciiLowercased) ? nil : nameForClient(name)
    }

    private static let ofConnections: Set = [
        "connection", "content-length", "date", "server", "transfer-encoding",
    ]

    /// Whether each side of a connection writes a header of its own.
    static func isOfConnection(_ name: String) -> Bool {
        ofConnections.contains(name.asciiLowercased)
    }

    private static let remapped: Set = [
        "authorization", "connection", "content-length", "content-md5", "date", "expect", "host",
        "max-forwards", "proxy-authenticate", "server", "trailer", "upgrade", "user-agent",
        "www-authenticate",
    ]

    /// The name under which a mapped header reaches the client; nil when it does not.
    static func nameForClient(_ name: String) -> String? {
        let lowercased = name.asciiLowercased
        if lowercased == "transfer-encoding" { return nil }
        return remapped.contains(lowercased) ? "x-amzn-Remapped-" + name : name
    }
}
