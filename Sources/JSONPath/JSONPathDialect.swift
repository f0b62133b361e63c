/// Which JSONPath a query is written in: every difference is a named property here.
package struct JSONPathDialect: Equatable, Sendable {
    /// How the text is read.
    package enum Grammar: Sendable {
        /// Jayway JsonPath: `[?(@.a == 1)]`, functions at the end of a path, `$` may be left out.
        case jayway
        /// RFC 9535: `[?@.a == 1]`, functions inside filters, unions of any selectors.
        case rfc9535
    }

    package let grammar: Grammar
    /// The name by which the command line knows the dialect.
    package let name: String
    /// A path that can find one value at most gives the value itself; other paths give lists.
    package let givesSingleValues: Bool
    /// A filter on an object tests the object; otherwise it tests the object's members.
    package let filtersTestObjects: Bool
    /// `..['a','b']` wants objects that have all the names; otherwise each name counts for itself.
    package let scansRequireAllNames: Bool
    /// Nothing found is null or an empty list instead of an error, also for the operands of
    /// filters.
    package var suppressesErrors: Bool

    /// Jayway JsonPath with its default configuration.
    package static let jayway = JSONPathDialect(
        grammar: .jayway, name: "jayway", givesSingleValues: true, filtersTestObjects: true,
        scansRequireAllNames: true, suppressesErrors: false)

    /// Jayway JsonPath with `SUPPRESS_EXCEPTIONS`, as the gateway evaluates `$input.path`.
    package static let jaywaySuppressingErrors = JSONPathDialect(
        grammar: .jayway, name: "jayway", givesSingleValues: true, filtersTestObjects: true,
        scansRequireAllNames: true, suppressesErrors: true)

    /// The standard: the result is always a list of nodes.
    package static let rfc9535 = JSONPathDialect(
        grammar: .rfc9535, name: "rfc9535", givesSingleValues: false, filtersTestObjects: false,
        scansRequireAllNames: false, suppressesErrors: false)
}

/// What a query may use. Exceeding a limit is an ordinary error that names it.
package struct JSONPathLimits: Equatable, Sendable {
    /// Bytes of a query's text.
    package var textBytes = 64 * 1024
    /// Levels of filters inside filters, parentheses and function arguments.
    package var nesting = 32
    /// Values that one evaluation may visit.
    package var steps = 10_000_000
    /// Levels of containers and filters that one evaluation may be inside of at a time; a step that
    /// branches counts twice. They bound the stack, of which 1024 levels would take half a megabyte.
    package var depth = 640

    package init() {}
}
