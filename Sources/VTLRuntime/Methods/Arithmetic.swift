package import VTLSyntax
package import Values

/// `+ - * / %` as Velocity 1.7's `MathUtils` computes them.
///
/// Whole numbers stay in the wider of the two classes and move on to the next one when the result
/// does not fit: Byte, Short, Integer, Long, BigInteger. With a fraction on either side the result
/// is a Float, a Double, or a BigDecimal if BigInteger or BigDecimal takes part.
package enum Arithmetic {
    /// The result, or null where there is none: an operand is no number, or division by zero. Text
    /// on either side of `+` joins both.
    package static func apply(
        _ operation: BinaryOperator, _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        if let result = common(operation, a, b) { return result }
        if case .add = operation, a.kind == .string || b.kind == .string {
            return concatenate(a, b, &workspace)
        }
        guard a.isNumber, b.isNumber else { return .null }
        let (a, b) = (workspace.heap.number(a), workspace.heap.number(b))
        if let result = common(operation, a, b) { return result }
        return try numbers(operation, a, b, &workspace)
    }

    // MARK: Text

    /// `toString` of both, one after the other; null joins nothing.
    private static func concatenate(
        _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) -> Value {
        guard !a.isNull, !b.isNull else { return .null }
        let first = workspace.string(of: a)
        return workspace.heap.joined(first, workspace.string(of: b))
    }

    // MARK: The common cases

    /// The result for Integers and Doubles; nil for all other classes.
    @inline(__always)
    private static func common(_ operation: BinaryOperator, _ a: Value, _ b: Value) -> Value? {
        switch (a.kind, b.kind) {
        case (.integer, .integer): integers(operation, a.signed, b.signed)
        case (.double, .double): doubles(operation, a.floating, b.floating)
        case (.double, .integer): doubles(operation, a.floating, Double(b.signed))
        case (.integer, .double): doubles(operation, Double(a.signed), b.floating)
        default: nil
        }
    }

    private static func integers(_ operation: BinaryOperator, _ a: Int64, _ b: Int64) -> Value {
        switch operation {
        case .add: .smallest(a &+ b)
        case .subtract: .smallest(a &- b)
        case .multiply: .smallest(a &* b)
        case .divide: b == 0 ? .null : .smallest(a / b)
        case .modulo: b == 0 ? .null : .smallest(a % b)
        default: .null
        }
    }

    private static func doubles(_ operation: BinaryOperator, _ a: Double, _ b: Double) -> Value {
        switch operation {
        case .add: .double(a + b)
        case .subtract: .double(a - b)
        case .multiply: .double(a * b)
        case .divide: b == 0 ? .null : .double(a / b)
        case .modulo: b == 0 ? .null : .double(a.truncatingRemainder(dividingBy: b))
        default: .null
        }
    }

    // MARK: All classes

    private static func numbers(
        _ operation: BinaryOperator, _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        switch NumberBase(a, b) {
        case .long: return try longs(operation, a, b, &workspace)
        case .double:
            return doubles(
                operation, workspace.heap.doubleValue(a), workspace.heap.doubleValue(b))
        case .float:
            let (x, y) = (
                Float(workspace.heap.doubleValue(a)), Float(workspace.heap.doubleValue(b))
            )
            return floats(operation, x, y)
        case .bigInteger: return try bigIntegers(operation, a, b, &workspace)
        case .bigDecimal: return try bigDecimals(operation, a, b, &workspace)
        }
    }

    private static func longs(
        _ operation: BinaryOperator, _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let (x, y) = (a.signed, b.signed)
        let (result, overflow): (Int64, Bool)
        switch operation {
        case .add: (result, overflow) = x.addingReportingOverflow(y)
        case .subtract: (result, overflow) = x.subtractingReportingOverflow(y)
        case .multiply:
            let product = x.multipliedReportingOverflow(by: y)
            // MathUtils divides to find an overflow, and misses this one.
            let isMissed = x == .min && y == -1
            (result, overflow) = (product.partialValue, product.overflow && !isMissed)
        case .divide:
            guard y != 0 else { return .null }
            // The smallest Long by -1 is itself in Java.
            (result, overflow) = (x.dividedReportingOverflow(by: y).partialValue, false)
        case .modulo:
            guard y != 0 else { return .null }
            (result, overflow) = (x.remainderReportingOverflow(dividingBy: y).partialValue, false)
        default: return .null
        }
        if overflow { return try bigIntegers(operation, a, b, &workspace) }
        return .narrowest(result, a.kind, b.kind)
    }

    private static func floats(_ operation: BinaryOperator, _ a: Float, _ b: Float) -> Value {
        switch operation {
        case .add: .float(a + b)
        case .subtract: .float(a - b)
        case .multiply: .float(a * b)
        case .divide: b == 0 ? .null : .float(a / b)
        case .modulo: b == 0 ? .null : .float(a.truncatingRemainder(dividingBy: b))
        default: .null
        }
    }

    private static func bigIntegers(
        _ operation: BinaryOperator, _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        try checkLength(a, b, &workspace)
        let (x, y) = (workspace.heap.bigInteger(of: a), workspace.heap.bigInteger(of: b))
        switch operation {
        case .add: return workspace.heap.bigInteger(x + y)
        case .subtract: return workspace.heap.bigInteger(x - y)
        case .multiply: return workspace.heap.bigInteger(x * y)
        case .divide: return y == 0 ? .null : workspace.heap.bigInteger(x / y)
        case .modulo:
            if y == 0 { return .null }
            guard y > 0 else {
                throw RenderFault(
                    "arithmetic",
                    "`%` of a BigInteger by the negative number \(workspace.excerpt(of: b))")
            }
            return workspace.heap.bigInteger(x.modulus(y))
        default: return .null
        }
    }

    private static func bigDecimals(
        _ operation: BinaryOperator, _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let (x, y) = try decimals(a, b, &workspace)
        switch operation {
        case .add: return workspace.heap.bigDecimal(x + y)
        case .subtract: return workspace.heap.bigDecimal(x - y)
        case .multiply: return workspace.heap.bigDecimal(x * y)
        case .divide:
            guard y.unscaled != 0 else { return .null }
            return x.divided(by: y, scale: x.scale, .halfDown)
                .map { workspace.heap.bigDecimal($0) } ?? .null
        case .modulo:
            guard y.unscaled != 0 else { return .null }
            throw RenderFault(
                "arithmetic",
                "`%` of BigDecimals: \(workspace.excerpt(of: a)) % \(workspace.excerpt(of: b))")
        default: return .null
        }
    }

    /// Both operands as BigDecimals.
    static func decimals(
        _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> (JavaDecimal, JavaDecimal) {
        try checkLength(a, b, &workspace)
        guard let x = workspace.heap.javaDecimal(a), let y = workspace.heap.javaDecimal(b) else {
            throw RenderFault(
                "number-format",
                "\(workspace.excerpt(of: a)) and \(workspace.excerpt(of: b)) meet as BigDecimals,"
                    + " which know no infinity")
        }
        return (x, y)
    }

    /// Numbers of thousands of digits would take too long to compute with.
    static func checkLength(
        _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) throws(RenderFault) {
        guard !workspace.heap.isTooLong(a), !workspace.heap.isTooLong(b) else {
            throw RenderFault(
                "number-too-large",
                "a number with more than \(Heap.digitsMax) digits in arithmetic")
        }
        workspace.heap.spend(
            digits: (a.isText ? Int(a.length) : 0) + (b.isText ? Int(b.length) : 0))
    }
}

/// In which class two numbers meet.
enum NumberBase {
    case long, bigInteger, float, double, bigDecimal

    init(_ a: Value, _ b: Value) {
        if a.isWholeNumber, b.isWholeNumber {
            self = a.kind == .bigInteger || b.kind == .bigInteger ? .bigInteger : .long
        } else if Self.isBig(a) || Self.isBig(b) {
            self = .bigDecimal
        } else {
            self = a.kind == .double || b.kind == .double ? .double : .float
        }
    }

    private static func isBig(_ value: Value) -> Bool {
        value.kind == .bigInteger || value.kind == .bigDecimal
    }
}

extension Value {
    /// Byte, Short, Integer, Long or BigInteger.
    var isWholeNumber: Bool {
        switch kind {
        case .integer, .long, .short, .byte, .bigInteger: true
        default: false
        }
    }

    /// A `java.lang.Float`.
    static func float(_ value: Float) -> Value {
        Value(.float, payload: Double(value).bitPattern)
    }

    /// A whole number in the wider of two classes, or in the next one that can hold it.
    static func narrowest(_ number: Int64, _ a: Kind, _ b: Kind) -> Value {
        let bits = UInt64(bitPattern: number)
        let width = max(a.integerWidth, b.integerWidth)
        if width <= 8, number == Int64(Int8(truncatingIfNeeded: number)) {
            return Value(.byte, payload: bits)
        }
        if width <= 16, number == Int64(Int16(truncatingIfNeeded: number)) {
            return Value(.short, payload: bits)
        }
        return width <= 32 ? .smallest(number) : .long(number)
    }
}

extension Value.Kind {
    /// The bits of a primitive whole number's class.
    fileprivate var integerWidth: Int {
        switch self {
        case .byte: 8
        case .short: 16
        case .integer: 32
        default: 64
        }
    }
}
