import Values

/// `java.lang.Double` and `Float`.
enum FloatingPointMethods {
    static let doubleSignatures =
        signatures(.double, parsing: .parseDouble) + [
            MethodSignature(.doubleToLongBits, .double, returns: .long, isStatic: true),
            MethodSignature(.doubleToRawLongBits, .double, returns: .long, isStatic: true),
            MethodSignature(.longBitsToDouble, .long, returns: .double, isStatic: true),
        ]
    static let floatSignatures =
        signatures(.float, parsing: .parseFloat) + [
            MethodSignature(.floatToIntBits, .float, returns: .int, isStatic: true),
            MethodSignature(.floatToRawIntBits, .float, returns: .int, isStatic: true),
            MethodSignature(.intBitsToFloat, .int, returns: .float, isStatic: true),
        ]

    private static func signatures(
        _ kind: ParameterKind, parsing: MethodName
    ) -> [MethodSignature] {
        let result = ResultKind(kind)
        return NumberMethods.signatures + [
            MethodSignature(.isInfinite, returns: .boolean),
            MethodSignature(.isNaN, returns: .boolean),
            MethodSignature(.compare, kind, kind, returns: .int, isStatic: true),
            MethodSignature(.hashCode, kind, returns: .int, isStatic: true),
            MethodSignature(.isFinite, kind, returns: .boolean, isStatic: true),
            MethodSignature(.isInfinite, kind, returns: .boolean, isStatic: true),
            MethodSignature(.isNaN, kind, returns: .boolean, isStatic: true),
            MethodSignature(.max, kind, kind, returns: result, isStatic: true),
            MethodSignature(.min, kind, kind, returns: result, isStatic: true),
            MethodSignature(parsing, .string, returns: result, isStatic: true),
            MethodSignature(.sum, kind, kind, returns: result, isStatic: true),
            MethodSignature(.toHexString, kind, returns: .string, isStatic: true),
            MethodSignature(.toString, kind, returns: .string, isStatic: true),
            MethodSignature(.valueOf, kind, returns: result, isStatic: true),
            MethodSignature(.valueOf, .string, returns: result, isStatic: true),
        ]
    }

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        if let result = try NumberMethods.call(call, &workspace) { return result }
        let isFloat = call.owner == .float
        func value(_ number: Double) -> Value { isFloat ? .float(Float(number)) : .double(number) }
        let a = workspace.heap.doubleValue(call.count > 0 ? call.first : call.receiver)
        let b = workspace.heap.doubleValue(call.second)
        switch call.name {
        case .isNaN: return .boolean(a.isNaN)
        case .isInfinite: return .boolean(a.isInfinite)
        case .isFinite: return .boolean(a.isFinite)
        case .compare: return .count(NaturalOrder.totalOrder(a, b))
        case .hashCode: return .integer(workspace.heap.hashCode(value(a)))
        case .max:
            return value(a.isNaN || b.isNaN ? .nan : NaturalOrder.totalOrder(a, b) > 0 ? a : b)
        case .min:
            return value(a.isNaN || b.isNaN ? .nan : NaturalOrder.totalOrder(a, b) < 0 ? a : b)
        case .sum: return isFloat ? .float(Float(a) + Float(b)) : .double(a + b)
        case .toHexString:
            return a.isFinite
                ? workspace.heap.string(a.hexadecimalText()) : workspace.string(of: value(a))
        case .toString: return workspace.string(of: value(a))
        case .parseDouble, .parseFloat: return try parse(call, isFloat, &workspace)
        case .valueOf where !ParameterKind.double.accepts(call.first):
            return try parse(call, isFloat, &workspace)
        case .valueOf: return value(a)
        case .doubleToLongBits, .doubleToRawLongBits:
            return .long(a.isNaN ? 0x7FF8_0000_0000_0000 : Int64(bitPattern: a.bitPattern))
        case .longBitsToDouble: return .double(Double(bitPattern: call.first.payload))
        case .floatToIntBits, .floatToRawIntBits:
            return .integer(a.isNaN ? 0x7FC0_0000 : Int32(bitPattern: Float(a).bitPattern))
        case .intBitsToFloat:
            return .float(Float(bitPattern: UInt32(truncatingIfNeeded: call.first.payload)))
        default: return nil
        }
    }

    /// `Double.parseDouble`: blanks around it, a type letter behind it, hexadecimal with an
    /// exponent.
    private static func parse(
        _ call: MethodCall, _ isFloat: Bool, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        guard !call.first.isNull else { throw call.nullArgument(&workspace) }
        let trimmed = workspace.heap.stripped(call.first, .upToBlank)
        let text = workspace.heap.description(of: trimmed)
        guard let number = JavaFloatingPoint.parse(text) else {
            throw call.numberFormat(call.first, &workspace)
        }
        guard isFloat else { return .double(number) }
        return .float(JavaFloatingPoint.digits(of: text).flatMap { Float($0) } ?? Float(number))
    }
}

/// The texts that `Double.parseDouble` takes.
enum JavaFloatingPoint {
    static func parse(_ text: String) -> Double? {
        let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        switch unsigned {
        case "NaN": return .nan
        case "Infinity": return text.first == "-" ? -.infinity : .infinity
        default: return digits(of: text).flatMap { Double($0) }
        }
    }

    /// The number without its type letter, when it is spelled as Java wants it: Swift takes more.
    static func digits(of text: String) -> String? {
        var bytes = Array(text.utf8)[...]
        if let last = bytes.last, "fFdD".utf8.contains(last), !isHexadecimalWithoutExponent(bytes) {
            bytes = bytes.dropLast()
        }
        var rest = bytes
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
            rest = rest.dropFirst()
        }
        let isHexadecimal =
            rest.count > 2 && rest.first == 48 && rest.dropFirst().first.map { $0 | 0x20 } == 0x78
        if isHexadecimal {
            guard rest.contains(where: { $0 | 0x20 == 0x70 }) else { return nil }
        } else {
            guard
                rest.allSatisfy({
                    (48...57).contains($0) || $0 == 0x2E || $0 | 0x20 == 0x65 || $0 == 0x2B
                        || $0 == 0x2D
                }), rest.contains(where: { (48...57).contains($0) })
            else { return nil }
        }
        var result = String(decoding: bytes, as: UTF8.self)
        // Swift wants digits on both sides of the point.
        if !isHexadecimal { result = withDigitsAroundPoint(result) }
        return result
    }

    private static func isHexadecimalWithoutExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains { $0 | 0x20 == 0x78 } && !bytes.contains { $0 | 0x20 == 0x70 }
    }

    private static func withDigitsAroundPoint(_ text: String) -> String {
        var result: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0x2E, !(48...57).contains(previous) { result.append(48) }
            if previous == 0x2E, !(48...57).contains(byte) { result.append(48) }
            result.append(byte)
            previous = byte
        }
        if previous == 0x2E { result.append(48) }
        return String(decoding: result, as: UTF8.self)
    }
}
