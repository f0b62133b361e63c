public import Diagnostics
import JSON
import Values

/// A document of settings, JSON or YAML, whose parts know where they stand.
public struct Document: Sendable {
    public let file: SourceFile
    public let root: DocumentNode

    public init(file: SourceFile, root: DocumentNode) {
        self.file = file
        self.root = root
    }

    /// Reads a JSON text.
    ///
    /// - Throws: a diagnostic with the place in the text.
    public init(json: [UInt8], named name: String) throws(Diagnostic) {
        file = SourceFile(name: name, bytes: json)
        var heap = Heap()
        do {
            let value = try heap.parseJSON(json)
            root = DocumentNode(value, &heap, sourceEnd: json.count)
        } catch {
            throw error.diagnostic(in: file)
        }
    }
}

/// A value in a document.
public struct DocumentNode: Sendable {
    /// What the value is; members of an object in the document's order.
    public indirect enum Content: Sendable {
        case null
        case boolean(Bool)
        /// A number as it is written.
        case number(String)
        case string(String)
        case list([DocumentNode])
        case object([Member])
    }

    /// A name in an object and its value.
    public struct Member: Sendable {
        public let name: String
        public let nameSpan: SourceSpan?
        public let value: DocumentNode

        public init(name: String, nameSpan: SourceSpan?, value: DocumentNode) {
            self.name = name
            self.nameSpan = nameSpan
            self.value = value
        }
    }

    public let content: Content
    /// Where the value stands, if that is known.
    public let span: SourceSpan?

    public init(_ content: Content, span: SourceSpan?) {
        self.content = content
        self.span = span
    }

    /// The value of an object's member; nil when there is none.
    public subscript(name: String) -> DocumentNode? {
        guard case .object(let members) = content else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The members of an object, else none.
    public var members: [Member] {
        if case .object(let members) = content { return members }
        return []
    }

    /// The elements of a list, else none.
    public var elements: [DocumentNode] {
        if case .list(let elements) = content { return elements }
        return []
    }

    /// A string's text.
    public var text: String? {
        if case .string(let text) = content { return text }
        return nil
    }

    /// The text of a string or a number: statuses are written both ways.
    public var scalarText: String? {
        if case .number(let text) = content { return text }
        return text
    }

    public var boolean: Bool? {
        if case .boolean(let value) = content { return value }
        return nil
    }

    /// What the value is, for messages.
    public var description: String {
        switch content {
        case .null: "null"
        case .boolean(let value): "`\(value)`"
        case .number(let text): "`\(text)`"
        case .string(let text): "`\(text)`"
        case .list(let elements): elements.isEmpty ? "an empty list" : "a list"
        case .object: "an object"
        }
    }
}

extension DocumentNode {
    /// Takes over a parsed value. Strings with escapes do not stand in the source as they are.
    fileprivate init(_ value: Value, _ heap: inout Heap, sourceEnd: Int) {
        let isInSource = value.isText && value.range.upperBound <= sourceEnd
        let span =
            isInSource ? SourceSpan(offset: value.offset, length: Int(value.length)) : nil
        switch value.kind {
        case .boolean: self.init(.boolean(!value.isFalse), span: span)
        case .numberText: self.init(.number(heap.description(of: value)), span: span)
        case .string: self.init(.string(heap.description(of: value)), span: span)
        case .jsonArray:
            var elements: [DocumentNode] = []
            for index in 0..<heap.count(of: value) {
                let element = heap.element(index, of: value)
                elements.append(DocumentNode(element, &heap, sourceEnd: sourceEnd))
            }
            self.init(.list(elements), span: nil)
        case .map:
            var members: [Member] = []
            for index in 0..<heap.entryCount(of: value) {
                let key = heap.key(index, of: value)
                let node = DocumentNode(
                    heap.value(index, of: value), &heap, sourceEnd: sourceEnd)
                let isInSource = key.range.upperBound <= sourceEnd
                members.append(
                    Member(
                        name: heap.description(of: key),
                        nameSpan: isInSource
                            ? SourceSpan(offset: key.offset, length: Int(key.length)) : nil,
                        value: node))
            }
            self.init(.object(members), span: nil)
        default: self.init(.null, span: nil)
        }
    }
}
