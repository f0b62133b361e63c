public import Diagnostics

extension MethodRequest {
    /// Reads a request as `.http` files have it: `POST /pets?limit=2 HTTP/1.1`, headers, an empty line,
    /// and the body exact to the byte.
    ///
    /// Empty lines and comments (`#`, `//`) may stand above; the version may be left out. Of a URL with a
    /// host, the host becomes the header `Host`. ``pathParameters`` is for a route to fill in.
    ///
    /// - Throws: a diagnostic with the place in the text.
    public init(http text: [UInt8], named name: String = "request.http") throws(Diagnostic) {
        var reader = HTTPTextReader(text, named: name)
        let line = try reader.firstLine(
            "a request line such as `GET /pets HTTP/1.1`", skippingComments: true)
        let (method, target) = try Self.requestLine(line, reader)
        let (host, path, query) = try Self.parts(of: target, reader)
        var headers = try reader.headers()
        if let host, headers.values(of: "Host", .ignoringCase).isEmpty {
            headers.append("Host", host)
        }
        self.init(
            httpMethod: method, path: path, headers: headers,
            querystring: QueryString.parse(query), body: reader.rest)
    }

    private static func requestLine(
        _ line: HTTPTextLine, _ reader: HTTPTextReader
    ) throws(Diagnostic) -> (method: String, target: HTTPTextLine) {
        let words = line.words
        guard words.count >= 2, words[0].text.isHTTPToken else {
            throw reader.diagnostic(
                "http-request-line", "expected a request line such as `GET /pets HTTP/1.1`",
                line.span)
        }
        let isVersion = words.last?.text.hasPrefix("HTTP/") ?? false
        guard words.count == 2 || words.count == 3 && isVersion else {
            throw reader.diagnostic(
                "http-request-line",
                "expected nothing but a version such as `HTTP/1.1` behind the path; "
                    + "a blank in a path or a query string is written `%20`", words[2].span)
        }
        return (words[0].text, words[1])
    }

    /// Takes `https://host/path?query` apart.
    private static func parts(
        of target: HTTPTextLine, _ reader: HTTPTextReader
    ) throws(Diagnostic) -> (host: String?, path: String, query: String) {
        var path = target.text
        var host: String?
        for scheme in ["http://", "https://"] {
            guard let rest = path.rest(after: scheme) else { continue }
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            host = String(authority)
            path = String(rest[authority.endIndex...])
            break
        }
        let address = path.prefix { $0 != "?" }
        guard address.hasPrefix("/") || host != nil && address.isEmpty else {
            throw reader.diagnostic(
                "http-target", "expected a path that starts with `/`, found `\(target.text)`",
                target.span)
        }
        let query = path[address.endIndex...].dropFirst()
        return (host, address.isEmpty ? "/" : String(address), String(query))
    }
}

extension EndpointResponse {
    /// Reads a response as it goes over the wire: `HTTP/1.1 200 OK`, headers, an empty line, and the
    /// body exact to the byte.
    ///
    /// - Throws: a diagnostic with the place in the text.
    public init(http text: [UInt8], named name: String = "response.http") throws(Diagnostic) {
        var reader = HTTPTextReader(text, named: name)
        let expected = "a status line such as `HTTP/1.1 200 OK`"
        let line = try reader.firstLine(expected, skippingComments: false)
        let words = line.words
        guard words.count >= 2, words[0].text.hasPrefix("HTTP/") else {
            throw reader.diagnostic("http-status-line", "expected \(expected)", line.span)
        }
        let status = words[1]
        guard status.text.utf8.count == 3, let statusCode = Int(status.text),
            100...599 ~= statusCode
        else {
            throw reader.diagnostic(
                "http-status", "expected a status from 100 to 599, found `\(status.text)`",
                status.span)
        }
        let headers = try reader.headers()
        self.init(statusCode: statusCode, headers: headers, body: reader.rest)
    }
}
