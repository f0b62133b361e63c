import APIGatewayPipeline
import Diagnostics

/// Builds a document's tree from YAML events, under limits.
struct YAMLTree: ~Copyable {
    /// A value with what it costs where an alias repeats it.
    private struct Part {
        let node: DocumentNode
        var count = 1
        var height = 1
    }

    /// Values of a document, those that aliases repeat counted again.
    private static let nodeLimit = 1_000_000
    private static let nesting = 256

    private let file: SourceFile
    private let offsets: CharacterOffsets
    private var events: YAMLEvents
    private var anchors: [String: Part] = [:]
    private var nodeCount = 0

    /// - Parameter text: the bytes of `file`; they must outlive the tree.
    init(_ file: SourceFile, _ text: UnsafeBufferPointer<UInt8>) {
        self.file = file
        offsets = CharacterOffsets(file.bytes)
        // libyaml would count a byte order mark as a column, and with it an indentation.
        events = YAMLEvents(UnsafeBufferPointer(rebasing: text[offsets.start...]))
    }

    /// The root of the only document; null when there is none.
    mutating func root() throws(Diagnostic) -> DocumentNode {
        guard case .documentStart = try nextWithContent().kind else {
            return DocumentNode(.null, span: nil)
        }
        let root = try part(of: try next(), depth: 1).node
        let behind = try nextWithContent()
        guard case .streamEnd = behind.kind else {
            throw diagnostic(
                "yaml-documents", "expected a single document, found another one", span(behind))
        }
        return root
    }

    // MARK: Values

    private mutating func part(of event: YAMLEvent, depth: Int) throws(Diagnostic) -> Part {
        guard depth <= Self.nesting else {
            throw diagnostic(
                "yaml-nesting", "expected at most \(Self.nesting) values inside one another",
                span(event))
        }
        let part: Part
        switch event.kind {
        case .alias(let name): part = try alias(name, event, depth: depth)
        case .sequenceStart: part = try sequence(event, depth: depth)
        case .mappingStart: part = try mapping(event, depth: depth)
        case .scalar(let text, let isPlain):
            let content = YAMLScalar.content(of: text, isPlain: isPlain, tag: event.tag)
            part = Part(node: tagged(DocumentNode(content, span: span(event)), event))
        default:
            throw diagnostic("yaml-syntax", "expected a value", span(event))
        }
        try count(part, event)
        if let anchor = event.anchor { anchors[anchor] = part }
        return part
    }

    /// Counts a value; those inside it are counted already unless an alias repeats them.
    private mutating func count(_ part: Part, _ event: YAMLEvent) throws(Diagnostic) {
        if case .alias = event.kind { nodeCount += part.count } else { nodeCount += 1 }
        guard nodeCount <= Self.nodeLimit else {
            throw diagnostic(
                "yaml-size",
                "expected at most \(Self.nodeLimit) values, those that aliases repeat counted again",
                span(event))
        }
    }

    private func alias(
        _ name: String, _ event: YAMLEvent, depth: Int
    ) throws(Diagnostic) -> Part {
        guard let part = anchors[name] else {
            throw diagnostic(
                "yaml-alias", "no anchor `&\(name)` stands above the alias `*\(name)`", span(event))
        }
        guard depth + part.height - 1 <= Self.nesting else {
            throw diagnostic(
                "yaml-nesting", "expected at most \(Self.nesting) values inside one another",
                span(event))
        }
        return part
    }

    private mutating func sequence(
        _ event: YAMLEvent, depth: Int
    ) throws(Diagnostic) -> Part {
        var elements: [DocumentNode] = []
        var (count, height) = (1, 1)
        while let next = try nextInside() {
            let element = try part(of: next, depth: depth + 1)
            elements.append(element.node)
            count += element.count
            height = max(height, element.height + 1)
        }
        let node = DocumentNode(.list(elements), span: start(of: event))
        return Part(node: tagged(node, event), count: count, height: height)
    }

