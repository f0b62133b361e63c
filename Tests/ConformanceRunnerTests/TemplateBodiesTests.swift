import Foundation
import JSON
import Testing
import Values

@testable import ConformanceRunner

/// What the examples of the mapping templates say goes to a service of AWS or back to the caller.
@Suite("The bodies in the examples of mapping templates")
struct TemplateBodiesTests {
    private static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Templates")

    @Test("JSON is strict JSON without equal keys")
    func strictJSON() throws {
        var checked = 0
        for subject in try Self.cases() {
            for message in Self.messages(of: subject) where message.isJSON {
                checked += 1
                let problem = Self.problem(of: message.body)
                #expect(problem == nil, "\(subject.id): \(problem ?? "")")
            }
        }
        #expect(checked > 50)
    }

    @Test(
        "What is no strict JSON is found",
        arguments: [
            "", "{} x", #"{"a": 1,}"#, #"{"a": "\'"}"#, #"{"a": 1, "a": 2}"#,
            #"[{"b": ":", "b": 1}]"#, "{'a': 1}", "[01]",
        ])
    func problems(text: String) {
        #expect(Self.problem(of: Array(text.utf8)) != nil)
        #expect(Self.problem(of: Array(#"{"a": ":\":", "b": [{"a": 1}, {"a": 2}]}"#.utf8)) == nil)
    }

    private static func cases() throws -> [ConformanceCase] {
        let paths = FileManager.default.enumerator(atPath: templates.path)
        let names = (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".cases") }
        return try names.sorted().flatMap { name in
            let bytes = try Data(contentsOf: templates.appending(path: name))
            return try CaseFile(name: name, bytes: Array(bytes)).cases
        }
    }

    /// The messages whose bodies a template wrote. What goes to an HTTP backend may be the caller's.
    private static func messages(of subject: ConformanceCase) -> [ExampleMessage] {
        let request = subject.content(.integrationRequest).map(ExampleMessage.init)
        let response = subject.content(.methodResponse).map(ExampleMessage.init)
        return [request.flatMap { $0.isForAWS ? $0 : nil }, response].compactMap { $0 }
            .filter { !$0.body.isEmpty }
    }

    /// Why a text is no strict JSON or has equal keys, or nil.
    private static func problem(of body: [UInt8]) -> String? {
        var heap = Heap()
        heap.bytes.append(body)
        do throws(JSONParseError) {
            let value = try JSONParser.parse(0..<body.count, in: &heap, nesting: 256)
            var written = ByteBuffer()
            JSONWriter.write(value, .minimal, &heap, into: &written)
            // Equal keys become one.
            let keys = (colons(in: body), colons(in: written.array))
            return keys.0 == keys.1 ? nil : "expected \(keys.0) different keys, found \(keys.1)"
        } catch {
            return "\(error)"
        }
    }

    /// The colons of a JSON text that stand outside of its strings: one for each member.
    private static func colons(in text: [UInt8]) -> Int {
        var count = 0
        var isString = false
        var isEscaped = false
        for byte in text {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = isString
            case UInt8(ascii: "\""): isString.toggle()
            case UInt8(ascii: ":") where !isString: count += 1
            default: break
            }
        }
        return count
    }
}

/// A message as a case writes it.
private struct ExampleMessage {
    let head: String
    let body: [UInt8]

    init(_ text: [UInt8]) {
        let end = text.firstRange(of: Array("\n\n".utf8))
        head = String(decoding: text[..<(end?.lowerBound ?? text.endIndex)], as: UTF8.self)
            .lowercased()
        body = Array(text[(end?.upperBound ?? text.endIndex)...])
    }

    var isForAWS: Bool { head.prefix { $0 != "\n" }.contains(".amazonaws.com/") }

    var isJSON: Bool {
        head.split(separator: "\n").contains { line in
            line.hasPrefix("content-type: application/") && line.contains("json")
        }
    }
}
