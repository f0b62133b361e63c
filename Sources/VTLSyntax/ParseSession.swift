package import Diagnostics

/// How far the parser goes.
package struct SyntaxLimits: Sendable, Equatable {
    /// Blocks, expressions and interpolated strings inside one another, and operators in a row.
    package var nesting: Int

    package init(nesting: Int = 256) {
        self.nesting = nesting
    }
}

/// A template that cannot be parsed.
package struct SyntaxErrors: Error, Sendable {
    /// What is wrong, in the order of the source; never empty.
    package let diagnostics: [Diagnostic]
}

/// Thrown after a diagnostic was recorded: the current construct cannot be parsed.
struct SyntaxFailure: Error {}

/// What the parser of a template and the parsers of the strings in it share.
struct ParseSession {
    let file: SourceFile
    let dialect: SyntaxDialect
    let limits: SyntaxLimits
    /// Only the grammar counts, not what Velocity checks before it renders.
    let isGrammarOnly: Bool
    var diagnostics: [Diagnostic] = []
    /// Constructs that are open at the moment.
    var depth = 0
    /// The nesting limit was exceeded, so there is no use in going on.
    var isTooDeep = false
    /// The macros that are known, because their definition has been parsed. Their escaped calls
    /// lose a backslash.
    var macros: Set<[UInt8]>
    /// All macros of the template, for the strings in it: Velocity parses these last.
    var macrosForStrings: Set<[UInt8]>
    /// Names in strings that were taken for no macro's.
    var unknownInStrings: Set<[UInt8]> = []

    init(
        file: SourceFile, dialect: SyntaxDialect, limits: SyntaxLimits, isGrammarOnly: Bool,
        macros: Set<[UInt8]>, macrosForStrings: Set<[UInt8]>
    ) {
        self.file = file
        self.dialect = dialect
        self.limits = limits
        self.isGrammarOnly = isGrammarOnly
        self.macros = macros
        self.macrosForStrings = macrosForStrings
    }

    /// The directives other than `#if`, `#set` and their like.
    func isDirective(_ name: some Sequence<UInt8>) -> Bool {
        DirectiveName(name, in: dialect) != nil
    }
}

/// The directives that Velocity keeps in a table, where a profile may add or remove some.
enum DirectiveName: String, CaseIterable {
    case foreach, include, parse, macro, literal, evaluate, `break`, define, stop, `return`

    init?(_ name: some Sequence<UInt8>, in dialect: SyntaxDialect) {
        guard let match = Self.allCases.first(where: { name.elementsEqual($0.rawValue.utf8) })
        else { return nil }
        switch match {
        case .evaluate where !dialect.hasEvaluate: return nil
        case .return where !dialect.hasReturn: return nil
        default: self = match
        }
    }

    /// Whether a block and `#end` follow the parentheses.
    var hasBlock: Bool {
        switch self {
        case .foreach, .macro, .literal, .define: true
        case .include, .parse, .evaluate, .break, .stop, .return: false
        }
    }

    var command: CommandDirective.Name? {
        switch self {
        case .include: .include
        case .parse: .parse
        case .evaluate: .evaluate
        case .break: .break
        case .stop: .stop
        case .return: .return
        case .foreach, .macro, .literal, .define: nil
        }
    }
}
