import APIGatewayMapping
public import Diagnostics
public import VTLRuntime

/// Reads integrations from documents: `x-amazon-apigateway-integration` of OpenAPI, and the settings of
/// API Gateway's own interface.
///
/// Everything that is wrong is collected; ``diagnostics`` tells all of it.
public struct IntegrationReader {
    /// Gives the bytes of a file that a template's name means, or nil when there is none.
    public typealias FileReader = (_ name: String) -> [UInt8]?

    public let file: SourceFile
    public internal(set) var diagnostics: [Diagnostic] = []
    let readFile: FileReader
    let limits: RenderLimits

    /// - Parameter readFile: asked for templates that are given as the name of a `.vtl` file.
    public init(
        _ file: SourceFile, limits: RenderLimits = RenderLimits(),
        reading readFile: @escaping FileReader = { _ in nil }
    ) {
        self.file = file
        self.limits = limits
        self.readFile = readFile
    }

    /// Reads an integration; nil when it cannot be used.
    public mutating func integration(_ node: DocumentNode) -> Integration? {
        let before = diagnostics.count
        checkNames(node, Self.names, "an integration")
        var integration = Integration(kind: kind(of: node) ?? .mock)
        integration.httpMethod =
            text("httpMethod", of: node) ?? text("integrationHttpMethod", of: node)
        integration.uri = text("uri", of: node)
        if node["integrationSubtype"] != nil {
            integration.serviceIntegration = serviceIntegration(node, integration.kind)
        }
        if node.isHTTPAPIIntegration {
            integration.httpMappings = httpParameterMappings(node)
        } else {
            integration.requestParameters = mappings(
                node["requestParameters"], for: .integrationRequest)
        }
        integration.requestTemplates = templates(node["requestTemplates"])
        integration.passthroughBehavior =
            choice("passthroughBehavior", of: node) ?? .whenNoMatch
        integration.contentHandling = choice("contentHandling", of: node)
        integration.payloadFormatVersion =
            choice("payloadFormatVersion", of: node) ?? .version1
        integration.responses = responses(node["responses"] ?? node["integrationResponses"])
        return diagnostics.count == before ? integration : nil
    }

    private static let names: Set = [
        "type", "httpMethod", "integrationHttpMethod", "uri", "requestParameters",
        "requestTemplates", "passthroughBehavior", "contentHandling", "responses",
        "integrationResponses", "credentials", "connectionType", "connectionId", "cacheNamespace",
        "cacheKeyParameters", "timeoutInMillis", "payloadFormatVersion", "tlsConfig",
        "responseTransferMode", "integrationTarget", "integrationSubtype", "description",
        "responseParameters",
    ]

    private static let responseNames: Set = [
        "selectionPattern", "statusCode", "responseParameters", "responseTemplates",
        "contentHandling",
    ]

    mutating func kind(of node: DocumentNode) -> Integration.Kind? {
        guard let type = node["type"] else {
            report("expected-type", "expected `type` in an integration", node.span)
            return nil
        }
        let known = Integration.Kind.allCases.map(\.rawValue)
        guard let text = type.text, let kind = Integration.Kind(rawValue: text.uppercased()) else {
            report(
                "integration-type",
                "expected one of \(known.joined(separator: ", ")) as `type`, found "
                    + type.description, type.span, near: type.text?.uppercased(), known)
            return nil
        }
        return kind
    }

    // MARK: Responses

    /// A list of responses, or an object of responses by pattern.
    private mutating func responses(_ node: DocumentNode?) -> [IntegrationResponse] {
        guard let node else { return [] }
        switch node.content {
        case .list(let elements):
            return elements.compactMap { response($0, pattern: $0["selectionPattern"]?.text) }
        case .object(let members):
            return members.compactMap { member in
                let pattern =
                    member.value["selectionPattern"]?.text
                    ?? (member.name == "default" ? nil : member.name)
                return response(member.value, pattern: pattern, at: member.nameSpan)
            }
        default:
            report(
                "expected-responses",
                "expected a list or an object of integration responses, found "
                    + node.description, node.span)
            return []
        }
    }

    private mutating func response(
        _ node: DocumentNode, pattern: String?, at span: SourceSpan? = nil
    ) -> IntegrationResponse? {
        checkNames(node, Self.responseNames, "an integration response")
        let statusCode = self.statusCode(node["statusCode"]) ?? 200
        let parameters = mappings(node["responseParameters"], for: .methodResponse)
        let templates = templates(node["responseTemplates"])
        do {
            return try IntegrationResponse(
                selectionPattern: pattern, statusCode: statusCode, responseParameters: parameters,
                responseTemplates: templates,
                contentHandling: choice("contentHandling", of: node))
        } catch {
            report(
                "selection-pattern", "expected a regular expression, found `\(pattern ?? "")`",
                node["selectionPattern"]?.span ?? span, notes: [error.description])
            return nil
        }
    }

    /// A status of a method response: three digits, the first of them 1 to 5.
    public mutating func statusCode(_ node: DocumentNode?) -> Int? {
        guard let node else { return nil }
        if let text = node.scalarText, let status = Int(text), 100...599 ~= status { return status }
        report(
            "status-code", "expected a status from 100 to 599, found \(node.description)",
            node.span)
        return nil
    }

    // MARK: Mappings and templates

