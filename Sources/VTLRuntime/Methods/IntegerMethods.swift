import Values

/// `java.lang.Integer`, `Long`, `Short` and `Byte`: mostly static methods, reached by way of a
/// number.
enum IntegerMethods {
    static let integerSignatures =
        signatures(.int, parsing: .parseInt) + wide(.int) + [
            MethodSignature(.parseUnsignedInt, .string, returns: .int, isStatic: true),
            MethodSignature(.parseUnsignedInt, .string, .int, returns: .int, isStatic: true),
            MethodSignature(.toUnsignedLong, .int, returns: .long, isStatic: true),
        ]
    static let longSignatures =
        signatures(.long, parsing: .parseLong) + wide(.long) + [
            MethodSignature(.parseUnsignedLong, .string, returns: .long, isStatic: true),
            MethodSignature(.parseUnsignedLong, .string, .int, returns: .long, isStatic: true),
        ]
    static let shortSignatures = signatures(.short, parsing: .parseShort) + narrow(.short)
    static let byteSignatures = signatures(.byte, parsing: .parseByte) + narrow(.byte)

    /// What all four classes have for their primitive type.
    private static func signatures(
        _ kind: ParameterKind, parsing: MethodName
    ) -> [MethodSignature] {
        let result = ResultKind(kind)
        return NumberMethods.signatures + [
            MethodSignature(.compare, kind, kind, returns: .int, isStatic: true),
            MethodSignature(.compareUnsigned, kind, kind, returns: .int, isStatic: true),
            MethodSignature(.decode, .string, returns: result, isStatic: true),
            MethodSignature(.hashCode, kind, returns: .int, isStatic: true),
            MethodSignature(parsing, .string, returns: result, isStatic: true),
            MethodSignature(parsing, .string, .int, returns: result, isStatic: true),
            MethodSignature(.toString, kind, returns: .string, isStatic: true),
            MethodSignature(.valueOf, kind, returns: result, isStatic: true),
            MethodSignature(.valueOf, .string, returns: result, isStatic: true),
            MethodSignature(.valueOf, .string, .int, returns: result, isStatic: true),
        ]
    }

    private static func narrow(_ kind: ParameterKind) -> [MethodSignature] {
        [
            MethodSignature(.toUnsignedInt, kind, returns: .int, isStatic: true),
            MethodSignature(.toUnsignedLong, kind, returns: .long, isStatic: true),
        ]
            + (kind == .short
                ? [MethodSignature(.reverseBytes, kind, returns: .short, isStatic: true)] : [])
    }

