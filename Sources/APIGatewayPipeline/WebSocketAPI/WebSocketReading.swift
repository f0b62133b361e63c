import APIGatewayMapping
import Diagnostics
public import VTLRuntime

// WebSocket APIs from documents, under the names of API Gateway's interface: an object with
// `routeSelectionExpression` and `routes`, by their keys, each with its `integration`.

extension Document {
    /// The document describes a WebSocket API.
    public var isWebSocketAPI: Bool {
        root["routeSelectionExpression"] != nil || root["routes"] != nil
    }

    /// Reads the document as a WebSocket API.
    ///
    /// - Parameter readFile: asked for templates that are given as the name of a `.vtl` file.
    /// - Throws: `TemplateError` of phase `parse` with everything that is wrong.
    public func webSocketAPI(
        limits: RenderLimits = RenderLimits(),
        reading readFile: @escaping IntegrationReader.FileReader = { _ in nil }
    ) throws(TemplateError) -> WebSocketAPI {
        var reader = IntegrationReader(file, limits: limits, reading: readFile)
        guard let api = reader.webSocketAPI(root) else {
            throw TemplateError(phase: .parse, diagnostics: reader.diagnostics)
        }
        return api
    }
}

extension IntegrationReader {
    private static let apiNames: Set = [
        "routeSelectionExpression", "routes", "name", "description", "protocolType",
        "apiKeySelectionExpression",
    ]

    /// Reads a WebSocket API; nil when it cannot be used.
    public mutating func webSocketAPI(_ node: DocumentNode) -> WebSocketAPI? {
        let before = diagnostics.count
        checkNames(node, Self.apiNames, "a WebSocket API")
        let expression = selectionExpression("routeSelectionExpression", .route, of: node)
        if node["routeSelectionExpression"] == nil {
            report(
                "selection-expression",
                "expected `routeSelectionExpression` in a WebSocket API", node.span)
        }
        var routes: [String: WebSocketRoute] = [:]
        for member in members(node["routes"], "routes by their keys") {
            routes[member.name] = webSocketRoute(member.value)
            guard member.name.hasPrefix("$"), !WebSocketRouteKey.predefined.contains(member.name)
            else { continue }
            report(
                "route-key", WebSocketRouteKey.refusal(of: member.name), member.nameSpan,
                near: member.name, WebSocketRouteKey.predefined)
        }
        guard diagnostics.count == before, let expression,
            let known = try? WebSocketRoutes(selectedBy: expression, routes)
        else { return nil }
        return WebSocketAPI(routes: known)
    }

    private mutating func selectionExpression(
        _ name: String, _ use: SelectionExpression.Use, of node: DocumentNode
    ) -> SelectionExpression? {
        guard let text = text(name, of: node) else { return nil }
        do {
            return try SelectionExpression(text, for: use)
        } catch {
            report("selection-expression", error.description, node[name]?.span)
            return nil
        }
    }

    // MARK: Routes

    private static let routeNames: Set = [
        "integration", "routeKey", "routeResponseSelectionExpression", "modelSelectionExpression",
        "requestModels", "requestParameters", "operationName", "authorizationType",
        "authorizationScopes", "authorizerId", "apiKeyRequired",
    ]

    /// Reads a route of a WebSocket API; nil when it cannot be used.
    mutating func webSocketRoute(_ node: DocumentNode) -> WebSocketRoute? {
        checkNames(node, Self.routeNames, "a route")
        guard let declared = node["integration"] else {
            report("missing-integration", "expected `integration` in a route", node.span)
            return nil
        }
        guard let integration = webSocketIntegration(declared) else { return nil }
        var route = WebSocketRoute(integration)
        route.hasRouteResponse = hasRouteResponse(node)
        route.requestParameters = routeParameters(node["requestParameters"])
        if let models = node["requestModels"] {
            var selection = KeyedSelection<Model>(
                selectionExpression("modelSelectionExpression", .model, of: node))
            for member in members(models, "models by their keys") {
                selection.elements[member.name] = model(member.value)
            }
            route.requestModels = selection
        }
        return route
    }

