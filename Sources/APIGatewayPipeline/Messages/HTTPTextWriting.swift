/// How the lines of an HTTP message's head end.
public enum HTTPLineEnd: String, Sendable {
    /// As in files and on terminals.
    case lineFeed = "\n"
    /// As on the wire.
    case carriageReturnLineFeed = "\r\n"
}

extension IntegrationRequest {
    /// The request as `.http` files have it: `POST https://host/path?query HTTP/1.1`, headers, an empty
    /// line, and the body.
    public func httpText(lineEnd: HTTPLineEnd = .lineFeed) -> [UInt8] {
        let query = querystring.isEmpty ? "" : "?" + QueryString.text(querystring)
        let target = (uri + query).withoutLineBreaks
        return HTTPText.message(
            "\(httpMethod) \(target) HTTP/1.1", headers, body, lineEnd)
    }
}

extension MethodResponse {
    /// The response as it goes over the wire: `HTTP/1.1 200 OK`, headers, an empty line, and the body.
    public func httpText(lineEnd: HTTPLineEnd = .lineFeed) -> [UInt8] {
        let reason = HTTPText.reasonPhrases[statusCode].map { " " + $0 } ?? ""
        return HTTPText.message("HTTP/1.1 \(statusCode)\(reason)", headers, body, lineEnd)
    }
}

enum HTTPText {
    static func message(
        _ firstLine: String, _ headers: Parameters, _ body: [UInt8], _ lineEnd: HTTPLineEnd
    ) -> [UInt8] {
        var lines = [firstLine]
        lines += headers.fields.map { "\($0.name): \($0.value)" }
        var text: [UInt8] = []
        for line in lines {
            // A line break in a value would start another header.
            text += (line.onOneLine + lineEnd.rawValue).utf8
        }
        return text + lineEnd.rawValue.utf8 + body
    }

    /// What a status line says behind the status. Evidence: RFC 9110 and the IANA's list.
    static let reasonPhrases: [Int: String] = [
        100: "Continue", 101: "Switching Protocols", 102: "Processing", 103: "Early Hints",
        200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information",
        204: "No Content", 205: "Reset Content", 206: "Partial Content", 207: "Multi-Status",
        300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other",
        304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
        400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden",
        404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
        407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict",
        410: "Gone", 411: "Length Required", 412: "Precondition Failed",
        413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type",
        416: "Range Not Satisfiable", 417: "Expectation Failed", 421: "Misdirected Request",
        422: "Unprocessable Content", 423: "Locked", 424: "Failed Dependency", 425: "Too Early",
        426: "Upgrade Required", 428: "Precondition Required", 429: "Too Many Requests",
        431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons",
        500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
        503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
        507: "Insufficient Storage", 508: "Loop Detected", 511: "Network Authentication Required",
    ]
}

extension String {
    fileprivate var withoutLineBreaks: String {
        let isBreak: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
        guard utf8.contains(where: isBreak) else { return self }
        return String(decoding: utf8.filter { !isBreak($0) }, as: UTF8.self)
    }
}
