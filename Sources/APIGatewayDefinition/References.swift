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

extension References {
    /// What the `$ref`s inside a schema mean, by their texts, also those inside other references.
    func references(of schema: DocumentNode) -> (
        found: [String: DocumentNode], failures: [Failure]
    ) {
        var found: [String: DocumentNode] = [:]
        var failures: [Failure] = []
        // A document's nesting is limited, and each reference is followed once.
        var open = [schema]
        while let node = open.popLast() {
            switch node.content {
            case .list(let elements): open += elements
            case .object(let members):
                open += members.map(\.value)
                guard let reference = node["$ref"], let text = reference.text,
                    found[text] == nil
                else { continue }
                do {
                    let target = try target(of: text, reference.span)
                    found[text] = target
                    open.append(target)
                } catch {
                    failures.append(error)
                }
            default: break
            }
        }
        return (found, failures)
    }
}

/// `%XX` in paths, where a `+` is a plus sign.
enum PercentEncoding {
    /// Decodes a text; what is no escape stands for itself.
    static func decode(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap(hexadecimal)
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                bytes.append(digits[0] << 4 | digits[1])
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x57
        default: nil
        }
    }
}
