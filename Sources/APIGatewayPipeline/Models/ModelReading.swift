public import Diagnostics
import JSON
import JavaRegex
import Values

/// Reads models from documents and collects everything that is wrong with them.
public struct ModelReader {
    /// What references that start with `#` point into.
    public let document: Document
    /// The API's other models by name.
    public let models: [String: Document]
    public private(set) var diagnostics: [Diagnostic] = []
    private var schemas: [Schema] = []
    /// Schemas that have an index but are not compiled yet. A list instead of a recursion, so that no
    /// nesting and no cycle of references is too deep.
    private var pending: [(index: Int, node: DocumentNode, source: ModelSource)] = []
    /// The schemas that references name.
    private var referenced: [SchemaPlace: Int] = [:]

    /// Schemas that a model may consist of.
    static let schemasMax = 10_000

    public init(_ document: Document, models: [String: Document] = [:]) {
        self.document = document
        self.models = models
    }

    /// Compiles a schema of the document; nil when it cannot be used.
    public mutating func model(_ node: DocumentNode) -> Model? {
        let before = diagnostics.count
        (schemas, pending, referenced) = ([], [], [:])
        _ = schema(node, ModelSource(document: document, model: nil))
        while let next = pending.popLast() {
            let compiler = SchemaCompiler(node: next.node, source: next.source)
            schemas[next.index].keywords = keywords(compiler)
            guard schemas.count <= Self.schemasMax else {
                report(
                    "model-size", "expected at most \(Self.schemasMax) schemas in a model",
                    next.node.span, next.source)
                break
            }
        }
        return diagnostics.count == before ? Model(schemas: schemas) : nil
    }

    private mutating func keywords(_ compiler: consuming SchemaCompiler) -> [Schema.Keyword] {
        var compiler = compiler
        compiler.compile(&self)
        return compiler.keywords
    }

    /// Gives a schema an index; it is compiled when its turn comes.
    mutating func schema(_ node: DocumentNode, _ source: ModelSource) -> Int {
        schemas.append(Schema())
        pending.append((schemas.count - 1, node, source))
        return schemas.count - 1
    }

    /// The schema that a reference names, the same for all that name it; nil when there is none.
    mutating func schema(referencedBy text: String, _ source: ModelSource) -> Int? {
        guard let place = SchemaPlace(text, in: source, models),
            let node = place.node
        else { return nil }
        if let known = referenced[place] { return known }
        let index = schema(node, place.source)
        referenced[place] = index
        return index
    }

    mutating func report(
        _ code: String, _ message: String, _ span: SourceSpan?, _ source: ModelSource,
        notes: [String] = []
    ) {
        diagnostics.append(
            Diagnostic(
                code: code, message: message, file: source.document.file, span: span, notes: notes))
    }
}

/// A document of schemas and the name of the model that it is; nil for the one that is read.
struct ModelSource: Sendable {
    let document: Document
    let model: String?
}

/// Where a schema stands that is referred to.
struct SchemaPlace: Hashable {
    let source: ModelSource
    /// A JSON pointer into the document.
    let pointer: String

    /// Reads `#/definitions/X`, `#/components/schemas/X`, any other JSON pointer behind a `#`, and the
    /// URL of a model of an API. What the document does not define may be a model of that name.
    ///
    /// Nil for other references: the gateway does not support files.
    init?(_ reference: String, in source: ModelSource, _ models: [String: Document]) {
        if let pointer = reference.rest(after: "#") {
            self.init(source, pointer)
            if node == nil, let name = Self.definitionName(pointer), let model = models[name] {
                self.init(ModelSource(document: model, model: name), "")
            }
            return
        }
        guard let rest = reference.rest(after: "https://apigateway.amazonaws.com/restapis/"),
            case let parts = rest.split(separator: "/", maxSplits: 2), parts.count == 3,
            parts[1] == "models"
        else { return nil }
        let name = parts[2].prefix { $0 != "#" }
        guard let model = models[String(name)] else { return nil }
        self.init(
            ModelSource(document: model, model: String(name)),
            String(parts[2].dropFirst(name.count + 1)))
    }

    private init(_ source: ModelSource, _ pointer: String) {
        self.source = source
        self.pointer = pointer
    }

    private static func definitionName(_ pointer: String) -> String? {
        let name =
            pointer.rest(after: "/definitions/") ?? pointer.rest(after: "/components/schemas/")
        return name.flatMap { $0.contains("/") ? nil : $0 }
    }

    /// What stands there, or nil.
    var node: DocumentNode? {
        guard !pointer.isEmpty else { return source.document.root }
        guard pointer.hasPrefix("/") else { return nil }
        var node = source.document.root
        for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard let next = node.child(Self.unescaped(step)) else { return nil }
            node = next
        }
        return node
    }

    /// `~1` is a slash and `~0` a tilde.
    private static func unescaped(_ step: Substring) -> String {
        let parts = step.split(separator: "~", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts[0])) { text, part in
            switch part.first {
            case "0": text + "~" + part.dropFirst()
            case "1": text + "/" + part.dropFirst()
            default: text + "~" + part
            }
        }
    }

    static func == (first: SchemaPlace, second: SchemaPlace) -> Bool {
        first.source.model == second.source.model && first.pointer == second.pointer
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(source.model)
        hasher.combine(pointer)
    }
}

extension DocumentNode {
    /// A member by name, or an element by index.
    fileprivate func child(_ step: String) -> DocumentNode? {
        if case .list(let elements) = content {
            guard let index = Int(step), elements.indices.contains(index) else { return nil }
            return elements[index]
        }
        return self[step]
    }
}
