import JSON
import Testing
import Values

@Suite("json-smart's permissive grammar")
struct PermissiveJSONTests {
    @Test(
        "takes almost everything for a value",
        arguments: [
            // Bare texts.
            ("a=b", "\"a=b\""), ("a{b", "\"a{b\""), ("a[", "\"a[\""), ("null{", "\"null{\""),
            ("true{", "\"true{\""), ("tru", "\"tru\""), ("null", "null"), (" true ", "true"),
            ("NaN", "NaN"), ("[NaN]", "[NaN]"), ("Infinity", "\"Infinity\""), ("", "\"\""),
            ("  ", "\"\""), (",", "\",\""), ("a, b", "\"a, b\""), ("\u{1}true", "\"true\""),
            // Numbers.
            ("-", "0"), ("-0", "0"), ("007", "7"), ("-007", "-7"), ("00", "0"), ("1.", "1.0"),
            ("-.5", "-0.5"), ("01.50", "1.5"), ("1.e2", "100.0"), (".5", "\".5\""),
            ("+1", "\"+1\""), ("1.5.5", "\"1.5.5\""), ("1x", "\"1x\""), ("1 2", "\"1 2\""),
            ("1e", "\"1e\""), ("[1é]", "[1,\"é\"]"), ("0x10", "\"0x10\""),
            ("[1 ,2\u{b}]", "[1,2]"), ("12345678901234567890123", "12345678901234567890123"),
            // Commas.
            ("[1,2,]", "[1,2]"), ("[,1,,2]", "[1,2]"), ("[,]", "[]"), ("{,}", "{}"),
            ("{,\"a\":1,,\"b\":2,}", "{\"a\":1,\"b\":2}"), ("[\"a\"\"b\"]", "[\"a\",\"b\"]"),
            ("[[1][2]]", "[[1],[2]]"), ("[1 2]", "[\"1 2\"]"),
            // Quotes.
            ("{'a':'b'}", "{\"a\":\"b\"}"), ("'a\"b'", "\"a\\\"b\""), ("'it\\'s'", "\"it's\""),
            ("\"a'b\"", "\"a'b\""), ("{a:1, b c : d e }", "{\"a\":1,\"b c\":\"d e\"}"),
            ("{a}:1}", "{\"a}\":1}"), ("{\"a\":b\"c}", "{\"a\":\"b\\\"c\"}"),
            // Escapes.
            ("\"\\x41\\q\\u0041\"", "\"AA\""), ("\"a\nb\"", "\"a\\nb\""),
            ("\"a\n\\tb\"", "\"a\\tb\""), ("\"\\ud83d\\ude00\"", "\"😀\""),
            // What follows the value.
            ("{\"a\":1} x", "{\"a\":1}"), ("[1]]", "[1]"), ("\"a\"b", "\"a\""),
            ("{\"a\":{\"b\":[{}]}}", "{\"a\":{\"b\":[{}]}}"),
            ("{\"a\":1,\"a\":2}", "{\"a\":2}"),
        ])
    func accepts(text: String, expected: String) throws {
        #expect(try rewritten(text, .permissive, as: .jsonSmartCompressed) == expected)
        #expect(try rewritten(text, .gateway, as: .jsonSmartCompressed) == expected)
    }

    @Test(
        "refuses the rest with json-smart's words",
        arguments: [
            ("{a", "Unexpected End Of File position 1: null", 2),
            ("[a", "Unexpected End Of File position 1: EOF", 2),
            ("{", "Unexpected End Of File position 0: null", 1),
            ("[", "Unexpected End Of File position 0: EOF", 1),
            ("{\"a\":}", "Unexpected character (}) at position 5.", 5),
            ("\"unterminated", "Unexpected End Of File position 13: null", 0),
            ("[\"a\"", "Unexpected End Of File position 3: EOF", 4),
            ("{\"a\":1", "Unexpected End Of File position 5: null", 6),
            ("{\"a\":", "Unexpected End Of File position 4: EOF", 5),
            ("}", "Unexpected character (}) at position 0.", 0),
            ("]", "Unexpected character (]) at position 0.", 0),
            (":", "Unexpected character (:) at position 0.", 0),
            ("[:]", "Unexpected character (:) at position 1.", 1),
            ("{[", "Unexpected character ([) at position 1.", 1),
            ("{\"a\"x:1}", "Unexpected character (x) at position 3.", 4),
            ("{\"a\":\"b\"\"c\"}", "Unexpected token \" at position 7.", 8),
            ("\"\\u12\"", "Unexpected unicode escape sequence \" at position 5.", 5),
            ("-.", "Unexpected token -. at position 2.", 2),
            ("\"é😀", "Unexpected End Of File position 4: null", 0),
        ])
    func refuses(text: String, reason: String, offset: Int) {
        let error = refusal(text, .permissive)
        #expect(error?.jsonSmartReason == reason)
        #expect(error?.offset == offset)
    }
}
