import Testing
import Values

@Suite("Numbers as Java prints them")
struct JavaNumberTextTests {
    /// Taken from `Double.toString`.
    @Test(
        "prints doubles",
        arguments: [
            "0.0", "-0.0", "1.0", "-1.0", "0.1", "0.5", "100.0", "1234567.0", "9999999.0",
            "1.0E7", "1.2345678E7", "1.23456789E7", "0.001", "0.0012", "9.99E-4", "1.0E-4",
            "1.0E-5", "1.0E21", "1.0E22", "1.0E23", "2.0E23", "9.007199254740992E15",
            "9.223372036854776E18", "1.7976931348623157E308", "2.2250738585072014E-308",
            "4.9E-324", "9.9E-324", "1.5E-323", "3.141592653589793", "0.30000000000000004",
            "123456.789", "-273.15", "480.89852257559244", "3.726310347756437E-14", "0.0665095",
            "687.5061434468943", "2040.6864410112462", "7.12892E-9", "2.11606E-9",
            "505.11061886994435", "-223.81731265543485", "36847.8", "3.805922194846913E236",
            "14.609", "8.11081E18", "-8.538044307223009E260", "458.9038168584291",
            "-782.7114606733807", "192.0895728557391", "-189.64794176278843", "75138.7",
            "506.7423246841307", "-465.2621595567615", "2.88328E19", "658.5054990645748",
            "-268.7508746550741", "423745.0", "1121.9977421124358", "-1763.0131788813956",
            "-133.45566585053172", "1447.3229557050902", "8.71838", "-8.436896350661553E122",
            "1799.1", "2.5620679207795418E-160", "0.0078071600000000005", "1.5E15", "2.0E15",
            "9.99999999999999E14", "1.23456789012345E14", "1.23456789012345E-8", "1.0E36",
            "1.5E37", "1.0E38", "1.0E-8", "1.0E-9", "0.00999999999999999", "1.00000000000001",
            "9.00719925474099E15", "9.007199254740994E15", "12.5", "1.6E-7", "4.35", "-1.005",
        ])
    func doubles(text: String) throws {
        var output = ByteBuffer()
        // Digits that were there before are not part of any number.
        output.append("1234567812345678123456781234567812345678")
        output.truncate(0)
        output.appendJavaDouble(try #require(Double(text)))
        #expect(String(decoding: output.array, as: UTF8.self) == text)
    }

    @Test("prints what is no number")
    func notFinite() {
        var output = ByteBuffer()
        for number in [Double.nan, .infinity, -.infinity] { output.appendJavaDouble(number) }
        #expect(String(decoding: output.array, as: UTF8.self) == "NaNInfinity-Infinity")
    }

    @Test("prints floats")
    func floats() {
        let cases: [(Float, String)] = [
            (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.1, "0.1"), (3.4028235e38, "3.4028235E38"),
            (1e7, "1.0E7"), (16_777_216, "1.6777216E7"), (0.001, "0.001"), (1e-4, "1.0E-4"),
            (.nan, "NaN"), (.infinity, "Infinity"),
        ]
        for (number, expected) in cases {
            var output = ByteBuffer()
            output.appendJavaFloat(number)
            #expect(String(decoding: output.array, as: UTF8.self) == expected)
        }
    }

    @Test(
        "prints whole numbers",
        arguments: [
            0, 9, 10, -1, 12_345_678, 99_999_999, 100_000_000, 123_456_789, -100_000_000,
            9_999_999_999_999_999, 10_000_000_000_000_000, 100_000_000_000_000_001, .max, .min,
            1 << 53,
        ] as [Int64])
    func integers(number: Int64) {
        var output = ByteBuffer()
        output.appendInteger(number)
        #expect(String(decoding: output.array, as: UTF8.self) == "\(number)")
    }

    @Test("prints whole numbers of all lengths")
    func lengths() {
        for length in 1...18 {
            let power = (1..<length).reduce(Int64(1)) { power, _ in power * 10 }
            for number in [power, power + 1, power * 9, power * 10 - 1, power / 7] {
                var output = ByteBuffer()
                output.appendInteger(number)
                #expect(String(decoding: output.array, as: UTF8.self) == "\(number)")
            }
        }
    }

    @Test("prints doubles that have few digits like those that have many")
    func digits() {
        var numbers = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let digits = Int.random(in: 1...999_999_999_999_999, using: &numbers)
            let zeros = [1, 1000, 100_000_000].randomElement() ?? 1
            let text = "\(digits / zeros * zeros)e\(Int.random(in: -40...40, using: &numbers))"
            guard let number = Double(text), number != 0 else { continue }
            var output = ByteBuffer()
            output.appendJavaDouble(number)
            let printed = String(decoding: output.array, as: UTF8.self)
            #expect(Double(printed) == number)
            #expect(Self.digits(of: printed) == Self.digits(of: number.description), "\(text)")
        }
    }

    /// The significant digits of a number's text.
    private static func digits(of text: String) -> String {
        let digits = text.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber)
        let significant = digits.drop { $0 == "0" }.reversed().drop { $0 == "0" }
        return String(significant.reversed())
    }

    @Test("drops what passes the limit of its output")
    func limit() {
        for limit in 0...21 {
            var output = ByteBuffer(capacity: 0, limit: limit)
            output.appendJavaDouble(-1234.5678)
            output.appendJavaDouble(1.2345e-100)
            #expect(output.count <= limit && output.overflowed == (limit < 21))
        }
    }
}
