import APIGatewayPipeline
import Diagnostics

extension APIDefinitionReader {
    private static let verbs = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ]
    private static let anyMethod = ExtensionLevel.prefix + "any-method"
    private static let otherPathNames: Set = [
        "$ref", "summary", "description", "servers", "parameters",
    ]

    /// Reads the operations of all paths.
    mutating func operations() -> [Operation] {
        guard let paths = root["paths"], case .object(let members) = paths.content else {
            report(
                "expected-paths", "expected the member `paths` with the API's resources",
                root["paths"]?.span ?? root.span)
            return []
        }
        var operations: [Operation] = []
        for member in members where !member.name.hasPrefix("x-") {
            guard checkPath(member.name, member.nameSpan), let item = resolve(member.value) else {
                continue
            }
            if reportUnknownFunction(item) { continue }
            checkExtensions(item, .path)
            operations += self.operations(of: item, ResourcePath(member.name))
        }
        return operations
    }

    private mutating func operations(
        of item: DocumentNode, _ resource: ResourcePath
    ) -> [Operation] {
        let shared = parameters(item["parameters"])
        var operations: [Operation] = []
        for member in item.members {
            if Self.verbs.contains(member.name) || member.name == Self.anyMethod {
                operations += operation(member, resource, shared).map { [$0] } ?? []
            } else if !Self.otherPathNames.contains(member.name), !member.name.hasPrefix("x-") {
                report(
                    "unknown-member",
                    "a path has no member `\(member.name)`", member.nameSpan,
                    candidate: nearMiss(to: member.name, among: Self.verbs))
            }
        }
        return operations
    }

    private static let segmentLimit = 100

    /// Checks a path's name: `/pets/{id}`, and `{proxy+}` only at the end.
    mutating func checkPath(_ path: String, _ span: SourceSpan?) -> Bool {
        guard path.hasPrefix("/") else {
            report(
                "resource-path", "expected a path that starts with `/`, found `\(path)`",
                span, candidate: "/" + path)
            return false
        }
        let segments = path.utf8.split(separator: UInt8(ascii: "/")).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard segments.count <= Self.segmentLimit else {
            report(
                "resource-path", "expected at most \(Self.segmentLimit) segments in a path", span)
            return false
        }
        for (index, segment) in segments.enumerated() {
            let braces = segment.utf8.filter { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
            let isParameter =
                segment.hasPrefix("{") && segment.hasSuffix("}") && braces.count == 2
                && segment.utf8.count > 2
            guard braces.isEmpty || isParameter else {
                report(
                    "resource-path",
                    "expected `{name}` or a text without braces between slashes, found "
                        + "`\(segment)`", span)
                return false
            }
            if isParameter, segment.hasSuffix("+}"), index < segments.count - 1 {
                report(
                    "resource-path", "`\(segment)` takes the rest of a path, so nothing can follow",
                    span)
                return false
            }
        }
        return true
    }

    // MARK: An operation

    private mutating func operation(
        _ member: DocumentNode.Member, _ resource: ResourcePath, _ shared: [DeclaredParameter]
    ) -> Operation? {
        let node = member.value
        if reportUnknownFunction(node) { return nil }
        guard case .object = node.content else {
            report(
                "expected-object", "expected an operation, found \(node.description)",
                node.span ?? member.nameSpan)
            return nil
        }
        checkExtensions(node, .operation)
        let parameters = parameters(node["parameters"], over: shared)
        let responses = responseDeclarations(node["responses"])
        let models = requestModels(node, parameters)
        let validator = requestValidator(of: node)
        guard let integration = integration(of: member, resource) else { return nil }
        let method = Method(
            integration, requestParameters: parameters.compactMap(\.requestParameter),
            requestValidator: validator, requestModels: models,
            methodResponses: responses.map(\.statusCode))
        let isAny = member.name == Self.anyMethod
        return Operation(
            isAny ? Operation.anyMethod : member.name.uppercased(), resource, method,
            operationId: node["operationId"]?.text, responses: responses,
            securitySchemes: securitySchemes(of: node),
            isDefaultRoute: isAny
                && (node["isDefaultRoute"]?.boolean ?? (resource.text == "/$default")))
    }

    /// Members of an integration that nothing here reads: roles, connections, caches.
    static let passedOver: Set = [
        "credentials", "connectionId", "connectionType", "cacheNamespace", "cacheKeyParameters",
        "integrationTarget", "tlsConfig", "description",
    ]

    private mutating func integration(
        of member: DocumentNode.Member, _ resource: ResourcePath
    ) -> Integration? {
        guard let declared = member.value[ExtensionLevel.prefix + "integration"] else {
            let verb =
                member.name == Self.anyMethod ? Operation.anyMethod : member.name.uppercased()
            report(
                "missing-integration",
                "the operation \(verb) \(resource.text) has no `x-amazon-apigateway-integration`",
                member.nameSpan)
            return nil
        }
        guard let node = resolve(declared), !reportUnknowns(node, except: Self.passedOver) else {
            return nil
        }
        var integration = withIntegrationReader { $0.integration(node) }
        if kind == .http, integration?.httpMappings == nil {
            integration?.httpMappings = HTTPParameterMappings()
        }
        return integration
    }

    private func securitySchemes(of node: DocumentNode) -> [String] {
        let requirements = node["security"] ?? root["security"]
        return (requirements?.elements ?? []).flatMap { $0.members.map(\.name) }
    }

    // MARK: Validators

    private var validators: DocumentNode? { root[ExtensionLevel.prefix + "request-validators"] }

    /// Checks the API's validators, also those that no operation uses.
    mutating func checkValidators() {
        for validator in validators?.members ?? [] {
            for member in validator.value.members {
                let known = ["validateRequestBody", "validateRequestParameters"]
                if !known.contains(member.name) {
                    report(
                        "unknown-member",
                        "a request validator has no member `\(member.name)`", member.nameSpan,
                        candidate: nearMiss(to: member.name, among: known))
                } else if member.value.boolean == nil {
                    report(
                        "expected-boolean",
                        "expected true or false as `\(member.name)`, found "
                            + member.value.description, member.value.span ?? member.nameSpan)
                }
            }
        }
    }

    /// The operation's validator, else the API's, else none.
    private mutating func requestValidator(of node: DocumentNode) -> RequestValidator {
        let name = ExtensionLevel.prefix + "request-validator"
        guard let chosen = node[name] ?? root[name] else { return RequestValidator() }
        let known = validators?.members.map(\.name) ?? []
        guard let text = chosen.text, let validator = validators?[text] else {
            report(
                "unknown-validator",
                "`x-amazon-apigateway-request-validators` has no \(chosen.description)",
                chosen.span, candidate: chosen.text.flatMap { nearMiss(to: $0, among: known) })
            return RequestValidator()
        }
        return RequestValidator(
            validatesBody: validator["validateRequestBody"]?.boolean ?? false,
            validatesParameters: validator["validateRequestParameters"]?.boolean ?? false)
    }

    // MARK: Responses

    private mutating func responseDeclarations(_ node: DocumentNode?) -> [ResponseDeclaration] {
        var declarations: [ResponseDeclaration] = []
        for member in node?.members ?? []
        where member.name != "default" && !member.name.hasPrefix("x-") {
            guard member.name.utf8.count == 3, let statusCode = Int(member.name),
                100...599 ~= statusCode
            else {
                report(
                    "status-code",
                    "expected a status from 100 to 599 or `default`, found `\(member.name)`",
                    member.nameSpan)
                continue
            }
            guard let response = resolve(member.value) else { continue }
            declarations.append(
                ResponseDeclaration(
                    statusCode: statusCode,
                    headers: response["headers"]?.members.map(\.name) ?? []))
        }
        return declarations
    }
}
