package import Diagnostics

/// Why a text is no JSON, and where.
package struct JSONParseError: Error, Equatable, Sendable {
    /// A stable kebab-case name, for instance `json-expected-colon`.
    package let code: String
    /// What was expected and what was found.
    package let message: String
    /// The first byte at fault, counted from the start of the text.
    package let offset: Int
    /// The number of bytes at fault; 0 at the end of the text.
    package let length: Int
    /// What json-smart reports for the text, in its words, when its grammar was tried.
    package var jsonSmartReason: String?

    package init(_ code: String, _ message: String, at offset: Int, length: Int = 1) {
        self.code = code
        self.message = message
        self.offset = offset
        self.length = length
    }

    /// The error as a diagnostic of a file that holds the text from its byte `start` on.
    package func diagnostic(in file: SourceFile, from start: Int = 0) -> Diagnostic {
        Diagnostic(
            code: code, message: message, file: file,
            span: SourceSpan(offset: start + offset, length: length),
            notes: jsonSmartReason.map { ["json-smart reports: " + $0] } ?? [])
    }
}

/// What the parser looked for when it found something else.
enum JSONExpectation {
    case value
    case firstKey
    case key
    case colon
    case commaOrBrace
    case commaOrBracket
    case end
    case digit
    case escape
    case hexadecimalDigits

    var code: String {
        switch self {
        case .value: "json-expected-value"
        case .firstKey, .key: "json-expected-key"
        case .colon: "json-expected-colon"
        case .commaOrBrace, .commaOrBracket: "json-expected-comma"
        case .end: "json-expected-end"
        case .digit: "json-expected-digit"
        case .escape, .hexadecimalDigits: "json-expected-escape"
        }
    }

    var description: String {
        switch self {
        case .value: "a value"
        case .firstKey: "a key in double quotes or `}`"
        case .key: "a key in double quotes"
        case .colon: "`:` after the key"
        case .commaOrBrace: "`,` or `}` after the member"
        case .commaOrBracket: "`,` or `]` after the element"
        case .end: "the end of the text after the value"
        case .digit: "a digit"
        case .escape: "one of `\" \\ / b f n r t u` after `\\`"
        case .hexadecimalDigits: "four hexadecimal digits after `\\u`"
        }
    }
}

extension JSONParseError {
    /// The text is too large or nested too deeply.
    var isLimit: Bool { code == "json-nesting-limit" || code == "json-size-limit" }

    @inline(never)
    static func expected(
        _ expectation: JSONExpectation, found: FoundCharacter, at offset: Int
    ) -> JSONParseError {
        JSONParseError(
            expectation.code, "expected \(expectation.description), found \(found.description)",
            at: offset, length: found.length)
    }

    @inline(never)
    static func unterminatedString(
        from start: Int, to end: Int, jsonSmart reason: String? = nil
    ) -> JSONParseError {
        var error = JSONParseError(
            "json-unterminated-string",
            "expected the quote that ends the string, found the end of the text", at: start,
            length: end - start)
        error.jsonSmartReason = reason
        return error
    }

    @inline(never)
    static func controlCharacter(_ found: FoundCharacter, at offset: Int) -> JSONParseError {
        JSONParseError(
            "json-control-character",
            "expected an escape such as `\\n` or `\\u0000` in the string, found "
                + found.description, at: offset)
    }

    @inline(never)
    static func malformedUTF8(_ byte: UInt8, at offset: Int) -> JSONParseError {
        JSONParseError(
            "json-malformed-utf8",
            "expected UTF-8, found the byte 0x\(hexadecimal(UInt32(byte), digits: 2))", at: offset)
    }

    @inline(never)
    static func tooDeep(_ limit: Int, at offset: Int) -> JSONParseError {
        JSONParseError(
            "json-nesting-limit", "expected at most \(limit) levels of nesting, found more",
            at: offset)
    }

    @inline(never)
    static func tooLarge(at offset: Int) -> JSONParseError {
        JSONParseError(
            "json-size-limit", "expected a text whose values fit into the memory limit, found more",
            at: offset)
    }
}

/// The character at the place of an error, as messages show it.
struct FoundCharacter {
    let description: String
    let length: Int

    static var end: FoundCharacter { FoundCharacter(description: "the end of the text", length: 0) }

    /// The character whose code is `scalar` and that takes `length` bytes.
    init(scalar: UInt32, length: Int) {
        self.length = length
        if scalar < 0x20 || (0x7F..<0xA0).contains(scalar) {
            description = "the control character U+" + hexadecimal(scalar, digits: 4)
        } else if let character = Unicode.Scalar(scalar) {
            description = "`\(Character(character))`"
        } else {
            description = "U+" + hexadecimal(scalar, digits: 4)
        }
    }

    private init(description: String, length: Int) {
        self.description = description
        self.length = length
    }
}

private func hexadecimal(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