    private mutating func hasRouteResponse(_ node: DocumentNode) -> Bool {
        let name = "routeResponseSelectionExpression"
        guard let text = text(name, of: node) else { return false }
        if text != WebSocketRouteKey.default {
            report(
                "selection-expression", "expected `$default` as `\(name)`, found `\(text)`",
                node[name]?.span)
        }
        return true
    }

    /// `route.request.querystring.room` and whether it is required: true, or `{"required": true}`.
    private mutating func routeParameters(_ node: DocumentNode?) -> [RequestParameter] {
        var parameters: [RequestParameter] = []
        for member in members(node, "whether parameters are required by their names") {
            let isRequired = (member.value["required"] ?? member.value).boolean ?? false
            let known = [ParameterMapping.Location.header, .querystring]
            let parameter = known.lazy.compactMap { location in
                member.name.rest(after: "route.request.\(location.rawValue).").map {
                    RequestParameter(location, $0, isRequired: isRequired)
                }
            }.first
            if let parameter {
                parameters.append(parameter)
            } else {
                report(
                    "request-parameter",
                    "expected `route.request.header.NAME` or `….querystring.NAME`, found "
                        + "`\(member.name)`", member.nameSpan)
            }
        }
        return parameters
    }

    // MARK: Integrations

    private static let integrationNames: Set = [
        "type", "httpMethod", "uri", "requestParameters", "templateSelectionExpression",
        "requestTemplates", "passthroughBehavior", "contentHandling", "responses", "credentials",
        "connectionType", "connectionId", "description", "timeoutInMillis", "tlsConfig",
        "integrationResponseSelectionExpression", "payloadFormatVersion",
    ]

    private static let integrationResponseNames: Set = [
        "templateSelectionExpression", "responseTemplates", "contentHandling",
    ]

    private mutating func webSocketIntegration(_ node: DocumentNode) -> WebSocketIntegration? {
        checkNames(node, Self.integrationNames, "an integration")
        guard let kind = kind(of: node) else { return nil }
        var integration = WebSocketIntegration(
            kind, httpMethod: text("httpMethod", of: node), uri: text("uri", of: node))
        integration.requestParameters = mappings(
            node["requestParameters"], for: .routeIntegrationRequest)
        integration.requestTemplates = keyedTemplates(
            "requestTemplates", .requestTemplate, of: node)
        integration.passthroughBehavior =
            choice("passthroughBehavior", of: node) ?? .whenNoMatch
        integration.contentHandling = choice("contentHandling", of: node)
        for member in members(node["responses"], "integration responses by their keys") {
            if let response = webSocketResponse(member) { integration.responses.append(response) }
        }
        return integration
    }

    private mutating func webSocketResponse(
        _ member: DocumentNode.Member
    ) -> WebSocketIntegrationResponse? {
        checkNames(member.value, Self.integrationResponseNames, "an integration response")
        do {
            return try WebSocketIntegrationResponse(
                key: member.name,
                templates: keyedTemplates("responseTemplates", .responseTemplate, of: member.value),
                contentHandling: choice("contentHandling", of: member.value))
        } catch {
            report(
                "selection-pattern",
                "expected a regular expression between slashes, found `\(member.name)`",
                member.nameSpan, notes: [error.description])
            return nil
        }
    }

    private mutating func keyedTemplates(
        _ name: String, _ use: SelectionExpression.Use, of node: DocumentNode
    ) -> KeyedSelection<MappingTemplate> {
        var selection = KeyedSelection<MappingTemplate>(
            selectionExpression("templateSelectionExpression", use, of: node))
        for member in members(node[name], "templates by their keys") {
            selection.elements[member.name] = template(member)
        }
        return selection
    }
}
