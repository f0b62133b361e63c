import APIGatewayPipeline
import Diagnostics

// APIs that are written as a resource for each path segment and each method.

extension CloudFormationReader {
    /// The API that a template's methods name, with its gateway responses.
    mutating func methods(of api: String) -> APIDefinition {
        var definition = APIDefinition(title: api)
        var keys: Set<String> = []
        for resource in resources.parts(of: api) {
            switch resource.type {
            case "AWS::ApiGateway::Method":
                add(operation(resource), resource.nameSpan, to: &definition, &keys)
            case "AWS::ApiGateway::GatewayResponse":
                definition.gatewayResponses.merge(gatewayResponse(resource)) { first, _ in first }
            default: break
            }
        }
        return definition
    }

    private mutating func operation(_ resource: CloudFormationResource) -> Operation? {
        let properties = functions.evaluate(resource.properties)
        guard let path = path(resource.properties["ResourceId"], of: resource) else { return nil }
        let owner = "`\(resource.name)`"
        guard let verb = verb("HttpMethod", of: properties, owner, resource.nameSpan) else {
            return nil
        }
        guard let declared = properties["Integration"] else {
            report(
                "missing-integration", "the method `\(resource.name)` has no `Integration`",
                resource.nameSpan)
            return nil
        }
        let settings = methodSettings(properties)
        let integration = declared.integrationOfDefinition
        let method = withReader(integration) { reader -> Method? in
            if reader.reportUnknowns(integration, except: APIDefinitionReader.passedOver) {
                return nil
            }
            return reader.withIntegrationReader { reader in
                reader.integration(integration).map { reader.method(settings, $0) }
            }
        }
        guard var method else { return nil }
        method.requestModels = requestModels(properties)
        return Operation(
            verb, ResourcePath(path), method,
            operationId: properties["OperationName"]?.text,
            responses: (properties["MethodResponses"]?.elements ?? []).compactMap(Self.response))
    }

    // MARK: Paths

    private static let pathLimit = 100

    /// The path of a resource: its own segment behind those of its parents.
    private mutating func path(
        _ id: DocumentNode?, of method: CloudFormationResource
    ) -> String? {
        var path = ""
        var id = id
        for _ in 0..<Self.pathLimit {
            if Self.isRoot(id) { return path.isEmpty ? "/" : path }
            guard let name = id?.reference, let resource = resources[name],
                let segment = resource.properties["PathPart"].map(functions.evaluate)?.text
            else {
                report(
                    "unknown-value",
                    "the path of `\(method.name)` is known only when the template is deployed: "
                        + "expected resources of type `AWS::ApiGateway::Resource` with a literal "
                        + "`PathPart` up to the API's `RootResourceId`",
                    id?.span ?? method.nameSpan)
                return nil
            }
            path = "/" + segment + path
            id = resource.properties["ParentId"]
        }
        report(
            "resource-path",
            "expected at most \(Self.pathLimit) resources above `\(method.name)`; is one its own "
                + "parent?", method.nameSpan)
        return nil
    }

    /// `!GetAtt Api.RootResourceId`
    private static func isRoot(_ id: DocumentNode?) -> Bool {
        guard let attribute = id?["Fn::GetAtt"] else { return false }
        return attribute.text?.hasSuffix(".RootResourceId")
            ?? (attribute.elements.last?.text == "RootResourceId")
    }

    // MARK: Parts of a method

    /// A method's settings under the names of the pipeline's reader.
    private func methodSettings(_ properties: DocumentNode) -> DocumentNode {
        var members: [DocumentNode.Member] = []
        if let parameters = properties["RequestParameters"] {
            members.append(.init(name: "requestParameters", nameSpan: nil, value: parameters))
        }
        let statuses = (properties["MethodResponses"]?.elements ?? []).compactMap {
            $0["StatusCode"]
        }
        members.append(
            .init(
                name: "methodResponses", nameSpan: nil,
                value: DocumentNode(.list(statuses), span: nil)))
        let validator = properties["RequestValidatorId"]?.reference.flatMap { resources[$0] }
        if let validator {
            members.append(
                .init(
                    name: "requestValidator", nameSpan: nil,
                    value: validator.properties.renamed()))
        }
        return DocumentNode(.object(members), span: nil)
    }

    private static func response(_ node: DocumentNode) -> ResponseDeclaration? {
        guard let statusCode = node["StatusCode"]?.scalarText.flatMap({ Int($0) }) else {
            return nil
        }
        let prefix = "method.response.header."
        let headers = (node["ResponseParameters"]?.members ?? []).map(\.name)
        return ResponseDeclaration(
            statusCode: statusCode,
            headers: headers.filter { $0.hasPrefix(prefix) }.map {
                String($0.dropFirst(prefix.count))
            })
    }

    /// The models that a method names, by media type; their schemas stand in resources of their own.
    private mutating func requestModels(_ properties: DocumentNode) -> [String: Model] {
        var models: [String: Model] = [:]
        for member in properties["RequestModels"]?.members ?? [] {
            guard let declaration = member.value.reference.flatMap({ resources[$0] }),
                let schema = declaration.properties["Schema"]
            else { continue }
            let named = namedModels
            models[APIDefinitionReader.mediaType(member.name)] = withReader(schema) { reader in
                reader.model(reader.root, models: named)
            }
        }
        return models
    }

    /// The schemas of the template's models by the names that references have for them.
    private var namedModels: [String: Document] {
        var models: [String: Document] = [:]
        for resource in resources.list where resource.type == "AWS::ApiGateway::Model" {
            guard let schema = resource.properties["Schema"] else { continue }
            let name = resource.properties["Name"]?.text ?? resource.name
            models[name] = Document(file: file, root: schema)
        }
        return models
    }

    private mutating func gatewayResponse(
        _ resource: CloudFormationResource
    ) -> [GatewayResponseType: GatewayResponse] {
        let properties = functions.evaluate(resource.properties)
        guard let type = properties["ResponseType"]?.text else {
            report(
                "expected-text",
                "expected a gateway response's type as `ResponseType` of `\(resource.name)`",
                properties["ResponseType"]?.span ?? resource.nameSpan)
            return [:]
        }
        let response = DocumentNode.Member(
            name: type, nameSpan: properties["ResponseType"]?.span,
            value: properties.renamed())
        let root = DocumentNode(.object([response]), span: nil)
        return withReader(root) { reader in
            if reader.reportUnknowns(properties, except: ["RestApiId"]) { return [:] }
            return reader.withIntegrationReader { $0.gatewayResponses(root) }
        }
    }
}

extension DocumentNode {
    /// An `Integration` of CloudFormation under the names that definitions use.
    fileprivate var integrationOfDefinition: DocumentNode {
        guard case .object = content else { return self }
        let members = renamed().members.map { member in
            guard member.name == "integrationResponses" else { return member }
            let responses = member.value.elements.map { $0.renamed() }
            return Member(
                name: member.name, nameSpan: member.nameSpan,
                value: DocumentNode(.list(responses), span: member.value.span))
        }
        return DocumentNode(.object(members), span: span)
    }
}
