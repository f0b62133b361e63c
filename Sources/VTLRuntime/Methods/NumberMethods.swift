import Values

/// What all numbers have.
enum NumberMethods {
    static let signatures: [MethodSignature] = [
        MethodSignature(.byteValue, returns: .byte),
        MethodSignature(.compareTo, .object, returns: .int),
        MethodSignature(.doubleValue, returns: .double),
        MethodSignature(.floatValue, returns: .float),
        MethodSignature(.intValue, returns: .int),
        MethodSignature(.longValue, returns: .long),
        MethodSignature(.shortValue, returns: .short),
    ]

    /// Nil when the call means a method of the number's own class.
    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let number = call.receiver
        switch call.name {
        case .compareTo:
            let order = try NaturalOrder.compare(number, call.first, call, &workspace)
            guard number.kind == .short || number.kind == .byte else { return .count(order) }
            return .count(Int(number.signed - call.first.signed))
        case .doubleValue: return .double(workspace.heap.doubleValue(number))
        case .floatValue: return .float(workspace.heap.floatValue(number))
        case .longValue: return .long(workspace.heap.bits(of: number, width: 64))
        case .intValue:
            return .integer(Int32(truncatingIfNeeded: workspace.heap.bits(of: number, width: 32)))
        case .shortValue: return .short(Int16(truncatingIfNeeded: int(number, workspace)))
        case .byteValue: return .byte(UInt8(truncatingIfNeeded: int(number, workspace)))
        default: return nil
        }
    }

    /// Short and Byte are cut from the Integer, also where that was clamped.
    private static func int(_ number: Value, _ workspace: borrowing Workspace) -> Int64 {
        workspace.heap.bits(of: number, width: 32)
    }
}

extension Heap {
    /// `floatValue()`.
    func floatValue(_ value: Value) -> Float {
        switch value.kind {
        case .double, .float: Float(value.floating)
        case .bigInteger, .bigDecimal, .numberText:
            Float(description(of: value)) ?? Float(doubleValue(value))
        default: Float(value.signed)
        }
    }

    /// `intValue()` or `longValue()`: the low bits of whole numbers; doubles are cut to whole ones,
    /// clamped to the range, and NaN is 0.
    func bits(of value: Value, width: Int) -> Int64 {
        switch value.kind {
        case .double, .float:
            let double = value.floating
            guard !double.isNaN else { return 0 }
            if width == 32 {
                return double <= -0x1p31
                    ? Int64(Int32.min)
                    : double >= 0x1p31
                        ? Int64(Int32.max) : Int64(double)
            }
            return double <= -0x1p63 ? .min : double >= 0x1p63 ? .max : Int64(double)
        case .bigInteger, .bigDecimal:
            return isTooLong(value) ? 0 : Int64(truncatingIfNeeded: bigInteger(of: value))
        default: return value.signed
        }
    }
}

extension Value {
    /// A `java.lang.Short`.
    static func short(_ number: Int16) -> Value {
        Value(.short, payload: UInt64(bitPattern: Int64(number)))
    }

    /// A `java.lang.Character`.
    static func character(_ unit: UInt16) -> Value { Value(.character, payload: UInt64(unit)) }
}
