import APIGatewayPipeline
import Diagnostics

/// Where in a definition API Gateway's own members stand.
enum ExtensionLevel: String, CaseIterable {
    case root = "the definition"
    case path = "a path"
    case operation = "an operation"
    case components = "`components`"
    case securityScheme = "a security scheme"

    static let prefix = "x-amazon-apigateway-"

    /// What is known here behind the prefix, used or passed over.
    var names: Set<String> {
        switch self {
        case .root:
            [
                "request-validators", "request-validator", "gateway-responses",
                "binary-media-types", "minimum-compression-size", "api-key-source", "cors",
                "endpoint-configuration", "endpoint-access-mode", "security-policy", "policy",
                "importexport-version", "documentation", "tag-value",
            ]
        case .path: ["any-method"]
        case .operation: ["integration", "request-validator", "auth"]
        case .components: ["integrations"]
        case .securityScheme: ["authtype", "authorizer"]
        }
    }
}

extension APIDefinitionReader {
    /// Reports members that look like API Gateway's own and are not.
    mutating func checkExtensions(_ node: DocumentNode, _ level: ExtensionLevel) {
        let prefix = ExtensionLevel.prefix
        for member in node.members where member.name.hasPrefix("x-") {
            let isOurs = member.name.hasPrefix(prefix)
            let looksLikeOurs =
                isOurs || member.name.hasPrefix("x-amazon") || member.name.contains("apigateway")
            let name = String(member.name.dropFirst(prefix.count))
            guard looksLikeOurs, !isOurs || !level.names.contains(name) else { continue }
            if isOurs, let other = ExtensionLevel.allCases.first(where: { $0.names.contains(name) })
            {
                report(
                    "misplaced-extension",
                    "`\(member.name)` is a member of \(other.rawValue), not of \(level.rawValue)",
                    member.nameSpan)
                continue
            }
            let known = level.names.sorted()
            let candidate =
                isOurs
                ? nearMiss(to: name, among: known).map { prefix + $0 }
                : nearMiss(to: member.name, among: known.map { prefix + $0 })
            report(
                "unknown-extension", "\(level.rawValue) has no member `\(member.name)`",
                member.nameSpan, candidate: candidate)
        }
    }
}
