/// What the values of a JSON text become that is not read by json-smart but given by the host: Java
/// collections, and numbers as Jackson reads them.
package enum GivenValues {
    /// `java.util.ArrayList` and `LinkedHashMap`: the variables of profile `velocity`.
    case javaCollections
    /// As if `$util.parseJson` had made them: variables of profile `apigateway`.
    case jsonValues
    /// Lists, and maps in hash order that print as nothing: `$context`.
    case context

    private var array: Value.Kind { self == .jsonValues ? .jsonArray : .list }
    private var map: Value.Kind { self == .context ? .contextMap : .map }

    /// A parsed value as one of these, but for what it contains.
    @inline(__always)
    func convert(_ value: Value, _ heap: borrowing Heap) -> Value {
        var value = value
        switch value.kind {
        case .jsonArray: value.kind = array
        case .map: value.kind = map
        // Nineteen digits are a BigInteger even where a Long would hold them.
        case .numberText
        where value.length >= 19 && !value.flags.contains(.decimal)
            && heap.digitCount(of: value) >= 19:
            value.kind = .bigInteger
        default: break
        }
        return value
    }
}

extension Heap {
    /// Changes the kinds of all values in a parsed document; gives the document anew.
    package mutating func convert(_ value: Value, to given: GivenValues) -> Value {
        if value.kind == .jsonArray || value.kind == .map {
            // The parser limits how deep a document is.
            for slot in 0..<slotCount(of: value) {
                let child = element(slot, of: value)
                setElement(slot, of: value, to: convert(child, to: given))
            }
        }
        return given.convert(value, self)
    }

    fileprivate func digitCount(of value: Value) -> Int {
        Int(value.length) - (bytes[value.offset] == UInt8(ascii: "-") ? 1 : 0)
    }
}
