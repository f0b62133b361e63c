/// A resource of an API: `/pets/{id}`, or `/files/{proxy+}`, whose last segment takes the rest.
public struct ResourcePath: Equatable, Sendable {
    /// The path as it is written.
    public let text: String

    public init(_ text: String) { self.text = text }

    /// The decoded parameters that a request's path gives; nil when the path is not the resource's.
    public func parameters(of path: String) -> Parameters? {
        var parameters = Parameters()
        var given = Self.segments(path)[...]
        for segment in Self.segments(text) {
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else {
                guard given.popFirst() == segment else { return nil }
                continue
            }
            let name = segment.dropFirst().dropLast()
            guard !given.isEmpty else { return nil }
            if name.hasSuffix("+") {
                let rest = given.map { QueryString.decode($0) }.joined(separator: "/")
                parameters.append(String(name.dropLast()), rest)
                return parameters
            }
            parameters.append(String(name), QueryString.decode(given.removeFirst()))
        }
        return given.isEmpty ? parameters : nil
    }

    private static func segments(_ path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: true)
    }
}
