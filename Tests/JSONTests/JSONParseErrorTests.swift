import Diagnostics
import JSON
import Testing
import Values

@Suite("Errors of the strict parser")
struct JSONParseErrorTests {
    @Test(
        "say what was expected and what was found, and where",
        arguments: [
            ("", 0, "json-expected-value", "expected a value, found the end of the text"),
            (" ", 1, "json-expected-value", "expected a value, found the end of the text"),
            ("[1,]", 3, "json-expected-value", "expected a value, found `]`"),
            ("[,1]", 1, "json-expected-value", "expected a value, found `,`"),
            ("nul", 0, "json-expected-value", "expected a value, found `n`"),
            ("truE", 0, "json-expected-value", "expected a value, found `t`"),
            (
                "\u{1}", 0, "json-expected-value",
                "expected a value, found the control character U+0001"
            ),
            ("é", 0, "json-expected-value", "expected a value, found `é`"),
            ("+1", 0, "json-expected-value", "expected a value, found `+`"),
            (".5", 0, "json-expected-value", "expected a value, found `.`"),
            (
                "{", 1, "json-expected-key",
                "expected a key in double quotes or `}`, found the end of the text"
            ),
            ("{a:1}", 1, "json-expected-key", "expected a key in double quotes or `}`, found `a`"),
            ("{\"a\":1,}", 7, "json-expected-key", "expected a key in double quotes, found `}`"),
            ("{\"a\" 1}", 5, "json-expected-colon", "expected `:` after the key, found `1`"),
            ("{\"a\"}", 4, "json-expected-colon", "expected `:` after the key, found `}`"),
            (
                "{\"a\":1 \"b\":2}", 7, "json-expected-comma",
                "expected `,` or `}` after the member, found `\"`"
            ),
            (
                "{\"a\":1]", 6, "json-expected-comma",
                "expected `,` or `}` after the member, found `]`"
            ),
            ("[1 2]", 3, "json-expected-comma", "expected `,` or `]` after the element, found `2`"),
            (
                "[1", 2, "json-expected-comma",
                "expected `,` or `]` after the element, found the end of the text"
            ),
            ("[1}", 2, "json-expected-comma", "expected `,` or `]` after the element, found `}`"),
            (
                "1 x", 2, "json-expected-end",
                "expected the end of the text after the value, found `x`"
            ),
            (
                "01", 1, "json-expected-end",
                "expected the end of the text after the value, found `1`"
            ),
            (
                "{}\u{0}", 2, "json-expected-end",
                "expected the end of the text after the value, found the control character U+0000"
            ),
            ("-", 1, "json-expected-digit", "expected a digit, found the end of the text"),
            ("1.", 2, "json-expected-digit", "expected a digit, found the end of the text"),
            ("[1.e5]", 3, "json-expected-digit", "expected a digit, found `e`"),
            ("1e+", 3, "json-expected-digit", "expected a digit, found the end of the text"),
            (
                "\"\\x\"", 2, "json-expected-escape",
                "expected one of `\" \\ / b f n r t u` after `\\`, found `x`"
            ),
            (
                "\"\\u12g4\"", 5, "json-expected-escape",
                "expected four hexadecimal digits after `\\u`, found `g`"
            ),
            (
                "\"\\u12", 5, "json-expected-escape",
                "expected four hexadecimal digits after `\\u`, found the end of the text"
            ),
            (
                "[\"ab", 1, "json-unterminated-string",
                "expected the quote that ends the string, found the end of the text"
            ),
            (
                "\"ab\\\"", 0, "json-unterminated-string",
                "expected the quote that ends the string, found the end of the text"
            ),
            (
                "\"a\nb\"", 2, "json-control-character",
                "expected an escape such as `\\n` or `\\u0000` in the string, "
                    + "found the control character U+000A"
            ),
            (
                "\"\\n\u{0}\"", 3, "json-control-character",
                "expected an escape such as `\\n` or `\\u0000` in the string, "
                    + "found the control character U+0000"
            ),
        ])
    func message(text: String, offset: Int, code: String, message: String) {
        let error = refusal(text)
        #expect(error?.code == code)
        #expect(error?.offset == offset)
        #expect(error?.message == message)
    }

    @Test(
        "refuse malformed UTF-8 in both grammars",
        arguments: [
            ([0x22, 0x80, 0x22], 1), ([0x22, 0xC3], 1), ([0x22, 0xC3, 0x22], 1),
            ([0x22, 0xC0, 0x80, 0x22], 1), ([0x22, 0xC1, 0xBF, 0x22], 1),
            ([0x22, 0xE0, 0x80, 0x80, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
            ([0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22], 1), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
            ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], 1), ([0x22, 0xFF, 0x22], 1),
            ([0x22, 0xE2, 0x82, 0x22], 1), ([0x22, 0xF0, 0x9F, 0x98, 0x22], 1),
            ([0x22, 0x5C, 0x6E, 0x61, 0xE9, 0x22], 4), ([0x22, 0xC3, 0x5C, 0x6E, 0xA9, 0x22], 1),
            (Array("\"12345678é1234567".utf8) + [0xA9, 0x22], 18), ([0xC3], 0), ([0x31, 0xA9], 1),
        ] as [([UInt8], Int)])
    func malformedUTF8(bytes: [UInt8], offset: Int) {
        for grammar in [Grammar.strict, .permissive, .gateway] {
            let error = refusal(bytes, grammar)
            #expect(
                error?.code
                    == (bytes == [0x22, 0xC3] && grammar == .strict
                        ? "json-unterminated-string" : "json-malformed-utf8"))
            if error?.code == "json-malformed-utf8" { #expect(error?.offset == offset) }
        }
    }

    @Test("become diagnostics with line and column")
    func diagnostic() throws {
        let text = Array("x: {\n  \"a\": tru\n}".utf8)
        let file = SourceFile(name: "body.json", bytes: text)
        let error = try #require(refusal(Array(text[3...])))
        let diagnostic = error.diagnostic(in: file, from: 3)
        #expect(
            diagnostic.summary
                == "body.json:2:8: error[json-expected-value]: expected a value, found `t`")
    }

    @Test("carry json-smart's reason when its grammar was tried as well")
    func reason() {
        #expect(
            refusal("{a", .gateway)?.jsonSmartReason
                == "Unexpected End Of File position 1: null")
        #expect(refusal("{a", .gateway)?.code == "json-expected-key")
        #expect(refusal("{a", .strict)?.jsonSmartReason == nil)
    }
}
