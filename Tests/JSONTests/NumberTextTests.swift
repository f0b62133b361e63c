import JSON
import Testing
import Values

@Suite("Numbers of a JSON text")
struct NumberTextTests {
    @Test("that are known to print as they are written")
    func plain() throws {
        let plain = [
            "0", "7", "-7", "123456789012345678901234567890", "0.0", "-0.0", "1.0", "-1.5", "0.01",
            "0.001", "0.0012", "0.00999", "9999999.9", "1234567.12345678", "9.99999999999999",
        ]
        let others = [
            "-0", "1.50", "0.00", "0.0009", "0.0001", "10000000.0", "12345678.9", "1e5", "1.5E-5",
            "1234567.123456789", "0.1234567890123456",
        ]
        for text in plain + others {
            var heap = Heap()
            let value = try Grammar.strict.parse(Array(text.utf8), in: &heap, nesting: 1)
            #expect(value.flags.contains(.plain) == plain.contains(text), "\(text)")
        }
    }

    @Test("print the same whether that is known or not")
    func knowledge() throws {
        for text in Self.texts {
            var heap = Heap()
            var value = try Grammar.strict.parse(Array(text.utf8), in: &heap, nesting: 1)
            let known = Self.java(value, &heap)
            value.flags.remove(.plain)
            #expect(Self.java(value, &heap) == known, "\(text)")
            // A number whose class was decided is no text any more.
            #expect(Self.java(heap.number(value), &heap) == known, "\(text)")
        }
    }

    @Test("of a million digits are read and printed in good time")
    func hostile() throws {
        let digits = String(repeating: "9", count: 1_000_000)
        let zeros = String(repeating: "0", count: 1_000_000)
        #expect(try javaText(digits) == digits)
        #expect(try javaText("0.5" + zeros) == "0.5" + zeros)
        #expect(try javaText("0." + zeros + "e1").hasPrefix("0E-999999"))
        // An exponent is taken for a billion at most.
        #expect(try javaText("1e" + digits) == "1E+1000000000")
        #expect(try javaText("0.0e" + zeros) == "0.0")
    }

    private static func java(_ value: Value, _ heap: inout Heap) -> String {
        var output = ByteBuffer()
        JavaText.write(value, &heap, into: &output)
        return String(decoding: output.array, as: UTF8.self)
    }

    /// Numbers of all lengths and sizes with zeros in all places.
    private static var texts: [String] {
        let wholes = ["0", "1", "10", "909", "9999999", "10000000", "12345678", "1000000000000001"]
        let fractions = (1...17).flatMap { length in
            (0..<length).map { place in
                String(repeating: "0", count: place) + "7"
                    + String(repeating: place % 2 == 0 ? "0" : "9", count: length - place - 1)
            }
        }
        let exponents = ["", "e0", "E7", "e-7", "e+21", "e-300", "e00000000001", "e99999999"]
        return wholes + wholes.map { "-" + $0 }
            + wholes.flatMap { whole in
                (fractions + ["0", "00", "0000000"]).flatMap { fraction in
                    exponents.map { whole + "." + fraction + $0 }
                }
            }
    }
}
