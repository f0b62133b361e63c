/// The routes of a WebSocket API, by their keys.
public struct WebSocketRoutes<Route: Sendable>: Sendable {
    /// Names the route of a message: `$request.body.action`.
    public let selectionExpression: SelectionExpression
    /// By key: `$connect`, `$disconnect`, `$default`, and the API's own.
    public let routes: [String: Route]

    /// - Throws: when a route's own key begins with a dollar, as only the three known ones may.
    public init(
        selectedBy expression: SelectionExpression, _ routes: [String: Route]
    ) throws(InvalidMapping) {
        for key in routes.keys.sorted() where key.hasPrefix("$") {
            guard WebSocketRouteKey.predefined.contains(key) else {
                throw InvalidMapping(WebSocketRouteKey.refusal(of: key), key)
            }
        }
        selectionExpression = expression
        self.routes = routes
    }

    /// The route of what came over a connection; nil when there is none and no `$default`.
    ///
    /// Connecting works without a route too. A message whose route is not there, or that is no JSON, goes
    /// to `$default`.
    public func route(
        for event: ConnectionFacts.EventType, _ inputs: SelectionInputs
    ) -> (key: String, route: Route)? {
        let keys =
            switch event {
            case .connect: [WebSocketRouteKey.connect]
            case .disconnect: [WebSocketRouteKey.disconnect]
            case .message: [messageKey(inputs), WebSocketRouteKey.default]
            }
        for key in keys {
            if let route = routes[key] { return (key, route) }
        }
        return nil
    }

    /// A client cannot name the routes of connecting and disconnecting.
    private func messageKey(_ inputs: SelectionInputs) -> String {
        let key = selectionExpression.key(inputs)
        return key.hasPrefix("$") ? WebSocketRouteKey.default : key
    }
}

/// The keys of routes that every WebSocket API may have.
public enum WebSocketRouteKey {
    public static let connect = "$connect"
    public static let disconnect = "$disconnect"
    public static let `default` = "$default"

    static let predefined = [connect, disconnect, `default`]

    /// Why a key cannot be one.
    static func refusal(of key: String) -> String {
        "expected \(predefined.joined(separator: ", ")) or a route key without `$`, found `\(key)`"
    }
}
