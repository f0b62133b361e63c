import Diagnostics
import JSON
import JavaRegex
import Values

/// Compiles the keywords of one schema.
struct SchemaCompiler {
    let node: DocumentNode
    let source: ModelSource
    private(set) var keywords: [Schema.Keyword] = []

    init(node: DocumentNode, source: ModelSource) {
        self.node = node
        self.source = source
    }

    /// Demands come in the order of their keywords' names, which is the order of the gateway's errors;
    /// those on elements and members come last. Evidence: the validator whose wording the gateway has.
    mutating func compile(_ reader: inout ModelReader) {
        guard case .object = node.content else {
            return reader.report(
                "expected-schema", "expected a schema, found \(node.description)", node.span, source
            )
        }
        if let reference = member("$ref") { return compileReference(reference, &reader) }
        compileAdditions(&reader)
        compileSchemas("allOf", &reader) { .allOf($0) }
        compileSchemas("anyOf", &reader) { .anyOf($0) }
        compileDependencies(&reader)
        compileEnumeration(&reader)
        compileCount("maxItems", &reader) { .maxItems($0) }
        compileCount("maxLength", &reader) { .maxLength($0) }
        compileCount("maxProperties", &reader) { .maxProperties($0) }
        let isExclusive = node["exclusiveMaximum"]?.boolean ?? false
        compileNumber("maximum", &reader) { .maximum($0, isExclusive: isExclusive) }
        compileCount("minItems", &reader) { .minItems($0) }
        compileCount("minLength", &reader) { .minLength($0) }
        compileCount("minProperties", &reader) { .minProperties($0) }
        compileNumber("minimum", &reader) { .minimum($0) }
        compileNumber("multipleOf", &reader) { Divisor($0).map { .multipleOf($0) } }
        if let negated = node["not"] { keywords.append(.not(reader.schema(negated, source))) }
        compileSchemas("oneOf", &reader) { .oneOf($0) }
        compilePattern(&reader)
        compileRequired(&reader)
        compileType(&reader)
        if node["uniqueItems"]?.boolean == true { keywords.append(.uniqueItems) }
        compileElements(&reader)
        compileMembers(&reader)
    }

    // MARK: References and combinations

    private mutating func compileReference(
        _ member: DocumentNode.Member, _ reader: inout ModelReader
    ) {
        guard let text = member.value.text,
            let index = reader.schema(referencedBy: text, source)
        else {
            var notes: [String] = []
            if let name = member.value.text?.split(separator: "/").last.map(String.init),
                let candidate = nearMiss(to: name, among: definitionNames + reader.models.keys)
            {
                notes.append("did you mean `\(candidate)`?")
            }
            return report(
                "unknown-schema",
                "expected a reference to a schema of this document or to a model of the API, found "
                    + member.value.description, member, &reader, notes: notes)
        }
        keywords.append(.reference(index))
    }

    private var definitionNames: [String] {
        let root = source.document.root
        let definitions = [root["definitions"], root["components"]?["schemas"]]
        return definitions.flatMap { $0?.members.map(\.name) ?? [] }
    }

    private mutating func compileSchemas(
        _ name: String, _ reader: inout ModelReader,
        _ keyword: (_ schemas: [Int]) -> Schema.Keyword
    ) {
        guard let member = member(name) else { return }
        guard case .list(let elements) = member.value.content, !elements.isEmpty else {
            return reportExpected("a list of schemas", member, &reader)
        }
        keywords.append(keyword(elements.map { reader.schema($0, source) }))
    }

    // MARK: Values

    private mutating func compileEnumeration(_ reader: inout ModelReader) {
        guard let member = member("enum") else { return }
        let text = member.value.json
        var heap = Heap()
        guard let list = try? heap.parseJSON(text), list.kind == .jsonArray else {
            return reportExpected("a list of values", member, &reader)
        }
        var values: Set<[UInt8]> = []
        for index in 0..<heap.count(of: list) {
            values.insert(heap.canonicalBytes(of: heap.element(index, of: list)))
        }
        keywords.append(.enumeration(values, text: String(decoding: text, as: UTF8.self)))
    }

    private mutating func compileType(_ reader: inout ModelReader) {
        guard let member = member("type") else { return }
        let names = member.value.text.map { [$0] } ?? member.value.elements.compactMap(\.text)
        let types = Set(names.compactMap(PrimitiveType.init(rawValue:)))
        guard !types.isEmpty, types.count == Set(names).count else {
            let known = PrimitiveType.allCases.map(\.rawValue)
            let unknown = names.first { PrimitiveType(rawValue: $0) == nil }
            let candidate = unknown.flatMap { nearMiss(to: $0, among: known) }
            return report(
                "schema-type",
                "expected \(known.joined(separator: ", ")) or a list of them as `type`, found "
                    + (unknown.map { "`\($0)`" } ?? member.value.description),
                member, &reader, notes: candidate.map { ["did you mean `\($0)`?"] } ?? [])
        }
        // Integers are numbers.
        keywords.append(.type(types.contains(.number) ? types.union([.integer]) : types))
    }

    private mutating func compileNumber(
        _ name: String, _ reader: inout ModelReader,
        _ keyword: (SchemaNumber) -> Schema.Keyword?
    ) {
        guard let member = member(name) else { return }
        guard let number = Self.number(member.value), let keyword = keyword(number) else {
            let expectation =
                name == "multipleOf"
                ? "a positive number of at most \(Divisor.digitsMax) digits" : "a number"
            return reportExpected(expectation, member, &reader)
        }
        keywords.append(keyword)
    }

