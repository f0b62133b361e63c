public import APIGatewayPipeline
public import Diagnostics
public import VTLRuntime

/// Reads the APIs of a CloudFormation or SAM template, as far as the template is literal or values are
/// given for its functions.
///
/// Everything that is wrong is collected; ``diagnostics`` tells all of it.
public struct CloudFormationReader: ReportingReader {
    public internal(set) var diagnostics: [Diagnostic] = []
    let file: SourceFile
    let resources: CloudFormationResources
    let functions: IntrinsicFunctions
    let limits: RenderLimits
    let readFile: IntegrationReader.FileReader
    let events: FunctionEvents

    /// - Parameters:
    ///   - values: what functions stand for: `Ref` by a parameter's name, `Fn::GetAtt` by
    ///     `Resource.Attribute`. Parameters have their defaults besides.
    ///   - readFile: asked for templates and definitions that are given as the name of a file.
    public init(
        _ document: Document, values: [String: String] = [:],
        limits: RenderLimits = RenderLimits(),
        reading readFile: @escaping IntegrationReader.FileReader = { _ in nil }
    ) {
        file = document.file
        var known: [String: String] = [:]
        for parameter in document.root["Parameters"]?.members ?? [] {
            known[parameter.name] = parameter.value["Default"]?.scalarText
        }
        functions = IntrinsicFunctions(values: known.merging(values) { _, given in given })
        resources = CloudFormationResources(document.root)
        events = FunctionEvents(of: resources)
        self.limits = limits
        self.readFile = readFile
    }

    /// Reads the template's REST and HTTP APIs, in the order in which it names them.
    public mutating func definitions() -> [APIDefinition] {
        let declared = declaredAPIs
        if declared.isEmpty { reportNoAPI() }
        return declared.filter { $0.kind != .webSocket }.compactMap { definition($0) }
    }

    // MARK: APIs

    mutating func restAPI(_ resource: CloudFormationResource) -> APIDefinition? {
        let inline = resource.properties["Body"] ?? resource.properties["BodyS3Location"]
        guard inline != nil else {
            var definition = methods(of: resource.name)
            definition.binaryMediaTypes += binaryMediaTypes(of: resource)
            return definition
        }
        return serverlessAPI(resource, .rest)
    }

    mutating func serverlessAPI(
        _ resource: CloudFormationResource, _ kind: APIDefinition.Kind
    ) -> APIDefinition? {
        if resource.hasNoDocument {
            let definition = eventsAPI(of: resource, kind) ?? routedAPI(of: resource)
            if let definition { return definition }
        }
        guard let document = body(of: resource) else { return nil }
        var reader = APIDefinitionReader(
            document.file, document.root, functions, limits, readFile, kind)
        let definition = reader.definition()
        diagnostics += reader.diagnostics
        guard var definition else { return nil }
        if definition.title.isEmpty { definition.title = resource.name }
        definition.binaryMediaTypes += binaryMediaTypes(of: resource)
        return definition
    }

    /// The OpenAPI document of an API: inline, or in a file.
    private mutating func body(of resource: CloudFormationResource) -> Document? {
        let properties = resource.properties
        if let body = properties["Body"] ?? properties["DefinitionBody"] {
            let included = body["Fn::Transform"]?["Parameters"]?["Location"]?.text
            if let included, let bytes = readFile(included) {
                return document(bytes, named: included)
            }
            return Document(file: file, root: body)
        }
        let location = properties["DefinitionUri"] ?? properties["BodyS3Location"]
        guard let location else {
            let isServerless = resource.type.hasPrefix("AWS::Serverless::")
            report(
                "expected-definition",
                "`\(resource.name)` has no OpenAPI document; supply it as "
                    + (isServerless ? "`DefinitionBody`" : "`Body`, or write routes"),
                resource.nameSpan)
            return nil
        }
        guard let name = location.text, let bytes = readFile(name) else {
            report(
                "missing-definition",
                "the OpenAPI document of `\(resource.name)` cannot be read from "
                    + "\(location.description); supply it as a file or inline",
                location.span ?? resource.nameSpan)
            return nil
        }
        return document(bytes, named: name)
    }

    private mutating func document(_ bytes: [UInt8], named name: String) -> Document? {
        do {
            return try Document(jsonOrYAML: bytes, named: name)
        } catch {
            diagnostics.append(error)
            return nil
        }
    }

    /// SAM writes the slash as `~1`.
    func binaryMediaTypes(of resource: CloudFormationResource) -> [String] {
        let types = resource.properties["BinaryMediaTypes"].map(functions.evaluate)
        return (types?.elements ?? []).compactMap(\.text).map { type in
            guard let tilde = type.firstIndex(of: "~"), type[tilde...].hasPrefix("~1") else {
                return type
            }
            return type[..<tilde] + "/" + type[type.index(tilde, offsetBy: 2)...]
        }
    }

