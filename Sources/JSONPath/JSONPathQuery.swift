/// A compiled JSONPath: immutable, compiled once and evaluated many times by a
/// ``JSONPathEvaluator``.
package final class JSONPathQuery: Sendable {
    /// The dialect it was compiled for.
    package let dialect: JSONPathDialect
    /// What it may use.
    package let limits: JSONPathLimits
    let plan: JSONPathPlan

    /// Compiles `text`, which is UTF-8.
    package init(
        _ text: [UInt8], dialect: JSONPathDialect, limits: JSONPathLimits = JSONPathLimits()
    ) throws(JSONPathError) {
        guard text.count <= limits.textBytes else {
            throw .tooLong(text.count, limit: limits.textBytes)
        }
        self.dialect = dialect
        self.limits = limits
        switch dialect.grammar {
        case .jayway: plan = try JaywayParser.parse(text, limits)
        case .rfc9535: plan = try RFC9535Parser.parse(text, limits)
        }
    }

    /// It finds one value at most. In Jayway's dialect the result is then this value, else a list.
    package var isDefinite: Bool { plan.main.isDefinite }
}
