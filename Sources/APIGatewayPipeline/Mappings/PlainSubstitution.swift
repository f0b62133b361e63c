/// Templates that are no mapping templates: gateway responses and access logs name members of `$context`,
/// and nothing else happens in them.
struct PlainSubstitution {
    /// What a name may begin with.
    let roots: Set<String>
    /// Names may have hyphens. Those of logs have `_` only.
    let allowsHyphens: Bool

    static let gatewayResponse = PlainSubstitution(
        roots: ["context", "stageVariables"], allowsHyphens: true)

    static let accessLog = PlainSubstitution(roots: ["context"], allowsHyphens: false)

    /// Puts values in the places of names such as `$context.name`; other text stays.
    func text(
        of template: String, missing: String, _ value: (_ names: [String]) -> String?
    ) -> String {
        var result = ""
        var rest = Substring(template)
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            let name = name(behind: rest[rest.index(after: dollar)...])
            let parts = name.split(separator: ".").map(String.init)
            if parts.count > 1, roots.contains(parts[0]) {
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
    private func name(behind text: Substring) -> Substring {
        var name = text.prefix { character in
            character.isASCII
                && (character.isLetter || character.isNumber || character == "." || character == "_"
                    || character == "-" && allowsHyphens)
        }
        while name.last == "." || name.last == "-" { name.removeLast() }
        return name
    }
}
