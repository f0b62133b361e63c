public import APIGatewayPipeline
import Diagnostics
public import VTLRuntime

/// Functions of CloudFormation in the place of values: `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::Join`.
struct IntrinsicFunctions {
    /// What is known of a deployment: values of parameters (`Stage`), of pseudo parameters
    /// (`AWS::Region`) and of attributes (`PetsFunction.Arn`).
    var values: [String: String]

    /// Functions inside functions can double a text at each step.
    private static let byteLimit = 1 << 20
    /// Of all texts that the functions of a document make.
    private static let sumLimit = 16 << 20
    private let made = MadeText()
    private static let namesInMessage = 20

    init(values: [String: String] = [:]) {
        let known = ["AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"]
        self.values = known.merging(values) { _, given in given }
    }

    /// How much text the functions made so far; copies of the functions count together.
    private final class MadeText {
        var bytes = 0
    }

    /// A function that has no value.
    struct Unknown: Error {
        let function: String
        /// The names whose values would give it one; empty when no value can.
        var names: [String] = []
        /// The function would make more text than it may.
        var isTooLong = false
        let span: SourceSpan?
    }

    /// The document with texts in the places of functions whose values are known.
    func evaluate(_ node: DocumentNode) -> DocumentNode {
        // The nesting of documents is limited.
        switch node.content {
        case .list(let elements):
            return DocumentNode(.list(elements.map(evaluate)), span: node.span)
        case .object(let members):
            if Self.function(node) != nil, let text = try? text(of: node) {
                return DocumentNode(.string(text), span: node.span)
            }
            let evaluated = members.map { member in
                DocumentNode.Member(
                    name: member.name, nameSpan: member.nameSpan, value: evaluate(member.value))
            }
            return DocumentNode(.object(evaluated), span: node.span)
        default: return node
        }
    }

    /// The outermost functions in a value.
    func unknowns(in node: DocumentNode) -> [Unknown] {
        if Self.function(node) != nil {
            do {
                _ = try text(of: node)
                return []
            } catch {
                return [error]
            }
        }
        return (node.elements + node.members.map(\.value)).flatMap(unknowns)
    }

    /// The function that an object is.
    static func function(_ node: DocumentNode) -> DocumentNode.Member? {
        guard let member = node.members.first, node.members.count == 1,
            member.name == "Ref" || member.name.hasPrefix("Fn::")
        else { return nil }
        return member
    }

    // MARK: Values

    private func text(of node: DocumentNode) throws(Unknown) -> String {
        if let text = node.scalarText { return text }
        guard let function = Self.function(node) else {
            throw Unknown(function: node.description, span: node.span)
        }
        let span = function.nameSpan ?? function.value.span ?? node.span
        switch function.name {
        case "Ref": return try value(of: function.value.text ?? "", function.name, span)
        case "Fn::GetAtt":
            let parts = function.value.elements.compactMap(\.text)
            let name = function.value.text ?? parts.joined(separator: ".")
            return try value(of: name, function.name, span)
        case "Fn::Sub": return try substitution(function.value, span)
        case "Fn::Join": return try join(function.value, span)
        default: throw Unknown(function: function.name, span: span)
        }
    }

    private func value(
        of name: String, _ function: String, _ span: SourceSpan?
    ) throws(Unknown) -> String {
        guard let value = values[name] else {
            throw Unknown(function: function, names: name.isEmpty ? [] : [name], span: span)
        }
        return value
    }

    private func join(_ node: DocumentNode, _ span: SourceSpan?) throws(Unknown) -> String {
        let arguments = node.elements
        guard arguments.count == 2, let separator = arguments[0].text,
            case .list(let elements) = arguments[1].content
        else { throw Unknown(function: "Fn::Join", span: span) }
        var result = ""
        defer { made.bytes += result.utf8.count }
        var missing: [String] = []
        for (index, element) in elements.enumerated() {
            do {
                result += index == 0 ? "" : separator
                result += try text(of: element)
            } catch {
                guard !error.names.isEmpty else { throw error }
                missing += error.names
            }
            try limit(result, "Fn::Join", span)
        }
        guard missing.isEmpty else {
            throw Unknown(function: "Fn::Join", names: missing, span: span)
        }
        return result
    }

    /// Puts values in the places of `${name}`; `${!name}` stands for `${name}`.
    private func substitution(
        _ node: DocumentNode, _ span: SourceSpan?
    ) throws(Unknown) -> String {
        let (template, variables) = (node.text ?? node.elements.first?.text, node.elements.last)
        guard let template else { throw Unknown(function: "Fn::Sub", span: span) }
        var known: [String: String] = [:]
        for member in variables?.members ?? [] { known[member.name] = try text(of: member.value) }
        var result = ""
        defer { made.bytes += result.utf8.count }
        var missing: [String] = []
        var rest = Substring(template)
        while let place = rest.placeholder {
            result += rest[..<place.range.lowerBound]
            rest = rest[place.range.upperBound...]
            if place.name.hasPrefix("!") {
                result += "${" + place.name.dropFirst() + "}"
            } else if let value = known[place.name] ?? values[place.name] {
                result += value
            } else if missing.count < Self.namesInMessage, !missing.contains(place.name) {
                missing.append(place.name)
            }
            try limit(result, "Fn::Sub", span)
        }
        guard missing.isEmpty else {
            throw Unknown(function: "Fn::Sub", names: missing, span: span)
        }
        result += rest
        try limit(result, "Fn::Sub", span)
        return result
    }

    private func limit(
        _ text: String, _ function: String, _ span: SourceSpan?
    ) throws(Unknown) {
        let count = text.utf8.count
        guard count <= Self.byteLimit, made.bytes + count <= Self.sumLimit else {
            throw Unknown(function: function, isTooLong: true, span: span)
        }
    }
}

extension Substring {
    /// The first `${name}`.
    fileprivate var placeholder: (range: Range<Index>, name: String)? {
        var rest = utf8[...]
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            let inside = rest[rest.index(after: dollar)...]
            guard inside.first == UInt8(ascii: "{") else {
                rest = inside
                continue
            }
            guard let end = inside.firstIndex(of: UInt8(ascii: "}")) else { return nil }
            let name = self[inside.index(after: inside.startIndex)..<end]
            return (dollar..<inside.index(after: end), String(name))
        }
        return nil
    }
}

extension Document {
    /// What CloudFormation's functions stand for: an object with a text, a number or a boolean for each
    /// name.
    ///
    /// - Throws: `TemplateError` of phase `parse` with everything that is wrong.
    public func functionValues() throws(TemplateError) -> [String: String] {
        var values: [String: String] = [:]
        var diagnostics: [Diagnostic] = []
        for member in root.members {
            if let text = member.value.scalarText {
                values[member.name] = text
            } else {
                diagnostics.append(
                    Diagnostic(
                        code: "expected-text",
                        message: "expected a text as the value of `\(member.name)`, found "
                            + member.value.description,
                        file: file, span: member.value.span ?? member.nameSpan))
            }
        }
        guard diagnostics.isEmpty else {
            throw TemplateError(phase: .parse, diagnostics: diagnostics)
        }
        return values
    }
}
