import JSONPath

/// The input transformer of an EventBridge rule: what a target gets in the place of an event.
///
/// The template is a JSON text in which `<name>` stands for a variable, as a value of its own or between
/// quotes. Paths say where in the event variables are found.
public struct InputTransformer: Sendable {
    enum Part: Equatable, Sendable {
        case text(String)
        /// `<name>`, between quotes or as a value of its own.
        case variable(String, isQuoted: Bool)
    }

    /// The template as it is written: `inputTemplate`.
    public let template: String
    let parts: [Part]
    /// Where variables are found in the event: `inputPathsMap`.
    let paths: [String: JSONPathQuery]

    /// - Throws: everything that is wrong with the template and the paths.
    public init(
        template: String, paths: [(name: String, path: String)] = []
    ) throws(InvalidInputTransformer) {
        var problems: [InvalidInputTransformer.Problem] = []
        var known: [String: JSONPathQuery] = [:]
        for (name, path) in paths {
            if let problem = Self.problem(withName: name) { problems.append(problem) }
            known[name] = Self.query(path)
            if known[name] == nil { problems.append(.path(name: name, path)) }
        }
        if paths.count > Self.variablesMax { problems.append(.tooManyVariables(paths.count)) }
        let parts = Self.parts(of: template)
        problems += Self.problems(with: template, parts, known)
        guard problems.isEmpty else { throw InvalidInputTransformer(problems: problems) }
        self.template = template
        self.parts = parts
        self.paths = known
    }

    // MARK: Limits

    static let variablesMax = 100
    static let nameMax = 256
    static let pathMax = 256
    static let templateMax = 8192

    // MARK: Paths

    private static func problem(
        withName name: String
    ) -> InvalidInputTransformer.Problem? {
        let isName =
            !name.isEmpty && name.utf8.count <= nameMax
            && name.utf8.allSatisfy { $0.isLetterOrDigit || "-_".utf8.contains($0) }
        return isName ? nil : .name(name)
    }

    /// The part of JSONPath that EventBridge knows: names behind dots, indices, and `*`.
    private static func query(_ path: String) -> JSONPathQuery? {
        let isKnown =
            path.utf8.count <= pathMax && path.hasPrefix("$") && !path.contains("..")
            && path.utf8.dropFirst().allSatisfy { byte in
                byte.isLetterOrDigit || ".-_/*[]".utf8.contains(byte)
            }
        return isKnown ? try? JSONPathQuery(Array(path.utf8), dialect: .jayway) : nil
    }

    // MARK: The template

    /// Divides a template at `<name>`; other angle brackets are text.
    private static func parts(of template: String) -> [Part] {
        var parts: [Part] = []
        var text: [UInt8] = []
        var (isQuoted, isEscaped) = (false, false)
        var rest = Array(template.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "<"), let name = variableName(&rest) {
                parts.append(.text(String(decoding: text, as: UTF8.self)))
                parts.append(.variable(name, isQuoted: isQuoted))
                text = []
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            text.append(byte)
        }
        return parts + [.text(String(decoding: text, as: UTF8.self))]
    }

    /// Takes `name>` off the text behind a bracket.
    private static func variableName(_ rest: inout ArraySlice<UInt8>) -> String? {
        let name = rest.prefix { $0.isLetterOrDigit || "-_.".utf8.contains($0) }
        guard !name.isEmpty, rest.dropFirst(name.count).first == UInt8(ascii: ">") else {
            return nil
        }
        rest = rest.dropFirst(name.count + 1)
        return String(decoding: name, as: UTF8.self)
    }

    private static func problems(
        with template: String, _ parts: [Part], _ paths: [String: JSONPathQuery]
    ) -> [InvalidInputTransformer.Problem] {
        let length = template.utf8.count
        guard 1...templateMax ~= length else { return [.templateLength(length)] }
        var problems: [InvalidInputTransformer.Problem] = []
        for case .variable(let name, let isQuoted) in parts {
            guard let predefined = EventVariable(rawValue: name) else {
                if paths[name] == nil { problems.append(.unknownVariable(name)) }
                continue
            }
            if isQuoted, predefined.isEvent { problems.append(.quotedEvent(name)) }
        }
        return problems + (isJSON(parts) ? [] : [.template])
    }

    /// Whether the template is JSON when its variables have values; a name of a member cannot be one.
    private static func isJSON(_ parts: [Part]) -> Bool {
        var text = ""
        for (index, part) in parts.enumerated() {
            switch part {
            case .text(let literal): text += literal
            case .variable(_, let isQuoted):
                if isQuoted, endsName(parts.dropFirst(index + 1)) { return false }
                text += isQuoted ? "x" : "0"
            }
        }
        return (try? MappingScope.check(Array(text.utf8))) != nil
    }

    /// Whether the text in quotes that goes on with these parts is the name of a member.
    private static func endsName(_ parts: ArraySlice<Part>) -> Bool {
        var isEscaped = false
        for case .text(let text) in parts {
            for (index, byte) in zip(text.utf8.indices, text.utf8) {
                if byte == UInt8(ascii: "\""), !isEscaped {
                    let behind = text.utf8[index...].dropFirst()
                    return behind.first { !$0.isBlank } == UInt8(ascii: ":")
                }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            }
        }
        return false
    }
}

/// The variables that every template has.
enum EventVariable: String, CaseIterable {
    case ruleArn = "aws.events.rule-arn"
    case ruleName = "aws.events.rule-name"
    case ingestionTime = "aws.events.event.ingestion-time"
    /// The event without `detail`.
    case eventWithoutDetail = "aws.events.event"
    case event = "aws.events.event.json"

    /// The value is an object, which cannot stand between quotes.
    var isEvent: Bool { self == .event || self == .eventWithoutDetail }
}

extension UInt8 {
    var isLetterOrDigit: Bool { (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 }
}