    private static func wide(_ kind: ParameterKind) -> [MethodSignature] {
        let result = ResultKind(kind)
        let ofOne: [(MethodName, ResultKind)] = [
            (.bitCount, .int), (.highestOneBit, result), (.lowestOneBit, result),
            (.numberOfLeadingZeros, .int), (.numberOfTrailingZeros, .int), (.reverse, result),
            (.reverseBytes, result), (.signum, .int), (.toBinaryString, .string),
            (.toHexString, .string), (.toOctalString, .string), (.toUnsignedString, .string),
        ]
        let ofTwo: [MethodName] = [.divideUnsigned, .max, .min, .remainderUnsigned, .sum]
        return ofOne.map { MethodSignature($0, kind, returns: $1, isStatic: true) }
            + ofTwo.map { MethodSignature($0, kind, kind, returns: result, isStatic: true) } + [
                MethodSignature(.rotateLeft, kind, .int, returns: result, isStatic: true),
                MethodSignature(.rotateRight, kind, .int, returns: result, isStatic: true),
                MethodSignature(.toString, kind, .int, returns: .string, isStatic: true),
                MethodSignature(.toUnsignedString, kind, .int, returns: .string, isStatic: true),
            ]
    }

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        if let result = try NumberMethods.call(call, &workspace) { return result }
        let type = IntegerType(call.owner)
        let (a, b) = (call.first.signed, call.second.signed)
        switch call.name {
        case .parseInt, .parseLong, .parseShort, .parseByte, .parseUnsignedInt, .parseUnsignedLong,
            .decode:
            return try parse(call, type, &workspace)
        case .valueOf:
            if call.first.kind == .string || call.first.isNull {
                return try parse(call, type, &workspace)
            }
            return type.value(a)
        case .compare:
            return .count(type.width < 32 ? Int(a - b) : a < b ? -1 : a > b ? 1 : 0)
        case .compareUnsigned:
            let (x, y) = (type.unsigned(a), type.unsigned(b))
            return .count(type.width < 32 ? Int(x) - Int(y) : x < y ? -1 : x > y ? 1 : 0)
        case .hashCode: return .integer(workspace.heap.hashCode(type.value(a)))
        case .max: return type.value(max(a, b))
        case .min: return type.value(min(a, b))
        case .sum: return type.value(a &+ b)
        case .signum: return .count(Int(a.signum()))
        case .toUnsignedInt: return .integer(Int32(truncatingIfNeeded: type.unsigned(a)))
        case .toUnsignedLong: return .long(Int64(truncatingIfNeeded: type.unsigned(a)))
        case .divideUnsigned, .remainderUnsigned:
            guard b != 0 else { throw call.arithmetic("division by zero", &workspace) }
            let (quotient, remainder) = type.unsigned(a)
                .quotientAndRemainder(dividingBy: type.unsigned(b))
            return type.value(
                Int64(truncatingIfNeeded: call.name == .divideUnsigned ? quotient : remainder))
        case .toString, .toUnsignedString, .toBinaryString, .toHexString, .toOctalString:
            return text(call, type, &workspace)
        default: return bits(call.name, type, a, Int(truncatingIfNeeded: b))
        }
    }

    /// Methods that look at the bits.
    private static func bits(
        _ name: MethodName, _ type: IntegerType, _ number: Int64, _ distance: Int
    ) -> Value? {
        let bits = type.unsigned(number)
        let width = type.width
        let leadingZeros = bits.leadingZeroBitCount - (64 - width)
        switch name {
        case .bitCount: return .count(bits.nonzeroBitCount)
        case .numberOfLeadingZeros: return .count(leadingZeros)
        case .numberOfTrailingZeros: return .count(min(bits.trailingZeroBitCount, width))
        case .highestOneBit:
            return type.value(
                bits == 0 ? 0 : Int64(bitPattern: 1 << UInt64(width - 1 - leadingZeros)))
        case .lowestOneBit: return type.value(Int64(bitPattern: bits & (~bits &+ 1)))
        case .reverse:
            var reversed: UInt64 = 0
            for bit in 0..<width where bits >> UInt64(bit) & 1 == 1 {
                reversed |= 1 << UInt64(width - 1 - bit)
            }
            return type.value(Int64(bitPattern: reversed))
        case .reverseBytes:
            return type.value(Int64(bitPattern: bits.byteSwapped >> UInt64(64 - width)))
        case .rotateLeft, .rotateRight:
            let left = (name == .rotateLeft ? distance : -distance) & (width - 1)
            let rotated =
                left == 0 ? bits : bits << UInt64(left) | bits >> UInt64(width - left)
            return type.value(Int64(truncatingIfNeeded: rotated))
        default: return nil
        }
    }

    private static func text(
        _ call: MethodCall, _ type: IntegerType, _ workspace: inout Workspace
    ) -> Value {
        let number = call.first.signed
        var radix = call.count == 2 ? call.int(1, workspace) : 10
        if radix < 2 || radix > 36 { radix = 10 }
        switch call.name {
        case .toString: return workspace.heap.string(String(number, radix: radix))
        case .toBinaryString: radix = 2
        case .toOctalString: radix = 8
        case .toHexString: radix = 16
        default: break
        }
        return workspace.heap.string(String(type.unsigned(number), radix: radix))
    }

    private static func parse(
        _ call: MethodCall, _ type: IntegerType, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        guard !call.first.isNull else {
            throw call.name == .decode
                ? call.nullArgument(&workspace) : call.numberFormat(call.first, &workspace)
        }
        var text = workspace.heap.description(of: call.first)[...]
        var radix = call.count == 2 ? call.int(1, workspace) : 10
        var isNegative = false
        if let sign = text.first, sign == "-" || sign == "+" {
            isNegative = sign == "-"
            text = text.dropFirst()
        }
        if call.name == .decode {
            (radix, text) = Self.radix(of: text)
        }
        // Only digits now; Swift would take another sign.
        guard (2...36).contains(radix), let first = text.first, first != "-", first != "+",
            let magnitude = UInt64(DecimalDigits.ascii(text), radix: radix)
        else { throw call.numberFormat(call.first, &workspace) }
        let isUnsigned = call.name == .parseUnsignedInt || call.name == .parseUnsignedLong
        if isUnsigned {
            guard !isNegative, magnitude <= type.unsigned(-1) else {
                throw call.numberFormat(call.first, &workspace)
            }
            return type.value(Int64(truncatingIfNeeded: magnitude))
        }
        let limit = UInt64(1) << UInt64(type.width - 1)
        guard magnitude < limit || (isNegative && magnitude == limit) else {
            throw call.numberFormat(call.first, &workspace)
        }
        let number = Int64(truncatingIfNeeded: magnitude)
        return type.value(isNegative ? 0 &- number : number)
    }

    /// The radix that `decode` reads from a prefix, and the digits.
    private static func radix(of text: Substring) -> (Int, Substring) {
        if text.hasPrefix("0x") || text.hasPrefix("0X") { return (16, text.dropFirst(2)) }
        if text.hasPrefix("#") { return (16, text.dropFirst()) }
        if text.hasPrefix("0"), text.utf8.count > 1 { return (8, text.dropFirst()) }
        return (10, text)
    }
}

/// Digits of any script, as Java's number parsers take them.
enum DecimalDigits {
    /// The text with decimal digits of other scripts replaced by ASCII ones.
    static func ascii(_ text: Substring) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return String(text) }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue
            {
                result.append(String(Int(value)))
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// A primitive whole number type.
private struct IntegerType {
    let kind: Value.Kind
    let width: Int

    init(_ owner: JavaClass) {
        switch owner {
        case .long: (kind, width) = (.long, 64)
        case .short: (kind, width) = (.short, 16)
        case .byte: (kind, width) = (.byte, 8)
        default: (kind, width) = (.integer, 32)
        }
    }

    /// The number's low bits as an object of the class.
    func value(_ number: Int64) -> Value {
        let unused = Int64(64 - width)
        return Value(kind, payload: UInt64(bitPattern: (number << unused) >> unused))
    }

    func unsigned(_ number: Int64) -> UInt64 {
        UInt64(bitPattern: number) & (UInt64.max >> UInt64(64 - width))
    }
}

extension ResultKind {
    /// The primitive type as a result.
    init(_ kind: ParameterKind) {
        switch kind {
        case .byte: self = .byte
        case .short: self = .short
        case .long: self = .long
        case .float: self = .float
        case .double: self = .double
        default: self = .int
        }
    }
}

extension MethodCall {
    /// The class whose method is called: the receiver's, or the one a `java.lang.Class` stands for.
    var owner: JavaClass {
        receiver.kind == .javaClass ? JavaClass(representedBy: receiver) : JavaClass(of: receiver)
    }
}
