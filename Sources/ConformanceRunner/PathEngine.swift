import Diagnostics
package import JSON
package import JSONPath
package import VTLRuntime
package import Values

extension PathDialect {
    /// How the engine calls it.
    package var rules: JSONPathDialect {
        switch self {
        case .jayway: .jayway
        case .rfc9535: .rfc9535
        }
    }
}

extension Heap {
    /// Parses a text that is copied into the heap, as the dialect reads documents: the standard wants
    /// JSON, Jayway takes what json-smart takes.
    package mutating func parseDocument(
        _ text: [UInt8], _ dialect: PathDialect, nesting: Int = JSONWriter.nestingLimit
    ) throws(JSONParseError) -> Value {
        let start = bytes.count
        bytes.append(text)
        return try parseDocument(start..<bytes.count, dialect, nesting: nesting)
    }

    /// Parses a text that lies in the heap, as the dialect reads documents.
    package mutating func parseDocument(
        _ range: Range<Int>, _ dialect: PathDialect, nesting: Int = JSONWriter.nestingLimit
    ) throws(JSONParseError) -> Value {
        if dialect == .rfc9535 { return try JSONParser.parse(range, in: &self, nesting: nesting) }
        // json-smart reads an empty text, but Jayway does not ask it to.
        guard !range.isEmpty else {
            throw JSONParseError(
                "json-empty", "expected a document, found nothing", at: 0, length: 0)
        }
        return try JSONDocument.parse(range, in: &self, nesting: nesting)
    }
}

/// Evaluates JSONPath queries and reports what is wrong with them like any other source.
package struct PathEngine: ~Copyable {
    private var evaluator = JSONPathEvaluator()

    package init() {}

    /// Compiles a query; `name` is what messages call it.
    package static func compile(
        _ text: [UInt8], named name: String, _ dialect: PathDialect
    ) throws(TemplateError) -> JSONPathQuery {
        do {
            return try JSONPathQuery(text, dialect: dialect.rules)
        } catch {
            throw error.templateError(.compile, text, name)
        }
    }

    /// What the query finds: a value, or the list of nodes; an error when a definite Jayway path
    /// leads to nothing.
    package mutating func evaluate(
        _ query: JSONPathQuery, _ text: [UInt8], named name: String, on document: Value,
        in heap: inout Heap
    ) throws(TemplateError) -> Value {
        if document.isNull, query.dialect.grammar == .jayway {
            throw .path("null-document", "a null document has nothing to find", text, name)
        }
        let found: Value?
        do {
            found = try evaluator.evaluate(query, on: document, heap: &heap)
        } catch {
            throw error.templateError(.render, text, name)
        }
        if let found { return found }
        throw .path("path-not-found", "the path leads to nothing", text, name)
    }
}

extension TemplateError {
    /// An evaluation failed, and no place in the query is to blame.
    fileprivate static func path(
        _ code: String, _ message: String, _ text: [UInt8], _ name: String
    ) -> TemplateError {
        let file = SourceFile(name: name, bytes: text)
        return TemplateError(
            phase: .render,
            diagnostics: [Diagnostic(code: code, message: message, file: file, span: nil)])
    }
}

extension JSONPathError {
    fileprivate func templateError(
        _ phase: TemplateError.Phase, _ text: [UInt8], _ name: String
    ) -> TemplateError {
        let file = SourceFile(name: name, bytes: text)
        return TemplateError(phase: phase, diagnostics: [diagnostic(in: file)])
    }
}
