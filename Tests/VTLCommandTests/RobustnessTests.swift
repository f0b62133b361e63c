import Testing
import VTLCommand

/// Hostile input through `vtl batch`: each record is answered, and so is the one after it.
@Suite("Hostile records")
struct RobustnessTests {
    /// A record, and what its answer must contain.
    struct Record: Sendable, CustomTestStringConvertible {
        let name: String
        let line: [UInt8]
        let expected: [String]

        var testDescription: String { name }

        init(_ name: String, _ line: String, expecting expected: String...) {
            self.init(name, Array(line.utf8), expected)
        }

        init(_ name: String, _ line: [UInt8], _ expected: [String]) {
            self.name = name
            self.line = line
            self.expected = expected
        }

        /// A template and a body, which are put into JSON strings.
        init(
            _ name: String, template: String, body: String? = nil, profile: String = "apigateway",
            expecting expected: String...
        ) {
            let input = body.map { #", "input": {"body": \#(json($0))}"# } ?? ""
            let line = #"{"profile": "\#(profile)", "template": \#(json(template))\#(input)}"#
            self.init(name, Array(line.utf8), expected)
        }
    }

    @Test("A record is answered in bounded time, and the next one too", arguments: records)
    func answered(_ record: Record) {
        let clock = ContinuousClock()
        let start = clock.now
        let (source, output) = (MemorySource([record.line, next]), MemorySink())
        let status = runCommand(
            ["batch", "--limit", "steps=\(steps)"],
            CommandStreams(input: source, output: output, diagnostics: MemorySink()))
        let answers = output.text.split(separator: "\n")
        #expect(status == 0)
        #expect(answers.count == 2)
        for part in record.expected {
            #expect(answers.first?.contains(part) == true, "\(output.text.prefix(300))")
        }
        #expect(answers.last?.contains(#""output":"next""#) == true)
        // Optimised code takes a second at most.
        #expect(clock.now - start < .seconds(120))
    }

    /// Fewer than by default: unoptimised code takes a microsecond for one.
    private let steps = 500_000
    private let next = Array("\n{\"template\": \"next\"}\n".utf8)

    private static let records = bodies + templates + patterns + paths + values

    // MARK: What a record may hold

