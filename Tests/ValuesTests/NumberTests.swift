import Testing
import Values

@Suite("Numbers that are still text")
struct NumberTests {
    @Test(
        "get json-smart's classes",
        arguments: [
            ("0", Value.Kind.integer, "0"), ("-0", .integer, "0"),
            ("2147483647", .integer, "2147483647"),
            ("2147483648", .long, "2147483648"), ("-2147483648", .integer, "-2147483648"),
            ("9223372036854775807", .long, "9223372036854775807"),
            ("9223372036854775808", .bigInteger, "9223372036854775808"),
            ("-9223372036854775808", .long, "-9223372036854775808"),
            ("-9223372036854775809", .bigInteger, "-9223372036854775809"),
            ("1.5", .double, "1.5"), ("1e3", .double, "1000.0"), ("1e400", .double, "Infinity"),
            ("123456789.12345678", .double, "1.2345678912345678E8"),
            ("0.3000000000000000", .double, "0.3"),
            ("0.30000000000000004", .bigDecimal, "0.30000000000000004"),
            ("1.0000000000000000000", .bigDecimal, "1.0000000000000000000"),
            ("-0.0000000000000000000", .bigDecimal, "0E-19"),
            ("1.7976931348623157e308", .bigDecimal, "1.7976931348623157E+308"),
            ("1234567890123456789e-5", .bigDecimal, "12345678901234.56789"),
            ("1234567890123456789e5", .bigDecimal, "1.234567890123456789E+23"),
        ])
    func classes(text: String, kind: Value.Kind, expected: String) {
        var heap = Heap()
        let string = heap.string(text)
        let isDecimal = text.contains { ".eE".contains($0) }
        let value = heap.number(
            heap.text(
                .numberText, at: string.offset, length: Int(string.length),
                flags: isDecimal ? [.ascii, .decimal] : .ascii))
        #expect(value.kind == kind)
        var output = ByteBuffer()
        switch kind {
        case .double: output.appendJavaDouble(value.floating)
        case .integer, .long: output.appendInteger(value.signed)
        default: output.append(heap.array(of: value))
        }
        #expect(String(decoding: output.array, as: UTF8.self) == expected)
    }

    /// Taken from `new BigDecimal(text).toString()`.
    @Test(
        "print as BigDecimal",
        arguments: [
            ("1E+3", "1E+3"), ("1000", "1000"), ("0.001", "0.001"), ("1E-7", "1E-7"),
            ("0.0000010", "0.0000010"), ("123.4500", "123.4500"), ("-0.000", "0.000"),
            ("1.0E400", "1.0E+400"), ("12E-2", "0.12"), ("1e10", "1E+10"), ("100e-2", "1.00"),
            ("0E+3", "0E+3"), ("-1.5e-10", "-1.5E-10"), ("0e5", "0E+5"), ("-12.5", "-12.5"),
        ])
    func bigDecimal(text: String, expected: String) {
        var source = ByteBuffer()
        source.append(string: text)
        var output = ByteBuffer()
        output.appendBigDecimal(DecimalParts(0..<source.count, in: source))
        #expect(String(decoding: output.array, as: UTF8.self) == expected)
    }

    @Test("read whole numbers of 64 bits only")
    func integers() {
        let cases: [(String, Int64?)] = [
            ("12", 12), ("-12", -12), ("+7", 7), ("007", 7), ("", nil), ("-", nil), ("1.0", nil),
            ("9223372036854775808", nil), ("-9223372036854775808", .min),
            ("99999999999999999999999", nil), ("12a", nil), ("12345678", 12_345_678),
            ("12345678a", nil), ("1234567812345678", 1_234_567_812_345_678), ("--1", nil),
            ("00000000000000000000000000000012", 12), ("9223372036854775807", .max),
            ("-9223372036854775809", nil), ("18446744073709551616", nil), ("1:", nil), ("1/", nil),
            ("1\u{B1}", nil),
        ]
        for (text, expected) in cases {
            var heap = Heap()
            let value = heap.string(text)
            // Digits behind the text are not part of it.
            heap.bytes.append("12345678")
            #expect(heap.integer(inText: value.range) == expected, "\(text)")
        }
    }

    @Test("read the nearest doubles")
    func doubles() {
        let texts = [
            "0", "-0", "1", ".5", "1.", "+1.5", "1e22", "1e23", "123456789012345e22", "5e-324",
            "123456789012345e23", "123456789012345e-22", "9007199254740993", "1e0000000001",
            "9007199254740993e-1", "1.7976931348623157e308", "1e-7", "0.1000000000000000000000000",
            "0.000000000000000000000001", "12345678.12345678", "3.5639911462", "1e99999999",
            "1e-99",
        ]
        for text in texts {
            var heap = Heap()
            let value = heap.string(text)
            heap.bytes.append("12345678")
            let double = heap.double(ofText: value.range)
            #expect(double.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }
}
