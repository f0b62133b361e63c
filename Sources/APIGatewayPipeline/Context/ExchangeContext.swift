import APIGatewayMapping
import JSON
public import VTLRuntime
import Values

/// `$context` of an exchange, read once.
public struct ExchangeContext: Sendable {
    /// The text of the JSON object.
    let json: [UInt8]
    let mapping: MappingContext

    /// A context without members.
    public init() {
        json = Array("{}".utf8)
        mapping = MappingContext()
    }

    /// Reads the text of a JSON object.
    ///
    /// - Throws: `TemplateError` with the place in the text.
    public init(_ json: [UInt8]) throws(TemplateError) {
        self.json = json.isEmpty ? Array("{}".utf8) : json
        mapping = try MappingContext(json)
    }

    /// Takes over an object that was made.
    init(made object: DocumentNode) {
        self = (try? ExchangeContext(object.json)) ?? ExchangeContext()
    }

    /// The context with texts as further members, where it has no value of their names.
    func adding(_ members: [(name: String, text: String)]) -> ExchangeContext {
        var heap = Heap()
        guard let context = try? heap.parseJSON(json), context.isMap else { return self }
        for (name, text) in members {
            let name = heap.string(name)
            guard heap.lookup(name, in: context)?.isNull ?? true else { continue }
            heap.put(name, heap.string(text), in: context)
        }
        return (try? ExchangeContext(heap.jsonText(of: context))) ?? self
    }

    /// The context of the response template: with what the request template put into the overrides.
    func mapping(after overrides: MappingOverrides?) -> MappingContext {
        guard let overrides else { return mapping }
        var heap = Heap()
        guard let context = try? heap.parseJSON(json), context.isMap else { return mapping }
        for (name, json) in [
            ("requestOverride", overrides.request), ("responseOverride", overrides.response),
        ] {
            guard !json.isEmpty, let value = try? heap.parseJSON(json) else { continue }
            heap.put(heap.string(name), value, in: context)
        }
        return (try? MappingContext(heap.jsonText(of: context))) ?? mapping
    }
}
