import JSON
import JavaRegex
import Values

/// The validation of one payload by a model.
struct ModelValidation: ~Copyable {
    private let schemas: [Schema]
    var heap: Heap
    private var matcher = PatternMatcher()
    /// The names and indexes on the way to the present value.
    var path: [Step] = []
    private var errors: [ValidationError] = []
    /// Demands that were not met, those whose errors are not told included.
    private var failures = 0
    /// Only whether a value is valid is asked, not why.
    private var isProbing = false
    private var depth = 0
    private var work = 0

    enum Step {
        case name(Value)
        case index(Int)
    }

    /// Schemas that may be applied inside each other: references may go round in circles.
    private static let depthMax = 512
    /// Schemas that may be applied in all; large values count more.
    private let workMax: Int
    /// So many for any payload, and so many more for each of its bytes.
    private static let workBase = 1_000_000
    private static let workPerByte = 4
    private static let bytesPerWork = 64
    /// Bytes of a value that an error shows.
    private static let excerptMax = 1000

    init(of model: Model, heap: consuming Heap) {
        schemas = model.schemas
        workMax = Self.workBase + Self.workPerByte * heap.bytes.count
        self.heap = heap
    }

    /// What is wrong with the parsed payload.
    mutating func errors(of value: Value) -> [ValidationError] {
        apply(0, to: value)
        guard !isExhausted else {
            return [
                ValidationError(pointer: "", message: "the payload takes too much work to check")
            ]
        }
        return errors
    }

    // MARK: Schemas

    mutating func apply(_ index: Int, to value: Value) {
        spend(1)
        guard depth < Self.depthMax else {
            work = .max
            return
        }
        depth += 1
        for keyword in schemas[index].keywords {
            // One failure answers a probe.
            guard !isExhausted, !(isProbing && failures > 0) else { break }
            check(keyword, value)
        }
        depth -= 1
    }

    /// Whether a value is valid, without telling why it is not.
    private mutating func matches(_ index: Int, _ value: Value) -> Bool {
        let outer = (failures, isProbing)
        defer { (failures, isProbing) = outer }
        (failures, isProbing) = (0, true)
        apply(index, to: value)
        return failures == 0
    }

    private mutating func check(_ keyword: Schema.Keyword, _ value: Value) {
        switch keyword {
        case .reference(let schema): apply(schema, to: value)
        case .allOf, .anyOf, .oneOf, .not: checkCombination(keyword, value)
        case .type(let types): checkType(types, value)
        case .enumeration(let values, let text): checkEnumeration(values, text, value)
        default:
            switch value.kind {
            case .string: checkText(keyword, value)
            case .numberText: checkNumber(keyword, value)
            case .jsonArray: checkList(keyword, value)
            case .map: checkObject(keyword, value)
            default: break
            }
        }
    }

    // MARK: Combinations

    private mutating func checkCombination(_ keyword: Schema.Keyword, _ value: Value) {
        switch keyword {
        case .allOf(let schemas):
            let count = countMatches(schemas, value)
            guard count < schemas.count else { return }
            fail(
                "instance failed to match all required schemas "
                    + "(matched only \(count) out of \(schemas.count))")
        case .anyOf(let schemas):
            guard countMatches(schemas, value) == 0 else { return }
            fail("instance failed to match at least one required schema among \(schemas.count)")
        case .oneOf(let schemas):
            let count = countMatches(schemas, value)
            guard count != 1 else { return }
            fail(
                "instance failed to match exactly one schema "
                    + "(matched \(count) out of \(schemas.count))")
        case .not(let schema):
            guard matches(schema, value) else { return }
            fail("instance matched a schema which it should not have")
        default: break
        }
    }

    private mutating func countMatches(_ schemas: [Int], _ value: Value) -> Int {
        var count = 0
        for schema in schemas where matches(schema, value) { count += 1 }
        return count
    }

    // MARK: All values

    private mutating func checkType(_ types: Set<PrimitiveType>, _ value: Value) {
        let type = PrimitiveType(of: value)
        guard !types.contains(type) else { return }
        let allowed = types.map { Array($0.rawValue.utf8) }
            .sorted { $0.lexicographicallyPrecedes($1) }
        fail(
            "instance type (\(type.rawValue)) does not match any allowed primitive type "
                + "(allowed: \(list(allowed)))")
    }

