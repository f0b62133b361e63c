public import VTLRuntime

// Settings around an integration: the method's and the stage's.

extension Document {
    /// Reads the document as the settings of a method.
    ///
    /// - Throws: `TemplateError` of phase `parse` with everything that is wrong.
    public func method(_ integration: Integration) throws(TemplateError) -> Method {
        try settings { $0.method(root, integration) }
    }

    /// Reads the document as the settings of a stage.
    ///
    /// - Throws: `TemplateError` of phase `parse` with everything that is wrong.
    public func stage() throws(TemplateError) -> Stage {
        try settings { $0.stage(root) }
    }

    private func settings<Settings>(
        _ read: (inout IntegrationReader) -> Settings
    ) throws(TemplateError) -> Settings {
        var reader = IntegrationReader(file)
        let settings = read(&reader)
        guard reader.diagnostics.isEmpty else {
            throw TemplateError(phase: .parse, diagnostics: reader.diagnostics)
        }
        return settings
    }

    /// The path of the resource that a method's settings name.
    public var resource: ResourcePath? { root["resource"]?.text.map { ResourcePath($0) } }
}

extension IntegrationReader {
    private static let methodNames: Set = [
        "resource", "requestParameters", "requestValidator", "requestModels", "methodResponses",
    ]

    /// CloudFormation's resource of that name also says whose validator it is.
    private static let validatorNames: Set = [
        "validateRequestBody", "validateRequestParameters", "name", "restApiId",
    ]

    /// Reads a method's settings: `requestParameters` as API Gateway has them (`method.request.header.X`
    /// and whether it is required), `requestValidator`, `requestModels`, schemas by media type, and
    /// `methodResponses`, a list of statuses.
    public mutating func method(_ node: DocumentNode, _ integration: Integration) -> Method {
        checkNames(node, Self.methodNames, "a method")
        var method = Method(integration)
        for member in node["requestParameters"]?.members ?? [] {
            method.requestParameters += list(requestParameter(member))
        }
        if let validator = node["requestValidator"] {
            checkNames(validator, Self.validatorNames, "a request validator")
            method.requestValidator = RequestValidator(
                validatesBody: validator["validateRequestBody"]?.boolean ?? false,
                validatesParameters: validator["validateRequestParameters"]?.boolean ?? false)
        }
        for member in node["requestModels"]?.members ?? [] {
            method.requestModels[MediaType.withoutParameters(member.name)] = model(member.value)
        }
        for element in node["methodResponses"]?.elements ?? [] {
            method.methodResponses += list(statusCode(element))
        }
        return method
    }

    mutating func model(_ node: DocumentNode) -> Model? {
        var reader = ModelReader(Document(file: file, root: node))
        let model = reader.model(node)
        diagnostics += reader.diagnostics
        return model
    }

    private mutating func requestParameter(_ member: DocumentNode.Member) -> RequestParameter? {
        for location in ParameterMapping.Location.allCases {
            guard let name = member.name.rest(after: "method.request.\(location.rawValue).") else {
                continue
            }
            return RequestParameter(location, name, isRequired: member.value.boolean ?? false)
        }
        report(
            "request-parameter",
            "expected `method.request.header.NAME`, `….path.NAME` or `….querystring.NAME`, found "
                + "`\(member.name)`", member.nameSpan)
        return nil
    }

    private static let stageNames: Set = [
        "apiId", "binaryMediaTypes", "gatewayResponses", "accessLogSettings",
    ]

    /// Reads what the methods of an API share: `apiId`, `binaryMediaTypes`, `gatewayResponses`, and
    /// `accessLogSettings` with its `format`.
    public mutating func stage(_ node: DocumentNode) -> Stage {
        checkNames(node, Self.stageNames, "a stage")
        return Stage(
            apiId: text("apiId", of: node) ?? "",
            binaryMediaTypes: node["binaryMediaTypes"]?.elements.compactMap(\.text) ?? [],
            gatewayResponses: gatewayResponses(node["gatewayResponses"]),
            accessLogFormat: accessLogFormat(node["accessLogSettings"]))
    }

    private mutating func accessLogFormat(_ node: DocumentNode?) -> AccessLogFormat? {
        guard let node else { return nil }
        checkNames(node, ["format", "destinationArn"], "the access log")
        guard let text = text("format", of: node) else { return nil }
        let format = AccessLogFormat(text)
        diagnostics += format.diagnostics(in: file, at: place(of: "format", in: node))
        return format
    }

    /// CloudFormation's resource of that name also says whose response it is, and of which type.
    private static let gatewayResponseNames: Set = [
        "statusCode", "responseParameters", "responseTemplates", "responseType", "restApiId",
    ]

    /// Reads customised gateway responses by type.
    public mutating func gatewayResponses(
        _ node: DocumentNode?
    ) -> [GatewayResponseType: GatewayResponse] {
        var responses: [GatewayResponseType: GatewayResponse] = [:]
        for member in node?.members ?? [] {
            guard let type = GatewayResponseType(rawValue: member.name) else {
                report(
                    "gateway-response-type",
                    "there is no gateway response type `\(member.name)`", member.nameSpan,
                    near: member.name, GatewayResponseType.allCases.map(\.rawValue))
                continue
            }
            checkNames(member.value, Self.gatewayResponseNames, "a gateway response")
            var response = GatewayResponse()
            response.statusCode = statusCode(member.value["statusCode"])
            response.responseParameters = mappings(
                member.value["responseParameters"], for: .gatewayResponse)
            for template in member.value["responseTemplates"]?.members ?? [] {
                response.responseTemplates[MediaType.withoutParameters(template.name)] =
                    template.value.text
            }
            responses[type] = response
        }
        return responses
    }

    private func list<Element>(_ element: Element?) -> [Element] { element.map { [$0] } ?? [] }
}
