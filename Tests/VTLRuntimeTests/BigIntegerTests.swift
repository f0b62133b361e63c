import Testing

@testable import VTLRuntime

@Suite struct BigIntegerTests {
    /// An operation, its operands, and what java.math.BigInteger of Java 17 makes of them.
    static let results = """
        add 182615108582912428980306050388764655616 412958 182615108582912428980306050388765068574
        add 2075507990601502036 -4611686018427387903 -2536178027825885867
        add 257837339560348258 14924575108194004504 15182412447754352762
        and -22017685435597243 -154742504910672534362390530 -154742504932690219797987772
        and 42529877405939665809797648 11459042479396714200558432 1407435844420820111811072
        and 61309948233986498 364823969361694616593824964893679158917 36258595847667840
        andNot -4722366482869645213694 288230376151711745 -4722366482869645213694
        andNot 1252348535147833673962 1112163487972610327 1252113503214784547048
        andNot 1707389832416558608 2305843009213693953 1707389832416558608
        bitCount -1102812637109927568027363112933159789902 0 65
        bitCount -66897131253751245306551152968169935884634 0 72
        bitCount 660325635647953384572637483848406574 0 62
        bitCount -1 0 0
        bitLength -170141183460469231722463931679029329919 0 127
        bitLength 170141183460469231722463931679029329919 0 127
        bitLength 340282366920938463445622854016773776908 0 128
        bitLength 0 0 0
        bitLength -18446744073709551616 0 64
        compare -78652317668891532925701077049458093624 -78652317668891532925701077049458093624 0
        compare 19342813113834066795298818 19342813113834066795298818 0
        compare 77400124501998828 6675804087196271610413635440823111397960614 -1
        divide 1814476235820141120199312780091574349856 58265 31141787279158004294161379560483555
        divide 3495066340677955881486593306268685682181 36893488147419103231 94733962988600048121
        divide 82085072552291223395407856261822038 263187219274818689 311888520948953942
        gcd -95254656621048022402435519075474550520 2070669878240415149448 5163765282395050248
        gcd 12211156253 -27674369675857651511108959397119002577189 1
        gcd 7989207835024088 340282366920938463450678245605744100830 2
        intExact 10819159740771900390654105838799001 0 nil
        intExact 1913175000614396938777891710465824319250 0 nil
        intExact 9671406556917033397649407 0 nil
        intExact 2147483647 0 2147483647
        intExact -2147483648 0 -2147483648
        intExact 2147483648 0 nil
        longExact -2305843009213693952 0 -2305843009213693952
        longExact 10819159740771900390654105838799001 0 nil
        longExact 1913175000614396938777891710465824319250 0 nil
        longExact 9223372036854775807 0 9223372036854775807
        longExact 9223372036854775808 0 nil
        longExact -9223372036854775808 0 -9223372036854775808
        longExact -9223372036854775809 0 nil
        longValue -113276718049468195934559639222865625089 0 -1
        longValue 5328187952343007 0 5328187952343007
        longValue 695693305363538614651 0 -5282969437424346757
        longValue -9223372036854775809 0 9223372036854775807
        lowestSetBit -29597441033780646520485287347181752 0 3
        lowestSetBit 466043663732228344381495426170353612533755 0 0
        lowestSetBit 467477556975378865096161143 0 0
        lowestSetBit 0 0 -1
        mod -76397936652728951554754875973710 38825271471 19479370619
        mod 1054257978362150045 18446744073709551615 1054257978362150045
        mod 82260965512222139169 9223372036854775807 8473989217383932713
        multiply 127052370 112384746495193848806 14278748394063572100223970220
        multiply 2179611627139 9223372036854775807 20103368932957390572538321826173
        multiply 86275574807011016784 -675157031541832347 -58249560981266853262633459582931112048
        not -18446744073709551615 0 18446744073709551614
        not -37265988660409944802075043633199 0 37265988660409944802075043633198
        not 1856673738337594138 0 -1856673738337594139
        or -119963713555342878902 -100750438219308734705 -73791534603805395121
        or 1101712140404486737717 4722366482869645213698 5824078623274131951415
        or 58581418994 29272976248734057002029155725425431233 29272976248734057002029155747440350195
        pow -34631159754231344386229259 2 1199317225923092789311446612421124364561232507689081
        pow 1152921504606846974 3 1532495540865888850382979052440813960030954815783698424
        pow 55103582156027 5 508041466794182758974079189532020775083325184836773276355437728328907
        radix 1540671538246966640031209584554225503696803951 28 238213elckf29a065d27m0ck02h7legf
        radix 333048198281014885318246672223147393023 10 333048198281014885318246672223147393023
        radix 48779781356067060738113762281 14 11267c2c0599780657b9bd5025
        remainder -183720694048055344410 73786976294838206464 -36146741458378931482
        remainder 3199222704501851943708559652836137200108605 3087327708098 3087327708097
        remainder 3495066340677955881486593306268685682181 36893488147419103231 36893488147419103230
        shiftLeft 10250521135986457860 66 756354960070770769496402442834715607040
        shiftLeft 1521189616683642258435533 83 14712043233108286398848461200731527484261703614464
        shiftLeft 8425304887461609570886013047394645950372 -22 2008749219766046898576262723778401
        shiftRight -147573952589676412926 -12 -604462909807314587344896
        shiftRight 12984857 -142 72392996849089187903433015540656496359865086640128
        shiftRight 98917396228461591 -59 57021996645754793938494292815249408
        sqrt 332112955876841209672800817567332041328 0 18223966524246065176
        sqrt 340282366920938463426481119284349108225 0 18446744073709551615
        sqrt 342104196391593644840655092373255149444889 0 584896739939276499333
        subtract 5450505 590295810358705651714 -590295810358700201209
        subtract 76996456772405670672014276 11811922217069654247 76996444960483453602360029
        xor -221279205331965094901 545447740823873276 -220878050900749847817
        xor 148255186853 109531687841690506278 109531687985495264131
        xor 9223372036854775808 -507685880686321 -9223879722735462129
        """.split(separator: "\n").map(String.init)

