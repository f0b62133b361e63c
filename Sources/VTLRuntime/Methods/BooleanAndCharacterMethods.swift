import Values

/// `java.lang.Boolean`.
enum BooleanMethods {
    static let signatures: [MethodSignature] = [
        MethodSignature(.booleanValue, returns: .boolean),
        MethodSignature(.compareTo, .object, returns: .int),
        MethodSignature(.compare, .boolean, .boolean, returns: .int, isStatic: true),
        MethodSignature(.hashCode, .boolean, returns: .int, isStatic: true),
        MethodSignature(.logicalAnd, .boolean, .boolean, returns: .boolean, isStatic: true),
        MethodSignature(.logicalOr, .boolean, .boolean, returns: .boolean, isStatic: true),
        MethodSignature(.logicalXor, .boolean, .boolean, returns: .boolean, isStatic: true),
        MethodSignature(.parseBoolean, .string, returns: .boolean, isStatic: true),
        MethodSignature(.toString, .boolean, returns: .string, isStatic: true),
        MethodSignature(.valueOf, .boolean, returns: .boolean, isStatic: true),
        MethodSignature(.valueOf, .string, returns: .boolean, isStatic: true),
    ]

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let (a, b) = (call.first.payload == 1, call.second.payload == 1)
        switch call.name {
        case .booleanValue: return call.receiver
        case .compareTo:
            return .count(try NaturalOrder.compare(call.receiver, call.first, call, &workspace))
        case .compare: return .count((a ? 1 : 0) - (b ? 1 : 0))
        case .hashCode: return .integer(workspace.heap.hashCode(call.first))
        case .logicalAnd: return .boolean(a && b)
        case .logicalOr: return .boolean(a || b)
        case .logicalXor: return .boolean(a != b)
        case .toString: return workspace.string(of: call.first)
        case .parseBoolean, .valueOf:
            if call.first.kind == .boolean { return call.first }
            let text = workspace.heap.lowercased(
                call.first.isNull ? workspace.heap.emptyString : call.first)
            return .boolean(workspace.heap.isEqual(text, to: "true"))
        default: return nil
        }
    }
}

/// `java.lang.Character`: static methods take a character or a code point.
enum CharacterMethods {
    static let signatures: [MethodSignature] =
        [
            MethodSignature(.charValue, returns: .char),
            MethodSignature(.compareTo, .object, returns: .int),
            MethodSignature(.charCount, .int, returns: .int, isStatic: true),
            MethodSignature(.compare, .char, .char, returns: .int, isStatic: true),
            MethodSignature(.digit, .char, .int, returns: .int, isStatic: true),
            MethodSignature(.digit, .int, .int, returns: .int, isStatic: true),
            MethodSignature(.forDigit, .int, .int, returns: .char, isStatic: true),
            MethodSignature(.hashCode, .char, returns: .int, isStatic: true),
            MethodSignature(.isAlphabetic, .int, returns: .boolean, isStatic: true),
            MethodSignature(.isHighSurrogate, .char, returns: .boolean, isStatic: true),
            MethodSignature(.isLowSurrogate, .char, returns: .boolean, isStatic: true),
            MethodSignature(.isSurrogate, .char, returns: .boolean, isStatic: true),
            MethodSignature(.toCodePoint, .char, .char, returns: .int, isStatic: true),
            MethodSignature(.toString, .char, returns: .string, isStatic: true),
            MethodSignature(.reverseBytes, .char, returns: .char, isStatic: true),
            MethodSignature(.toString, .int, returns: .string, isStatic: true),
            MethodSignature(.valueOf, .char, returns: .char, isStatic: true),
        ] + ofCharacterOrCodePoint

