import APIGatewayPipeline

/// What a scalar of YAML is: the core schema, with numbers as JSON writes them.
enum YAMLScalar {
    static func content(
        of text: String, isPlain: Bool, tag: String?
    ) -> DocumentNode.Content {
        guard isPlain, tag != "tag:yaml.org,2002:str" else { return .string(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        default: return isNumber(text) ? .number(text) : .string(text)
        }
    }

    /// The name that a key gives a member; nil for lists and objects. Statuses are written as numbers.
    static func name(_ key: DocumentNode) -> String? {
        switch key.content {
        case .string(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .null: "null"
        case .list, .object: nil
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let integer = takeDigits(&rest)
        guard !integer.isEmpty, integer.count == 1 || integer.first != UInt8(ascii: "0") else {
            return false
        }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            if takeDigits(&rest).isEmpty { return false }
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
                rest = rest.dropFirst()
            }
            if takeDigits(&rest).isEmpty { return false }
        }
        return rest.isEmpty
    }

    private static func takeDigits(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
        let digits = rest.prefix { $0 &- 0x30 < 10 }
        rest = rest[digits.endIndex...]
        return digits
    }
}
