import APIGatewayPipeline
import Diagnostics
import Testing

@testable import APIGatewayDefinition

@Suite struct YAMLDocumentTests {
    private func document(_ text: String) throws -> Document {
        try Document(yaml: Array(text.utf8), named: "pets.yaml")
    }

    private func refusal(_ text: String) throws -> Diagnostic {
        try #require(throws: Diagnostic.self) { try document(text) }
    }

    @Test func kindsOfScalars() throws {
        let root = try document(
            """
            texts: [plain, "200", 'true', !!str 12, 3.0.0, 2012-10-17, 0x1F, 007, yes]
            numbers: [200, -1.5e3, 0]
            others: [true, False, null, ~]
            template: |
              #set($a = 1)
              $a
            """
        ).root
        #expect(
            root["texts"]?.elements.map(\.text) == [
                "plain", "200", "true", "12", "3.0.0", "2012-10-17", "0x1F", "007", "yes",
            ])
        let numbers = root["numbers"]?.elements ?? []
        #expect(numbers.map(\.scalarText) == ["200", "-1.5e3", "0"])
        #expect(numbers.allSatisfy { $0.text == nil })
        #expect(
            root["others"]?.elements.map(\.description) == ["`true`", "`false`", "null", "null"])
        #expect(root["template"]?.text == "#set($a = 1)\n$a")
    }

    @Test(arguments: ["", "# nothing\n", "---\n"])
    func emptyDocuments(_ text: String) throws {
        #expect(try document(text).root.description == "null")
    }

    @Test func valuesKnowWhereTheyStand() throws {
        let document = try document("größe: 1\nnamen:\n  - 🐕 rex: {käse: ja}\n")
        let value = try #require(document.root["namen"]?.elements.first?["🐕 rex"]?["käse"])
        let span = try #require(value.span)
        #expect(document.file.bytes[Int(span.offset)..<span.end] == ArraySlice("ja".utf8))
        #expect(document.file.location(of: Int(span.offset)).line == 3)
        #expect(document.file.location(of: Int(span.offset)).column == 19)
        let member = try #require(document.root.members.last)
        #expect(member.nameSpan?.offset == 11)
    }

    @Test func carriageReturnsAndByteOrderMark() throws {
        let document = try document("\u{FEFF}a: 1\r\nb: two\r\n")
        let span = try #require(document.root["b"]?.span)
        #expect(document.file.bytes[Int(span.offset)..<span.end] == ArraySlice("two".utf8))
    }

    @Test func anchorsAndMerges() throws {
        let root = try document(
            """
            base: &base {type: mock, uri: none}
            pet:
              <<: *base
              type: http
            order:
              <<: [{uri: first}, *base]
            again: *base
            """
        ).root
        #expect(root["pet"]?.members.map(\.name) == ["type", "uri"])
        #expect(root["pet"]?["type"]?.text == "http")
        #expect(root["order"]?["uri"]?.text == "first")
        #expect(root["order"]?["type"]?.text == "mock")
        #expect(root["again"]?["uri"]?.text == "none")
    }

    @Test func shortTagsOfFunctions() throws {
        let root = try document("a: !Ref Pets\nb: !GetAtt Pets.Arn\nc: !Join ['', [x, !Sub y]]")
            .root
        #expect(root["a"]?["Ref"]?.text == "Pets")
        #expect(root["b"]?["Fn::GetAtt"]?.text == "Pets.Arn")
        #expect(root["c"]?["Fn::Join"]?.elements.last?.elements.last?["Fn::Sub"]?.text == "y")
    }

    @Test(arguments: [
        ("a: 1\nb: [1\n", "yaml-syntax", 3, 1),
        ("a: 'x\n", "yaml-syntax", 2, 1),
        ("a: 1\nb: \u{1}\n", "yaml-syntax", 2, 4),
        ("a: 1\nb: 2\na: 3\n", "duplicate-member", 3, 1),
        ("200: a\n'200': b\n", "duplicate-member", 2, 1),
        ("a: 1\n? [x]\n: 1\n", "yaml-key", 2, 3),
        ("a: *b\n", "yaml-alias", 1, 4),
        ("a: &a [*a]\n", "yaml-alias", 1, 8),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 2, 1),
    ])
    func refusals(_ text: String, _ code: String, _ line: Int, _ column: Int) throws {
        let diagnostic = try refusal(text)
        #expect(diagnostic.code == code)
        #expect(diagnostic.file.name == "pets.yaml")
        #expect(diagnostic.location?.line == line)
        #expect(diagnostic.location?.column == column)
    }

    @Test func bytesThatAreNoText() throws {
        let diagnostic = try #require(throws: Diagnostic.self) {
            try Document(yaml: Array("a: ".utf8) + [0xFF], named: "pets.yaml")
        }
        #expect(diagnostic.code == "yaml-encoding")
        #expect(diagnostic.location?.column == 4)
    }

    // MARK: Hostile texts

    /// Each line has the one above twice, forty times over.
    private func laughs(_ use: String) -> String {
        var text = "a0: &a0 [lol]\n"
        for index in 1...40 {
            text += "a\(index): &a\(index) [*a\(index - 1), *a\(index - 1)]\n"
        }
        return text + use
    }

    @Test(arguments: ["", "? *a40\n: key\n", "z: {*a40 : key}\n"])
    func billionLaughs(_ use: String) throws {
        #expect(try refusal(laughs(use)).code == "yaml-size")
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func deepNesting(_ opening: String) throws {
        let text = String(repeating: opening, count: 100_000)
        #expect(["yaml-nesting", "yaml-syntax"].contains(try refusal(text).code))
    }

    @Test func nestingThroughAliases() throws {
        var text = "- &a0 x\n"
        for index in 1...1000 { text += "- &a\(index) [[[*a\(index - 1)]]]\n" }
        #expect(try refusal(text).code == "yaml-nesting")
    }

    @Test func jsonIsReadAsJSON() throws {
        let json = try Document(jsonOrYAML: Array(" \n{\"a\":\t1}".utf8), named: "pets.json")
        #expect(json.root["a"]?.scalarText == "1")
        let yaml = try Document(jsonOrYAML: Array("a: 1".utf8), named: "pets")
        #expect(yaml.root["a"]?.scalarText == "1")
    }
}
