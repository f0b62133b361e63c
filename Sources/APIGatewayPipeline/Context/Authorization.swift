/// What authorized a call, as `$context.authorizer` tells it.
public enum Authorization: Sendable {
    /// A Lambda authorizer's answer: `principalId`, and the members of its `context`.
    case lambda(principalId: String?, context: [DocumentNode.Member])
    /// The claims of a token: a Cognito user pool's for a REST API, a JWT's for an HTTP API.
    case claims([DocumentNode.Member], scopes: [String] = [])

    /// Reads a Lambda authorizer's answer from a document: `principalId` and `context`.
    public init(lambdaAnswer document: DocumentNode) {
        self = .lambda(
            principalId: document["principalId"]?.scalarText,
            context: document["context"]?.members ?? [])
    }

    /// `$context.authorizer` for an API of a kind.
    func node(for kind: APIKind) -> DocumentNode {
        switch (self, kind) {
        case (.lambda(let principalId, let context), .rest),
            (.lambda(let principalId, let context), .webSocket):
            var members = context.compactMap { member in
                member.value.stringified.map { (name: member.name, value: DocumentNode.text($0)) }
            }
            members.append(("principalId", .text(principalId)))
            return .object(members)
        case (.lambda(let principalId, let context), .http):
            // Variables name the members; the request context of a Lambda event has them in `lambda`.
            var members = context.map { (name: $0.name, value: $0.value) }
            if let principalId { members.append(("principalId", .text(principalId))) }
            return .object(members + [("lambda", .object(members))])
        case (.claims(let claims, _), .rest), (.claims(let claims, _), .webSocket):
            return .object([("claims", Self.claims(claims))])
        case (.claims(let claims, let scopes), .http):
            let claims = Self.claims(claims)
            let list = DocumentNode(.list(scopes.map { .text($0) }), span: nil)
            let scopes = scopes.isEmpty ? DocumentNode.text(nil) : list
            return .object([
                ("claims", claims), ("jwt", .object([("claims", claims), ("scopes", scopes)])),
            ])
        }
    }

    /// Claims are texts; those with several values are written as `[a b]`.
    private static func claims(_ members: [DocumentNode.Member]) -> DocumentNode {
        .object(members.map { ($0.name, .text($0.value.claimText)) })
    }
}

extension DocumentNode {
    /// A string, a number or a boolean as its text: what the gateway makes of the members of a Lambda
    /// authorizer's context. Nil for lists, objects and null, which it does not take.
    fileprivate var stringified: String? {
        if case .boolean(let value) = content { return String(value) }
        return scalarText
    }

    fileprivate var claimText: String? {
        guard case .list(let elements) = content else {
            if case .object = content { return String(decoding: json, as: UTF8.self) }
            return stringified
        }
        let texts = elements.map { $0.stringified ?? String(decoding: $0.json, as: UTF8.self) }
        return "[" + texts.joined(separator: " ") + "]"
    }
}
