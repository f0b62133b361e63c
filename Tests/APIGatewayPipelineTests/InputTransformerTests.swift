import Diagnostics
import Testing

@testable import APIGatewayPipeline

/// What the golden files of event rules cannot show: limits, and events of all kinds.
@Suite struct InputTransformerTests {
    private func problems(
        _ template: String, _ paths: [(name: String, path: String)] = []
    ) -> [InvalidInputTransformer.Problem] {
        do {
            _ = try InputTransformer(template: template, paths: paths)
            return []
        } catch {
            return error.problems
        }
    }

    @Test func limits() {
        let text = { (count: Int) in "\"" + String(repeating: "x", count: count - 2) + "\"" }
        #expect(problems(text(8192)) == [])
        #expect(problems(text(8193)) == [.templateLength(8193)])
        #expect(problems("") == [.templateLength(0)])
        let paths = (0..<101).map { (name: "v\($0)", path: "$.a") }
        #expect(problems("1", Array(paths.dropLast())) == [])
        #expect(problems("1", paths) == [.tooManyVariables(101)])
        let name = String(repeating: "n", count: 257)
        #expect(problems("1", [(name, "$")]) == [.name(name)])
        let path = "$." + String(repeating: "p", count: 255)
        #expect(problems("1", [("n", path)]) == [.path(name: "n", path)])
    }

    @Test(arguments: [
        #"{"a": <x>, <x>: 1}"#, #"{"<x>": 1}"#, #"{"a<x>\"b" : 1}"#, #"<x> <x>"#, #"{"a": "<x>}"#,
        "<x", "[<x>",
    ])
    func templatesThatAreNone(_ template: String) {
        #expect(problems(template, [("x", "$.x")]) == [.template])
    }

    @Test(
        arguments: [
            ("1", "", "json-expected-value"), ("1", "{", nil), ("<x>", "[]", ""), ("<x>", "7", ""),
            (#""<x>:<x>""#, #"{"x": {"a": "b"}}"#, #""{a:b}:{a:b}""#),
            (#"{"a": ["<x>"]}"#, #"{"x": true}"#, #"{"a": ["true"]}"#),
            ("<aws.events.event>", "[1]", "[1]"), ("<aws.events.rule-arn>", "{}", ""),
        ] as [(String, String, String?)])
    func events(_ template: String, _ event: String, _ expected: String?) throws {
        let rule = EventRule(try InputTransformer(template: template, paths: [("x", "$.x")]))
        do {
            let input = try rule.input(for: Array(event.utf8))
            #expect(String(decoding: input, as: UTF8.self) == expected)
        } catch {
            #expect(expected == nil || error.code == expected)
        }
    }
}
