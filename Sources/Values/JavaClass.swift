/// The Java classes whose objects a template can hold.
package enum JavaClass: UInt8, BitwiseCopyable, Sendable, CaseIterable {
    /// What is no Java object of ours: null, an object of the environment.
    case other
    case string, boolean, character
    case integer, long, short, byte, double, float, bigInteger, bigDecimal
    case arrayList, jsonArray, shortImmutableList, immutableList, subList
    case objectArray, stringArray, characterArray, byteArray
    case linkedHashMap, hashMap
    case linkedKeySet, linkedValues, linkedEntrySet, linkedEntry
    case hashKeySet, hashValues, hashEntrySet, hashEntry
    case listIterator, arrayIterator, fullListIterator, subListIterator
    case keyIterator, valueIterator, entryIterator
    case stream, intStream
    case javaClass, block

    /// The class of a value whose number class is decided.
    package init(of value: Value) {
        switch value.kind {
        case .null, .host: self = .other
        case .block: self = .block
        case .boolean: self = .boolean
        case .integer, .numberText: self = .integer
        case .long: self = .long
        case .short: self = .short
        case .byte: self = .byte
        case .double: self = .double
        case .float: self = .float
        case .bigInteger: self = .bigInteger
        case .bigDecimal: self = .bigDecimal
        case .character: self = .character
        case .string: self = .string
        case .jsonArray: self = .jsonArray
        case .list:
            self = JavaClass(rawValue: UInt8(truncatingIfNeeded: value.detail)) ?? .arrayList
            if !isImmutableList, self != .subList { self = .arrayList }
        case .map: self = .linkedHashMap
        case .contextMap: self = .hashMap
        case .keySet: self = value.isHashView ? .hashKeySet : .linkedKeySet
        case .valuesView: self = value.isHashView ? .hashValues : .linkedValues
        case .entrySet: self = value.isHashView ? .hashEntrySet : .linkedEntrySet
        case .entry: self = value.isHashView ? .hashEntry : .linkedEntry
        case .javaArray, .iterator:
            self = JavaClass(rawValue: UInt8(truncatingIfNeeded: value.detail)) ?? .objectArray
            if value.kind == .javaArray, !isArray { self = .objectArray }
        case .javaClass: self = .javaClass
        }
    }

    /// What tells this class in a value's ``Value/detail``, where the kind alone does not: arrays,
    /// iterators, streams, and the class that a `java.lang.Class` stands for.
    package var detail: UInt16 { UInt16(rawValue) }

    /// What `List.of` gives; one class for up to two elements, another for more.
    package var isImmutableList: Bool { self == .shortImmutableList || self == .immutableList }

    package var isArray: Bool {
        rawValue >= Self.objectArray.rawValue && rawValue <= Self.byteArray.rawValue
    }

    /// The class that a `java.lang.Class` value stands for.
    package init(representedBy value: Value) {
        self = JavaClass(rawValue: UInt8(truncatingIfNeeded: value.detail)) ?? .other
    }

    /// `Class.getName()`.
    package var name: StaticString {
        switch self {
        case .other: "java.lang.Object"
        case .string: "java.lang.String"
        case .boolean: "java.lang.Boolean"
        case .character: "java.lang.Character"
        case .integer: "java.lang.Integer"
        case .long: "java.lang.Long"
        case .short: "java.lang.Short"
        case .byte: "java.lang.Byte"
        case .double: "java.lang.Double"
        case .float: "java.lang.Float"
        case .bigInteger: "java.math.BigInteger"
        case .bigDecimal: "java.math.BigDecimal"
        case .arrayList: "java.util.ArrayList"
        case .jsonArray: "net.minidev.json.JSONArray"
        case .shortImmutableList: "java.util.ImmutableCollections$List12"
        case .immutableList: "java.util.ImmutableCollections$ListN"
        case .subList: "java.util.ArrayList$SubList"
        case .objectArray: "[Ljava.lang.Object;"
        case .stringArray: "[Ljava.lang.String;"
        case .characterArray: "[C"
        case .byteArray: "[B"
        case .linkedHashMap: "java.util.LinkedHashMap"
        case .hashMap: "java.util.HashMap"
        case .linkedKeySet: "java.util.LinkedHashMap$LinkedKeySet"
        case .linkedValues: "java.util.LinkedHashMap$LinkedValues"
        case .linkedEntrySet: "java.util.LinkedHashMap$LinkedEntrySet"
        case .linkedEntry: "java.util.LinkedHashMap$Entry"
        case .hashKeySet: "java.util.HashMap$KeySet"
        case .hashValues: "java.util.HashMap$Values"
        case .hashEntrySet: "java.util.HashMap$EntrySet"
        case .hashEntry: "java.util.HashMap$Node"
        case .listIterator: "java.util.ArrayList$Itr"
        case .arrayIterator: "java.util.AbstractList$Itr"
        case .fullListIterator: "java.util.ArrayList$ListItr"
        case .subListIterator: "java.util.ArrayList$SubList$1"
        case .keyIterator: "java.util.LinkedHashMap$LinkedKeyIterator"
        case .valueIterator: "java.util.LinkedHashMap$LinkedValueIterator"
        case .entryIterator: "java.util.LinkedHashMap$LinkedEntryIterator"
        case .stream: "java.util.stream.ReferencePipeline$Head"
        case .intStream: "java.util.stream.IntPipeline$Head"
        case .javaClass: "java.lang.Class"
        case .block: "org.apache.velocity.runtime.directive.Block$Reference"
        }
    }

    /// `Class.getSimpleName()`.
    package var simpleName: String {
        switch self {
        case .objectArray: "Object[]"
        case .stringArray: "String[]"
        case .characterArray: "char[]"
        case .byteArray: "byte[]"
        // A class without a name.
        case .subListIterator: ""
        default:
            String(describing: name).split(whereSeparator: { $0 == "." || $0 == "$" }).last
                .map(String.init) ?? ""
        }
    }
}

extension Value {
    /// A stream, which has no elements that one could visit.
    package var isStream: Bool {
        kind == .iterator
            && (detail == JavaClass.stream.detail || detail == JavaClass.intStream.detail)
    }

    /// A view of, or an entry in, a map in hash order: its `detail` keeps the map's kind.
    package var isHashView: Bool { detail == UInt16(Kind.contextMap.rawValue) }

    /// The map behind a view or an entry.
    package var viewedMap: Value { Value(isHashView ? .contextMap : .map, payload: payload) }

    /// A view of this map, or its entry at `index`.
    package func view(_ kind: Kind, index: Int = 0) -> Value {
        Value(
            kind, detail: UInt16(self.kind.rawValue), length: UInt32(clamping: index),
            payload: payload)
    }
}
