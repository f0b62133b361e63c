import JSON
import Testing
import Values

/// The parser looks at eight bytes at once: whatever it looks for stands at each place of a word here.
@Suite("The strict parser, at each place of a word")
struct JSONParserPlacesTests {
    private static let places = 0...17

    @Test("reads the plain characters next to those that are not plain", arguments: places)
    func plain(place: Int) throws {
        for character in " !#[]^~}az09/é" {
            let string = "\"" + String(repeating: "x", count: place) + "\(character)yy\""
            #expect(try rewritten(string) == string)
            let flags: Value.Flags = character == "é" ? [] : [.ascii, .plain]
            #expect(try parsed(string).flags == flags, "\(string)")
        }
    }

    @Test("reads an escape", arguments: places)
    func escapes(place: Int) throws {
        let before = String(repeating: "x", count: place)
        for (escape, character) in [
            ("\\/", "/"), ("\\u0041", "A"), ("\\u00e9", "é"), ("\\u20AC", "€"),
            ("\\ud83d\\ude00", "😀"), ("\\n", "\\n"), ("\\\"", "\\\""), ("\\\\", "\\\\"),
            ("\\u0001", "\\u0001"), ("\\n\\n", "\\n\\n"), ("\\u0041é\\n\u{7F}", "Aé\\n\u{7F}"),
        ] {
            let text =
                "[\"\(before)\(escape)\",\"\(before)\(escape)yyyyyyyyy\",{\"\(before)\(escape)\":1}]"
            let expected =
                "[\"\(before)\(character)\",\"\(before)\(character)yyyyyyyyy\",{\"\(before)\(character)\":1}]"
            #expect(try rewritten(text) == expected)
        }
    }

    @Test("refuses an escape that is none", arguments: places)
    func wrongEscapes(place: Int) {
        let before = "\"" + String(repeating: "x", count: place)
        for (escape, fault) in [
            ("\\x", 1), ("\\", 1), ("\\u", 2), ("\\u00g0", 4), ("\\u123", 5), ("\\ud800\\u12", 10),
        ] {
            let error = refusal(before + escape)
            #expect(error?.code == "json-expected-escape")
            #expect(error?.offset == before.utf8.count + fault, "\(escape)")
        }
    }

    @Test("refuses control characters", arguments: places)
    func controlCharacters(place: Int) {
        for byte in 0..<0x20 as Range<UInt8> {
            let error = refusal(string([byte], at: place))
            #expect(error?.code == "json-control-character")
            #expect(error?.offset == place + 1)
        }
    }

