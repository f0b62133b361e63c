/// The type and subtype of a `Content-Type` or an `Accept` header.
enum MediaType {
    static let json = "application/json"

    /// The media type without parameters, in lower case: `text/html; charset=UTF-8` is `text/html`.
    static func withoutParameters(_ header: String) -> String {
        text(header) { $0 == UInt8(ascii: ";") }
    }

    /// The first media type of an `Accept` header, the only one that API Gateway looks at.
    static func first(ofAccept header: String) -> String {
        text(header) { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
    }

    /// The text up to a byte that ends it, in lower case and without blanks around it.
    private static func text(_ header: String, isEnd: (UInt8) -> Bool) -> String {
        // Most headers have nothing to be taken away or changed.
        if header.utf8.allSatisfy({ $0 > 0x20 && $0 == $0.asciiLowercased && !isEnd($0) }) {
            return header
        }
        return String(decoding: header.utf8.prefix { !isEnd($0) }, as: UTF8.self)
            .trimmed.asciiLowercased
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
