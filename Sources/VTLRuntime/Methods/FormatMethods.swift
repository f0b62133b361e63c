import Values

/// `String.format` and `formatted`: `java.util.Formatter` in the root locale, without dates.
enum FormatMethods {
    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let isStatic = call.name == .format
        let format = isStatic ? call.first : call.receiver
        guard !format.isNull else { throw call.nullArgument(&workspace) }
        let base = workspace.heap.stack.count
        call.pushVariadic(from: isStatic ? 1 : 0, &workspace)
        let start = workspace.output.count
        var formatter = Formatter(
            call: call, arguments: base..<workspace.heap.stack.count,
            format: workspace.heap.array(of: format))
        do throws(RenderFault) {
            try formatter.run(&workspace)
        } catch {
            workspace.output.truncate(start)
            workspace.heap.stack.truncate(base)
            throw error
        }
        workspace.heap.stack.truncate(base)
        return workspace.takeString(from: start)
    }
}

/// One run over a format.
private struct Formatter {
    let call: MethodCall
    /// Where the arguments lie on the stack.
    let arguments: Range<Int>
    let format: [UInt8]
    private var position = 0
    private var nextArgument = 0
    private var previousArgument: Int?

    init(call: MethodCall, arguments: Range<Int>, format: [UInt8]) {
        self.call = call
        self.arguments = arguments
        self.format = format
    }

    mutating func run(_ workspace: inout Workspace) throws(RenderFault) {
        while position < format.count, !workspace.output.overflowed {
            let byte = format[position]
            position += 1
            guard byte == UInt8(ascii: "%") else {
                workspace.output.append(byte)
                continue
            }
            let start = position
            guard let specifier = FormatSpecifier(format, &position) else {
                let text = String(
                    decoding: format[start..<min(position + 1, format.count)], as: UTF8.self)
                throw fault("`%\(text)` is no conversion that Java knows", &workspace)
            }
            try print(specifier, &workspace)
        }
    }

    private func fault(_ reason: String, _ workspace: inout Workspace) -> RenderFault {
        RenderFault("format", "\(call.description(&workspace)): \(reason)")
    }

    private func mismatch(
        _ specifier: FormatSpecifier, _ value: Value, _ workspace: inout Workspace
    ) -> RenderFault {
        let letter = String(decoding: [specifier.conversion], as: UTF8.self)
        return fault(
            "`%\(letter)` cannot print the \(JavaClass(of: value).simpleName)"
                + " \(workspace.excerpt(of: value))", &workspace)
    }

    private mutating func argument(
        _ specifier: FormatSpecifier, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let index: Int
        switch specifier.index {
        case .next:
            index = nextArgument
            nextArgument += 1
        case .previous: index = previousArgument ?? .max
        case .position(let position): index = position - 1
        }
        previousArgument = index
        guard index < arguments.count else {
            // Where there is no array, every argument is null.
            if call.passesNullArray, index < Int.max { return .null }
            throw fault("there is no argument for each `%`", &workspace)
        }
        return workspace.heap.number(workspace.heap.stack[arguments.lowerBound + index])
    }

