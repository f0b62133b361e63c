package import Values

/// A method of a Java class as a template can call it: what the table lists.
package struct MethodSignature: BitwiseCopyable, Hashable, Sendable {
    package let name: MethodName
    package let result: ResultKind
    package let isStatic: Bool
    /// The last parameter is an array that takes any number of arguments.
    package let isVariadic: Bool
    private let count: UInt8
    /// The kinds of the parameters, eight bits each, the first in the low bits.
    private let kinds: UInt64

    package init(
        _ name: MethodName, _ parameters: ParameterKind..., variadic: ParameterKind? = nil,
        returns result: ResultKind, isStatic: Bool = false
    ) {
        self.name = name
        self.isStatic = isStatic
        self.result = result
        isVariadic = variadic != nil
        var kinds: UInt64 = 0
        var count = 0
        for parameter in parameters {
            kinds |= UInt64(parameter.rawValue) << UInt64(count * 8)
            count += 1
        }
        if let variadic {
            kinds |= UInt64(variadic.rawValue) << UInt64(count * 8)
            count += 1
        }
        self.kinds = kinds
        self.count = UInt8(count)
    }

    package var parameterCount: Int { Int(count) }

    /// The kind of the parameter at `index`; of a variadic last one, the kind of its elements.
    package func parameter(_ index: Int) -> ParameterKind {
        ParameterKind(rawValue: UInt8(truncatingIfNeeded: kinds >> UInt64(index * 8))) ?? .object
    }

    /// Whether the method can be called with that many arguments.
    package func accepts(argumentCount: Int) -> Bool {
        isVariadic ? argumentCount >= parameterCount - 1 : argumentCount == parameterCount
    }
}

extension MethodSignature {
    /// Whether the method can be called with these arguments. The workspace stays as it is; a
    /// borrowed one would be copied for the call.
    func accepts(_ arguments: Arguments, _ workspace: inout Workspace) -> Bool {
        guard accepts(argumentCount: arguments.count) else { return false }
        let fixed = isVariadic ? parameterCount - 1 : parameterCount
        for index in 0..<fixed {
            let kind = parameter(index)
            guard kind == .object || kind.accepts(arguments.value(index, workspace)) else {
                return false
            }
        }
        return !isVariadic || acceptsRest(arguments, from: fixed, &workspace)
    }

    /// Whether the last parameter takes the arguments from `fixed` on.
    private func acceptsRest(
        _ arguments: Arguments, from fixed: Int, _ workspace: inout Workspace
    ) -> Bool {
        let element = parameter(fixed)
        // The only argument may be the whole array.
        if arguments.count == parameterCount {
            let only = arguments.value(fixed, workspace)
            if only.isNull { return true }
            let array = JavaClass(of: only)
            switch element {
            // An array of a primitive type is no array of objects, and no object either.
            case .object where array == .characterArray || array == .byteArray: return false
            case .object where array == .objectArray || array == .stringArray: return true
            case .charSequence where array == .stringArray: return true
            case .char where array == .characterArray: return true
            default: break
            }
        }
        for index in fixed..<arguments.count
        where !element.accepts(arguments.value(index, workspace)) { return false }
        return true
    }
}

/// What a parameter takes. Velocity 1.7 converts nothing but narrow numbers to wider ones.
package enum ParameterKind: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    case object
    case string, charSequence
    case boolean, char, byte, short, int, long, float, double
    case bigInteger, bigDecimal
    case collection, iterable, map
    case charArray
    /// A class of which templates have no objects: only null fits.
    case comparator

    /// Whether a value can be passed: null as any object, a number where a wider one is wanted.
    package func accepts(_ value: Value) -> Bool {
        switch self {
        case .object: true
        case .string, .charSequence: value.kind == .string || value.isNull
        case .boolean: value.kind == .boolean
        case .char: value.kind == .character
        case .byte: value.kind == .byte
        case .short: value.kind == .short || value.kind == .byte
        case .int: Self.isInt(value.kind)
        case .long: Self.isInt(value.kind) || value.kind == .long
        case .float: Self.isInt(value.kind) || value.kind == .long || value.kind == .float
        case .double:
            Self.isInt(value.kind) || value.kind == .long || value.kind == .float
                || value.kind == .double
        case .bigInteger: value.kind == .bigInteger || value.isNull
        case .bigDecimal: value.kind == .bigDecimal || value.isNull
        case .collection, .iterable: value.isCollection || value.isNull
        case .map: value.isMap || value.isNull
        case .charArray: value.isNull || JavaClass(of: value) == .characterArray
        case .comparator: value.isNull
        }
    }

    private static func isInt(_ kind: Value.Kind) -> Bool {
        kind == .integer || kind == .short || kind == .byte
    }

    /// The type's name in Java.
    package var name: String {
        switch self {
        case .object: "Object"
        case .string: "String"
        case .charSequence: "CharSequence"
        case .bigInteger: "BigInteger"
        case .bigDecimal: "BigDecimal"
        case .collection: "Collection"
        case .iterable: "Iterable"
        case .map: "Map"
        case .charArray: "char[]"
        case .comparator: "Comparator"
        case .boolean, .char, .byte, .short, .int, .long, .float, .double: String(describing: self)
        }
    }
}

/// What a method gives.
package enum ResultKind: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    /// Nothing; Velocity makes it the empty string.
    case void
    case boolean, char, byte, short, int, long, float, double
    case string, bigInteger, bigDecimal
    case object, list, array, map, set, collection, iterator, stream, javaClass
}

extension Value {
    /// An `Object[]` or `String[]`.
    var isObjectArray: Bool {
        let javaClass = JavaClass(of: self)
        return javaClass == .objectArray || javaClass == .stringArray
    }

    /// What implements `java.util.Collection`.
    var isCollection: Bool {
        kind == .list || kind == .jsonArray || kind == .keySet || kind == .valuesView
            || kind == .entrySet
    }
}
