public import APIGatewayMapping
import JavaRegex

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
                throw InvalidMapping(
                    "expected \(WebSocketRouteKey.predefined.joined(separator: ", ")) or a route "
                        + "key without `$`, found `\(key)`", key)
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
}

// MARK: Models and templates

/// Things of a WebSocket API, such as templates and models, of which an expression selects one.
public struct KeyedSelection<Element: Sendable>: Sendable {
    /// Nil where only `$default` can be selected.
    public var expression: SelectionExpression?
    public var elements: [String: Element]

    public init(_ expression: SelectionExpression? = nil, _ elements: [String: Element] = [:]) {
        self.expression = expression
        self.elements = elements
    }

    /// What the key of the expression stands for, else the one for `$default`, if there is one.
    public func element(_ inputs: SelectionInputs) -> Element? {
        if let expression, let element = elements[expression.key(inputs)] { return element }
        return elements[WebSocketRouteKey.default]
    }
}

// MARK: Integration responses

/// A response of a WebSocket API's integration.
public struct WebSocketIntegrationResponse: Sendable {
    /// `$default`, a text, or a regular expression in slashes: `/5\d\d/`.
    public let key: String
    /// The response templates, by their keys.
    public var templates: KeyedSelection<MappingTemplate>
    let pattern: JavaPattern?

    /// - Throws: what is wrong with the key's regular expression.
    public init(
        key: String, templates: KeyedSelection<MappingTemplate> = KeyedSelection()
    ) throws(InvalidSelectionPattern) {
        self.key = key
        self.templates = templates
        guard key.utf8.count > 2, key.hasPrefix("/"), key.hasSuffix("/") else {
            pattern = nil
            return
        }
        do {
            pattern = try JavaPattern(Array(key.dropFirst().dropLast().utf8))
        } catch {
            throw InvalidSelectionPattern(description: "\(error)")
        }
    }

    /// The response whose key is the selected text or a pattern of it, else the one for `$default`.
    ///
    /// - Parameters:
    ///   - expression: `$integration.response.body.errorMessage` for Lambda functions,
    ///     `$integration.response.statuscode` for others.
    ///   - responses: patterns are tried in this order, behind the keys that are texts.
    /// - Throws: a pattern that takes too long.
    public static func select(
        _ expression: SelectionExpression, among responses: [WebSocketIntegrationResponse],
        _ inputs: SelectionInputs
    ) throws(InvalidSelectionPattern) -> WebSocketIntegrationResponse? {
        let selected = expression.key(inputs)
        if let response = responses.first(where: { $0.pattern == nil && $0.key == selected }) {
            return response
        }
        let subject = Array(selected.utf8)
        var matcher = PatternMatcher()
        for response in responses {
            guard let pattern = response.pattern else { continue }
            do {
                if try matcher.matches(pattern, subject.span) { return response }
            } catch {
                throw InvalidSelectionPattern(description: "`\(response.key)`: \(error)")
            }
        }
        return responses.first { $0.key == WebSocketRouteKey.default }
    }
}

// MARK: Parameters

/// The parameters of a WebSocket API's integration request.
public struct RouteParameters: Equatable, Sendable {
    public var header: Parameters = [:]
    public var querystring: Parameters = [:]
    public var path: Parameters = [:]

    /// What mappings from `route.request` make of a message. Headers and query strings come with
    /// `$connect` only.
    ///
    /// - Returns: nil when a mapping reads a message that seems to be JSON and is none.
    public init?(
        _ mappings: [ParameterMapping], _ event: ConnectionFacts.EventType,
        _ request: MethodRequest, _ context: ExchangeContext = ExchangeContext(),
        stageVariables: Parameters = [:]
    ) {
        var request = request
        if event != .connect {
            request.headers = [:]
            request.querystring = [:]
        }
        var inputs = MappingInputs(
            request: request, context: context.json, stageVariables: stageVariables)
        do {
            header = try inputs.parameters(mappings, .header)
            querystring = try inputs.parameters(mappings, .querystring)
            path = try inputs.parameters(mappings, .path)
        } catch {
            return nil
        }
    }
}
