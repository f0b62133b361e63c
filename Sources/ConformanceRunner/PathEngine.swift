import Diagnostics
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

    /// What the query finds: a value, or the list of nodes.
    package mutating func evaluate(
        _ query: JSONPathQuery, _ text: [UInt8], named name: String, on document: Value,
        in heap: inout Heap
    ) throws(TemplateError) -> Value {
        do {
            return try evaluator.evaluate(query, on: document, in: &heap)
        } catch {
            throw error.templateError(.render, text, name)
        }
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
