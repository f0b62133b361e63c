import CYaml

/// What libyaml finds in a text, one after the other.
///
/// Trees are built from the events under limits on nesting and aliases.
struct YAMLEvents: ~Copyable {
    // libyaml keeps the parser's address.
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// - Parameter text: UTF-8; it must outlive the events.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        yaml_parser_initialize(parser)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// - Throws: why the text is no YAML.
    mutating func next() throws(YAMLProblem) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw problem }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }

    private var problem: YAMLProblem {
        let parser = self.parser.pointee
        let text = parser.problem.map { String(cString: $0) } ?? "the text cannot be read"
        let context = parser.context.map { String(cString: $0) }
        if parser.error == YAML_READER_ERROR {
            return YAMLProblem(text: text, context: context, place: .byte(parser.problem_offset))
        }
        return YAMLProblem(
            text: text, context: context, place: .character(parser.problem_mark.index))
    }
}

/// Why a text is no YAML, in libyaml's words.
struct YAMLProblem: Error {
    enum Place {
        case byte(Int)
        /// Counted in Unicode scalars.
        case character(Int)
    }

    let text: String
    let context: String?
    let place: Place
}

/// A piece of a YAML text.
struct YAMLEvent {
    enum Kind {
        case streamEnd
        case documentStart
        case alias(String)
        case scalar(String, isPlain: Bool)
        case sequenceStart
        case mappingStart
        /// The end of a sequence or of a mapping.
        case end
        /// What carries nothing: the start of the stream, the end of a document.
        case other
    }

    var kind = Kind.other
    var anchor: String?
    var tag: String?
    /// Where it stands, counted in Unicode scalars.
    let characters: Range<Int>

    fileprivate init(_ event: yaml_event_t) {
        let start = event.start_mark.index
        characters = start..<max(start, event.end_mark.index)
        switch event.type {
        case YAML_STREAM_END_EVENT: kind = .streamEnd
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_ALIAS_EVENT: kind = .alias(Self.text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(
                String(decoding: bytes, as: UTF8.self),
                isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            anchor = Self.text(scalar.anchor)
            tag = Self.text(scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            kind = .sequenceStart
            anchor = Self.text(event.data.sequence_start.anchor)
            tag = Self.text(event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            kind = .mappingStart
            anchor = Self.text(event.data.mapping_start.anchor)
            tag = Self.text(event.data.mapping_start.tag)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .end
        default: break
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
