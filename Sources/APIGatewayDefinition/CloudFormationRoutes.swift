public import APIGatewayPipeline
import Diagnostics

// HTTP and WebSocket APIs that are written as a resource for each route and each integration:
// `AWS::ApiGatewayV2`.

extension CloudFormationResource {
    /// The API is a WebSocket API.
    var isWebSocketAPI: Bool {
        type == "AWS::ApiGatewayV2::Api" && properties["ProtocolType"]?.text == "WEBSOCKET"
    }
}

extension CloudFormationReader {
    /// Reads the template's WebSocket APIs, in the order in which it names them.
    public mutating func webSocketAPIs() -> [WebSocketAPI] {
        resources.list.filter(\.isWebSocketAPI).compactMap { webSocketAPI($0) }
    }

    mutating func webSocketAPI(_ resource: CloudFormationResource) -> WebSocketAPI? {
        let document = webSocketDocument(of: resource)
        return withReader(document) { reader in
            if reader.reportUnknowns(document) { return nil }
            return reader.withIntegrationReader { $0.webSocketAPI(document) }
        }
    }

    /// The HTTP API that the template's routes make; nil when there are none.
    mutating func routedAPI(of resource: CloudFormationResource) -> APIDefinition? {
        guard !parts("Route", of: resource.name).isEmpty else { return nil }
        var definition = APIDefinition(kind: .http, title: resource.name)
        var keys: Set<String> = []
        for route in routes(of: resource.name) {
            add(operation(of: route), route.keySpan, to: &definition, &keys)
        }
        return definition
    }

    /// The resources of a type that belong to an API.
    private func parts(_ type: String, of api: String) -> [CloudFormationResource] {
        resources.parts(of: api).filter { $0.type == "AWS::ApiGatewayV2::" + type }
    }

    private struct Route {
        let key: String
        let keySpan: SourceSpan?
        let resource: CloudFormationResource
    }

    /// The routes of an API, each key once.
    private mutating func routes(of api: String) -> [Route] {
        var routes: [Route] = []
        var keys: Set<String> = []
        for resource in parts("Route", of: api) {
            let owner = "the route `\(resource.name)`"
            guard
                let key = text("RouteKey", of: resource.properties, owner, resource.nameSpan)
            else { continue }
            let span = resource.properties["RouteKey"]?.span ?? resource.nameSpan
            if keys.insert(key).inserted {
                routes.append(Route(key: key, keySpan: span, resource: resource))
            } else {
                report("route-key", "the API has two routes `\(key)`", span)
            }
        }
        return routes
    }

    /// The integration that a route's target names: `integrations/${Name}`.
    private func integration(of route: CloudFormationResource) -> CloudFormationResource? {
        guard let target = route.properties["Target"] else { return nil }
        return target.referencedNames.lazy.compactMap { resources[$0] }.first {
            $0.type == "AWS::ApiGatewayV2::Integration"
        }
    }

    private mutating func report(missingIntegrationOf route: CloudFormationResource) {
        report(
            "missing-integration",
            "expected `integrations/${NAME}` with an integration of the template as `Target` of "
                + "`\(route.name)`", route.properties["Target"]?.span ?? route.nameSpan)
    }

    // MARK: HTTP APIs

    private mutating func operation(of route: Route) -> Operation? {
        guard let resource = integration(of: route.resource) else {
            report(missingIntegrationOf: route.resource)
            return nil
        }
        let words = route.key.split(separator: " ").map(String.init)
        let isDefault = route.key == "$default"
        guard isDefault || words.count == 2 && Self.isVerb(words[0]) else {
            report(
                "route-key",
                "expected a route key such as `GET /pets` or `$default` of "
                    + "`\(route.resource.name)`, found `\(route.key)`", route.keySpan,
                candidate: words.first.flatMap(Self.nearVerb))
            return nil
        }
        let path = isDefault ? "/$default" : words[1]
        guard withReader(resource.properties, { $0.checkPath(path, route.keySpan) }),
            var integration = httpIntegration(resource)
        else { return nil }
        integration.httpMappings = integration.httpMappings ?? HTTPParameterMappings()
        return Operation(
            isDefault ? Operation.anyMethod : words[0].uppercased(), ResourcePath(path),
            Method(integration), operationId: route.resource.name, isDefaultRoute: isDefault)
    }

    private mutating func httpIntegration(_ resource: CloudFormationResource) -> Integration? {
        let node = functions.evaluate(resource.properties).integrationOfRoutes
        return withReader(node) { reader in
            reader.reportUnknowns(node)
                ? nil : reader.withIntegrationReader { $0.integration(node) }
        }
    }

    // MARK: WebSocket APIs

    /// What the routes of a WebSocket API name.
    private struct RouteParts {
        /// By their integrations.
        var responses: [String: [CloudFormationResource]] = [:]
        /// By their names and logical ids.
        var models: [String: CloudFormationResource] = [:]
    }

    /// A WebSocket API under the names of the pipeline's reader.
    private mutating func webSocketDocument(of api: CloudFormationResource) -> DocumentNode {
        var named = RouteParts()
        named.responses = Dictionary(grouping: parts("IntegrationResponse", of: api.name)) {
            $0.properties["IntegrationId"]?.reference ?? ""
        }
        for model in parts("Model", of: api.name) {
            named.models[model.properties["Name"]?.text ?? model.name] = model
            named.models[model.name] = model
        }
        var routes: [DocumentNode.Member] = []
        for route in self.routes(of: api.name) {
            routes.append(
                .init(
                    name: route.key, nameSpan: route.keySpan,
                    value: webSocketRoute(route.resource, named)))
        }
        var members = [
            DocumentNode.Member(
                name: "routes", nameSpan: nil, value: DocumentNode(.object(routes), span: nil))
        ]
        if let expression = api.properties["RouteSelectionExpression"] {
            members.append(
                .init(name: "routeSelectionExpression", nameSpan: nil, value: expression))
        }
        return functions.evaluate(DocumentNode(.object(members), span: api.nameSpan))
    }

