/// What a section of a `.cases` file holds.
public enum SectionName: String, CaseIterable, Sendable {
    case template
    case body
    case parameters = "params.json"
    case context = "context.json"
    case stageVariables = "stage-variables.json"
    case variables = "variables.json"
    /// A JSONPath query, instead of a template.
    case path
    /// The document that the query is evaluated on.
    case document
    /// The integration that a request goes through, instead of a template.
    case integration = "integration.json"
    /// The API that a request or a message comes to, instead of an integration.
    case api
    /// What CloudFormation's functions in the API stand for, by their names.
    case values = "values.json"
    /// A rule of EventBridge with its input transformer, instead of a template.
    case rule = "rule.json"
    /// The event that comes to the rule.
    case event = "event.json"
    /// The resource of the integration's method, and what the method declares.
    case method = "method.json"
    /// What the methods of the API share.
    case stage = "stage.json"
    /// The method request.
    case request = "request.http"
    /// The text frame that comes over a connection of a WebSocket API.
    case message
    /// The endpoint's answer.
    case endpointResponse = "integration-response.http"
    /// What a Jayway query finds, as JSON.
    case value
    /// What an RFC 9535 query finds, as a JSON array.
    case nodes
    /// The rendered text; of a Jayway query, its value as a template prints it.
    case output
    case overrides = "overrides.json"
    /// What goes to the endpoint.
    case integrationRequest = "integration-request.http"
    /// What the client gets.
    case methodResponse = "response.http"
    /// The text frame that goes back over a connection; empty when nothing does.
    case frame
    /// The line of the access log.
    case accessLog = "access-log"
    /// The summary lines of the diagnostics.
    case error

    /// The section says what must come out, not what goes in.
    var isExpectation: Bool {
        switch self {
        case .value, .nodes, .output, .overrides, .integrationRequest, .methodResponse, .frame,
            .accessLog, .error:
            true
        case .template, .body, .parameters, .context, .stageVariables, .variables, .path,
            .document, .integration, .api, .values, .rule, .event, .method, .stage, .request,
            .message, .endpointResponse:
            false
        }
    }
}

/// The lines between a `-- name --` marker and the next marker.
public struct CaseSection: Sendable {
    public let name: SectionName
    /// What the lines mean, exact to the byte.
    public let content: [UInt8]
    /// The marker says `visible`: white space is written with signs.
    let isVisible: Bool
    /// The section stands before the first case and belongs to all of them.
    let isShared: Bool
    /// The lines in the file that spell ``content``, without the blank line of a separator.
    let range: Range<Int>
    /// The line of the marker, counted from 1.
    let line: Int
}

/// A line that divides a `.cases` file.
enum CaseMarker: Equatable {
    /// `=== name`
    case start(name: String)
    /// `-- name --` or `-- name visible --`
    case section(name: String, isVisible: Bool)
    /// Nearly one of these; the text says what it should be.
    case malformed(expected: String)

    /// What a line is, or nil when it is content or prose.
    init?(_ line: some BidirectionalCollection<UInt8>) {
        let text = String(decoding: line, as: UTF8.self)
        let trimmed = text.trimmingBlanks
        if trimmed == "===" || trimmed.hasPrefix("=== ") {
            let name = String(trimmed.dropFirst(3)).trimmingBlanks
            let isExact = text == "=== " + name && !name.isEmpty
            self = isExact ? .start(name: name) : .malformed(expected: "`=== name`")
        } else if trimmed.utf8.count > 4, trimmed.hasPrefix("--"), trimmed.hasSuffix("--") {
            let inner = String(trimmed.dropFirst(2).dropLast(2))
            var words = inner.split(separator: " ").map(String.init)
            let isVisible = words.count == 2 && words[1] == "visible"
            if isVisible { words.removeLast() }
            guard words.count == 1, let name = words.first else { return nil }
            let exact = "-- \(name)\(isVisible ? " visible" : "") --"
            if text == exact {
                self = .section(name: name, isVisible: isVisible)
            } else if SectionName(rawValue: name) != nil {
                self = .malformed(expected: "`\(exact)`")
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    /// Whether a line needs a backslash in front to be content: it is a marker behind any number of
    /// backslashes.
    static func needsEscape(_ line: some BidirectionalCollection<UInt8>) -> Bool {
        CaseMarker(line.drop { $0 == UInt8(ascii: "\\") }) != nil
    }
}

extension String {
    /// The text without blanks, tabs and carriage returns at either end.
    var trimmingBlanks: String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        let bytes = utf8.drop(while: isBlank)
        guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: bytes[...last], as: UTF8.self)
    }
}
