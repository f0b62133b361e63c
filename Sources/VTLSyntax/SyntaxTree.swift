package import Diagnostics

/// A parsed template: what Velocity's grammar makes of the text, with nothing evaluated.
package struct SyntaxTree: Sendable {
    package let file: SourceFile
    package let statements: [Statement]
}

/// A piece of a template, in the order in which it renders.
package indirect enum Statement: Sendable {
    /// Bytes that render as they are, after escapes were resolved and gobbled white space removed.
    case text([UInt8], SourceSpan)
    /// `$a.b`, rendered in place.
    case reference(Reference)
    /// `#set($a = 1)`
    case set(SetDirective)
    /// `#if … #elseif … #else … #end`
    case conditional(ConditionalDirective)
    /// `#foreach($a in $b) … #end`
    case foreach(ForeachDirective)
    /// `#define($a) … #end`
    case define(DefineDirective)
    /// `#macro(name $a) … #end`
    case macroDefinition(MacroDefinition)
    /// `#name(…)` or `#name`, a macro call if a macro of that name is known when it renders.
    case call(MacroCall)
    /// `#include`, `#parse`, `#evaluate`, `#break`, `#stop`, `#return`
    case command(CommandDirective)
}

/// A reference, in the text or in an expression.
package struct Reference: Sendable {
    package var span: SourceSpan
    /// The name after `$`, `$!`, `${` or `$!{`.
    package var name: [UInt8]
    package var nameSpan: SourceSpan
    /// Property, method and index accesses, outermost last.
    package var accesses: [Access]
    /// `$!a`: prints nothing when null.
    package var isQuiet: Bool
    /// `${a}`
    package var isFormal: Bool
    /// Half of the backslashes in front, which print before everything (1.7's `escPrefix`). Before
    /// a null that prints its source text they print twice.
    package var escapePrefix: [UInt8]
    /// What prints between ``escapePrefix`` and the value or source text: dollar signs before the
    /// last one and the like (1.7's `morePrefix`). Empty when the reference is escaped.
    package var prefix: [UInt8]
    /// `\$a`: prints ``literal``, behind one more backslash when the value is null.
    package var isEscaped: Bool
    /// What prints in place of a null value, unless the reference is quiet: the reference as it is
    /// written, without its prefixes.
    package var literal: [UInt8]
}

/// One step of a reference's chain.
package struct Access: Sendable {
    package enum Kind: Sendable {
        /// `.name`
        case property([UInt8])
        /// `.name(arguments)`
        case method([UInt8], [Expression])
        /// `[expression]`
        case index(Expression)
    }
    package var kind: Kind
    package var span: SourceSpan
}

/// Something that has a value: in a directive's parentheses, in an index, in arguments.
package struct Expression: Sendable {
    package indirect enum Kind: Sendable {
        /// Digits with an optional sign, of any length.
        case integer([UInt8])
        /// A floating-point literal as written.
        case floatingPoint([UInt8])
        case boolean(Bool)
        /// A string without anything to interpolate, its quotes removed and doubled quotes halved.
        case string([UInt8])
        /// `"… $a …"`: a template of its own.
        case interpolatedString([Statement])
        /// A name without `$`, such as `null`: it has no value as the argument of a method, and is
        /// an error as the argument of a macro that is defined. Also `$\!a`, which has none either.
        case word([UInt8])
        case reference(Reference)
        case list([Expression])
        case map([(key: Expression, value: Expression)])
        /// `[a..b]`
        case range(from: Expression, to: Expression)
        case not(Expression)
        case binary(BinaryOperator, Expression, Expression)
    }
    package var kind: Kind
    package var span: SourceSpan
    /// What Velocity prints in place of the expression where a null is added to a string: of an
    /// operation only what follows its last operator, of parentheses what is in them; white space
    /// around it counts.
    package var literal: SourceSpan

    init(kind: Kind, span: SourceSpan, literal: SourceSpan? = nil) {
        self.kind = kind
        self.span = span
        self.literal = literal ?? span
    }
}

package enum BinaryOperator: UInt8, Sendable, CaseIterable {
    case or, and
    case equal, notEqual
    case less, greater, lessOrEqual, greaterOrEqual
    case add, subtract, multiply, divide, modulo
}

package struct SetDirective: Sendable {
    /// A quiet or formal target without accesses is legal, and nothing is assigned.
    package var target: Reference
    package var value: Expression
    package var span: SourceSpan
}

package struct ConditionalDirective: Sendable {
    /// `#if` and `#elseif`, in order.
    package var branches: [(condition: Expression, body: [Statement])]
    /// `#else`, or nil.
    package var otherwise: [Statement]?
    package var span: SourceSpan
}

package struct ForeachDirective: Sendable {
    /// The loop variable; only the name counts. Nil in `#foreach()` and `#foreach($a)`, which
    /// cannot render.
    package var variable: Reference?
    /// What is iterated; nil in `#foreach($a in )`.
    package var items: Expression?
    package var body: [Statement]
    package var span: SourceSpan
}

package struct DefineDirective: Sendable {
    /// Only the name counts. A quiet or formal target is legal, and nothing is defined.
    package var target: Reference
    package var body: [Statement]
    package var span: SourceSpan
}

package struct MacroDefinition: Sendable {
    package var name: [UInt8]
    package var parameters: [[UInt8]]
    package var body: [Statement]
    package var span: SourceSpan
}

package struct MacroCall: Sendable {
    package var name: [UInt8]
    package var arguments: [Expression]
    /// The body between `#@name(…)` and `#end`, for `$bodyContent`; nil for a plain call.
    package var body: [Statement]?
    /// The call as it is written: what prints when there is no such macro.
    package var literal: [UInt8]
    package var span: SourceSpan
}

package struct CommandDirective: Sendable {
    package enum Name: UInt8, Sendable, CaseIterable {
        case include, parse, evaluate, `break`, stop, `return`
    }
    package var name: Name
    package var arguments: [Expression]
    /// The directive as it is written, for profiles in which it is text.
    package var literal: [UInt8]
    package var span: SourceSpan
}
