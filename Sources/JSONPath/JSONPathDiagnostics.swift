package import Diagnostics

/// Why a query cannot be compiled or evaluated.
package struct JSONPathError: Error, Equatable, Sendable {
    /// A stable kebab-case name, for instance `jsonpath-syntax`.
    package let code: String
    /// What was expected and what was found.
    package let message: String
    /// The byte of the query at fault; nil when an evaluation fails.
    package let offset: Int?
    /// The number of bytes at fault.
    package let length: Int

    init(_ code: String, _ message: String, at offset: Int? = nil, length: Int = 1) {
        self.code = code
        self.message = message
        self.offset = offset
        self.length = length
    }

    /// The error as a diagnostic of the query's text, which starts at byte `start` of `file`.
    package func diagnostic(in file: SourceFile, from start: Int = 0) -> Diagnostic {
        let span = offset.map { SourceSpan(offset: start + $0, length: length) }
        return Diagnostic(code: code, message: message, file: file, span: span)
    }

    /// The query does not parse; other errors are met while it is evaluated.
    package var isSyntaxError: Bool { offset != nil }
}

extension JSONPathError {
    /// The evaluation used more than its limits allow.
    package var isLimit: Bool { code.hasSuffix("-limit") && !isSyntaxError }
}

// MARK: Syntax

extension JSONPathError {
    static func expected(
        _ what: String, found: String, at offset: Int, length: Int = 1
    ) -> JSONPathError {
        JSONPathError(
            "jsonpath-syntax", "expected \(what), found \(found)", at: offset, length: length)
    }

    static func tooLong(_ count: Int, limit: Int) -> JSONPathError {
        JSONPathError(
            "jsonpath-too-long", "the path has \(count) bytes, \(limit) are allowed", at: limit)
    }

    static func tooDeep(at offset: Int, limit: Int) -> JSONPathError {
        JSONPathError(
            "nesting-limit", "the path nests deeper than \(limit) levels", at: offset)
    }

    static func pattern(_ message: String, at offset: Int) -> JSONPathError {
        JSONPathError("jsonpath-pattern", message, at: offset)
    }
}

// MARK: Evaluation

/// Why an evaluation stopped, thrown inside the evaluator. Some stop only a filter or a step.
enum PathFault: Error, BitwiseCopyable, Sendable {
    /// A definite step found nothing.
    case notFound
    /// A filter met a value that has nothing to test.
    case filterOnScalar
    /// A path ends in a function that does not exist.
    case unknownFunction
    /// An operator got an operand that it cannot use.
    case unusableOperand
    /// A function got data that it cannot use.
    case unusableData
    /// A function asked for an element that is not there.
    case indexOutOfBounds
    /// `empty` was asked of an object.
    case emptyOfObject
    /// A number is infinite or not a number.
    case notANumber
    /// A JSON literal does not parse.
    case literal
    case stepLimit, depthLimit
    case patternLimit

    /// A filter in which this happens counts as false, and the evaluation goes on.
    var meansFalseInFilter: Bool {
        switch self {
        case .notFound, .filterOnScalar, .unknownFunction, .unusableOperand: true
        case .unusableData, .indexOutOfBounds, .emptyOfObject, .notANumber, .literal, .stepLimit,
            .depthLimit, .patternLimit:
            false
        }
    }
}

extension JSONPathError {
    /// What a caller is told of a fault.
    init(_ fault: PathFault, _ limits: JSONPathLimits) {
        switch fault {
        case .notFound: self.init("path-not-found", "the path leads to nothing")
        case .filterOnScalar:
            self.init("jsonpath-filter", "expected an object or a list to filter, found a scalar")
        case .unknownFunction:
            self.init("jsonpath-function", "the path ends in a function that does not exist")
        case .unusableOperand:
            self.init("jsonpath-operand", "an operator has an operand of the wrong kind")
        case .unusableData:
            self.init("jsonpath-data", "the data is of no kind that the function or operator takes")
        case .indexOutOfBounds:
            self.init("jsonpath-index", "the function asks for an element that is not there")
        case .emptyOfObject:
            self.init("jsonpath-data", "expected a string or list before `empty`, found an object")
        case .notANumber:
            self.init("jsonpath-data", "expected a finite number, found an infinite one or NaN")
        case .literal:
            self.init("jsonpath-literal", "a literal of the filter or an argument is not JSON")
        case .stepLimit:
            self.init("step-limit", "the path visits more than \(limits.steps) values")
        case .depthLimit:
            self.init("nesting-limit", "the path goes deeper than \(limits.depth) levels")
        case .patternLimit:
            self.init("regex-limit", "a regular expression takes too many steps")
        }
    }
}