    /// Reads an object of mappings: where a parameter goes, and where it comes from.
    public mutating func mappings(
        _ node: DocumentNode?, for target: ParameterMapping.Target
    ) -> [ParameterMapping] {
        var mappings: [ParameterMapping] = []
        for member in members(node, "parameter mappings by their targets") {
            guard let source = member.value.text else {
                report(
                    "mapping-expression",
                    "expected a mapping expression, found \(member.value.description)",
                    member.value.span ?? member.nameSpan)
                continue
            }
            do {
                mappings.append(try ParameterMapping(member.name, from: source, for: target))
            } catch {
                report(
                    "mapping-expression", error.description,
                    error.expression == member.name ? member.nameSpan : member.value.span)
            }
        }
        return mappings
    }

    /// Reads and compiles an object of templates by media type.
    public mutating func templates(_ node: DocumentNode?) -> TemplateSet {
        var set = TemplateSet()
        for member in members(node, "templates by their media types") {
            guard member.name == "$default" || member.name.contains("/") else {
                report(
                    "media-type",
                    "expected a media type such as `application/json`, found `\(member.name)`",
                    member.nameSpan)
                continue
            }
            if let template = template(member) { set.add(template, for: member.name) }
        }
        return set
    }

    /// Reads and compiles one template, a text or the name of a `.vtl` file.
    mutating func template(_ member: DocumentNode.Member) -> MappingTemplate? {
        guard let text = member.value.text else {
            report(
                "expected-template",
                "expected the text of a template, found \(member.value.description)",
                member.value.span ?? member.nameSpan)
            return nil
        }
        let isName = text.hasSuffix(".vtl") && !text.contains { $0 == "\n" || $0 == " " }
        var source = Array(text.utf8)
        if isName {
            guard let bytes = readFile(text) else {
                report(
                    "missing-template", "cannot read the template `\(text)`", member.value.span)
                return nil
            }
            source = bytes
        }
        do {
            let name = isName ? text : "\(file.name)#\(member.name)"
            return try MappingTemplate(source, named: name, limits: limits)
        } catch {
            diagnostics += error.diagnostics
            return nil
        }
    }
}

// MARK: Members

extension IntegrationReader {
    /// The text of a member that must be one.
    mutating func text(_ name: String, of node: DocumentNode) -> String? {
        guard let member = node[name] else { return nil }
        if case .null = member.content { return nil }
        guard let text = member.text else {
            report(
                "expected-text", "expected a text as `\(name)`, found \(member.description)",
                member.span)
            return nil
        }
        return text
    }

    /// The members of what must be an object, if it is there.
    mutating func members(_ node: DocumentNode?, _ what: String) -> [DocumentNode.Member] {
        guard let node else { return [] }
        switch node.content {
        case .object(let members): return members
        case .null: return []
        default:
            report("expected-object", "expected \(what), found \(node.description)", node.span)
            return []
        }
    }

    /// Where a member's value stands, or its name if the value is not in the source as it is.
    func place(of name: String, in node: DocumentNode) -> SourceSpan? {
        let member = node.members.last { $0.name == name }
        return member?.value.span ?? member?.nameSpan
    }

    /// One of the words that a member may have; case does not count.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of node: DocumentNode
    ) -> Choice? {
        guard let text = text(name, of: node) else { return nil }
        if let choice = Choice(rawValue: text.uppercased()) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        report(
            "unknown-word",
            "expected one of \(known.joined(separator: ", ")) as `\(name)`, found `\(text)`",
            node[name]?.span, near: text.uppercased(), known)
        return nil
    }

    /// Reports members that nobody knows.
    mutating func checkNames(_ node: DocumentNode, _ known: Set<String>, _ what: String) {
        guard case .object(let members) = node.content else {
            report("expected-object", "expected \(what), found \(node.description)", node.span)
            return
        }
        for member in members where !known.contains(member.name) && !member.name.hasPrefix("x-") {
            report(
                "unknown-member", "\(what) has no member `\(member.name)`", member.nameSpan,
                near: member.name, known.sorted())
        }
    }

    mutating func report(
        _ code: String, _ message: String, _ span: SourceSpan?, near: String? = nil,
        _ known: [String] = [], notes: [String] = []
    ) {
        var notes = notes
        if let near, let candidate = nearMiss(to: near, among: known) {
            notes.append("did you mean `\(candidate)`?")
        }
        diagnostics.append(
            Diagnostic(code: code, message: message, file: file, span: span, notes: notes))
    }
}

extension Integration {
    /// Reads the JSON text of an integration.
    ///
    /// - Parameter readFile: asked for templates that are given as the name of a `.vtl` file.
    /// - Throws: `TemplateError` of phase `parse` with everything that is wrong.
    public init(
        json: [UInt8], named name: String, limits: RenderLimits = RenderLimits(),
        reading readFile: @escaping IntegrationReader.FileReader = { _ in nil }
    ) throws(TemplateError) {
        let document: Document
        do {
            document = try Document(json: json, named: name)
        } catch {
            throw TemplateError(phase: .parse, diagnostics: [error])
        }
        var reader = IntegrationReader(document.file, limits: limits, reading: readFile)
        guard let integration = reader.integration(document.root) else {
            throw TemplateError(phase: .parse, diagnostics: reader.diagnostics)
        }
        self = integration
    }
}