    private static let ofCharacterOrCodePoint: [MethodSignature] = {
        let tests: [MethodName] = [
            .isDigit, .isLetter, .isLetterOrDigit, .isLowerCase, .isUpperCase, .isSpaceChar,
            .isWhitespace,
        ]
        let mappings: [MethodName] = [.toLowerCase, .toTitleCase, .toUpperCase]
        return [ParameterKind.char, .int].flatMap { kind in
            tests.map { MethodSignature($0, kind, returns: .boolean, isStatic: true) }
                + mappings.map {
                    MethodSignature(
                        $0, kind, returns: kind == .char ? .char : .int, isStatic: true)
                } + [MethodSignature(.getNumericValue, kind, returns: .int, isStatic: true)]
        }
    }()

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let scalar = UInt32(truncatingIfNeeded: call.first.payload)
        switch call.name {
        case .charValue: return call.receiver
        case .compareTo:
            return .count(try NaturalOrder.compare(call.receiver, call.first, call, &workspace))
        case .compare: return .count(Int(call.first.payload) - Int(call.second.payload))
        case .hashCode: return .integer(Int32(truncatingIfNeeded: scalar))
        case .charCount: return .count(call.first.signed >= 0x10000 ? 2 : 1)
        case .valueOf: return call.first
        case .reverseBytes:
            return .character(UInt16(truncatingIfNeeded: call.first.payload).byteSwapped)
        case .toString:
            guard scalar < 0x110000 else {
                throw call.illegalArgument("no code point", &workspace)
            }
            return workspace.heap.string(ofScalar: scalar)
        case .isHighSurrogate: return .boolean((0xD800..<0xDC00).contains(scalar))
        case .isLowSurrogate: return .boolean((0xDC00..<0xE000).contains(scalar))
        case .isSurrogate: return .boolean((0xD800..<0xE000).contains(scalar))
        case .toCodePoint:
            let low = UInt32(truncatingIfNeeded: call.second.payload)
            return .count(Int(scalar) * 0x400 + Int(low) + 0x10000 - 0xD800 * 0x400 - 0xDC00)
        case .toLowerCase: return mapped(call.first, CharacterClass.lowercase(scalar))
        case .toUpperCase: return mapped(call.first, CharacterClass.uppercase(scalar))
        case .toTitleCase: return mapped(call.first, CharacterClass.titlecase(scalar))
        case .getNumericValue: return .count(CharacterClass.numericValue(scalar))
        case .digit:
            let (value, radix) = (CharacterClass.numericValue(scalar), call.int(1, workspace))
            return .count(value >= 0 && value < radix && (2...36).contains(radix) ? value : -1)
        case .forDigit:
            let (digit, radix) = (call.int(0, workspace), call.int(1, workspace))
            guard (2...36).contains(radix), digit >= 0, digit < radix else {
                return .character(0)
            }
            return .character(UInt16(digit < 10 ? 48 + digit : 87 + digit))
        default: return .boolean(CharacterClass.test(call.name, scalar))
        }
    }

    /// A mapped character, as a character or a code point like the argument.
    private static func mapped(_ argument: Value, _ scalar: UInt32) -> Value {
        argument.kind == .character
            ? .character(UInt16(truncatingIfNeeded: scalar))
            : .integer(Int32(truncatingIfNeeded: scalar))
    }
}

extension CharacterClass {
    /// `Character.isDigit` and its like.
    static func test(_ name: MethodName, _ scalar: UInt32) -> Bool {
        guard let properties = Unicode.Scalar(scalar)?.properties else { return false }
        let category = properties.generalCategory
        switch name {
        case .isDigit: return category == .decimalNumber
        case .isLetter: return isLetter(category)
        case .isLetterOrDigit: return isLetter(category) || category == .decimalNumber
        case .isLowerCase: return properties.isLowercase
        case .isUpperCase: return properties.isUppercase
        case .isAlphabetic: return properties.isAlphabetic
        case .isWhitespace: return isWhitespace(scalar)
        case .isSpaceChar:
            return category == .spaceSeparator || category == .lineSeparator
                || category == .paragraphSeparator
        default: return false
        }
    }

    private static func isLetter(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            true
        default: false
        }
    }

    /// `Character.getNumericValue` for digits and Latin letters; -1 without a value, -2 for a
    /// fraction.
    static func numericValue(_ scalar: UInt32) -> Int {
        switch scalar {
        case 0x30...0x39: return Int(scalar) - 0x30
        case 0x41...0x5A: return Int(scalar) - 0x41 + 10
        case 0x61...0x7A: return Int(scalar) - 0x61 + 10
        case 0xFF21...0xFF3A: return Int(scalar) - 0xFF21 + 10
        case 0xFF41...0xFF5A: return Int(scalar) - 0xFF41 + 10
        default: break
        }
        guard let value = Unicode.Scalar(scalar)?.properties.numericValue else { return -1 }
        return value >= 0 && value == value.rounded() && value < 0x1p31 ? Int(value) : -2
    }
}
