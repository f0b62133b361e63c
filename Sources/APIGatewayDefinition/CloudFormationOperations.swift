import APIGatewayPipeline
import Diagnostics

// What methods, routes and events share: verbs, and that each path has a verb once.

extension CloudFormationReader {
    private static let verbs = [
        "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", Operation.anyMethod,
    ]

    /// The text is a verb, or `ANY`, in any case.
    static func isVerb(_ text: String) -> Bool { verbs.contains(text.uppercased()) }

    /// The verb that a text probably means.
    static func nearVerb(_ text: String) -> String? {
        isVerb(text) ? nil : nearMiss(to: text.uppercased(), among: verbs)
    }

    /// A property that must be a verb or `ANY`, in upper case.
    mutating func verb(
        _ name: String, of properties: DocumentNode, _ owner: String, _ span: SourceSpan?
    ) -> String? {
        guard let verb = text(name, of: properties, owner, span) else { return nil }
        guard Self.isVerb(verb) else {
            report(
                "unknown-word", "expected a verb or ANY as `\(name)` of \(owner), found `\(verb)`",
                properties[name]?.span ?? span, candidate: Self.nearVerb(verb))
            return nil
        }
        return verb.uppercased()
    }

    /// Adds an operation to an API that has none for its path and verb; `keys` holds those that it has.
    mutating func add(
        _ operation: Operation?, _ span: SourceSpan?, to definition: inout APIDefinition,
        _ keys: inout Set<String>
    ) {
        guard let operation else { return }
        guard keys.insert(operation.routeKey).inserted else {
            let isHTTP = definition.kind == .http
            report(
                isHTTP ? "route-key" : "duplicate-method",
                "the API has two \(isHTTP ? "routes" : "methods") `\(operation.routeKey)`", span)
            return
        }
        definition.operations.append(operation)
    }
}