    private mutating func webSocketRoute(
        _ route: CloudFormationResource, _ named: RouteParts
    ) -> DocumentNode {
        let passedOver: Set = [
            "ApiId", "RouteKey", "Target", "AuthorizerId", "AuthorizationScopes", "RequestModels",
        ]
        var members = route.properties.renamed(without: passedOver).members
        if let models = route.properties["RequestModels"] {
            members.append(
                .init(
                    name: "requestModels", nameSpan: nil, value: schemas(models, route, named)))
        }
        members.append(webSocketIntegration(of: route, named))
        return DocumentNode(.object(members), span: route.nameSpan)
    }

    private mutating func webSocketIntegration(
        of route: CloudFormationResource, _ named: RouteParts
    ) -> DocumentNode.Member {
        guard let integration = integration(of: route) else {
            report(missingIntegrationOf: route)
            // The reader need not tell it again.
            let mock = [
                DocumentNode.Member(
                    name: "type", nameSpan: nil, value: DocumentNode(.string("MOCK"), span: nil))
            ]
            return .init(
                name: "integration", nameSpan: nil, value: DocumentNode(.object(mock), span: nil))
        }
        var members = integration.properties.integrationOfRoutes.members
        var responses: [DocumentNode.Member] = []
        for response in named.responses[integration.name] ?? [] {
            if let response = integrationResponse(response) { responses.append(response) }
        }
        if !responses.isEmpty {
            members.append(
                .init(
                    name: "responses", nameSpan: nil,
                    value: DocumentNode(.object(responses), span: nil)))
        }
        return .init(
            name: "integration", nameSpan: integration.nameSpan,
            value: DocumentNode(.object(members), span: integration.nameSpan))
    }

    private mutating func integrationResponse(
        _ resource: CloudFormationResource
    ) -> DocumentNode.Member? {
        let name = "IntegrationResponseKey"
        let owner = "the integration response `\(resource.name)`"
        guard let key = text(name, of: resource.properties, owner, resource.nameSpan) else {
            return nil
        }
        let passedOver: Set = ["ApiId", "IntegrationId", name, "ResponseParameters"]
        return DocumentNode.Member(
            name: key, nameSpan: resource.properties[name]?.span ?? resource.nameSpan,
            value: resource.properties.renamed(
                ["ContentHandlingStrategy": "contentHandling"], without: passedOver))
    }

    /// The schemas of the models that a route names, by its keys.
    private mutating func schemas(
        _ models: DocumentNode, _ route: CloudFormationResource, _ named: RouteParts
    ) -> DocumentNode {
        guard case .object(let keys) = models.content else { return models }
        var members: [DocumentNode.Member] = []
        for key in keys {
            let model = key.value.reference.flatMap { named.models[$0] }
            guard let schema = model?.properties["Schema"] else {
                report(
                    "missing-model",
                    "expected a model of the template as `\(key.name)` in `RequestModels` of "
                        + "`\(route.name)`", key.value.span ?? key.nameSpan)
                continue
            }
            members.append(.init(name: key.name, nameSpan: key.nameSpan, value: schema))
        }
        return DocumentNode(.object(members), span: models.span)
    }
}

extension DocumentNode {
    /// The names that `Ref` and `${}` in a value mention.
    fileprivate var referencedNames: [String] {
        if let name = self["Ref"]?.text { return [name] }
        if let text {
            return text.split(separator: "${").dropFirst().map {
                String($0.prefix { $0 != "}" })
            }
        }
        return (elements + members.map(\.value)).flatMap(\.referencedNames)
    }

    /// An `AWS::ApiGatewayV2::Integration` under the names that definitions use.
    fileprivate var integrationOfRoutes: DocumentNode {
        let names = [
            "IntegrationType": "type", "IntegrationUri": "uri", "IntegrationMethod": "httpMethod",
            "ContentHandlingStrategy": "contentHandling",
        ]
        let passedOver: Set = ["ApiId", "CredentialsArn", "ConnectionId", "TlsConfig"]
        let members = renamed(names, without: passedOver).members.map { member in
            guard member.name == "responseParameters" else { return member }
            let responses = member.value.members.map(\.withMappingsByName)
            return Member(
                name: member.name, nameSpan: member.nameSpan,
                value: DocumentNode(.object(responses), span: member.value.span))
        }
        return DocumentNode(.object(members), span: span)
    }
}

extension DocumentNode.Member {
    /// CloudFormation lists the mappings of a status as `Destination` and `Source`.
    fileprivate var withMappingsByName: DocumentNode.Member {
        guard let list = value["ResponseParameters"] else { return self }
        let mappings = list.elements.map { mapping in
            DocumentNode.Member(
                name: mapping["Destination"]?.text ?? "", nameSpan: mapping["Destination"]?.span,
                value: mapping["Source"] ?? DocumentNode(.null, span: nil))
        }
        return DocumentNode.Member(
            name: name, nameSpan: nameSpan, value: DocumentNode(.object(mappings), span: nil))
    }
}