    private mutating func checkEnumeration(
        _ values: Set<[UInt8]>, _ text: String, _ value: Value
    ) {
        let canonical = heap.canonicalBytes(of: value)
        spend(bytes: canonical.count)
        guard !values.contains(canonical) else { return }
        fail(
            "instance value (\(excerpt(of: value))) not found in enum (possible values: \(text))")
    }

    // MARK: Numbers and texts

    private mutating func checkNumber(_ keyword: Schema.Keyword, _ value: Value) {
        spend(bytes: Int(value.length))
        let number = DecimalParts(value.range, in: heap.bytes)
        switch keyword {
        case .minimum(let minimum):
            guard number.order(to: minimum.parts) < 0 else { return }
            fail(
                "numeric instance is lower than the required minimum "
                    + "(minimum: \(minimum.text), found: \(excerpt(of: value)))")
        case .maximum(let maximum, let isExclusive):
            let order = number.order(to: maximum.parts)
            if order > 0 {
                fail(
                    "numeric instance is greater than the required maximum "
                        + "(maximum: \(maximum.text), found: \(excerpt(of: value)))")
            } else if order == 0, isExclusive {
                fail(
                    "numeric instance is not strictly lower than the required maximum "
                        + maximum.text)
            }
        case .multipleOf(let divisor):
            guard !divisor.divides(number) else { return }
            fail("remainder of division is not zero (\(excerpt(of: value)) / \(divisor.text))")
        default: break
        }
    }

    private mutating func checkText(_ keyword: Schema.Keyword, _ value: Value) {
        switch keyword {
        case .minLength(let minimum):
            let length = codePoints(of: value)
            guard length < minimum else { return }
            fail(
                "string \(excerpt(of: value)) is too short "
                    + "(length: \(length), required minimum: \(minimum))")
        case .maxLength(let maximum):
            let length = codePoints(of: value)
            guard length > maximum else { return }
            fail(
                "string \(excerpt(of: value)) is too long "
                    + "(length: \(length), maximum allowed: \(maximum))")
        case .pattern(let pattern):
            guard !finds(pattern, in: heap.array(of: value)) else { return }
            fail(
                "ECMA 262 regex \"\(pattern.text)\" does not match input string "
                    + excerpt(of: value))
        default: break
        }
    }

    private mutating func codePoints(of value: Value) -> Int {
        spend(bytes: Int(value.length))
        // A byte that does not continue a UTF-8 sequence starts a code point.
        return heap.bytes.withBytes(in: value.range) { bytes in bytes.count { $0 & 0xC0 != 0x80 } }
    }

    /// Whether a pattern matches anywhere in a text. A match that takes too long ends the validation.
    mutating func finds(_ pattern: SchemaPattern, in text: [UInt8]) -> Bool {
        do {
            let isFound = try matcher.find(pattern.pattern, in: text.span)
            spend(matcher.steps + text.count / Self.bytesPerWork)
            return isFound
        } catch {
            work = .max
            return false
        }
    }

    // MARK: Work

    var isExhausted: Bool { work > workMax }

    mutating func spend(_ amount: Int) {
        let (sum, overflow) = work.addingReportingOverflow(amount)
        work = overflow ? .max : sum
    }

    mutating func spend(bytes: Int) { spend(bytes / Self.bytesPerWork) }

    // MARK: Errors

    mutating func fail(_ message: String) {
        failures += 1
        guard tellsErrors else { return }
        errors.append(ValidationError(pointer: pointer, message: message))
    }

    private var tellsErrors: Bool { !isProbing && errors.count < Model.errorsMax }

    private var pointer: String {
        path.reduce("") { pointer, step in
            switch step {
            case .index(let index): return pointer + "/\(index)"
            case .name(let key):
                let name = heap.description(of: key).map { character in
                    character == "~" ? "~0" : character == "/" ? "~1" : String(character)
                }
                return pointer + "/" + name.joined()
            }
        }
    }

    /// Names as JSON.
    func list(_ names: [[UInt8]]) -> String {
        let texts = names.prefix(Model.errorsMax).map { name in
            jsonString(String(decoding: name, as: UTF8.self))
        }
        return "[" + texts.joined(separator: ",") + "]"
    }

    /// A value as JSON, cut off when it is long; empty when nobody sees it.
    private mutating func excerpt(of value: Value) -> String {
        guard tellsErrors else { return "" }
        let text = heap.jsonText(of: value)
        spend(bytes: text.count)
        guard text.count > Self.excerptMax else { return String(decoding: text, as: UTF8.self) }
        return String(decoding: text.prefix(Self.excerptMax), as: UTF8.self) + "…"
    }
}