    @Test("refuses malformed UTF-8", arguments: places)
    func malformedUTF8(place: Int) {
        let sequences: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x7E], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
            [0xF0, 0x9F, 0x98], [0xF5], [0xFE], [0xFF], [0xFF, 0x7E], [0xFF, 0x21],
        ]
        for bytes in sequences {
            let error = refusal(string(bytes, at: place))
            #expect(error?.code == "json-malformed-utf8")
            #expect(error?.offset == place + 1, "\(bytes)")
            // What comes before it is read.
            #expect(refusal(string([0xC3, 0xA9] + bytes, at: place))?.offset == place + 3)
            #expect(refusal(string([0x5C, 0x6E] + bytes, at: place))?.offset == place + 3)
        }
    }

    @Test("tells of malformed UTF-8 when the string is complete otherwise", arguments: places)
    func malformedUTF8InWrongStrings(place: Int) {
        for (rest, code) in [
            ("", "json-unterminated-string"), ("\n\"", "json-control-character"),
            ("\\x\"", "json-expected-escape"),
        ] {
            let text = string([0xFF], at: place).dropLast() + Array(rest.utf8)
            #expect(refusal(Array(text))?.code == code)
        }
    }

    @Test("reads numbers", arguments: places)
    func numbers(place: Int) throws {
        let digits = String(repeating: "7", count: place + 1)
        for number in [
            digits, "-\(digits)", "0.\(digits)", "\(digits).\(digits)", "\(digits)e\(digits)",
            "-\(digits).\(digits)E-\(digits)", "0e+\(digits)",
        ] {
            #expect(try rewritten(number) == number)
            #expect(try rewritten("[\(number) ,\(number)]") == "[\(number),\(number)]")
            let isDecimal = number.contains { ".eE".contains($0) }
            #expect(
                try parsed(number).flags.subtracting(.plain)
                    == (isDecimal ? [.ascii, .decimal] : .ascii))
        }
    }

    @Test("refuses what is no number", arguments: places)
    func wrongNumbers(place: Int) {
        let digits = String(repeating: "7", count: place + 1)
        for text in ["-", "-x", "\(digits).", "\(digits).x", "\(digits)e", "\(digits)E+", "0.é"] {
            let error = refusal(text)
            #expect(error?.code == "json-expected-digit")
            #expect(error?.offset == text.utf8.count { "-+.eE0123456789".utf8.contains($0) })
        }
        for text in ["0\(digits)", "-0\(digits)", "\(digits)..", "\(digits)é"] {
            #expect(
                refusal(text)?.code
                    == (text.hasSuffix(".") ? "json-expected-digit" : "json-expected-end"))
        }
    }

    @Test("passes any number of blanks", arguments: places)
    func blanks(count: Int) throws {
        for blank in [" ", "\n", "\r", "\t", " \n", "\n ", "\n\t "] {
            let blanks = String(repeating: blank, count: count)
            let tokens = ["{", "\"a\"", ":", "[", "1", ",", "\"b\"", ",", "{", "}", "]", "}"]
            let text = blanks + tokens.joined(separator: blanks) + blanks
            #expect(try rewritten(text) == "{\"a\":[1,\"b\",{}]}")
            let error = refusal(text + "\u{B}")
            #expect(error?.code == "json-expected-end" && error?.offset == text.utf8.count)
        }
    }

    @Test("tells keys apart that differ in one character", arguments: places)
    func keys(place: Int) throws {
        let names = (0..<26).map { letter -> String in
            var name = Array(repeating: UInt8(ascii: "x"), count: 18)
            name[place] = UInt8(ascii: "a") + UInt8(letter)
            return String(decoding: name, as: UTF8.self)
        }
        let members = names.map { "\"\($0)\":1" }
        let text = "{" + members.joined(separator: ",") + "}"
        #expect(try rewritten(text) == text)
        // Again, plain and escaped.
        let again = text.dropLast() + ",\"\(names[3])\":2}"
        #expect(
            try rewritten(String(again))
                == text.replacing("\(names[3])\":1", with: "\(names[3])\":2"))
        let escaped =
            text.dropLast()
            + ",\"\\u00\(hexadecimal(names[3].utf8.first!))\(names[3].dropFirst())\":2}"
        #expect(
            try rewritten(String(escaped))
                == text.replacing("\(names[3])\":1", with: "\(names[3])\":2"))
    }

    @Test("makes texts that equal those made otherwise", arguments: places)
    func equality(length: Int) throws {
        for text in [
            String(repeating: "7", count: max(1, length)),
            "\"" + String(repeating: "x", count: length) + "\"",
        ] {
            var heap = Heap()
            // What follows the text must not get into its value.
            heap.bytes.append(Array("[\(text),\(text)]".utf8))
            let list = try JSONParser.parse(0..<heap.bytes.count, in: &heap, nesting: 1)
            let other = heap.string(Array(text.utf8.filter { $0 != UInt8(ascii: "\"") }))
            for index in 0..<2 {
                let isEqual = heap.haveEqualBytes(heap.element(index, of: list), other)
                #expect(isEqual)
            }
        }
    }

    @Test("refuses a text that is cut off, where it ends")
    func truncated() throws {
        let text = Array(
            "{\"plain key\": [12.5e+3, -0, \"abc\", \"long enough for words\", {}], \"é\\n\\u20ac\": {\"x\": []}}"
                .utf8)
        for length in text.indices {
            let error = try #require(refusal(Array(text[..<length])))
            if error.code == "json-unterminated-string" {
                #expect(error.offset + error.length == length)
            } else {
                #expect(error.offset == length)
            }
        }
    }

    /// A string that has `bytes` behind `place` plain characters.
    private func string(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        [0x22] + Array(repeating: UInt8(ascii: "x"), count: place) + bytes + [0x22]
    }

    private func parsed(_ text: String) throws -> Value {
        var heap = Heap()
        return try Grammar.strict.parse(Array(text.utf8), in: &heap, nesting: 1)
    }

    private func hexadecimal(_ byte: UInt8) -> String { String(byte, radix: 16) }
}
