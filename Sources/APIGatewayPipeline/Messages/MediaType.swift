/// The type and subtype of a `Content-Type` or an `Accept` header.
enum MediaType {
    static let json = "application/json"

    /// The media type without parameters, in lower case: `text/html; charset=UTF-8` is `text/html`.
    static func withoutParameters(_ header: some StringProtocol) -> String {
        text(header.utf8.prefix { $0 != UInt8(ascii: ";") })
    }

    /// The first media type of an `Accept` header, the only one that API Gateway looks at.
    static func first(ofAccept header: String) -> String {
        text(
            header.utf8.prefix { $0 != UInt8(ascii: ",") }.prefix { $0 != UInt8(ascii: ";") })
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).trimmed.asciiLowercased
    }

    /// Whether a media type is one of a list such as `image/png`, `image/*`, `*/*`.
    static func isIn(_ list: [String], _ mediaType: String) -> Bool {
        list.contains { pattern in
            let pattern = withoutParameters(pattern)
            if pattern == "*/*" || pattern == mediaType { return true }
            return pattern.hasSuffix("/*") && mediaType.hasPrefix(pattern.dropLast())
        }
    }
}
