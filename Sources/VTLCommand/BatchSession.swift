import APIGatewayMapping
import ConformanceRunner
import JSON
import VTLRuntime
import VTLSyntax
import Values

/// Answers the lines of `vtl batch`. Everything it needs is made once and used for all lines.
struct BatchSession: ~Copyable {
    /// The answers that were not written yet.
    var output = ByteBuffer(capacity: 1 << 16)
    /// The template of records that have none.
    private let defaultTemplate: (source: [UInt8], name: String)?
    private let defaultProfile: TemplateProfile
    private var heap = Heap()
    private var engine: TemplateEngine
    private var paths = PathEngine()
    private var exchanges: ExchangeAnswering
    private var cache: TemplateCache
    private var request = MappingRequest()
    private var scratch = ByteBuffer()
    private var hasLibrary = false
    /// Where the last answer starts in the output.
    private var lastAnswer = 0

    /// Compiles the template of records that have none.
    init(
        defaultTemplate: (source: [UInt8], name: String)?, profile: TemplateProfile,
        limits: RenderLimits
    ) throws(TemplateError) {
        engine = TemplateEngine(limits: limits, keepsLoneSurrogates: true)
        cache = TemplateCache(limits: limits)
        exchanges = ExchangeAnswering(limits: limits)
        self.defaultTemplate = defaultTemplate
        defaultProfile = profile
        if let (source, name) = defaultTemplate {
            _ = try cache.template(source, named: name, profile)
        }
    }

    /// Appends the answer to a line; gives what was wrong with it, if anything.
    mutating func answer(_ line: [UInt8], _ range: Range<Int>, number: Int) -> BatchFailure? {
        heap.reset()
        heap.bytes.append(line, range)
        var record = BatchRecord(profile: defaultProfile)
        lastAnswer = output.count
        do {
            let object = try parse()
            // The id is echoed whatever is wrong with the rest.
            record.id = member("id", of: object) ?? .null
            try record.read(object, heap)
            try answer(record)
            return nil
        } catch {
            var failure = error
            if failure.phase == "record" { failure.line = number }
            dropLastAnswer()
            appendError(failure, id: record.id)
            return failure
        }
    }

    /// Appends the answer to a line that is too long to be read.
    mutating func refuseLine(number: Int) -> BatchFailure {
        lastAnswer = output.count
        var failure = BatchFailure.record("the line is too long")
        failure.line = number
        appendError(failure, id: .null)
        return failure
    }

    /// Forgets the answer that was made last.
    mutating func dropLastAnswer() { output.truncate(min(lastAnswer, output.count)) }

    private mutating func parse() throws(BatchFailure) -> Value {
        let object: Value
        do {
            object = try JSONParser.parse(
                0..<heap.bytes.count, in: &heap, nesting: JSONWriter.nestingLimit)
        } catch {
            throw .json(error)
        }
        guard object.isMap else { throw .record("expected an object, found another value") }
        return object
    }

    private func member(_ name: StaticString, of object: Value) -> Value? {
        for index in 0..<heap.entryCount(of: object)
        where heap.isEqual(heap.key(index, of: object), to: name) {
            return heap.value(index, of: object)
        }
        return nil
    }

    private mutating func answer(_ record: BatchRecord) throws(BatchFailure) {
        if record.isExchange {
            guard record.api.isMap || record.message == nil && !record.isDisconnection else {
                throw .record("messages come to a WebSocket API; give it as `api`")
            }
            return try reporting { (session) throws(TemplateError) in
                session.beginAnswer(record.id)
                try session.exchanges.answer(record, &session.heap, into: &session.output)
            }
        }
        if record.rule.isMap {
            return try reporting { (session) throws(TemplateError) in
                session.beginAnswer(record.id)
                try session.exchanges.answerEvent(record, &session.heap, into: &session.output)
            }
        }
        if record.isAppSync, !record.isParseOnly {
            throw .record("templates of profile `appsync` can be parsed only, with `parseOnly`")
        }
        if record.template == nil, let path = record.path {
            let document = try document(of: record)
            try reporting { (session) throws(TemplateError) in
                try session.answerPath(record, path, on: document)
            }
        } else if record.template != nil || defaultTemplate != nil {
            try reporting { (session) throws(TemplateError) in try session.answerTemplate(record) }
        } else {
            throw .record("expected a `template` or a `path`, found neither")
        }
    }

    private mutating func reporting(
        _ work: (inout Self) throws(TemplateError) -> Void
    ) throws(BatchFailure) {
        do {
            try work(&self)
        } catch {
            throw BatchFailure(error)
        }
    }

    // MARK: Templates