    private static func number(_ node: DocumentNode) -> SchemaNumber? {
        guard case .number(let text) = node.content else { return nil }
        var heap = Heap()
        // What YAML calls a number need not be one of JSON.
        guard let value = try? heap.parseJSON(Array(text.utf8)), value.kind == .numberText else {
            return nil
        }
        return SchemaNumber(text: text, parts: DecimalParts(value.range, in: heap.bytes))
    }

    private mutating func compileCount(
        _ name: String, _ reader: inout ModelReader, _ keyword: (Int) -> Schema.Keyword
    ) {
        guard let member = member(name) else { return }
        guard case .number(let text) = member.value.content, let count = Int(text), count >= 0
        else { return reportExpected("a whole number", member, &reader) }
        keywords.append(keyword(count))
    }

    private mutating func compilePattern(_ reader: inout ModelReader) {
        guard let member = member("pattern") else { return }
        guard let text = member.value.text else {
            return reportExpected("a regular expression", member, &reader)
        }
        if let pattern = pattern(text, member, &reader) { keywords.append(.pattern(pattern)) }
    }

    private func pattern(
        _ text: String, _ member: DocumentNode.Member, _ reader: inout ModelReader
    ) -> SchemaPattern? {
        do {
            return SchemaPattern(text: text, pattern: try JavaPattern(Array(text.utf8)))
        } catch {
            report(
                "schema-pattern", "expected a regular expression, found `\(text)`", member, &reader,
                notes: ["\(error)"])
            return nil
        }
    }

    // MARK: Lists

    private mutating func compileElements(_ reader: inout ModelReader) {
        guard let items = node["items"] else { return }
        guard case .list(let elements) = items.content else {
            let rest = reader.schema(items, source)
            return keywords.append(.elements(first: [], rest: rest))
        }
        let first = elements.map { reader.schema($0, source) }
        var rest: Int?
        if let additional = node["additionalItems"], additional.boolean == nil {
            rest = reader.schema(additional, source)
        }
        keywords.append(.elements(first: first, rest: rest))
    }

    // MARK: Objects

    /// What must not be there besides what has a schema of its own.
    private mutating func compileAdditions(_ reader: inout ModelReader) {
        if node["additionalItems"]?.boolean == false,
            case .list(let first)? = node["items"]?.content
        {
            keywords.append(.noAdditionalItems(count: first.count))
        }
        if node["additionalProperties"]?.boolean == false {
            let names = node["properties"]?.members.map { Array($0.name.utf8) } ?? []
            let patterns = node["patternProperties"]?.members ?? []
            keywords.append(
                .noAdditionalProperties(
                    names: Set(names),
                    patterns: patterns.compactMap { pattern($0.name, $0, &reader) }))
        }
    }

    private mutating func compileMembers(_ reader: inout ModelReader) {
        var named: [[UInt8]: Int] = [:]
        for member in members("properties", &reader) {
            named[Array(member.name.utf8)] = reader.schema(member.value, source)
        }
        var patterns: [(SchemaPattern, Int)] = []
        for member in members("patternProperties", &reader) {
            guard let pattern = pattern(member.name, member, &reader) else { continue }
            patterns.append((pattern, reader.schema(member.value, source)))
        }
        var rest: Int?
        if let additional = node["additionalProperties"], additional.boolean == nil {
            rest = reader.schema(additional, source)
        }
        guard !named.isEmpty || !patterns.isEmpty || rest != nil else { return }
        keywords.append(.members(named: named, patterns: patterns, rest: rest))
    }

    private mutating func compileRequired(_ reader: inout ModelReader) {
        guard let member = member("required") else { return }
        guard let names = Self.names(member.value) else {
            return reportExpected("a list of names", member, &reader)
        }
        keywords.append(.required(names))
    }

    private mutating func compileDependencies(_ reader: inout ModelReader) {
        let dependencies = members("dependencies", &reader).map { member in
            let demand =
                Self.names(member.value).map { Schema.Dependency.Demand.members($0) }
                ?? .schema(reader.schema(member.value, source))
            return Schema.Dependency(name: Array(member.name.utf8), demand: demand)
        }
        if !dependencies.isEmpty { keywords.append(.dependencies(dependencies)) }
    }

    /// The names of a list in alphabetical order, as the gateway tells them; nil for other values.
    private static func names(_ node: DocumentNode) -> [[UInt8]]? {
        guard case .list(let elements) = node.content else { return nil }
        let names = elements.compactMap(\.text)
        guard names.count == elements.count else { return nil }
        return Set(names.map { Array($0.utf8) }).sorted { $0.lexicographicallyPrecedes($1) }
    }

    // MARK: The schema's members

    private func member(_ name: String) -> DocumentNode.Member? {
        node.members.last { $0.name == name }
    }

    /// The members of a member that must be an object.
    private func members(
        _ name: String, _ reader: inout ModelReader
    ) -> [DocumentNode.Member] {
        guard let member = member(name) else { return [] }
        guard case .object(let members) = member.value.content else {
            reportExpected("an object", member, &reader)
            return []
        }
        return members
    }

    private func reportExpected(
        _ expectation: String, _ member: DocumentNode.Member, _ reader: inout ModelReader
    ) {
        report(
            "schema-keyword",
            "expected \(expectation) as `\(member.name)`, found \(member.value.description)",
            member, &reader)
    }

    private func report(
        _ code: String, _ message: String, _ member: DocumentNode.Member,
        _ reader: inout ModelReader, notes: [String] = []
    ) {
        reader.report(
            code, message, member.value.span ?? member.nameSpan, source, notes: notes)
    }
}
