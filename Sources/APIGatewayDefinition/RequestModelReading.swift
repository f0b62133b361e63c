import APIGatewayPipeline

extension APIDefinitionReader {
    /// The models of an operation's payloads by media type: OpenAPI's `requestBody`, Swagger's parameter
    /// `in: body`.
    mutating func requestModels(
        _ operation: DocumentNode, _ parameters: [DeclaredParameter]
    ) -> [String: Model] {
        var models: [String: Model] = [:]
        if let declared = operation["requestBody"], let body = resolve(declared) {
            for member in body["content"]?.members ?? [] {
                guard let schema = member.value["schema"] else { continue }
                models[Self.mediaType(member.name)] = model(schema)
            }
        }
        if let schema = parameters.first(where: { $0.location == .body })?.node["schema"],
            let model = model(schema)
        {
            let consumed = (operation["consumes"] ?? root["consumes"])?.elements.compactMap(\.text)
            for mediaType in consumed ?? ["application/json"] {
                models[Self.mediaType(mediaType)] = model
            }
        }
        return models
    }

    /// Compiles a schema; its references point into the definition, or name other models of the API.
    mutating func model(_ schema: DocumentNode, models: [String: Document] = [:]) -> Model? {
        var reader = ModelReader(Document(file: file, root: root), models: models)
        defer { diagnostics += reader.diagnostics }
        return reader.model(schema)
    }

    /// A media type as methods look for it: without parameters, in lower case.
    static func mediaType(_ text: String) -> String {
        let bytes = text.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
        return String(decoding: bytes, as: UTF8.self).lowercased()
    }
}
