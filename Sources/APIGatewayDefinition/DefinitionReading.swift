public import APIGatewayPipeline
public import Diagnostics
public import VTLRuntime

/// Reads an API from an OpenAPI 3.0 or Swagger 2.0 document with API Gateway's extensions.
///
/// Everything that is wrong is collected; ``diagnostics`` tells all of it.
public struct APIDefinitionReader: ReportingReader {
    public let file: SourceFile
    public internal(set) var diagnostics: [Diagnostic] = []
    let root: DocumentNode
    let references: References
    let functions: IntrinsicFunctions
    let limits: RenderLimits
    let readFile: IntegrationReader.FileReader
    let kind: APIDefinition.Kind

    /// - Parameters:
    ///   - values: what CloudFormation's functions in the document stand for: `Ref` by a parameter's
    ///     name, `Fn::GetAtt` by `Resource.Attribute`.
    ///   - readFile: asked for templates that are given as the name of a `.vtl` file.
    public init(
        _ document: Document, values: [String: String] = [:],
        limits: RenderLimits = RenderLimits(),
        reading readFile: @escaping IntegrationReader.FileReader = { _ in nil }
    ) {
        self.init(
            document.file, document.root, IntrinsicFunctions(values: values), limits, readFile)
    }

    init(
        _ file: SourceFile, _ root: DocumentNode, _ functions: IntrinsicFunctions,
        _ limits: RenderLimits, _ readFile: @escaping IntegrationReader.FileReader,
        _ kind: APIDefinition.Kind? = nil
    ) {
        self.file = file
        self.root = functions.evaluate(root)
        self.functions = functions
        self.limits = limits
        self.readFile = readFile
        references = References(root: self.root)
        self.kind = kind ?? Self.kind(of: self.root, references)
    }

    /// Reads the API without the operations that cannot be used; nil when the document defines none.
    public mutating func definition() -> APIDefinition? {
        guard checkVersion() else { return nil }
        checkExtensions(root, .root)
        if let components = root["components"] { checkExtensions(components, .components) }
        var definition = APIDefinition(kind: kind, title: root["info"]?["title"]?.text ?? "")
        definition.binaryMediaTypes = binaryMediaTypes()
        definition.gatewayResponses = gatewayResponses()
        definition.apiKeySource = apiKeySource()
        definition.authorizers = authorizers()
        checkValidators()
        definition.operations = operations()
        return definition
    }

    // MARK: The root

    private mutating func checkVersion() -> Bool {
        if reportUnknownFunction(root) { return false }
        guard case .object = root.content else {
            report(
                "expected-definition", "expected an API definition, found \(root.description)",
                root.span)
            return false
        }
        let version = root["openapi"] ?? root["swagger"]
        guard let version else {
            report(
                "expected-definition",
                "expected the member `openapi` or `swagger` of an API definition", root.span)
            return false
        }
        let text = version.scalarText ?? ""
        let isKnown = root["openapi"] == nil ? text == "2.0" : text.hasPrefix("3.")
        if !isKnown {
            report(
                "definition-version",
                "expected `openapi: 3.0` or `swagger: 2.0`, found \(version.description)",
                version.span)
        }
        return isKnown
    }

    /// Definitions do not say which product they are for; members that only one of them has tell it.
    private static func kind(
        of root: DocumentNode, _ references: References
    ) -> APIDefinition.Kind {
        let isHTTP =
            root[ExtensionLevel.prefix + "cors"] != nil
            || root["components"]?[ExtensionLevel.prefix + "integrations"] != nil
            || root["paths"]?["/$default"] != nil
            || integrations(of: root, references).contains { integration in
                integration.isHTTPAPIIntegration
                    || integration["payloadFormatVersion"]?.scalarText == "2.0"
            }
        return isHTTP ? .http : .rest
    }

    private static func integrations(
        of root: DocumentNode, _ references: References
    ) -> [DocumentNode] {
        let items = (root["paths"]?.members ?? []).map(\.value)
        return items.flatMap(\.members).compactMap { member in
            member.value[ExtensionLevel.prefix + "integration"]
                .flatMap { try? references.resolve($0) }
        }
    }

    private mutating func binaryMediaTypes() -> [String] {
        guard let node = root[ExtensionLevel.prefix + "binary-media-types"] else { return [] }
        guard case .list(let elements) = node.content else {
            report(
                "expected-list", "expected a list of media types, found \(node.description)",
                node.span)
            return []
        }
        return elements.compactMap { element in
            if element.text == nil, !reportUnknowns(element) {
                report(
                    "expected-text", "expected a media type, found \(element.description)",
                    element.span)
            }
            return element.text
        }
    }

    private mutating func gatewayResponses() -> [GatewayResponseType: GatewayResponse] {
        guard let node = root[ExtensionLevel.prefix + "gateway-responses"], !reportUnknowns(node)
        else { return [:] }
        return withIntegrationReader { $0.gatewayResponses(node) }
    }

