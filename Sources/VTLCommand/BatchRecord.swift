import ConformanceRunner
import Diagnostics
import JSON
import VTLRuntime
import Values

/// What a line of `vtl batch` asks for.
struct BatchRecord {
    var id = Value.null
    var profile: TemplateProfile
    /// The profile is AppSync's, whose templates can be parsed but not rendered yet.
    var isAppSync = false
    var template: Value?
    var input = Value.null
    var context = Value.null
    var stageVariables = Value.null
    var variables = Value.null
    var templates = Value.null
    var isParseOnly = false
    var path: Value?
    var dialect = PathDialect.jayway
    var document: Value?
    var documentText: Value?
    /// With an integration or an API the record is an exchange.
    var integration = Value.null
    var api = Value.null
    /// Chooses an API of a template that has several.
    var logicalId: Value?
    /// What CloudFormation's functions in the API stand for.
    var values = Value.null
    var method = Value.null
    var stage = Value.null
    /// The text frame that comes to a WebSocket API.
    var message: Value?
    /// The connection to a WebSocket API ends.
    var isDisconnection = false
    var request = Value.null
    var integrationResponse = Value.null
    var binaryMediaTypes = Value.null

    /// With a rule of EventBridge the record is an event.
    var rule = Value.null
    var event = Value.null

    var isExchange: Bool { integration.isMap || api.isMap }

    /// Only `id`, for a line that is none.
    init(profile: TemplateProfile) { self.profile = profile }

    /// Takes the members of an object; members that are not known are passed over.
    mutating func read(_ record: Value, _ heap: borrowing Heap) throws(BatchFailure) {
        for index in 0..<heap.entryCount(of: record) {
            let key = heap.key(index, of: record)
            let value = heap.value(index, of: record)
            if heap.isEqual(key, to: "id") {
                id = value
            } else if heap.isEqual(key, to: "profile") {
                isAppSync = heap.isEqual(value, to: "appsync")
                if !isAppSync {
                    profile = try choice(value, heap, called: "profile") ?? profile
                }
            } else if heap.isEqual(key, to: "template") {
                template = try text(value, called: "template")
            } else if heap.isEqual(key, to: "input") {
                input = try object(value, called: "input")
            } else if heap.isEqual(key, to: "context") {
                context = try object(value, called: "context")
            } else if heap.isEqual(key, to: "stageVariables") {
                stageVariables = try object(value, called: "stageVariables")
            } else if heap.isEqual(key, to: "variables") {
                variables = try object(value, called: "variables")
            } else if heap.isEqual(key, to: "templates") {
                templates = try object(value, called: "templates")
            } else if heap.isEqual(key, to: "parseOnly") {
                isParseOnly = isTrue(value)
            } else {
                try readPathMember(key, value, heap)
            }
        }
    }

    private mutating func readPathMember(
        _ key: Value, _ value: Value, _ heap: borrowing Heap
    ) throws(BatchFailure) {
        if heap.isEqual(key, to: "path") {
            path = try text(value, called: "path")
        } else if heap.isEqual(key, to: "dialect") {
            dialect = try choice(value, heap, called: "dialect") ?? dialect
        } else if heap.isEqual(key, to: "document") {
            document = value
        } else if heap.isEqual(key, to: "documentText") {
            documentText = try text(value, called: "documentText")
        } else {
            try readExchangeMember(key, value, heap)
        }
    }

    private mutating func readExchangeMember(
        _ key: Value, _ value: Value, _ heap: borrowing Heap
    ) throws(BatchFailure) {
        if heap.isEqual(key, to: "integration") {
            integration = try object(value, called: "integration")
        } else if heap.isEqual(key, to: "method") {
            method = try object(value, called: "method")
        } else if heap.isEqual(key, to: "stage") {
            stage = try object(value, called: "stage")
        } else if heap.isEqual(key, to: "request") {
            request = try object(value, called: "request")
        } else if heap.isEqual(key, to: "integrationResponse") {
            integrationResponse = try object(value, called: "integrationResponse")
        } else if heap.isEqual(key, to: "binaryMediaTypes") {
            binaryMediaTypes = value
        } else {
            try readCallMember(key, value, heap)
        }
    }

    /// What comes to an API or to a rule.
    private mutating func readCallMember(
        _ key: Value, _ value: Value, _ heap: borrowing Heap
    ) throws(BatchFailure) {
        if heap.isEqual(key, to: "api") {
            api = try object(value, called: "api")
        } else if heap.isEqual(key, to: "logicalId") {
            logicalId = try text(value, called: "logicalId")
        } else if heap.isEqual(key, to: "values") {
            values = try object(value, called: "values")
        } else if heap.isEqual(key, to: "message") {
            message = try text(value, called: "message")
        } else if heap.isEqual(key, to: "disconnect") {
            isDisconnection = isTrue(value)
        } else if heap.isEqual(key, to: "rule") {
            rule = try object(value, called: "rule")
        } else if heap.isEqual(key, to: "event") {
            event = value
        }
    }

    // MARK: Kinds of members

    private func isTrue(_ value: Value) -> Bool { value.kind == .boolean && !value.isFalse }

    private func text(_ value: Value, called name: String) throws(BatchFailure) -> Value? {
        if value.isNull { return nil }
        guard value.kind == .string else {
            throw .record("expected a string in `\(name)`, found another value")
        }
        return value
    }

    private func object(_ value: Value, called name: String) throws(BatchFailure) -> Value {
        guard value.isMap || value.isNull else {
            throw .record("expected an object in `\(name)`, found another value")
        }
        return value
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ value: Value, _ heap: borrowing Heap, called name: String
    ) throws(BatchFailure) -> Choice? {
        guard let value = try text(value, called: name) else { return nil }
        let word = heap.description(of: value)
        guard let choice = Choice(rawValue: word) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .record("there is no \(name) `\(word)`; known are \(known)")
        }
        return choice
    }
}

/// Why a line has no answer but an error.
struct BatchFailure: Error {
    let code: String
    /// `parse`, `compile` and `render` as of a template; `record` when the line is at fault.
    let phase: String
    let message: String
    var line: Int?
    var column: Int?
    let status: ExitStatus
    private var error: TemplateError?

    /// The whole story, for people.
    var description: String { error?.description ?? message }

    init(_ error: TemplateError) {
        let first = error.diagnostics.first
        code = first?.code ?? "unknown"
        phase = error.phase.rawValue
        // The notes tell the place in the payload.
        message =
            first.map { ([$0.message] + $0.notes).joined(separator: "; ") } ?? error.description
        line = first?.location?.line
        column = first?.location?.column
        status = error.exitStatus
        self.error = error
    }

    private init(code: String, message: String, column: Int? = nil) {
        self.code = code
        phase = "record"
        self.message = message
        self.column = column
        status = .usage
    }

    /// The line is JSON, and no record.
    static func record(_ message: String) -> BatchFailure {
        BatchFailure(code: "record", message: message)
    }

    /// The line is no JSON.
    static func json(_ error: JSONParseError) -> BatchFailure {
        BatchFailure(code: error.code, message: error.message, column: error.offset + 1)
    }
}