    private static let bodies = [
        Record(
            "a body that is not JSON", template: "$input.json('$.a')", body: #"{"a" 1}"#,
            expecting: #""code":"body-syntax""#, #""line":1,"column":7"#),
        Record(
            "a record cut off inside a character", Array(#"{"template": "é"#.utf8).dropLast(),
            [#""phase":"record""#]),
        Record(
            "a byte that is no UTF-8", Array(#"{"template": ""#.utf8) + [0xFF] + Array(#""}"#.utf8),
            [#""phase":"record""#, #""line":1,"column":15"#]),
        Record("a record that is not JSON", "}{", expecting: #""phase":"record""#),
        Record(
            "a NUL", template: "a\0b$input.body", body: "c\0d",
            expecting: #""output":"a\u0000bc\u0000d""#),
        Record(
            "half a surrogate pair",
            #"{"template": "$input.json('$')", "input": {"body": "[\"\\ud800\", \"\udc00\"]"}}"#,
            expecting: #""code":"body-syntax""#),
        Record(
            "ten megabytes", template: "$input.json('$').length()",
            body: "[\"" + repeated("a", 10_000_000) + "\"]", expecting: #""output":"10000004""#),
        Record(
            "more than ten megabytes", template: "$input.json('$').length()",
            body: repeated("a", 10_485_761), expecting: #""code":"body-limit""#),
        Record(
            "100,000 brackets", template: "$input.json('$')", body: repeated("[", 100_000),
            expecting: #""code":"body-syntax""#, #""line":1,"column":7"#),
        Record(
            "100,000 objects", template: "$input.path('$')", body: repeated(#"{"a":"#, 100_000),
            expecting: #""code":"body-syntax""#, #""line":1,"column":7"#),
    ]

    private static let templates = [
        Record("nothing", template: "", expecting: #""output":"""#),
        Record(
            "only #", template: repeated("#", 50_000),
            expecting: #""code":"dangling-hash""#),
        Record(
            "10,000 nested #if",
            template: repeated("#if(true)", 10_000) + repeated("#end", 10_000),
            expecting: #""code":"nesting-limit""#),
        Record(
            "10,000 nested parentheses",
            template: "#set($x = " + repeated("(", 10_000) + "1" + repeated(")", 10_000) + ")",
            expecting: #""code":"nesting-limit""#),
        Record(
            "10,000 nested calls",
            template: repeated("$a.b(", 10_000) + repeated(")", 10_000),
            expecting: #""code":"nesting-limit""#),
        Record(
            "a template that never ends",
            template: repeated("#foreach($i in [1..1000])", 5) + repeated("#end", 5),
            expecting: #""code":"steps-limit""#),
        Record(
            "a range of four billion", template: "#set($r = [2147483647..-2147483648])",
            expecting: #""code":"steps-limit""#),
        Record(
            "more variables than fit", template: manyVariables,
            expecting: #""code":"template-limit""#),
        Record(
            "70,000 arguments",
            template: "#set($s = 'x')$s.format(" + repeated("1,", 70_000) + "1)",
            expecting: #""output""#),
        Record(
            "a macro that calls itself", template: "#macro(m)#m()#end#m()", profile: "velocity",
            expecting: #""code":"macro-depth-limit""#),
        Record(
            "text that evaluates itself", template: "#set($e = '#evaluate($e)')#evaluate($e)",
            profile: "velocity", expecting: #""code":"macro-depth-limit""#),
    ]

    private static let patterns = [
        Record(
            "a pattern that backtracks for ever", template: "$input.body.matches('((a|aa)+)+')",
            body: repeated("a", 60) + "!",
            expecting: #""code":"regex-steps""#, #""line":1,"column":12"#),
        Record(
            "a pattern that scans quadratically",
            template: "$input.body.replaceAll('(a*)b', '')", body: repeated("a", 1_000_000) + "cb",
            expecting: #""code":"regex-steps""#, #""line":1,"column":12"#),
        Record(
            "a look-ahead at each place", template: "$input.body.replaceAll('(?=a*b)', '')",
            body: repeated("a", 1_000_000), expecting: #""code":"regex-steps""#),
        Record(
            "a plain pattern on ten megabytes",
            template: "$input.body.replaceAll('[aeiou]', '').length()",
            body: repeated("abcdefgh", 1_250_000), expecting: #""output":"7500000""#),
    ]

    private static let paths = [
        Record(
            "a path that is none", #"{"path": "$[", "document": {}}"#,
            expecting: #""phase":"compile""#),
        Record(
            "a path that is none in a template", template: "$input.json('$[')", body: "{}",
            expecting: #""output":"\"\"""#),
        Record(
            "scans inside scans", template: "$input.json('$" + repeated("..*", 20) + "')",
            body: repeated("[", 300) + repeated("]", 300), expecting: #""code":"steps-limit""#),
        Record(
            "a document that holds itself",
            template: "#set($d = $input.path('$'))#set($d[0] = $d)$input.json('$..x')",
            body: "[0]", expecting: #""code":"nesting-limit""#),
    ]

    private static let values = [
        Record(
            "a text that doubles",
            template: "#set($s = 'a')#foreach($i in [1..60])#set($s = \"$s$s\")#end",
            expecting: #""code":"steps-limit""#),
        Record(
            "a text repeated two billion times",
            template: "#set($s = 'a')$s.repeat(2147483647)",
            expecting: #""code":"memory-limit""#),
        Record(
            "lists with 2^60 elements, compared",
            template: "#set($a = [])#set($b = [])#foreach($i in [1..60])"
                + "#set($a = [$a, $a])#set($b = [$b, $b])#end$a.equals($b)",
            expecting: #""code":"steps-limit""#),
        Record(
            "lists with 2^60 elements, printed",
            template: "#set($a = [])#foreach($i in [1..60])#set($a = [$a, $a])#end$a",
            expecting: #""code":"output-limit""#),
        Record(
            "a comparison of megabytes in a loop",
            template: "#set($b = $input.body)#set($c = \"$b\")" + loop("#if($b == $c)#end"),
            body: repeated("a", 1_000_000), expecting: #""code":"steps-limit""#),
        Record(
            "removing from a long list in a loop",
            template: "#set($l = $input.path('$'))"
                + loop("#set($x = $l.remove(0))#set($x = $l.add(1))"),
            body: "[" + repeated("1,", 500_000) + "1]", expecting: #""code":"steps-limit""#),
        Record(
            "the smallest integers divided by -1",
            template: "#set($a = -2147483648)#set($b = $a / -1)$b "
                + "#set($a = -9223372036854775808)#set($b = $a / -1)$b $a.hashCode()",
            expecting: #""output""#),
        Record(
            "indexes beyond all lists", template: "#set($l = [1])$l.get(2147483647)",
            expecting: #""code":"index-out-of-bounds""#),
        Record(
            "a number with a million digits",
            template: "#set($n = $input.path('$'))#set($n = $n * $n)",
            body: repeated("9", 1_000_000), expecting: #""code":"number-too-large""#),
    ]

    // MARK: Making records

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    /// A million rounds.
    private static func loop(_ body: String) -> String {
        "#foreach($i in [1..1000])#foreach($j in [1..1000])\(body)#end#end"
    }

    /// 70,000 variables of four characters.
    private static var manyVariables: String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        var template = ""
        for index in 0..<70_000 {
            template += "$\(letters[index % 52])\(letters[index / 52 % 52])\(letters[index / 2704])"
        }
        return template + template.suffix(4)
    }
}

/// A text as a JSON string.
private func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\0"..<" ":
            let digits = String(scalar.value, radix: 16)
            result += "\\u00" + (scalar.value < 16 ? "0" : "") + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