    private mutating func apiKeySource() -> String? {
        guard let node = root[ExtensionLevel.prefix + "api-key-source"] else { return nil }
        let known = ["HEADER", "AUTHORIZER"]
        guard let text = node.text, known.contains(text.uppercased()) else {
            report(
                "unknown-word", "expected HEADER or AUTHORIZER, found \(node.description)",
                node.span,
                candidate: node.text.flatMap { nearMiss(to: $0.uppercased(), among: known) })
            return nil
        }
        return text.uppercased()
    }

    private mutating func authorizers() -> [Authorizer] {
        let schemes = root["components"]?["securitySchemes"] ?? root["securityDefinitions"]
        var authorizers: [Authorizer] = []
        for member in schemes?.members ?? [] {
            guard let scheme = resolve(member.value) else { continue }
            checkExtensions(scheme, .securityScheme)
            authorizers.append(
                Authorizer(
                    name: member.name,
                    authType: scheme[ExtensionLevel.prefix + "authtype"]?.text,
                    declaration: scheme))
        }
        return authorizers
    }
}

// MARK: What all parts share

extension APIDefinitionReader {
    /// Lets the pipeline's reader read a part and takes over what it finds wrong.
    mutating func withIntegrationReader<Part>(
        _ read: (inout IntegrationReader) -> Part
    ) -> Part {
        var reader = IntegrationReader(file, limits: limits, reading: readFile)
        defer { diagnostics += reader.diagnostics }
        return read(&reader)
    }

    /// What a node stands for; nil after a report when its `$ref` leads nowhere.
    mutating func resolve(_ node: DocumentNode) -> DocumentNode? {
        do {
            return try references.resolve(node)
        } catch {
            report(error)
            return nil
        }
    }

    mutating func report(_ failure: References.Failure) {
        switch failure {
        case .dangling(let reference, let span):
            report("dangling-reference", "the document has no `\(reference)`", span)
        case .external(let reference, let span):
            report(
                "external-reference",
                "expected a reference inside the document, such as `#/components/…`, found "
                    + "`\(reference)`", span)
        case .tooLong(let reference, let span):
            report(
                "reference-chain",
                "`\(reference)` refers to a reference, and that to another, without an end", span)
        }
    }

    /// Reports functions whose values are not known, members of the given names aside; whether there are
    /// any.
    mutating func reportUnknowns(
        _ node: DocumentNode, except names: Set<String> = []
    ) -> Bool {
        let needed =
            IntrinsicFunctions.function(node) != nil || node.members.isEmpty
            ? [node]
            : node.members.filter { !names.contains($0.name) }.map(\.value)
        let unknowns = needed.flatMap(functions.unknowns)
        for unknown in unknowns { report(unknown) }
        return !unknowns.isEmpty
    }

    /// Reports a function in the place of a part that is read member by member.
    mutating func reportUnknownFunction(_ node: DocumentNode) -> Bool {
        IntrinsicFunctions.function(node) != nil && reportUnknowns(node)
    }

    private mutating func report(_ unknown: IntrinsicFunctions.Unknown) {
        guard !unknown.isTooLong else {
            return report(
                "value-size",
                "expected at most 1 MB of text of `\(unknown.function)`, and 16 MB of all functions in "
                    + "the document", unknown.span)
        }
        guard !unknown.names.isEmpty else {
            return report(
                "unknown-value",
                "`\(unknown.function)` is carried out only when the template is deployed; write its "
                    + "result in its place", unknown.span)
        }
        let names = unknown.names.map { "`\($0)`" }.joined(separator: ", ")
        report(
            "unknown-value",
            "`\(unknown.function)` needs what is known only when the template is deployed; supply "
                + "a value for \(names)", unknown.span)
    }
}

extension APIDefinition {
    /// Reads an OpenAPI 3.0 or Swagger 2.0 document, JSON or YAML.
    ///
    /// - Throws: everything that is wrong with it.
    public init(
        _ text: [UInt8], named name: String, values: [String: String] = [:],
        limits: RenderLimits = RenderLimits(),
        reading readFile: @escaping IntegrationReader.FileReader = { _ in nil }
    ) throws(InvalidDefinition) {
        let document: Document
        do {
            document = try Document(jsonOrYAML: text, named: name)
        } catch {
            throw InvalidDefinition(diagnostics: [error])
        }
        var reader = APIDefinitionReader(
            document, values: values, limits: limits, reading: readFile)
        guard let definition = reader.definition(), reader.diagnostics.isEmpty else {
            throw InvalidDefinition(diagnostics: reader.diagnostics)
        }
        self = definition
    }
}

/// Why an API's definition cannot be used; ``description`` alone tells the whole story.
public struct InvalidDefinition: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong, never empty.
    public let diagnostics: [Diagnostic]

    public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    public var description: String {
        diagnostics.texts().joined(separator: "\n")
    }
}
