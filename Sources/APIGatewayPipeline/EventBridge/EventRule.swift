public import Diagnostics
import JSON
import JSONPath
public import VTLRuntime
import Values

/// A rule of EventBridge with the input transformer of its target.
public struct EventRule: Sendable {
    /// `<aws.events.rule-arn>`
    public var arn: String?
    /// `<aws.events.rule-name>`
    public var name: String?
    /// When the event came, as `<aws.events.event.ingestion-time>` tells it.
    public var ingestionTime: String?
    public var inputTransformer: InputTransformer

    public init(
        _ inputTransformer: InputTransformer, arn: String? = nil, name: String? = nil,
        ingestionTime: String? = nil
    ) {
        self.inputTransformer = inputTransformer
        self.arn = arn
        self.name = name
        self.ingestionTime = ingestionTime
    }

    /// What the target gets for an event. Variables whose paths find nothing are left out, values are
    /// not escaped, and the template's own spaces stay.
    ///
    /// - Throws: a diagnostic when the event is no JSON, or when the input is longer than
    ///   `limits.outputBytes`.
    public func input(
        for event: [UInt8], named name: String = "event", limits: RenderLimits = RenderLimits()
    ) throws(Diagnostic) -> [UInt8] {
        var values = try EventValues(event, named: name)
        var input: [UInt8] = []
        for part in inputTransformer.parts {
            switch part {
            case .text(let text): input += text.utf8
            case .variable(let name, let isQuoted):
                input += text(of: name, isQuoted: isQuoted, &values)
            }
            // A short template can repeat a long event two thousand times.
            guard input.count <= limits.outputBytes else {
                throw Diagnostic(
                    code: "output-limit",
                    message: "expected at most \(limits.outputBytes) bytes of output, found more",
                    file: SourceFile(name: name, bytes: event), span: nil)
            }
        }
        return input
    }

    private func text(
        of name: String, isQuoted: Bool, _ values: inout EventValues
    ) -> [UInt8] {
        guard let predefined = EventVariable(rawValue: name) else {
            guard let path = inputTransformer.paths[name] else { return [] }
            return values.text(of: name, at: path, isQuoted: isQuoted)
        }
        let text =
            switch predefined {
            case .ruleArn: arn
            case .ruleName: self.name
            case .ingestionTime: ingestionTime
            case .event: values.event(withDetail: true)
            case .eventWithoutDetail: values.event(withDetail: false)
            }
        guard let text else { return [] }
        return Array((isQuoted || predefined.isEvent ? text : "\"\(text)\"").utf8)
    }
}

/// An event that variables are found in.
private struct EventValues: ~Copyable {
    private var heap = Heap()
    private var evaluator = JSONPathEvaluator()
    private let root: Value
    /// What the paths of variables found so far.
    private var found: [String: Value?] = [:]

    init(_ event: [UInt8], named name: String) throws(Diagnostic) {
        var heap = Heap()
        do {
            root = try heap.parseJSON(event)
        } catch {
            throw error.diagnostic(in: SourceFile(name: name, bytes: event))
        }
        self.heap = heap
    }

    /// A string with quotes of its own where it needs them, and JSON for other values. Between quotes
    /// lists and objects lose theirs, so that the text stays one.
    mutating func text(of name: String, at path: JSONPathQuery, isQuoted: Bool) -> [UInt8] {
        guard let found = value(of: name, at: path) else { return [] }
        if found.kind == .string {
            let text = heap.array(of: found)
            let quote = [UInt8(ascii: "\"")]
            return isQuoted ? text : quote + text + quote
        }
        let json = heap.jsonText(of: found)
        return isQuoted ? json.filter { $0 != UInt8(ascii: "\"") } : json
    }

    private mutating func value(of name: String, at path: JSONPathQuery) -> Value? {
        if let known = found[name] { return known }
        let value = try? evaluator.evaluate(path, on: root, heap: &heap)
        found[name] = .some(value)
        return value
    }

    mutating func event(withDetail: Bool) -> String {
        var value = root
        if !withDetail, root.isMap {
            value = heap.makeContainer(.map)
            for index in 0..<heap.entryCount(of: root) {
                let key = heap.key(index, of: root)
                guard !heap.isEqual(key, to: "detail") else { continue }
                heap.put(key, heap.value(index, of: root), in: value)
            }
        }
        return String(decoding: heap.jsonText(of: value), as: UTF8.self)
    }
}

// MARK: Reading

extension Document {
    /// Reads the document as a rule of EventBridge: `arn`, `name`, `ingestionTime`, and
    /// `inputTransformer` with `inputPathsMap` and `inputTemplate`.
    ///
    /// - Throws: `TemplateError` of phase `parse` with everything that is wrong.
    public func eventRule() throws(TemplateError) -> EventRule {
        var reader = IntegrationReader(file)
        guard let rule = reader.eventRule(root), reader.diagnostics.isEmpty else {
            throw TemplateError(phase: .parse, diagnostics: reader.diagnostics)
        }
        return rule
    }
}

extension IntegrationReader {
    private static let ruleNames: Set = ["arn", "name", "ingestionTime", "inputTransformer"]

    /// Reads a rule of EventBridge; nil when it cannot be used.
    public mutating func eventRule(_ node: DocumentNode) -> EventRule? {
        checkNames(node, Self.ruleNames, "a rule")
        guard let transformer = node["inputTransformer"] else {
            report("input-transformer", "expected `inputTransformer` in a rule", node.span)
            return nil
        }
        checkNames(transformer, ["inputPathsMap", "inputTemplate"], "an input transformer")
        let members = members(transformer["inputPathsMap"], "paths by the names of variables")
        do {
            return EventRule(
                try InputTransformer(
                    template: text("inputTemplate", of: transformer) ?? "",
                    paths: members.map { ($0.name, $0.value.text ?? $0.value.description) }),
                arn: text("arn", of: node), name: text("name", of: node),
                ingestionTime: text("ingestionTime", of: node))
        } catch {
            let template = place(of: "inputTemplate", in: transformer)
            for problem in error.problems {
                let span =
                    switch problem {
                    case .name(let name): members.last { $0.name == name }?.nameSpan
                    case .path(let name, _): members.last { $0.name == name }?.value.span
                    default: template
                    }
                report("input-transformer", problem.description, span ?? template)
            }
            return nil
        }
    }
}