    // MARK: What all parts share

    /// A property that must be known, as a text.
    ///
    /// - Parameter owner: what has the property, for messages.
    mutating func text(
        _ name: String, of properties: DocumentNode, _ owner: String, _ span: SourceSpan?
    ) -> String? {
        guard let property = properties[name].map(functions.evaluate) else {
            report("expected-text", "expected `\(name)` in \(owner)", span)
            return nil
        }
        if let text = property.text { return text }
        if !withReader(property, { $0.reportUnknowns(property) }) {
            report(
                "expected-text", "expected a text as `\(name)`, found \(property.description)",
                property.span ?? span)
        }
        return nil
    }

    /// Lets the reader of definitions do a part, and takes over what it finds wrong.
    mutating func withReader<Part>(
        _ root: DocumentNode, _ read: (inout APIDefinitionReader) -> Part
    ) -> Part {
        var reader = APIDefinitionReader(file, root, functions, limits, readFile)
        defer { diagnostics += reader.diagnostics }
        return read(&reader)
    }
}

/// A resource of a template.
struct CloudFormationResource {
    let name: String
    let nameSpan: SourceSpan?
    let type: String
    let properties: DocumentNode

    /// The API has no OpenAPI document, neither inline nor in a file.
    var hasNoDocument: Bool {
        ["Body", "DefinitionBody", "DefinitionUri", "BodyS3Location"].allSatisfy {
            properties[$0] == nil
        }
    }
}

/// The resources of a template, in its order, by their logical ids and by their APIs.
struct CloudFormationResources {
    let list: [CloudFormationResource]
    private let places: [String: Int]
    private let partPlaces: [String: [Int]]

    init(_ root: DocumentNode) {
        let list = (root["Resources"]?.members ?? []).map { member in
            CloudFormationResource(
                name: member.name, nameSpan: member.nameSpan,
                type: member.value["Type"]?.text ?? "",
                properties: member.value["Properties"] ?? DocumentNode(.object([]), span: nil))
        }
        let names = list.indices.map { (list[$0].name, $0) }
        self.list = list
        places = Dictionary(names) { first, _ in first }
        partPlaces = Dictionary(grouping: list.indices) { list[$0].api ?? "" }
    }

    subscript(name: String) -> CloudFormationResource? { places[name].map { list[$0] } }

    /// The resources that belong to an API, in the template's order.
    func parts(of api: String) -> [CloudFormationResource] {
        (partPlaces[api] ?? []).map { list[$0] }
    }
}

extension CloudFormationResource {
    /// The API that the resource belongs to.
    fileprivate var api: String? { (properties["RestApiId"] ?? properties["ApiId"])?.reference }
}

extension DocumentNode {
    /// The resource that a `Ref` names, or the text in its place.
    var reference: String? { self["Ref"]?.text ?? text }

    /// An object with its members under the names that definitions use: the given ones, else with a small
    /// first letter. `StatusCode` is `statusCode`.
    func renamed(
        _ names: [String: String] = [:], without passedOver: Set<String> = []
    ) -> DocumentNode {
        guard case .object(let members) = content else { return self }
        let renamed = members.filter { !passedOver.contains($0.name) }.map { member in
            let name =
                names[member.name] ?? member.name.prefix(1).lowercased() + member.name.dropFirst()
            return Member(name: name, nameSpan: member.nameSpan, value: member.value)
        }
        return DocumentNode(.object(renamed), span: span)
    }
}

extension Document {
    /// The document is a template of CloudFormation or SAM.
    var isCloudFormation: Bool {
        root["Resources"] != nil && root["openapi"] == nil && root["swagger"] == nil
    }

    /// The REST and HTTP APIs that the document defines: an OpenAPI or Swagger definition, or a template
    /// of CloudFormation or SAM; and everything that is wrong with them.
    public func apiDefinitions(
        values: [String: String] = [:], limits: RenderLimits = RenderLimits(),
        reading readFile: @escaping IntegrationReader.FileReader = { _ in nil }
    ) -> (definitions: [APIDefinition], diagnostics: [Diagnostic]) {
        if isCloudFormation {
            var reader = CloudFormationReader(
                self, values: values, limits: limits, reading: readFile)
            let definitions = reader.definitions()
            return (definitions, reader.diagnostics)
        }
        var reader = APIDefinitionReader(
            self, values: values, limits: limits, reading: readFile)
        let definition = reader.definition()
        return (definition.map { [$0] } ?? [], reader.diagnostics)
    }
}
