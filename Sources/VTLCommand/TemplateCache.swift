import ConformanceRunner
import Glibc
import JSONPath
import VTLRuntime
import Values

/// Compiled templates and queries by their text, so that equal texts compile once.
struct TemplateCache {
    private struct Key<Rules: Hashable>: Hashable {
        var text: [UInt8]
        var rules: Rules
    }

    /// More texts than this are not one template for many records any more.
    private static var entryLimit: Int { 512 }
    private static var byteLimit: Int { 16 << 20 }

    private let limits: RenderLimits
    private var templates: [Key<TemplateProfile>: CompiledTemplate] = [:]
    /// The bytes of the templates' texts.
    private var templateBytes = 0
    private var queries: [Key<PathDialect>: JSONPathQuery] = [:]
    /// What was asked for last: usually it is asked for again.
    private var last: CompiledTemplate?
    private var lastKey = Key(text: [], rules: TemplateProfile.apiGateway)

    init(limits: RenderLimits) { self.limits = limits }

    /// The template whose text is a string of the heap.
    mutating func template(
        _ text: Value, _ profile: TemplateProfile, _ heap: borrowing Heap
    ) throws(TemplateError) -> CompiledTemplate {
        if lastKey.rules == profile, heap.holds(text, lastKey.text), let last { return last }
        return try template(heap.array(of: text), named: "template", profile)
    }

    mutating func template(
        _ text: [UInt8], named name: String, _ profile: TemplateProfile
    ) throws(TemplateError) -> CompiledTemplate {
        if lastKey.rules == profile, lastKey.text == text, let last { return last }
        let key = Key(text: text, rules: profile)
        let template: CompiledTemplate
        if let known = templates[key] {
            template = known
        } else {
            template = try CompiledTemplate(text, named: name, profile: profile, limits: limits)
            if templates.count >= Self.entryLimit || templateBytes >= Self.byteLimit {
                templates.removeAll()
                templateBytes = 0
            }
            templates[key] = template
            templateBytes += text.count
        }
        last = template
        lastKey = key
        return template
    }

    /// The query whose text is given.
    mutating func query(
        _ text: [UInt8], _ dialect: PathDialect
    ) throws(TemplateError) -> JSONPathQuery {
        let key = Key(text: text, rules: dialect)
        if let known = queries[key] { return known }
        let query = try PathEngine.compile(text, named: "path", dialect)
        if queries.count >= Self.entryLimit { queries.removeAll() }
        queries[key] = query
        return query
    }
}

extension Heap {
    /// Whether a text's bytes are these.
    fileprivate func holds(_ text: Value, _ bytes: [UInt8]) -> Bool {
        guard Int(text.length) == bytes.count else { return false }
        return self.bytes.withBytes(in: text.range) { own in
            guard let own = own.baseAddress else { return true }
            return bytes.withUnsafeBytes { other in
                other.baseAddress.map { memcmp(own, $0, bytes.count) == 0 } ?? true
            }
        }
    }
}
