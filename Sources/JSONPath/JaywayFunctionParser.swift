// Functions at the end of a Jayway path and their arguments: paths, numbers, double-quoted strings
// and JSON objects. Other arguments are dropped.

extension JaywayParser {
    /// The function call whose `(` stands at the position.
    mutating func function(named name: Range<Int>) throws(JSONPathError) {
        let open = cursor.position
        guard isClosed(open) else {
            throw .expected("`)` to close the arguments", found: "none", at: open)
        }
        guard !isDescendant || !steps.isEmpty else {
            throw .expected(
                "a name between `..` and the function", found: "none", at: name.lowerBound)
        }
        let call = FunctionCall(
            function: Self.function(cursor.bytes[name]), first: Int32(plan.arguments.count),
            count: 0)
        let index = plan.addCall(call)
        if cursor.byte(at: open + 1) == UInt8(ascii: ")") {
            // Jayway stays at the parenthesis: at the end it is the character that is left over.
            cursor.position = open + 1
        } else {
            cursor.position = open + 1
            let arguments = try self.arguments()
            plan.calls[Int(index)].first = Int32(plan.arguments.count)
            plan.calls[Int(index)].count = Int32(arguments.count)
            plan.arguments.append(contentsOf: arguments)
        }
        append(PathStep(.function, first: index))
    }

    private func isClosed(_ open: Int) -> Bool {
        var depth = 1
        for index in open + 1..<max(open + 1, cursor.end) {
            if cursor.bytes[index] == UInt8(ascii: ")") { depth -= 1 }
            if cursor.bytes[index] == UInt8(ascii: "(") { depth += 1 }
            if depth == 0 { return true }
        }
        return false
    }

    static func function(_ name: ArraySlice<UInt8>) -> PathFunction {
        switch String(decoding: name, as: UTF8.self) {
        case "length": .length
        case "size": .size
        case "min": .minimum
        case "max": .maximum
        case "avg": .average
        case "sum": .sum
        case "stddev": .standardDeviation
        case "concat": .concat
        case "append": .append
        case "keys": .keys
        case "first": .first
        case "last": .last
        case "index": .index
        default: .unknown
        }
    }

    /// Reads the arguments up to the closing parenthesis, the way Jayway's own scanner does: it
    /// counts brackets and double quotes, and loses the commas inside quotes.
    private mutating func arguments() throws(JSONPathError) -> [FunctionArgument] {
        var scanner = ArgumentScanner()
        var arguments: [FunctionArgument] = []
        while let byte = cursor.current, !scanner.isComplete {
            cursor.position += 1
            if scanner.kind == .none {
                if Self.isBlank(byte) { continue }
                scanner.kind = ArgumentScanner.kind(startedBy: byte)
            }
            guard scanner.count(byte) else {
                throw .expected(
                    "an opening bracket first", found: cursor.found(at: cursor.position - 1),
                    at: cursor.position - 1)
            }
            if scanner.endsArgument(byte) {
                if let argument = try argument(scanner) { arguments.append(argument) }
                scanner.finishArgument()
            }
            scanner.keep(byte)
        }
        guard scanner.isBalanced else {
            throw .expected("`)` to close the arguments", found: cursor.found, at: cursor.position)
        }
        return arguments
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private mutating func argument(
        _ scanner: ArgumentScanner
    ) throws(JSONPathError) -> FunctionArgument? {
        switch scanner.kind {
        case .none: return nil
        case .json:
            return FunctionArgument(
                isPath: false, index: plan.addConstant(.json, scanner.text))
        case .path:
            // The text is not quite a part of ours, some commas are gone.
            var parser = JaywayParser(scanner.text, plan: plan, limits: limits, nesting: nesting)
            do {
                let path = try parser.path()
                plan = parser.plan
                return FunctionArgument(isPath: true, index: plan.addPath(path))
            } catch {
                throw JSONPathError(error.code, error.message, at: cursor.position - 1)
            }
        }
    }
}

/// The state of reading a function's arguments.
private struct ArgumentScanner {
    enum Kind {
        case none, json, path
    }

    var kind = Kind.none
    var text: [UInt8] = []
    private(set) var isComplete = false
    private var prior: UInt8 = 0
    private var quotes = 0
    private var parentheses = 1
    private var brackets = 0
    private var braces = 0

    static func kind(startedBy byte: UInt8) -> Kind {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "\""),
            UInt8(ascii: "-"):
            .json
        case UInt8(ascii: "$"), UInt8(ascii: "@"): .path
        default: .none
        }
    }

    var isBalanced: Bool { parentheses == 0 && brackets == 0 && braces == 0 }

    /// Counts brackets and quotes; false for a bracket that closes nothing.
    mutating func count(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""): quotes += prior != UInt8(ascii: "\\") && quotes > 0 ? -1 : 1
        case UInt8(ascii: "("): parentheses += 1
        case UInt8(ascii: "{"): braces += 1
        case UInt8(ascii: "["): brackets += 1
        case UInt8(ascii: "}"): braces -= 1
        case UInt8(ascii: "]"): brackets -= 1
        case UInt8(ascii: ")"):
            parentheses -= 1
            if parentheses < 0 || prior == UInt8(ascii: "(") { text.append(byte) }
        default: break
        }
        return braces >= 0 && brackets >= 0
    }

    mutating func endsArgument(_ byte: UInt8) -> Bool {
        guard byte == UInt8(ascii: ")") || byte == UInt8(ascii: ","), quotes == 0, braces == 0,
            brackets == 0
        else { return false }
        if parentheses == 0, byte == UInt8(ascii: ")") {
            isComplete = true
            return true
        }
        return parentheses == 1
    }

    mutating func finishArgument() {
        text = []
        kind = .none
    }

    mutating func keep(_ byte: UInt8) {
        let isSeparator =
            byte == UInt8(ascii: ",") && braces == 0 && brackets == 0 && parentheses == 1
        if kind != .none, !isSeparator { text.append(byte) }
        prior = byte
    }
}
