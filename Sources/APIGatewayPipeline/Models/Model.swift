public import Diagnostics
import JSON
import Values

/// A schema of payloads: JSON Schema draft 4, as API Gateway takes it.
///
/// Known keywords: `type`, `enum`, `minimum`, `maximum`, `exclusiveMaximum`, `multipleOf`, `minLength`,
/// `maxLength`, `pattern`, `items`, `additionalItems`, `minItems`, `maxItems`, `uniqueItems`,
/// `properties`, `patternProperties`, `additionalProperties`, `required`, `minProperties`,
/// `maxProperties`, `dependencies`, `allOf`, `anyOf`, `oneOf`, `not`, and `$ref`, beside which nothing
/// else counts. `exclusiveMinimum` is passed over because the gateway documents that it does not
/// support it; so are `format` and whatever else is unknown.
public struct Model: Sendable {
    /// All schemas of the model, which name each other by index; the first is the model's own.
    let schemas: [Schema]

    init(schemas: [Schema]) { self.schemas = schemas }

    /// Compiles a document that is a schema.
    ///
    /// - Parameter models: the API's other models by name, for `$ref`.
    /// - Throws: everything that is wrong with the schema.
    public init(_ document: Document, models: [String: Document] = [:]) throws(InvalidModel) {
        var reader = ModelReader(document, models: models)
        guard let model = reader.model(document.root) else {
            throw InvalidModel(diagnostics: reader.diagnostics)
        }
        self = model
    }

    /// Checks a payload; an empty list says that it is valid.
    ///
    /// At most ``errorsMax`` errors are told. A payload that takes too much work to check is invalid.
    public func validate(_ body: [UInt8]) -> [ValidationError] {
        var heap = Heap()
        guard let value = try? heap.parseJSON(body, nesting: Self.nesting) else {
            return [.unreadable]
        }
        var validation = ModelValidation(of: self, heap: heap)
        return validation.errors(of: value)
    }

    /// Errors of one payload that are told.
    public static let errorsMax = 100
    /// Lists and objects that a payload may have inside each other.
    static let nesting = 256
}

/// What is wrong with a payload.
public struct ValidationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A JSON pointer to the value at fault; empty for the payload itself.
    public let pointer: String
    /// What was expected and what was found, in the gateway's words.
    public let message: String

    public var description: String {
        pointer.isEmpty ? message : "`\(pointer)`: \(message)"
    }

    /// The payload is no JSON. Evidence: the logs that users show of empty and broken payloads.
    static let unreadable = ValidationError(
        pointer: "", message: "Unknown error parsing request body")
}

extension [ValidationError] {
    /// `$context.error.validationErrorString`
    var validationErrorString: String {
        "[" + map(\.message).joined(separator: ", ") + "]"
    }
}

/// A schema that cannot be used.
public struct InvalidModel: Error, Equatable, Sendable, CustomStringConvertible {
    public let diagnostics: [Diagnostic]

    public var description: String { diagnostics.texts().joined(separator: "\n") }
}