    @Test(arguments: results) func resultOfJava(_ row: String) throws {
        let parts = row.split(separator: " ").map(String.init)
        try #require(parts.count == 4)
        let a = try #require(BigInteger(decimal: Array(parts[1].utf8)))
        let b = try #require(BigInteger(decimal: Array(parts[2].utf8)))
        #expect(try Self.result(of: parts[0], a, b) == parts[3])
    }

    private static func result(
        of operation: String, _ a: BigInteger, _ b: BigInteger
    ) throws -> String {
        let count = Int(truncatingIfNeeded: b)
        switch operation {
        case "radix": return String(decoding: a.text(radix: count), as: UTF8.self)
        case "compare": return a < b ? "-1" : a == b ? "0" : "1"
        case "bitLength": return "\(a.bitLength)"
        case "bitCount": return "\(a.bitCount)"
        case "lowestSetBit": return "\(a.lowestSetBit)"
        case "longValue": return "\(Int64(truncatingIfNeeded: a))"
        case "longExact": return Int64(exactly: a).map { "\($0)" } ?? "nil"
        case "intExact": return Int32(exactly: a).map { "\($0)" } ?? "nil"
        default: return try number(operation, a, b, count).description
        }
    }

    private static func number(
        _ operation: String, _ a: BigInteger, _ b: BigInteger, _ count: Int
    ) throws -> BigInteger {
        switch operation {
        case "add": return a + b
        case "subtract": return a - b
        case "multiply": return a * b
        case "divide": return a / b
        case "remainder": return a % b
        case "mod": return a.modulus(b)
        case "gcd": return a.greatestCommonDivisor(with: b)
        case "and": return a & b
        case "or": return a | b
        case "xor": return a ^ b
        case "andNot": return a & ~b
        case "not": return ~a
        case "shiftLeft": return a << count
        case "shiftRight": return a >> count
        case "pow": return a.power(count)
        case "sqrt": return a.squareRoot()
        default: throw UnknownOperation(name: operation)
        }
    }

    private struct UnknownOperation: Error {
        let name: String
    }

    static let doubles: [(Double, String)] = [
        (0.9, "0"), (-2.9, "-2"), (9.2233720368547758e18, "9223372036854775808"),
        (1e22, "10000000000000000000000"), (-1.5e23, "-150000000000000004194304"),
        (.infinity, "0"), (.nan, "0"), (5e-324, "0"),
    ]

