/// A value of the template language: 16 bytes, trivially copyable.
///
/// Text lies in the ``Heap``'s bytes, elements in its slots; a value only says where. A value means
/// something together with the heap that made it, until that heap is reset.
@frozen
public struct Value: BitwiseCopyable, Sendable {
    /// From the low bits: 8 of ``kind``, 8 of ``flags``, 16 of ``detail``, 32 of ``length``. One
    /// word, because four members would travel in four registers.
    @usableFromInline var head: UInt64
    /// Texts: where the bytes start (low half) and the first four bytes (high half).
    /// Containers: the index of the container. Numbers: the bits.
    @usableFromInline package var payload: UInt64

    @inlinable
    package init(
        _ kind: Kind, flags: Flags = [], detail: UInt16 = 0, length: UInt32 = 0, payload: UInt64 = 0
    ) {
        head =
            UInt64(kind.rawValue) | UInt64(flags.rawValue) << 8 | UInt64(detail) << 16
            | UInt64(length) << 32
        self.payload = payload
    }

    /// What a value is, in Java's terms. How a value prints is a property of its kind.
    @frozen
    public enum Kind: UInt8, BitwiseCopyable, Sendable {
        case null
        /// `java.lang.Boolean`; the payload is 0 or 1.
        case boolean
        /// `java.lang.Integer`, `Long`, `Short`, `Byte`: the payload is the signed value.
        case integer, long, short, byte
        /// `java.lang.Double`, `Float`: the payload is the double's bits.
        case double, float
        /// A number of a JSON text as it was written: Integer, Long, BigInteger, Double or
        /// BigDecimal, decided by ``Heap/number(_:)`` when somebody asks.
        case numberText
        /// `java.math.BigInteger`: decimal digits with an optional sign.
        case bigInteger
        /// `java.math.BigDecimal`: what its `toString` gives.
        case bigDecimal
        /// `java.lang.Character`: the payload is a UTF-16 code unit.
        case character
        case string
        /// json-smart's `JSONArray`, an `ArrayList` that prints as JSON.
        case jsonArray
        /// `java.util.ArrayList` and other lists that print as `[a, b]`.
        case list
        /// An `Object[]`, as `split` and `toArray` give it.
        case javaArray
        /// A map that keeps its order: a JSON object or a map literal.
        case map
        /// A `java.util.HashMap` that prints as nothing: `$context` and its members.
        case contextMap
        /// A view of a map: its keys, values or entries.
        case keySet, valuesView, entrySet
        /// A map's entry: the container is the map, the key's index stands in `length`.
        case entry
        /// An iterator: a container with what is iterated and the position. Or a stream.
        case iterator
        /// The body of a `#define`, or a macro's argument: rendered or evaluated at each use.
        case block
        /// An object of the environment, such as `$input`: `detail` is its class, the container
        /// its fields.
        case host
        /// A `java.lang.Class`: `detail` is the kind of its objects.
        case javaClass
    }

    @frozen
    public struct Flags: OptionSet, BitwiseCopyable, Sendable {
        public let rawValue: UInt8
        @inlinable
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// The text is ASCII only: bytes and UTF-16 units are the same.
        @inlinable package static var ascii: Flags { Flags(rawValue: 1) }
        /// The text is ASCII and prints inside JSON quotes as it is: no quote, backslash or control
        /// character in it. Of a number text: it is known to print as it is written.
        @inlinable package static var plain: Flags { Flags(rawValue: 2) }
        /// A number text with a fraction or an exponent.
        @inlinable package static var decimal: Flags { Flags(rawValue: 4) }
    }
}

extension Value {
    @inlinable @inline(__always) package var kind: Kind {
        // Nothing but a kind is ever put there, and a failable initializer is no inlinable code.
        get { unsafeBitCast(UInt8(truncatingIfNeeded: head), to: Kind.self) }
        set { head = head & ~0xFF | UInt64(newValue.rawValue) }
    }

    @inlinable package var flags: Flags {
        get { Flags(rawValue: UInt8(truncatingIfNeeded: head >> 8)) }
        set { head = head & ~0xFF00 | UInt64(newValue.rawValue) << 8 }
    }

    /// Depends on the kind: a host object's class, a Java class, the sort of a view.
    @inlinable package var detail: UInt16 {
        get { UInt16(truncatingIfNeeded: head >> 16) }
        set { head = head & ~0xFFFF_0000 | UInt64(newValue) << 16 }
    }

    /// The number of bytes of a text.
    @inlinable package var length: UInt32 {
        get { UInt32(truncatingIfNeeded: head >> 32) }
        set { head = head & 0xFFFF_FFFF | UInt64(newValue) << 32 }
    }

    @inlinable package static var null: Value { Value(.null) }
    @inlinable package static var `true`: Value { Value(.boolean, payload: 1) }
    @inlinable package static var `false`: Value { Value(.boolean) }

    @inlinable
    package static func boolean(_ value: Bool) -> Value { Value(.boolean, payload: value ? 1 : 0) }

    @inlinable
    package static func integer(_ value: Int32) -> Value {
        Value(.integer, payload: UInt64(bitPattern: Int64(value)))
    }

    /// An Integer for the small counts and indexes that Java gives as `int`; clamped to its range.
    @inlinable
    package static func count(_ value: Int) -> Value { integer(Int32(clamping: value)) }

    @inlinable
    package static func long(_ value: Int64) -> Value {
        Value(.long, payload: UInt64(bitPattern: value))
    }

    @inlinable
    package static func double(_ value: Double) -> Value {
        Value(.double, payload: value.bitPattern)
    }

    @inlinable package var isNull: Bool { kind == .null }
    @inlinable package var isFalse: Bool { kind == .boolean && payload == 0 }

    /// The signed value of an integer, long, short or byte.
    @inlinable package var signed: Int64 { Int64(bitPattern: payload) }
    /// The value of a double or float.
    @inlinable package var floating: Double { Double(bitPattern: payload) }

    /// Where a text starts in the heap's bytes.
    @inlinable package var offset: Int { Int(UInt32(truncatingIfNeeded: payload)) }
    /// The first four bytes of a text, padded with zeros.
    @inlinable package var prefix: UInt32 { UInt32(truncatingIfNeeded: payload >> 32) }
    /// The bytes of a text in the heap.
    @inlinable package var range: Range<Int> { offset..<offset + Int(length) }
    /// The index of a container.
    @inlinable package var container: Int { Int(UInt32(truncatingIfNeeded: payload)) }

    @inlinable package var isAscii: Bool { flags.contains(.ascii) }

    /// Lists in Java's sense: what has elements by index.
    @inlinable @inline(__always) package var isList: Bool {
        kind == .jsonArray || kind == .list || kind == .javaArray
    }
    @inlinable @inline(__always) package var isMap: Bool { kind == .map || kind == .contextMap }
    /// Numbers of any class, also those still kept as text.
    @inlinable package var isNumber: Bool {
        kind.rawValue >= Kind.integer.rawValue && kind.rawValue <= Kind.bigDecimal.rawValue
    }
    /// Kinds whose characters lie in the heap's bytes.
    @inlinable package var isText: Bool {
        kind == .string || kind == .numberText || kind == .bigInteger || kind == .bigDecimal
    }
}
