import Diagnostics

/// Reads an HTTP message as text: a first line, headers, an empty line, and the body exact to the byte.
///
/// Lines of the head end with a line feed, with or without a carriage return.
struct HTTPTextReader {
    let file: SourceFile
    private var index = 0

    init(_ bytes: [UInt8], named name: String) {
        file = SourceFile(name: name, bytes: bytes)
    }

    /// What is behind the lines that were read.
    var rest: [UInt8] { Array(file.bytes[index...]) }

    /// Takes the first line that is neither empty nor, as `.http` files have them, a comment.
    ///
    /// - Throws: a diagnostic when there is none.
    mutating func firstLine(
        _ expected: String, skippingComments: Bool
    ) throws(Diagnostic) -> HTTPTextLine {
        while let line = nextLine() {
            let isComment = line.text.hasPrefix("#") || line.text.hasPrefix("//")
            if line.text.trimmed.isEmpty || skippingComments && isComment { continue }
            return line
        }
        throw diagnostic("http-first-line", "expected \(expected), found the end of the text", nil)
    }

    /// Takes the headers and the empty line behind them.
    ///
    /// - Throws: a diagnostic for the first line that is no header.
    mutating func headers() throws(Diagnostic) -> Parameters {
        var headers = Parameters()
        while let line = nextLine(), !line.text.isEmpty {
            let (name, value) = try header(line)
            headers.append(name, value)
        }
        return headers
    }

    private func header(
        _ line: HTTPTextLine
    ) throws(Diagnostic) -> (name: String, value: String) {
        guard let colon = line.text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            throw diagnostic(
                "http-header", "expected `name: value` or an empty line before the body", line.span)
        }
        let name = String(line.text[..<colon])
        guard name.isHTTPToken else {
            throw diagnostic(
                "http-header", "expected a header's name before the colon, found `\(name)`",
                SourceSpan(offset: Int(line.span.offset), length: name.utf8.count))
        }
        return (name, String(line.text[line.text.utf8.index(after: colon)...]).trimmed)
    }

    private mutating func nextLine() -> HTTPTextLine? {
        let bytes = file.bytes
        guard index < bytes.count else { return nil }
        let start = index
        var end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        index = min(end + 1, bytes.count)
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return HTTPTextLine(
            text: String(decoding: bytes[start..<end], as: UTF8.self),
            span: SourceSpan(offset: start, length: end - start))
    }

    func diagnostic(_ code: String, _ message: String, _ span: SourceSpan?) -> Diagnostic {
        let end = SourceSpan(offset: file.bytes.count, length: 0)
        return Diagnostic(code: code, message: message, file: file, span: span ?? end)
    }
}

/// A line of an HTTP message's head, without its end.
struct HTTPTextLine {
    let text: String
    let span: SourceSpan

    /// The words between blanks, each with its place.
    var words: [HTTPTextLine] {
        var words: [HTTPTextLine] = []
        var offset = 0
        for word in text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        {
            if !word.isEmpty {
                words.append(
                    HTTPTextLine(
                        text: String(decoding: word, as: UTF8.self),
                        span: SourceSpan(offset: Int(span.offset) + offset, length: word.count)))
            }
            offset += word.count + 1
        }
        return words
    }
}

extension String {
    /// Whether the text is a token of HTTP, as methods and the names of headers are. Evidence: RFC 9110.
    var isHTTPToken: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
                    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
    }
}
