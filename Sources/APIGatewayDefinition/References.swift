import APIGatewayPipeline
import Diagnostics

/// Follows `$ref`s inside a document.
struct References {
    /// Why a reference leads nowhere.
    enum Failure: Error {
        case dangling(String, SourceSpan?)
        case external(String, SourceSpan?)
        case tooLong(String, SourceSpan?)
    }

    /// References that refer to references, one behind the other.
    private static let chainLimit = 32

    /// What `#` means: the root of the definition.
    let root: DocumentNode

    /// The value that a node stands for: its own, or what its `$ref` means.
    func resolve(_ node: DocumentNode) throws(Failure) -> DocumentNode {
        var node = node
        for _ in 0..<Self.chainLimit {
            guard let reference = node["$ref"], let text = reference.text else { return node }
            node = try target(of: text, reference.span)
        }
        let reference = node["$ref"]
        throw .tooLong(reference?.text ?? "", reference?.span)
    }

    /// The value behind a JSON pointer such as `#/components/schemas/Pet`.
    func target(of text: String, _ span: SourceSpan?) throws(Failure) -> DocumentNode {
        guard text.hasPrefix("#") else { throw .external(text, span) }
        guard text != "#" else { return root }
        guard text.hasPrefix("#/") else { throw .dangling(text, span) }
        var node = root
        for segment in text.utf8.dropFirst(2).split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        {
            let name = Self.name(String(decoding: segment, as: UTF8.self))
            guard let next = node[name] ?? Self.element(name, of: node) else {
                throw .dangling(text, span)
            }
            node = next
        }
        return node
    }

    private static func element(_ name: String, of node: DocumentNode) -> DocumentNode? {
        let elements = node.elements
        guard let index = Int(name), elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// `~1` is a slash and `~0` a tilde; percent-encoding is of the URL that a reference is.
    private static func name(_ segment: String) -> String {
        let decoded = PercentEncoding.decode(segment)
        guard decoded.utf8.contains(UInt8(ascii: "~")) else { return decoded }
        var name: [UInt8] = []
        var rest = Array(decoded.utf8)[...]
        while let byte = rest.popFirst() {
            switch (byte, rest.first) {
            case (UInt8(ascii: "~"), UInt8(ascii: "1")): name.append(UInt8(ascii: "/"))
            case (UInt8(ascii: "~"), UInt8(ascii: "0")): name.append(UInt8(ascii: "~"))
            default:
                name.append(byte)
                continue
            }
            rest.removeFirst()
        }
        return String(decoding: name, as: UTF8.self)
    }
}