    private mutating func mapping(
        _ event: YAMLEvent, depth: Int
    ) throws(Diagnostic) -> Part {
        var members = YAMLMembers()
        var (count, height) = (1, 1)
        while let keyEvent = try nextInside() {
            let key = try part(of: keyEvent, depth: depth + 1)
            let value = try part(of: try next(), depth: depth + 1)
            count += key.count + value.count
            height = max(height, value.height + 1)
            guard let name = YAMLScalar.name(key.node) else {
                throw diagnostic(
                    "yaml-key", "expected a text as a member's name, found \(key.node.description)",
                    span(keyEvent))
            }
            let isMerge = name == "<<" && keyEvent.isPlainScalar
            guard members.add(name, span(keyEvent), value.node, isMerge: isMerge) else {
                throw diagnostic(
                    "duplicate-member", "the object has two members `\(name)`", span(keyEvent))
            }
        }
        let node = DocumentNode(.object(members.merged), span: start(of: event))
        return Part(node: tagged(node, event), count: count, height: height)
    }

    /// The short form of a function, `!Sub text`, is an object with a member `Fn::Sub`.
    private func tagged(_ node: DocumentNode, _ event: YAMLEvent) -> DocumentNode {
        guard let tag = event.tag, tag.hasPrefix("!"), tag.utf8.count > 1 else { return node }
        let short = String(tag.dropFirst())
        let name = short == "Ref" || short == "Condition" ? short : "Fn::" + short
        let member = DocumentNode.Member(name: name, nameSpan: start(of: event), value: node)
        return DocumentNode(.object([member]), span: node.span)
    }

    // MARK: Events

    private mutating func next() throws(Diagnostic) -> YAMLEvent {
        do {
            return try events.next()
        } catch {
            let offset =
                switch error.place {
                case .byte(let offset): offsets.start + offset
                case .character(let index): offsets[index]
                }
            throw Diagnostic(
                code: "yaml-syntax", message: error.text, file: file,
                span: SourceSpan(offset: min(offset, file.bytes.count), length: 0),
                notes: error.context.map { [$0] } ?? [])
        }
    }

    /// The next event of a sequence or mapping; nil at its end.
    private mutating func nextInside() throws(Diagnostic) -> YAMLEvent? {
        let event = try next()
        if case .end = event.kind { return nil }
        return event
    }

    /// Passes over what carries nothing; the stream's end always comes.
    private mutating func nextWithContent() throws(Diagnostic) -> YAMLEvent {
        while true {
            let event = try next()
            if case .other = event.kind { continue }
            return event
        }
    }

    private func span(_ event: YAMLEvent) -> SourceSpan {
        let start = offsets[event.characters.lowerBound]
        return SourceSpan(offset: start, length: offsets[event.characters.upperBound] - start)
    }

    private func start(of event: YAMLEvent) -> SourceSpan {
        SourceSpan(offset: offsets[event.characters.lowerBound], length: 0)
    }

    private func diagnostic(_ code: String, _ message: String, _ span: SourceSpan) -> Diagnostic {
        Diagnostic(code: code, message: message, file: file, span: span)
    }
}

extension YAMLEvent {
    fileprivate var isPlainScalar: Bool {
        if case .scalar(_, let isPlain) = kind { return isPlain }
        return false
    }
}

/// The members of a mapping while they are read.
private struct YAMLMembers {
    private var members: [DocumentNode.Member] = []
    private var names: Set<String> = []
    private var mergedNodes: [DocumentNode] = []

    /// Adds a member; false when there is one of that name.
    mutating func add(
        _ name: String, _ span: SourceSpan, _ value: DocumentNode, isMerge: Bool
    ) -> Bool {
        guard names.insert(name).inserted else { return false }
        if isMerge {
            mergedNodes = value.elements.isEmpty ? [value] : value.elements
        } else {
            members.append(DocumentNode.Member(name: name, nameSpan: span, value: value))
        }
        return true
    }

    /// All members, and behind them those of merged objects whose names are not taken.
    var merged: [DocumentNode.Member] {
        var (merged, names) = (members, names)
        for member in mergedNodes.flatMap(\.members) where names.insert(member.name).inserted {
            merged.append(member)
        }
        return merged
    }
}
