import Values

/// `java.math.BigInteger`.
enum BigIntegerMethods {
    static let signatures: [MethodSignature] = {
        let ofNone: [(MethodName, ResultKind)] = [
            (.abs, .bigInteger), (.bitCount, .int), (.bitLength, .int),
            (.getLowestSetBit, .int), (.intValueExact, .int), (.longValueExact, .long),
            (.negate, .bigInteger), (.not, .bigInteger), (.signum, .int), (.sqrt, .bigInteger),
        ]
        let ofBigInteger: [MethodName] = [
            .add, .and, .andNot, .divide, .gcd, .max, .min, .mod, .multiply, .or, .remainder,
            .subtract, .xor,
        ]
        let ofInt: [MethodName] = [.clearBit, .flipBit, .pow, .setBit, .shiftLeft, .shiftRight]
        return NumberMethods.signatures
            + ofNone.map { MethodSignature($0, returns: $1) }
            + ofBigInteger.map { MethodSignature($0, .bigInteger, returns: .bigInteger) }
            + ofInt.map { MethodSignature($0, .int, returns: .bigInteger) } + [
                MethodSignature(.testBit, .int, returns: .boolean),
                MethodSignature(.toString, .int, returns: .string),
                MethodSignature(.valueOf, .long, returns: .bigInteger, isStatic: true),
            ]
    }()

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        if let result = try NumberMethods.call(call, &workspace) { return result }
        if call.name == .valueOf {
            return workspace.heap.bigInteger(BigInteger(call.first.signed))
        }
        try Arithmetic.checkLength(call.receiver, call.first, &workspace)
        let number = workspace.heap.bigInteger(of: call.receiver)
        if call.count == 0 { return try ofNone(call, number, &workspace) }
        guard !call.first.isNull else { throw call.nullArgument(&workspace) }
        if call.first.kind != .bigInteger {
            return try ofInt(call, number, call.int(0, workspace), &workspace)
        }
        let other = workspace.heap.bigInteger(of: call.first)
        return workspace.heap.bigInteger(
            try combined(call, number, other, &workspace))
    }

    private static func ofNone(
        _ call: MethodCall, _ number: BigInteger, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        switch call.name {
        case .abs: return workspace.heap.bigInteger(number.absolute)
        case .negate: return workspace.heap.bigInteger(-number)
        case .not: return workspace.heap.bigInteger(~number)
        case .signum: return .count(number.signum)
        case .bitLength: return .count(number.bitLength)
        case .bitCount: return .count(number.bitCount)
        case .getLowestSetBit: return .count(number.lowestSetBit)
        case .sqrt:
            guard number >= 0 else {
                throw call.arithmetic("the square root of a negative number", &workspace)
            }
            return workspace.heap.bigInteger(number.squareRoot())
        case .intValueExact:
            guard let exact = Int32(exactly: number) else {
                throw call.arithmetic("the number is no int", &workspace)
            }
            return .integer(exact)
        case .longValueExact:
            guard let exact = Int64(exactly: number) else {
                throw call.arithmetic("the number is no long", &workspace)
            }
            return .long(exact)
        default: return nil
        }
    }

    private static func ofInt(
        _ call: MethodCall, _ number: BigInteger, _ operand: Int, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        if call.name == .toString {
            return workspace.heap.string(number.text(radix: operand))
        }
        let bitsMax = Heap.digitsMax * 4
        let isShift = call.name == .shiftLeft || call.name == .shiftRight
        guard operand >= 0 || isShift else {
            throw call.arithmetic("the number is negative", &workspace)
        }
        let growth = call.name == .pow ? operand &* max(number.magnitude.bitWidth, 1) : operand
        guard abs(operand) <= bitsMax, growth <= bitsMax else {
            throw call.illegalArgument("the result would be too large", &workspace)
        }
        let bit = BigInteger(1) << max(operand, 0)
        switch call.name {
        case .pow: return workspace.heap.bigInteger(number.power(operand))
        case .shiftLeft: return workspace.heap.bigInteger(number << operand)
        case .shiftRight: return workspace.heap.bigInteger(number >> operand)
        case .setBit: return workspace.heap.bigInteger(number | bit)
        case .clearBit: return workspace.heap.bigInteger(number & ~bit)
        case .flipBit: return workspace.heap.bigInteger(number ^ bit)
        case .testBit: return .boolean(number & bit != 0)
        default: return nil
        }
    }

    private static func combined(
        _ call: MethodCall, _ a: BigInteger, _ b: BigInteger, _ workspace: inout Workspace
    ) throws(RenderFault) -> BigInteger {
        switch call.name {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a * b
        case .max: return max(a, b)
        case .min: return min(a, b)
        case .gcd: return a.greatestCommonDivisor(with: b)
        case .and: return a & b
        case .or: return a | b
        case .xor: return a ^ b
        case .andNot: return a & ~b
        case .mod:
            guard b > 0 else { throw call.arithmetic("the modulus is not positive", &workspace) }
            return a.modulus(b)
        default:
            guard b != 0 else { throw call.arithmetic("division by zero", &workspace) }
            return call.name == .divide ? a / b : a % b
        }
    }
}