    private mutating func print(
        _ specifier: FormatSpecifier, _ workspace: inout Workspace
    ) throws(RenderFault) {
        let start = workspace.output.count
        switch specifier.conversion {
        case UInt8(ascii: "n"): workspace.output.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "%"): workspace.output.append(UInt8(ascii: "%"))
        default:
            let value = try argument(specifier, &workspace)
            try write(value, specifier, &workspace)
        }
        if specifier.isUppercase { workspace.uppercaseOutput(from: start) }
        workspace.justify(from: start, specifier)
    }

    private func write(
        _ value: Value, _ specifier: FormatSpecifier, _ workspace: inout Workspace
    ) throws(RenderFault) {
        let start = workspace.output.count
        switch specifier.conversion {
        case UInt8(ascii: "b"):
            workspace.output.append(value.isNull || value.isFalse ? "false" : "true")
            workspace.cutOutput(from: start, toUnits: specifier.precision)
            return
        case _ where value.isNull, UInt8(ascii: "s"):
            if specifier.flags.contains(.alternate), specifier.conversion == UInt8(ascii: "s") {
                throw mismatch(specifier, value, &workspace)
            }
            workspace.write(value)
            workspace.cutOutput(from: start, toUnits: specifier.precision)
            return
        case UInt8(ascii: "h"):
            let hash = UInt32(bitPattern: workspace.heap.javaHashCode(value))
            workspace.output.append(string: String(hash, radix: 16))
            workspace.cutOutput(from: start, toUnits: specifier.precision)
            return
        case UInt8(ascii: "c"):
            guard let scalar = codePoint(value) else {
                throw mismatch(specifier, value, &workspace)
            }
            for byte in UTF8Bytes(scalar) { workspace.output.append(byte) }
            return
        default: break
        }
        guard let text = numberText(value, specifier, workspace) else {
            throw mismatch(specifier, value, &workspace)
        }
        workspace.output.append(text)
    }

    private func codePoint(_ value: Value) -> UInt32? {
        switch value.kind {
        case .character: UInt32(truncatingIfNeeded: value.payload)
        case .integer, .short, .byte:
            value.signed >= 0 && value.signed < 0x110000
                ? UInt32(truncatingIfNeeded: value.signed) : nil
        default: nil
        }
    }

    // MARK: Numbers

    /// The text of a number with sign and zeros, before blanks are added; nil for a wrong class.
    private func numberText(
        _ value: Value, _ specifier: FormatSpecifier, _ workspace: borrowing Workspace
    ) -> [UInt8]? {
        switch specifier.conversion {
        case UInt8(ascii: "d"), UInt8(ascii: "o"), UInt8(ascii: "x"):
            guard value.isWholeNumber else { return nil }
            return wholeText(value, specifier, workspace)
        default:
            guard value.kind == .double || value.kind == .float || value.kind == .bigDecimal
            else { return nil }
            return fractionText(value, specifier, workspace)
        }
    }

    private func wholeText(
        _ value: Value, _ specifier: FormatSpecifier, _ workspace: borrowing Workspace
    ) -> [UInt8]? {
        let isDecimal = specifier.conversion == UInt8(ascii: "d")
        let radix = isDecimal ? 10 : specifier.conversion == UInt8(ascii: "x") ? 16 : 8
        if value.kind != .bigInteger, !isDecimal {
            guard specifier.flags.isDisjoint(with: [.parentheses, .leadingSpace, .plus]) else {
                return nil
            }
            let width: UInt64 =
                value.kind == .byte
                ? 8
                : value.kind == .short
                    ? 16
                    : value.kind == .integer ? 32 : 64
            let bits = UInt64(bitPattern: value.signed) & (UInt64.max >> (64 - width))
            return specifier.layout(
                Array(String(bits, radix: radix).utf8), isNegative: false, radix: radix)
        }
        guard !workspace.heap.isTooLong(value) else { return nil }
        let number = workspace.heap.bigInteger(of: value)
        return specifier.layout(
            number.magnitude.text(radix: radix), isNegative: number.isNegative, radix: radix)
    }

    private func fractionText(
        _ value: Value, _ specifier: FormatSpecifier, _ workspace: borrowing Workspace
    ) -> [UInt8]? {
        if value.kind == .bigDecimal {
            guard !workspace.heap.isTooLong(value), specifier.conversion != UInt8(ascii: "a")
            else { return nil }
            let parts = DecimalParts(value.range, in: workspace.heap.bytes)
            let digits = FormattedDigits(
                digits: parts.digits, point: parts.digits.count + parts.exponent)
            return specifier.layout(digits, isNegative: parts.isNegative)
        }
        let number = value.floating
        let isNegative = number.sign == .minus
        if number.isNaN { return Array("NaN".utf8) }
        if number.isInfinite {
            return specifier.signed(Array("Infinity".utf8), isNegative: isNegative)
        }
        if specifier.conversion == UInt8(ascii: "a") {
            return specifier.hexadecimal(number.magnitude, isNegative: isNegative)
        }
        var text = ByteBuffer(capacity: 32)
        text.appendJavaDouble(number.magnitude)
        let parts = DecimalParts(0..<text.count, in: text)
        let digits = FormattedDigits(
            digits: parts.digits, point: parts.digits.count + parts.exponent)
        return specifier.layout(digits, isNegative: isNegative)
    }
}

extension MethodCall {
    /// The variadic argument is null itself: Java then sees no array.
    fileprivate var passesNullArray: Bool {
        name == .format ? count == 2 && second.isNull : count == 1 && first.isNull
    }
}

extension Workspace {
    /// Cuts what was written since `start` to so many UTF-16 units.
    fileprivate mutating func cutOutput(from start: Int, toUnits units: Int?) {
        guard let units else { return }
        let text = takeString(from: start)
        let length = min(units, heap.utf16Length(of: text))
        write(heap.substring(of: text, from: 0, to: length) ?? text)
    }

    fileprivate mutating func uppercaseOutput(from start: Int) {
        let text = takeString(from: start)
        write(heap.uppercased(text))
    }

    /// Fills what was written since `start` up to the width with blanks.
    fileprivate mutating func justify(from start: Int, _ specifier: FormatSpecifier) {
        guard let width = specifier.width else { return }
        let text = takeString(from: start)
        let missing = max(width - heap.utf16Length(of: text), 0)
        if specifier.flags.contains(.leftJustify) { write(text) }
        if output.reserve(missing) {
            for _ in 0..<missing { output.append(UInt8(ascii: " ")) }
        }
        if !specifier.flags.contains(.leftJustify) { write(text) }
    }
}
