// Templates that are no mapping templates: gateway responses and access logs name members of `$context`
// and stage variables, and nothing else happens in them.

enum PlainSubstitution {
    /// Puts values in the places of `$context.name` and `$stageVariables.name`; other text stays.
    static func text(
        of template: String, missing: String, _ value: (_ names: [String]) -> String?
    ) -> String {
        var result = ""
        var rest = Substring(template)
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            let name = name(behind: rest[rest.index(after: dollar)...])
            let parts = name.split(separator: ".").map(String.init)
            if parts.count > 1, parts[0] == "context" || parts[0] == "stageVariables" {
                result += value(parts) ?? missing
                rest = rest[rest.index(dollar, offsetBy: name.count + 1)...]
            } else {
                result += "$"
                rest = rest[rest.index(after: dollar)...]
            }
        }
        return result + rest
    }

    /// Names joined by dots; a dot behind the last one ends a sentence.
    private static func name(behind text: Substring) -> Substring {
        var name = text.prefix { character in
            character.isASCII
                && (character.isLetter || character.isNumber || character == "." || character == "_"
                    || character == "-")
        }
        while name.last == "." || name.last == "-" { name.removeLast() }
        return name
    }
}
