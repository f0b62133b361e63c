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
        var apis: [WebSocketAPI] = []
        for resource in resources.list where resource.isWebSocketAPI {
            let document = webSocketDocument(of: resource)
            let api = withReader(document) { reader -> WebSocketAPI? in
                if reader.reportUnknowns(document) { return nil }
                return reader.withIntegrationReader { $0.webSocketAPI(document) }
            }
            apis += api.map { [$0] } ?? []
        }
        return apis
    }

    /// The HTTP API that the template's routes make; nil when there are none.
    mutating func routedAPI(of resource: CloudFormationResource) -> APIDefinition? {
        let routes = parts("Route", of: resource.name)
        guard !routes.isEmpty else { return nil }
        var definition = APIDefinition(kind: .http, title: resource.name)
        for route in routes {
            definition.operations += operation(ofRoute: route).map { [$0] } ?? []
        }
        return definition
    }

    /// The resources of a type that belong to an API.
    private func parts(_ type: String, of api: String) -> [CloudFormationResource] {
        resources.list.filter {
            $0.type == "AWS::ApiGatewayV2::" + type && reference($0.properties["ApiId"]) == api
        }
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

    private mutating func operation(ofRoute route: CloudFormationResource) -> Operation? {
        guard let resource = integration(of: route) else {
            report(missingIntegrationOf: route)
            return nil
        }
        let key = functions.evaluate(route.properties["RouteKey"] ?? .empty)
        let words = (key.text ?? "").split(separator: " ").map(String.init)
        let isDefault = key.text == "$default"
        guard isDefault || words.count == 2 else {
            report(
                "route-key",
                "expected a route key such as `GET /pets` or `$default` of "
                    + "`\(route.name)`, found \(key.description)", key.span ?? route.nameSpan)
            return nil
        }
        let path = isDefault ? "/$default" : words[1]
        let span = key.span ?? route.nameSpan
        guard withReader(key, { $0.checkPath(path, span) }),
            var integration = httpIntegration(resource)
        else { return nil }
        integration.httpMappings = integration.httpMappings ?? HTTPParameterMappings()
        return Operation(
            isDefault ? Operation.anyMethod : words[0].uppercased(), ResourcePath(path),
            Method(integration), operationId: route.name, isDefaultRoute: isDefault)
    }

    private mutating func httpIntegration(_ resource: CloudFormationResource) -> Integration? {
        let node = functions.evaluate(resource.properties).integrationOfRoutes
        return withReader(node) { reader in
            reader.reportUnknowns(node)
                ? nil : reader.withIntegrationReader { $0.integration(node) }
        }
    }

    // MARK: WebSocket APIs

    /// A WebSocket API under the names of the pipeline's reader.
    private mutating func webSocketDocument(of api: CloudFormationResource) -> DocumentNode {
        var routes: [DocumentNode.Member] = []
        for route in parts("Route", of: api.name) {
            let key = functions.evaluate(route.properties["RouteKey"] ?? .empty)
            routes.append(
                .init(
                    name: key.text ?? "", nameSpan: key.span ?? route.nameSpan,
                    value: webSocketRoute(route, of: api.name)))
        }
        var members: [DocumentNode.Member] = []
        if let expression = api.properties["RouteSelectionExpression"] {
            members.append(
                .init(name: "routeSelectionExpression", nameSpan: nil, value: expression))
        }
        members.append(
            .init(name: "routes", nameSpan: nil, value: DocumentNode(.object(routes), span: nil)))
        return functions.evaluate(DocumentNode(.object(members), span: api.nameSpan))
    }

    private mutating func webSocketRoute(
        _ route: CloudFormationResource, of api: String
    ) -> DocumentNode {
        let passedOver: Set = [
            "ApiId", "RouteKey", "Target", "AuthorizerId", "AuthorizationScopes", "RequestModels",
        ]
        var members = route.properties.renamed([:], without: passedOver)
        if let models = route.properties["RequestModels"] {
            members.append(
                .init(name: "requestModels", nameSpan: nil, value: schemas(models, of: api)))
        }
        guard let integration = integration(of: route) else {
            report(missingIntegrationOf: route)
            // The reader need not tell it again.
            let mock = [
                DocumentNode.Member(
                    name: "type", nameSpan: nil, value: DocumentNode(.string("MOCK"), span: nil))
            ]
            members.append(
                .init(
                    name: "integration", nameSpan: nil,
                    value: DocumentNode(.object(mock), span: nil)))
            return DocumentNode(.object(members), span: route.nameSpan)
        }
        var parts = integration.properties.integrationOfRoutes.members
        let responses = self.parts("IntegrationResponse", of: api).filter {
            reference($0.properties["IntegrationId"]) == integration.name
        }
        if !responses.isEmpty {
            let named = responses.map(Self.integrationResponse)
            parts.append(
                .init(
                    name: "responses", nameSpan: nil,
                    value: DocumentNode(.object(named), span: nil)))
        }
        members.append(
            .init(
                name: "integration", nameSpan: integration.nameSpan,
                value: DocumentNode(.object(parts), span: integration.nameSpan)))
        return DocumentNode(.object(members), span: route.nameSpan)
    }

    private static func integrationResponse(
        _ resource: CloudFormationResource
    ) -> DocumentNode.Member {
        let key = resource.properties["IntegrationResponseKey"]
        let passedOver: Set = [
            "ApiId", "IntegrationId", "IntegrationResponseKey", "ResponseParameters",
        ]
        let members = resource.properties.renamed(
            ["ContentHandlingStrategy": "contentHandling"], without: passedOver)
        return DocumentNode.Member(
            name: key?.text ?? "", nameSpan: key?.span ?? resource.nameSpan,
            value: DocumentNode(.object(members), span: resource.nameSpan))
    }

    /// The schemas of the models that a route names, by its keys.
    private func schemas(_ models: DocumentNode, of api: String) -> DocumentNode {
        let known = parts("Model", of: api)
        let members = models.members.compactMap { member -> DocumentNode.Member? in
            let name = reference(member.value)
            let model = known.first { $0.name == name || $0.properties["Name"]?.text == name }
            return model?.properties["Schema"].map {
                .init(name: member.name, nameSpan: member.nameSpan, value: $0)
            }
        }
        return DocumentNode(.object(members), span: models.span)
    }
}

extension DocumentNode {
    fileprivate static let empty = DocumentNode(.object([]), span: nil)

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

    /// The members under other names: the given ones, else with a small first letter.
    fileprivate func renamed(
        _ names: [String: String], without passedOver: Set<String>
    ) -> [Member] {
        members.filter { !passedOver.contains($0.name) }.map { member in
            let name =
                names[member.name] ?? member.name.prefix(1).lowercased() + member.name.dropFirst()
            return Member(name: name, nameSpan: member.nameSpan, value: member.value)
        }
    }

    /// An `AWS::ApiGatewayV2::Integration` under the names that definitions use.
    fileprivate var integrationOfRoutes: DocumentNode {
        let names = [
            "IntegrationType": "type", "IntegrationUri": "uri", "IntegrationMethod": "httpMethod",
            "ContentHandlingStrategy": "contentHandling",
        ]
        let passedOver: Set = ["ApiId", "CredentialsArn", "ConnectionId", "TlsConfig"]
        let members = renamed(names, without: passedOver).map { member in
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