    @Test(arguments: doubles) func wholePart(_ double: Double, _ expected: String) {
        #expect(BigInteger(double).description == expected)
    }

    @Test(arguments: ["", "-", "+", "1 ", "1.5", "0x1", "--1", "１"])
    func textThatIsNoNumber(_ text: String) {
        #expect(BigInteger(decimal: Array(text.utf8)) == nil)
    }

    @Test(arguments: [("+7", "7"), ("-0", "0"), ("00012", "12"), ("-007", "-7")])
    func otherSpelling(_ text: String, _ expected: String) {
        #expect(BigInteger(decimal: Array(text.utf8))?.description == expected)
    }

    /// What Java refuses does not trap.
    @Test func argumentsOutOfRange() {
        let number: BigInteger = 12
        #expect(number.quotientAndRemainder(dividingBy: 0) == (0, 12))
        #expect(number.modulus(0) == 12)
        #expect(number.power(-3) == 1)
        #expect((0 as BigInteger).power(0) == 1)
        #expect((-number).squareRoot() == 0)
        #expect(number.text(radix: 99) == number.text())
        #expect(number << .min == 0)
        #expect(-number >> .max == -1)
    }

    // MARK: Identities

    @Test(arguments: 0..<40) func identities(_ seed: Int) {
        var numbers = NumberSource(seed: UInt64(seed))
        for _ in 0..<25 {
            let (a, b, c) = (numbers.next(), numbers.next(), numbers.next())
            checkSums(a, b, c)
            checkBits(a, b, count: numbers.count(below: 300))
            checkDivision(a, b)
            checkDivision(a * b - 1, b)
            checkRoot(a.absolute)
            #expect(BigInteger(decimal: a.text()) == a)
        }
    }

    private func checkSums(_ a: BigInteger, _ b: BigInteger, _ c: BigInteger) {
        #expect((a + b) - b == a)
        #expect((a + b) * c == a * c + b * c)
        #expect((a < b) == (a - b).isNegative)
    }

    private func checkBits(_ a: BigInteger, _ b: BigInteger, count: Int) {
        let (and, or) = (a & b, a | b)
        #expect(and + or == a + b)
        #expect(~(~a & ~b) == or)
        #expect((a ^ b) ^ b == a)
        let power = BigInteger(2).power(count)
        #expect(a << count == a * power)
        let below = a - (a >> count) * power
        #expect(below >= 0 && below < power)
    }

    private func checkDivision(_ a: BigInteger, _ b: BigInteger) {
        guard b != 0 else { return }
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        #expect(quotient * b + remainder == a)
        #expect(remainder.absolute < b.absolute)
        #expect(remainder == 0 || remainder.isNegative == a.isNegative)
        let divisor = a.greatestCommonDivisor(with: b)
        #expect(a % divisor == 0)
        #expect(b % divisor == 0)
        #expect((a / divisor).greatestCommonDivisor(with: b / divisor) == 1)
    }

    private func checkRoot(_ number: BigInteger) {
        let root = number.squareRoot()
        #expect(root * root <= number)
        #expect((root + 1) * (root + 1) > number)
    }

    /// The estimated word of the quotient is one too great even after its correction.
    @Test func divisionThatAddsBack() {
        let half: UInt64 = 1 << 63
        let dividend = BigInteger.Magnitude(words: [0, 0, half, half - 1])
        let divisor = BigInteger.Magnitude(words: [1, 0, half])
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        #expect(quotient.words == [.max - 1])
        #expect(remainder.words == [2, .max, half - 1])
    }
}

/// Random numbers, many of them with words that are all zeros, all ones or at the sign bit's edge.
private struct NumberSource {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> BigInteger {
        let edges: [UInt64] = [0, 1, .max, 1 << 63, 1 << 63 - 1]
        var words: [UInt64] = []
        for _ in 0..<count(below: 9) {
            let choice = count(below: 10)
            words.append(choice < edges.count ? edges[choice] : word())
        }
        return BigInteger(BigInteger.Magnitude(words: words), isNegative: word() & 1 == 1)
    }

    mutating func count(below limit: UInt64) -> Int { Int(word() % limit) }

    /// SplitMix64.
    private mutating func word() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
