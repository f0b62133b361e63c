extension Value.Kind {
    /// The name of the Java class of a kind's objects.
    package var javaClassName: StaticString {
        switch self {
        case .null, .block, .host: "java.lang.Object"
        case .boolean: "java.lang.Boolean"
        case .integer, .numberText: "java.lang.Integer"
        case .long: "java.lang.Long"
        case .short: "java.lang.Short"
        case .byte: "java.lang.Byte"
        case .double: "java.lang.Double"
        case .float: "java.lang.Float"
        case .bigInteger: "java.math.BigInteger"
        case .bigDecimal: "java.math.BigDecimal"
        case .character: "java.lang.Character"
        case .string: "java.lang.String"
        case .jsonArray: "net.minidev.json.JSONArray"
        case .list: "java.util.ArrayList"
        case .javaArray: "[Ljava.lang.Object;"
        case .map: "java.util.LinkedHashMap"
        case .contextMap: "java.util.HashMap"
        case .keySet: "java.util.LinkedHashMap$LinkedKeySet"
        case .valuesView: "java.util.LinkedHashMap$LinkedValues"
        case .entrySet: "java.util.LinkedHashMap$LinkedEntrySet"
        case .entry: "java.util.LinkedHashMap$Entry"
        case .iterator: "java.util.ArrayList$Itr"
        case .javaClass: "java.lang.Class"
        }
    }

    /// The class name for the detail of a ``javaClass`` value.
    package static func javaClassName(ofDetail detail: UInt16) -> StaticString {
        (Value.Kind(rawValue: UInt8(truncatingIfNeeded: detail)) ?? .null).javaClassName
    }
}
