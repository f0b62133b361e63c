// What a query is compiled to: flat arrays of trivially copyable elements, read by index. Both
// front ends write them, one evaluator reads them.

import Values

/// One step of a path: what it selects from a value. A path is a run of steps that ends with
/// `.end`.
struct PathStep: BitwiseCopyable, Sendable {
    enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// The path is complete.
        case end
        /// `.a`: `first` is a key.
        case name
        /// `['a','b']`, each name for itself: `first` is a key, `second` their number.
        case names
        /// `['a','b']` at the end of a Jayway path: one new object with the names that are there.
        case mergedNames
        /// `[n]`: `first` is the index, negative from the end.
        case index
        /// `[0,2]`: `first` is a place in the integers, `second` their number.
        case indexes
        /// `[a:b:c]`: `first` is a place in the integers, three of them.
        case slice
        /// Jayway's `[a:]`, `[:b]`, `[a:b]`: `first` and `second` are the bounds.
        case sliceFrom, sliceTo, sliceBetween
        /// `.*`
        case wildcard
        /// `[?…]`: `first` is an expression.
        case filter
        /// `['a', 0, ?@.b]`: `first` is a step, `second` how many stand there, one per selector.
        case union
        /// `.length()` at the end of a Jayway path: `first` is a call.
        case function
    }

    var kind: Kind
    /// `..`: the step applies to the value and to everything in it.
    var isDescendant = false
    /// Everything before this step finds one value at most.
    var isUpstreamDefinite = false
    /// The path ends after this step.
    var isLeaf = false
    /// From here on the path has only names and single indexes, and nothing that is missing is an
    /// error, because a step before may find several values.
    var isFollowed = false
    var first: Int32 = 0
    var second: Int32 = 0

    init(_ kind: Kind, first: Int32 = 0, second: Int32 = 0) {
        self.kind = kind
        self.first = first
        self.second = second
    }

    /// The step by itself finds one value at most.
    var isDefinite: Bool {
        switch kind {
        case .name, .index, .mergedNames, .function, .end: !isDescendant
        case .names, .indexes, .slice, .sliceFrom, .sliceTo, .sliceBetween, .wildcard, .filter,
            .union:
            false
        }
    }
}

/// A member name as it is looked up: compared by length, first four bytes, and the rest.
struct PathKey: BitwiseCopyable, Sendable {
    var length: UInt32
    /// The first four bytes, padded with zeros.
    var prefix: UInt32
    /// Where the bytes stand, eight to a word and padded with zeros.
    var word: UInt32
}

/// A path, or a path inside a filter or an argument.
struct CompiledPath: BitwiseCopyable, Sendable {
    /// The first step.
    var start: Int32
    /// It starts at the document (`$`); otherwise at the current item (`@`).
    var isFromRoot: Bool
    /// It finds one value at most.
    var isDefinite: Bool
    /// It has only names and single indexes, without `..`: a straight walk.
    var isSimple: Bool
    /// Its last step is a function.
    var endsInFunction: Bool
}

/// A part of a filter.
struct FilterNode: BitwiseCopyable, Sendable {
    enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// All, or any, of `second` nodes listed in the children from `first` on.
        case all, any
        /// Not the node `first`.
        case not
        /// The path `first` finds something; `second` is 0 for "finds nothing" (Jayway's `!@.a`).
        case exists
        /// The nodes `first` and `second`, compared by ``FilterNode/comparison``.
        case comparison
        /// The constant `first`.
        case constant
        /// The regular expression `first`.
        case pattern
        /// The value or values found by the path `first`.
        case path
        /// `length count value match search` of RFC 9535: the call `first`.
        case call
    }

    var kind: Kind
    var comparison = FilterComparison.equal
    var first: Int32 = 0
    var second: Int32 = 0

    init(_ kind: Kind, first: Int32 = 0, second: Int32 = 0) {
        self.kind = kind
        self.first = first
        self.second = second
    }
}

/// The operators of both dialects.
enum FilterComparison: UInt8, BitwiseCopyable, Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    // Jayway only.
    case strictlyEqual, strictlyNotEqual, matchesPattern
    case isIn, isNotIn, isSubset, containsAny, containsNone, containsAll
    case hasSize, isEmpty, contains
    /// `type`, `matches` and `exists`: only a Java program can use them.
    case neverInText
}

/// A function call: Jayway's at the end of a path, or one of RFC 9535 in a filter.
struct FunctionCall: BitwiseCopyable, Sendable {
    var function: PathFunction
    /// Jayway: arguments listed in ``JSONPathPlan/arguments``. RFC 9535: nodes listed in the
    /// children.
    var first: Int32
    var count: Int32
}

/// The functions of both dialects.
enum PathFunction: UInt8, BitwiseCopyable, Sendable {
    // At the end of a Jayway path.
    case length, size, minimum, maximum, average, sum, standardDeviation
    case concat, append, keys, first, last, index
    /// A name that no function has: an error when it is evaluated.
    case unknown
    // In a filter of RFC 9535; `length` is in both.
    case count, value, match, search
}

/// An argument of a Jayway function.
struct FunctionArgument: BitwiseCopyable, Sendable {
    /// The argument is a path; otherwise a constant.
    var isPath: Bool
    var index: Int32
}

/// A literal; its text stands in the plan's pool.
struct PathConstant: BitwiseCopyable, Sendable {
    enum Kind: UInt8, BitwiseCopyable, Sendable {
        case null, boolean, string
        /// A number as it was written.
        case number
        /// A JSON text that is parsed when an evaluation begins.
        case json
    }

    var kind: Kind
    /// The value of a null, a boolean, and a number that fits an integer or double exactly; null
    /// for what is made from the text when an evaluation begins.
    var value = Value.null
    var start: Int32 = 0
    var length: Int32 = 0
}
