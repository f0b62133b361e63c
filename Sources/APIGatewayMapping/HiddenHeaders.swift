/// Headers of the connection and the payload, which a template cannot read.
/// Evidence: Conformance/apigateway/hidden-headers.cases.
enum HiddenHeaders {
    private static let names = [
        "connection", "content-length", "content-md5", "expect", "max-forwards",
        "proxy-authenticate", "server", "te", "trailer", "transfer-encoding", "upgrade",
        "www-authenticate",
    ]

    /// Whether `name` is one of them; upper and lower case are alike in header names.
    static func contains(_ name: ArraySlice<UInt8>) -> Bool {
        names.contains { hidden in
            hidden.utf8.count == name.count
                && zip(hidden.utf8, name).allSatisfy { $0 == ($1 >= 65 && $1 <= 90 ? $1 | 32 : $1) }
        }
    }
}