/// `java.math.BigDecimal`.
enum BigDecimalMethods {
    static let signatures: [MethodSignature] = {
        let ofNone: [(MethodName, ResultKind)] = [
            (.abs, .bigDecimal), (.intValueExact, .int), (.longValueExact, .long),
            (.negate, .bigDecimal), (.plus, .bigDecimal),
            (.precision, .int), (.scale, .int), (.signum, .int),
            (.stripTrailingZeros, .bigDecimal), (.toBigInteger, .bigInteger),
            (.toPlainString, .string), (.ulp, .bigDecimal), (.unscaledValue, .bigInteger),
        ]
        let ofBigDecimal: [MethodName] = [
            .add, .divide, .divideToIntegralValue, .max, .min, .multiply, .remainder, .subtract,
        ]
        let ofInt: [MethodName] = [
            .movePointLeft, .movePointRight, .pow, .scaleByPowerOfTen, .setScale,
        ]
        return NumberMethods.signatures
            + ofNone.map { MethodSignature($0, returns: $1) }
            + ofBigDecimal.map { MethodSignature($0, .bigDecimal, returns: .bigDecimal) }
            + ofInt.map { MethodSignature($0, .int, returns: .bigDecimal) } + [
                MethodSignature(.divide, .bigDecimal, .int, returns: .bigDecimal),
                MethodSignature(.divide, .bigDecimal, .int, .int, returns: .bigDecimal),
                MethodSignature(.setScale, .int, .int, returns: .bigDecimal),
                MethodSignature(.valueOf, .long, returns: .bigDecimal, isStatic: true),
                MethodSignature(.valueOf, .double, returns: .bigDecimal, isStatic: true),
                MethodSignature(.valueOf, .long, .int, returns: .bigDecimal, isStatic: true),
            ]
    }()

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        if let result = try NumberMethods.call(call, &workspace) { return result }
        if call.name == .valueOf { return try valueOf(call, &workspace) }
        try Arithmetic.checkLength(call.receiver, call.first, &workspace)
        guard let number = workspace.heap.javaDecimal(call.receiver) else { return nil }
        if call.name == .intValueExact || call.name == .longValueExact {
            return try exactValue(call, number, &workspace)
        }
        if call.count == 0 { return ofNone(call.name, number, &workspace) }
        guard !call.first.isNull else { throw call.nullArgument(&workspace) }
        if call.first.kind != .bigDecimal { return try ofInt(call, number, &workspace) }
        guard let other = workspace.heap.javaDecimal(call.first) else { return nil }
        return workspace.heap.bigDecimal(try combined(call, number, other, &workspace))
    }

    private static func ofNone(
        _ name: MethodName, _ number: JavaDecimal, _ workspace: inout Workspace
    ) -> Value? {
        let (unscaled, scale) = (number.unscaled, number.scale)
        switch name {
        case .abs:
            return workspace.heap.bigDecimal(
                JavaDecimal(unscaled: unscaled.absolute, scale: scale))
        case .negate:
            return workspace.heap.bigDecimal(JavaDecimal(unscaled: -unscaled, scale: scale))
        case .plus: return workspace.heap.bigDecimal(number)
        case .precision: return .count(number.precision)
        case .scale: return .count(scale)
        case .signum: return .count(unscaled.signum)
        case .stripTrailingZeros: return workspace.heap.bigDecimal(number.withoutTrailingZeros)
        case .toBigInteger: return workspace.heap.bigInteger(number.integer)
        case .ulp: return workspace.heap.bigDecimal(JavaDecimal(unscaled: 1, scale: scale))
        case .unscaledValue: return workspace.heap.bigInteger(unscaled)
        case .toPlainString: return workspace.heap.string(number.plainText)
        default: return nil
        }
    }

    private static func exactValue(
        _ call: MethodCall, _ number: JavaDecimal, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        if let whole = number.withScale(0, .unnecessary)?.unscaled {
            if call.name == .longValueExact, let exact = Int64(exactly: whole) {
                return .long(exact)
            }
            if call.name == .intValueExact, let exact = Int32(exactly: whole) {
                return .integer(exact)
            }
        }
        throw call.arithmetic("the number is no whole one of that size", &workspace)
    }

    private static func ofInt(
        _ call: MethodCall, _ number: JavaDecimal, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let operand = call.int(0, workspace)
        let growth = call.name == .pow ? operand &* number.precision : abs(operand)
        guard growth <= Heap.digitsMax, abs(operand) <= Heap.digitsMax else {
            throw call.illegalArgument("the result would be too large", &workspace)
        }
        switch call.name {
        case .setScale:
            let mode = try roundingMode(call, at: 1, &workspace)
            guard let result = number.withScale(operand, mode) else {
                throw call.arithmetic("the number would have to be rounded", &workspace)
            }
            return workspace.heap.bigDecimal(result)
        case .pow:
            guard operand >= 0 else {
                throw call.arithmetic("the exponent is negative", &workspace)
            }
            return workspace.heap.bigDecimal(
                JavaDecimal(
                    unscaled: number.unscaled.power(operand), scale: number.scale * operand))
        case .scaleByPowerOfTen:
            return workspace.heap.bigDecimal(
                JavaDecimal(unscaled: number.unscaled, scale: number.scale - operand))
        default:
            let shift = call.name == .movePointLeft ? operand : -operand
            let moved = JavaDecimal(unscaled: number.unscaled, scale: number.scale + shift)
            return (moved.scale < 0 ? moved.withScale(0, .unnecessary) : moved)
                .map { workspace.heap.bigDecimal($0) }
        }
    }

    private static func combined(
        _ call: MethodCall, _ a: JavaDecimal, _ b: JavaDecimal, _ workspace: inout Workspace
    ) throws(RenderFault) -> JavaDecimal {
        switch call.name {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a * b
        case .max: return JavaDecimal.compare(a, b) >= 0 ? a : b
        case .min: return JavaDecimal.compare(a, b) <= 0 ? a : b
        default: break
        }
        guard b.unscaled != 0 else { throw call.arithmetic("division by zero", &workspace) }
        switch (call.name, call.count) {
        case (.divide, 1): return try exactQuotient(call, a, b, &workspace)
        case (.divide, _):
            let scale = call.count == 3 ? call.int(1, workspace) : a.scale
            guard abs(scale) <= Heap.digitsMax else {
                throw call.illegalArgument("the result would be too large", &workspace)
            }
            let mode = try roundingMode(call, at: call.count - 1, &workspace)
            guard let result = a.divided(by: b, scale: scale, mode) else {
                throw call.arithmetic("the result would have to be rounded", &workspace)
            }
            return result
        default:
            let quotient = a.integralQuotient(by: b)
            return call.name == .remainder ? a - quotient * b : quotient
        }
    }

    /// `divide(divisor)`: the exact quotient, or an error when its digits never end.
    private static func exactQuotient(
        _ call: MethodCall, _ a: JavaDecimal, _ b: JavaDecimal, _ workspace: inout Workspace
    ) throws(RenderFault) -> JavaDecimal {
        let preferred = a.scale - b.scale
        if a.unscaled == 0 { return JavaDecimal(unscaled: 0, scale: preferred) }
        // Java's bound for the digits of a quotient that ends.
        let digits = a.precision + Int((10.0 * Double(b.precision) / 3.0).rounded(.up))
        guard let result = a.divided(by: b, scale: preferred + digits, .unnecessary) else {
            throw call.arithmetic("the digits of the result never end", &workspace)
        }
        return result.withoutTrailingZeros(downTo: preferred)
    }

    private static func roundingMode(
        _ call: MethodCall, at index: Int, _ workspace: inout Workspace
    ) throws(RenderFault) -> RoundingMode {
        guard index < call.count else { return .unnecessary }
        guard let mode = RoundingMode(rawValue: call.int(index, workspace)) else {
            throw call.illegalArgument("no rounding mode has that number", &workspace)
        }
        return mode
    }

    private static func valueOf(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let number = call.first
        if ParameterKind.long.accepts(number) {
            let scale = call.count == 2 ? call.int(1, workspace) : 0
            return workspace.heap.bigDecimal(
                JavaDecimal(unscaled: BigInteger(number.signed), scale: scale))
        }
        // By way of the double's text.
        guard number.floating.isFinite else { throw call.numberFormat(number, &workspace) }
        let text = workspace.string(of: .double(number.floating))
        return workspace.heap.bigDecimal(
            JavaDecimal(DecimalParts(text.range, in: workspace.heap.bytes)))
    }
}

extension JavaDecimal {
    /// `toPlainString()`; the scale must be moderate.
    var plainText: String {
        let digits = String(decoding: unscaled.magnitude.text(), as: UTF8.self)
        let sign = unscaled.isNegative ? "-" : ""
        if scale <= 0 {
            return unscaled == 0 ? "0" : sign + digits + String(repeating: "0", count: -scale)
        }
        let padded = String(repeating: "0", count: max(scale + 1 - digits.utf8.count, 0)) + digits
        let point = padded.utf8.count - scale
        return sign + padded.prefix(point) + "." + padded.dropFirst(point)
    }

    /// `divideToIntegralValue`; the divisor must not be zero.
    func integralQuotient(by other: JavaDecimal) -> JavaDecimal {
        let preferred = scale - other.scale
        let whole = divided(by: other, scale: 0, .down) ?? JavaDecimal(unscaled: 0, scale: 0)
        if preferred >= 0 { return whole.withScale(preferred, .unnecessary) ?? whole }
        return whole.withoutTrailingZeros(downTo: preferred)
    }
}
