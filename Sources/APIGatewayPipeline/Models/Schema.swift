import JavaRegex
import Values

/// A compiled schema: what it demands, in the order in which the gateway tells errors. Other schemas are
/// indexes into ``Model/schemas``.
struct Schema: Sendable {
    var keywords: [Keyword] = []

    /// A demand. Those on numbers, texts, lists and objects hold for all other values.
    enum Keyword: Sendable {
        case reference(Int)
        /// Lists have no more elements than `items` has schemas.
        case noAdditionalItems(count: Int)
        /// Objects have members of these names only.
        case noAdditionalProperties(names: Set<[UInt8]>, patterns: [SchemaPattern])
        case allOf([Int])
        case anyOf([Int])
        case dependencies([Dependency])
        /// The values in their canonical form.
        case enumeration(Set<[UInt8]>, text: String)
        case maxItems(Int)
        case maxLength(Int)
        case maxProperties(Int)
        case maximum(SchemaNumber, isExclusive: Bool)
        case minItems(Int)
        case minLength(Int)
        case minProperties(Int)
        case minimum(SchemaNumber)
        case multipleOf(Divisor)
        case not(Int)
        case oneOf([Int])
        case pattern(SchemaPattern)
        case required([[UInt8]])
        case type(Set<PrimitiveType>)
        case uniqueItems
        /// The first elements of a list have schemas of their own, the rest shares one.
        case elements(first: [Int], rest: Int?)
        /// Members without a name or pattern of their own share a schema.
        case members(named: [[UInt8]: Int], patterns: [(SchemaPattern, Int)], rest: Int?)
    }

    /// What an object with a certain member must fulfil besides.
    struct Dependency: Sendable {
        enum Demand: Sendable {
            case members([[UInt8]])
            case schema(Int)
        }

        let name: [UInt8]
        let demand: Demand
    }
}

/// The types of JSON Schema.
enum PrimitiveType: String, Sendable, CaseIterable {
    case array, boolean, integer, null, number, object, string
}

extension PrimitiveType {
    /// A number is an integer if it is written without fraction and exponent, as draft 4 has it.
    init(of value: Value) {
        switch value.kind {
        case .null: self = .null
        case .boolean: self = .boolean
        case .numberText: self = value.flags.contains(.decimal) ? .number : .integer
        case .string: self = .string
        case .jsonArray: self = .array
        default: self = .object
        }
    }
}

/// A regular expression and how it is written.
struct SchemaPattern: Sendable {
    let text: String
    let pattern: JavaPattern
}

/// A number and how it is written.
struct SchemaNumber: Sendable {
    let text: String
    let parts: DecimalParts
}

/// The number of `multipleOf`: digits times a power of ten.
struct Divisor: Sendable {
    /// More digits do not fit the arithmetic.
    static let digitsMax = 18

    let text: String
    private let digits: UInt64
    private let exponent: Int

    /// Nil when the number is not positive or has too many digits.
    init?(_ number: SchemaNumber) {
        let parts = number.parts
        guard !parts.isNegative, !parts.digits.isEmpty, parts.digits.count <= Self.digitsMax else {
            return nil
        }
        text = number.text
        digits = parts.digits.reduce(0) { $0 * 10 + UInt64($1 - 48) }
        exponent = parts.exponent
    }

    /// Whether a number is a whole multiple of this one.
    func divides(_ number: DecimalParts) -> Bool {
        guard !number.digits.isEmpty else { return true }
        // Neither number's digits end in a zero, so a smaller power of ten cannot be made up for.
        let shift = number.exponent - exponent
        guard shift >= 0 else { return false }
        var remainder: UInt64 = 0
        for digit in number.digits { remainder = (remainder * 10 + UInt64(digit - 48)) % digits }
        // Tens remove the factors 2 and 5 of a divisor below 2^60, and nothing after so many of them.
        for _ in 0..<min(shift, 60) { remainder = remainder * 10 % digits }
        return remainder == 0
    }
}
