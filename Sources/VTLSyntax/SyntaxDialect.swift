/// The differences between profiles that the parser sees; each is one property.
package struct SyntaxDialect: Sendable, Equatable {
    /// `#evaluate(…)` is a directive; otherwise it is text.
    package var hasEvaluate: Bool
    /// `#return(…)` is a directive; otherwise it is text.
    package var hasReturn: Bool
    /// Every reference counts as defined, so `\$a` always hides its backslash.
    package var everyReferenceIsDefined: Bool
    /// `#macro … #end` defines a macro; otherwise it is parsed and prints nothing, and its
    /// calls are text.
    package var definesMacros: Bool

    package init(
        hasEvaluate: Bool, hasReturn: Bool, everyReferenceIsDefined: Bool, definesMacros: Bool
    ) {
        self.hasEvaluate = hasEvaluate
        self.hasReturn = hasReturn
        self.everyReferenceIsDefined = everyReferenceIsDefined
        self.definesMacros = definesMacros
    }

    /// Apache Velocity 1.7 with default settings.
    package static let velocity = SyntaxDialect(
        hasEvaluate: true, hasReturn: false, everyReferenceIsDefined: false, definesMacros: true)
    /// AWS API Gateway: 1.7 without inline macros and `#evaluate`, where null is the empty string.
    package static let apiGateway = SyntaxDialect(
        hasEvaluate: false, hasReturn: false, everyReferenceIsDefined: true, definesMacros: false)
}
