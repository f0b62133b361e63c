/// A resource of an API: `/pets/{id}`, or `/files/{proxy+}`, whose last segment takes the rest.
public struct ResourcePath: Equatable, Sendable {
    /// The path as it is written.
    public let text: String

    public init(_ text: String) { self.text = text }

    /// The decoded parameters that a request's path gives; nil when the path is not the resource's.
    public func parameters(of path: String) -> Parameters? {
        var parameters = Parameters()
        var given = Self.segments(path).map { PercentEncoding.decode($0) }[...]
        for segment in Self.segments(text) {
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else {
                guard given.popFirst() == String(segment) else { return nil }
                continue
            }
            let name = segment.dropFirst().dropLast()
            guard !given.isEmpty else { return nil }
            if name.hasSuffix("+") {
                parameters.append(String(name.dropLast()), given.joined(separator: "/"))
                return parameters
            }
            parameters.append(String(name), given.removeFirst())
        }
        return given.isEmpty ? parameters : nil
    }

    private static func segments(_ path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: true)
    }
}
