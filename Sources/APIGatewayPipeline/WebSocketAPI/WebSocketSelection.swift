public import APIGatewayMapping
import JavaRegex

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

/// A response of a WebSocket API's integration.
public struct WebSocketIntegrationResponse: Sendable {
    /// `$default`, a text, or a regular expression in slashes: `/5\d\d/`.
    public let key: String
    /// The response templates, by their keys.
    public var templates: KeyedSelection<MappingTemplate>
    public var contentHandling: ContentHandling?
    let pattern: JavaPattern?

    /// - Throws: what is wrong with the key's regular expression.
    public init(
        key: String, templates: KeyedSelection<MappingTemplate> = KeyedSelection(),
        contentHandling: ContentHandling? = nil
    ) throws(InvalidSelectionPattern) {
        self.key = key
        self.templates = templates
        self.contentHandling = contentHandling
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
