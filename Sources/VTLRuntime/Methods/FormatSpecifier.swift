/// One `%…` of a format: `%[index$][flags][width][.precision]conversion`.
struct FormatSpecifier {
    struct Flags: OptionSet {
        let rawValue: UInt8
        static let leftJustify = Flags(rawValue: 1)
        static let alternate = Flags(rawValue: 2)
        static let plus = Flags(rawValue: 4)
        static let leadingSpace = Flags(rawValue: 8)
        static let zeroPad = Flags(rawValue: 16)
        static let group = Flags(rawValue: 32)
        static let parentheses = Flags(rawValue: 64)
        static let previous = Flags(rawValue: 128)

        init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The flag a byte stands for, or nil.
        init?(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "-"): self = .leftJustify
            case UInt8(ascii: "#"): self = .alternate
            case UInt8(ascii: "+"): self = .plus
            case UInt8(ascii: " "): self = .leadingSpace
            case UInt8(ascii: "0"): self = .zeroPad
            case UInt8(ascii: ","): self = .group
            case UInt8(ascii: "("): self = .parentheses
            case UInt8(ascii: "<"): self = .previous
            default: return nil
            }
        }
    }

    /// Which argument is printed.
    enum Index: Equatable {
        case next, previous
        case position(Int)
    }

    var index = Index.next
    var flags: Flags = []
    var width: Int?
    var precision: Int?
    /// The conversion's letter, in lower case.
    var conversion: UInt8 = 0
    var isUppercase = false

    /// Wider fields and longer fractions are refused.
    static let sizeMax = 1 << 20

    /// Reads the specifier behind a `%`; nil when there is none that Java would take.
    init?(_ text: [UInt8], _ position: inout Int) {
        func peek() -> UInt8? { position < text.count ? text[position] : nil }
        func number() -> Int? {
            var result: Int?
            while let byte = peek(), byte >= 48, byte <= 57 {
                result = min((result ?? 0) * 10 + Int(byte - 48), Self.sizeMax + 1)
                position += 1
            }
            return result
        }
        let start = position
        if let argument = number(), peek() == UInt8(ascii: "$") {
            guard argument > 0 else { return nil }
            index = .position(argument)
            position += 1
        } else {
            position = start
        }
        while let byte = peek(), let flag = Flags(byte) {
            guard flags.insert(flag).inserted else { return nil }
            position += 1
        }
        if flags.contains(.previous) { index = .previous }
        width = number()
        if peek() == UInt8(ascii: ".") {
            position += 1
            precision = number()
            guard precision != nil else { return nil }
        }
        guard let letter = peek() else { return nil }
        position += 1
        isUppercase = "BHSCXEGA".utf8.contains(letter)
        conversion = isUppercase ? letter | 0x20 : letter
        guard "bhscdoxefga%n".utf8.contains(conversion), hasSoundFlags,
            max(width ?? 0, precision ?? 0) <= Self.sizeMax
        else { return nil }
    }

    /// Whether flags, width and precision suit the conversion.
    private var hasSoundFlags: Bool {
        let flags = flags.subtracting(.previous)
        if flags.contains(.leftJustify), width == nil { return false }
        switch conversion {
        case UInt8(ascii: "s"): return flags.isSubset(of: [.leftJustify, .alternate])
        case UInt8(ascii: "b"), UInt8(ascii: "h"): return flags.isSubset(of: .leftJustify)
        case UInt8(ascii: "c"): return flags.isSubset(of: .leftJustify) && precision == nil
        case UInt8(ascii: "%"): return self.flags.isSubset(of: .leftJustify) && precision == nil
        case UInt8(ascii: "n"): return self.flags.isEmpty && width == nil && precision == nil
        case UInt8(ascii: "d"):
            return hasSoundNumberFlags && precision == nil && !flags.contains(.alternate)
        case UInt8(ascii: "o"), UInt8(ascii: "x"):
            return hasSoundNumberFlags && precision == nil && !flags.contains(.group)
        case UInt8(ascii: "e"): return hasSoundNumberFlags && !flags.contains(.group)
        case UInt8(ascii: "g"): return hasSoundNumberFlags && !flags.contains(.alternate)
        case UInt8(ascii: "a"):
            return hasSoundNumberFlags && flags.isDisjoint(with: [.group, .parentheses])
        default: return hasSoundNumberFlags
        }
    }

    private var hasSoundNumberFlags: Bool {
        if flags.contains(.zeroPad), width == nil { return false }
        return !flags.isSuperset(of: [.plus, .leadingSpace])
            && !flags.isSuperset(of: [.leftJustify, .zeroPad])
    }
}