    private mutating func answerTemplate(_ record: BatchRecord) throws(TemplateError) {
        if record.isParseOnly {
            try checkGrammar(of: record)
            beginAnswer(record.id)
            return output.append(",\"parses\":true}\n")
        }
        guard let template = try template(of: record) else { return }
        try readRequest(record, template.requestParts)
        readLibrary(record)
        let overrides = try engine.renderInPlace(template, request)
        beginAnswer(record.id)
        output.append(",\"output\":")
        engine.withOutput { text in
            JSONWriter.writeString(0..<text.count, of: text, .minimal, into: &output)
        }
        if record.profile == .apiGateway {
            output.append(",\"overrides\":")
            output.append(overrides)
        }
        output.append("}\n")
    }

    private func checkGrammar(of record: BatchRecord) throws(TemplateError) {
        let source = record.template.map { heap.array(of: $0) } ?? defaultTemplate?.source ?? []
        let dialect: SyntaxDialect =
            switch record.profile {
            case _ where record.isAppSync: .appSync
            case .apiGateway: .apiGateway
            case .velocity: .velocity
            }
        try Template.checkGrammar(source, dialect, limits: engine.limits)
    }

    private mutating func template(
        of record: BatchRecord
    ) throws(TemplateError) -> CompiledTemplate? {
        if let text = record.template { return try cache.template(text, record.profile, heap) }
        guard let (source, name) = defaultTemplate else { return nil }
        return try cache.template(source, named: name, record.profile)
    }

    private mutating func readRequest(
        _ record: BatchRecord, _ parts: RequestParts
    ) throws(TemplateError) {
        request.removeAll()
        if record.input.isMap {
            request.readBody(member("body", of: record.input) ?? .null, &heap)
            if parts.parameters {
                request.readParameters(member("params", of: record.input) ?? .null, &heap)
            }
        }
        if parts.stageVariables {
            request.stageVariables.append(contentsOf: record.stageVariables, &heap)
        }
        if !record.context.isNull {
            request.context = try MappingContext(
                record.context, in: &heap, limits: engine.limits, isRead: parts.context)
        }
        heap.append(record.variables, to: &request.variables, by: &scratch)
    }

    /// The templates that `#parse` finds are those of the record.
    private mutating func readLibrary(_ record: BatchRecord) {
        guard record.templates.isMap || hasLibrary else { return }
        var library: [String: [UInt8]] = [:]
        if record.templates.isMap {
            for index in 0..<heap.entryCount(of: record.templates) {
                let name = heap.description(of: heap.key(index, of: record.templates))
                library[name] = heap.array(of: heap.value(index, of: record.templates))
            }
        }
        hasLibrary = !library.isEmpty
        engine.setLibrary(library)
    }

    // MARK: Queries

    private mutating func document(of record: BatchRecord) throws(BatchFailure) -> Value {
        if let document = record.document { return document }
        guard let text = record.documentText else {
            throw .record("expected a `document` or a `documentText`, found neither")
        }
        do {
            return try heap.parseDocument(text.range, record.dialect)
        } catch {
            throw .json(error)
        }
    }

    private mutating func answerPath(
        _ record: BatchRecord, _ path: Value, on document: Value
    ) throws(TemplateError) {
        let text = heap.array(of: path)
        let query = try cache.query(text, record.dialect)
        let found = try paths.evaluate(query, text, named: "path", on: document, in: &heap)
        beginAnswer(record.id)
        output.append(record.dialect == .jayway ? ",\"value\":" : ",\"nodes\":")
        JSONWriter.write(found, .minimal, &heap, into: &output)
        if record.dialect == .jayway {
            scratch.truncate(0)
            JavaText.write(found, &heap, into: &scratch)
            output.append(",\"text\":")
            appendString(scratch.array)
        }
        output.append("}\n")
    }

    // MARK: Writing

    private mutating func beginAnswer(_ id: Value) {
        output.append("{\"id\":")
        JSONWriter.write(id, .minimal, &heap, into: &output)
    }

    /// Appends a JSON string. Half a surrogate pair is written as an escape.
    private mutating func appendString(_ text: [UInt8]) {
        JSONWriter.write(heap.string(text), .minimal, &heap, into: &output)
    }

    private mutating func appendError(_ failure: BatchFailure, id: Value) {
        beginAnswer(id)
        output.append(",\"error\":{\"code\":")
        appendString(Array(failure.code.utf8))
        output.append(",\"phase\":")
        appendString(Array(failure.phase.utf8))
        output.append(",\"message\":")
        appendString(Array(failure.message.utf8))
        output.append(",\"line\":")
        output.append(string: failure.line.map(String.init) ?? "null")
        output.append(",\"column\":")
        output.append(string: failure.column.map(String.init) ?? "null")
        output.append("}}\n")
    }
}

extension Heap {
    /// Appends an object as JSON; nothing for null.
    fileprivate mutating func append(
        _ object: Value, to text: inout [UInt8], by scratch: inout ByteBuffer
    ) {
        guard object.isMap else { return }
        scratch.truncate(0)
        JSONWriter.write(object, .minimal, &self, into: &scratch)
        scratch.withBytes(in: 0..<scratch.count) { text.append(contentsOf: $0) }
    }
}
