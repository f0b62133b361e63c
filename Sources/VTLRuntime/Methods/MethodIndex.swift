import Values

/// Finds the signatures of a class and name without searching, and without counting references.
///
/// Nothing changes once it is made, so threads may share it.
struct MethodIndex: ~Copyable, @unchecked Sendable {
    /// All signatures, by class and then by name.
    private let signatures: Buffer<MethodSignature>
    /// For each class and name the first signature's index, and how many there are in the low bits.
    private let ranges: Buffer<UInt16>

    private static let countBits: UInt16 = 4
    private static let nameCount = MethodName.allCases.count

    init() {
        var signatures: [MethodSignature] = []
        var ranges: [UInt16] = []
        var known: [[MethodSignature]: [UInt16]] = [:]
        for receiver in JavaClass.allCases {
            let own = MethodTable.signatures(of: receiver)
            if let row = known[own] {
                ranges += row
                continue
            }
            var overloadsByName = [[MethodSignature]](repeating: [], count: Self.nameCount)
            for signature in own { overloadsByName[signature.name.rawValue].append(signature) }
            var row: [UInt16] = []
            for overloads in overloadsByName {
                let start = UInt16(truncatingIfNeeded: signatures.count)
                row.append(start << Self.countBits | UInt16(truncatingIfNeeded: overloads.count))
                signatures += overloads
            }
            known[own] = row
            ranges += row
        }
        self.signatures = Self.buffer(signatures)
        self.ranges = Self.buffer(ranges)
    }

    private static func buffer<Element: BitwiseCopyable>(
        _ elements: [Element]
    ) -> Buffer<Element> {
        var buffer = Buffer<Element>(capacity: elements.count)
        for element in elements { buffer.append(element) }
        return buffer
    }

    /// Where the overloads of a class's method stand.
    func overloads(of name: MethodName, in receiver: JavaClass) -> Range<Int> {
        let range = ranges[Int(receiver.rawValue) * Self.nameCount + name.rawValue]
        let start = Int(range >> Self.countBits)
        return start..<start + Int(range & (1 << Self.countBits - 1))
    }

    subscript(index: Int) -> MethodSignature { signatures[index] }
}

/// Classes whose objects have the same methods.
enum MethodSet: UInt8, BitwiseCopyable, Sendable {
    case object, string, boolean, character
    case integer, long, short, byte, double, float, bigInteger, bigDecimal
    case list, array, map, view, entry, iterator, listIterator
    case stream, intStream, javaClass

    /// The signatures of the methods these classes have beyond those of every object.
    var signatures: [MethodSignature] {
        switch self {
        case .object: []
        case .string: StringMethods.signatures
        case .boolean: BooleanMethods.signatures
        case .character: CharacterMethods.signatures
        case .integer: IntegerMethods.integerSignatures
        case .long: IntegerMethods.longSignatures
        case .short: IntegerMethods.shortSignatures
        case .byte: IntegerMethods.byteSignatures
        case .double: FloatingPointMethods.doubleSignatures
        case .float: FloatingPointMethods.floatSignatures
        case .bigInteger: BigIntegerMethods.signatures
        case .bigDecimal: BigDecimalMethods.signatures
        case .list: ListMethods.signatures
        case .array: ListMethods.arraySignatures
        case .map: MapMethods.signatures
        case .view: MapViewMethods.signatures
        case .entry: EntryMethods.signatures
        case .iterator: IteratorMethods.signatures
        case .listIterator: IteratorMethods.signatures + IteratorMethods.listSignatures
        case .stream: StreamMethods.signatures
        case .intStream: StreamMethods.intSignatures
        case .javaClass: ClassMethods.signatures
        }
    }
}

extension JavaClass {
    /// Which methods the class's objects have.
    var methodSet: MethodSet {
        switch self {
        case .other, .block: .object
        case .string: .string
        case .boolean: .boolean
        case .character: .character
        case .integer: .integer
        case .long: .long
        case .short: .short
        case .byte: .byte
        case .double: .double
        case .float: .float
        case .bigInteger: .bigInteger
        case .bigDecimal: .bigDecimal
        case .arrayList, .jsonArray: .list
        case .shortImmutableList, .immutableList, .subList, .objectArray, .stringArray,
            .characterArray, .byteArray:
            .array
        case .linkedHashMap, .hashMap: .map
        case .linkedKeySet, .linkedValues, .linkedEntrySet, .hashKeySet, .hashValues,
            .hashEntrySet:
            .view
        case .linkedEntry, .hashEntry: .entry
        case .listIterator, .arrayIterator, .keyIterator, .valueIterator, .entryIterator: .iterator
        case .fullListIterator, .subListIterator: .listIterator
        case .stream: .stream
        case .intStream: .intStream
        case .javaClass: .javaClass
        }
    }
}
