public import Diagnostics

/// The format of an access log: one line of text in which `$context.name` stands for a variable.
public struct AccessLogFormat: Equatable, Sendable {
    /// The format in one line: a break at its end ends the entries in the log, not the format.
    public let text: String

    public init(_ text: String) {
        self.text = text.last?.isNewline == true ? String(text.dropLast()) : text
    }

    /// What a format may be long.
    public static let lengthLimit = 3072

    /// What AWS would refuse, and variables that nobody knows: they would be `-` for ever.
    ///
    /// - Parameters:
    ///   - file: the source text that has the format.
    ///   - span: where it stands there.
    public func diagnostics(in file: SourceFile, at span: SourceSpan? = nil) -> [Diagnostic] {
        let refusals = refusals.map {
            Diagnostic(code: $0.code, message: $0.message, file: file, span: span)
        }
        // Nobody reads more of them.
        let unknown = variables.filter { !ContextVariables.contain($0) }.sorted().prefix(20)
        return refusals
            + unknown.map { name in
                let candidate = nearMiss(to: name, among: ContextVariables.names.sorted())
                return Diagnostic(
                    code: "access-log-variable",
                    message: "access logs have no variable `$context.\(name)`", file: file,
                    span: span, notes: candidate.map { ["did you mean `$context.\($0)`?"] } ?? [])
            }
    }

    private var refusals: [(code: String, message: String)] {
        var refusals: [(code: String, message: String)] = []
        let (length, limit) = (text.utf8.count, Self.lengthLimit)
        if length > limit {
            let message = "expected an access log format of \(limit) bytes at most, found \(length)"
            refusals.append(("access-log-length", message))
        }
        if variables.isDisjoint(with: ["requestId", "extendedRequestId"]) {
            let message =
                "expected `$context.requestId` or `$context.extendedRequestId` in an access log format"
            refusals.append(("access-log-request-id", message))
        }
        if text.contains(where: \.isNewline) {
            let message = "expected an access log format in one line, found several"
            refusals.append(("access-log-line", message))
        }
        return refusals
    }

    /// The names behind `$context.` that the format mentions.
    var variables: Set<String> {
        var names: Set<String> = []
        _ = PlainSubstitution.accessLog.text(of: text, missing: "") { parts in
            names.insert(parts.dropFirst().joined(separator: "."))
            return nil
        }
        return names
    }

    /// An entry of the log, without the break at its end.
    ///
    /// What is not known is `-`. Values cannot break the line: their own breaks become blanks.
    public func line(_ context: ExchangeContext, _ outcome: CallOutcome) -> String {
        var scope = MappingScope()
        let variables = outcome.variables
        let line = PlainSubstitution.accessLog.text(of: text, missing: "-") { parts in
            let names = Array(parts.dropFirst())
            return variables[names.joined(separator: ".")]
                ?? scope.contextText(names, in: context.json)
        }
        guard line.contains(where: \.isNewline) else { return line }
        return String(line.map { $0.isNewline ? " " : $0 })
    }
}

// MARK: The documented formats

extension AccessLogFormat {
    /// The notations that AWS documents a format for.
    public enum Notation: String, Sendable, CaseIterable {
        /// The Common Log Format.
        case commonLog = "CLF"
        case json = "JSON"
        case xml = "XML"
        case csv = "CSV"
    }

    /// The format that AWS documents for an API of a kind.
    public init(_ notation: Notation, for kind: APIKind) {
        switch notation {
        case .commonLog: self.init(Self.commonLog(kind))
        case .json: self.init(Self.json(kind))
        case .xml: self.init(Self.xml(kind))
        case .csv: self.init(Self.csv(kind))
        }
    }

    /// A name in a log and the variable that it shows.
    private typealias Field = (name: String, variable: String)

    /// What the formats show, in their order, behind the ids of the request.
    private static func fields(_ kind: APIKind) -> [Field] {
        let address: [Field] = [("ip", "identity.sourceIp")]
        let caller: [Field] = [("caller", "identity.caller"), ("user", "identity.user")]
        let time: [Field] = [("requestTime", "requestTime")]
        let method: [Field] = [("httpMethod", "httpMethod")]
        let route: [Field] = [("routeKey", "routeKey")]
        let answer: [Field] = [
            ("status", "status"), ("protocol", "protocol"), ("responseLength", "responseLength"),
        ]
        return switch kind {
        case .rest: address + caller + time + method + [("resourcePath", "resourcePath")] + answer
        case .http: address + time + method + route + answer
        case .webSocket:
            address + caller + time + [("eventType", "eventType")] + route
                + [("status", "status"), ("connectionId", "connectionId")]
        }
    }

    private static func commonLog(_ kind: APIKind) -> String {
        let caller = "$context.identity.caller $context.identity.user"
        let time = "[$context.requestTime]"
        let answer = "$context.status $context.responseLength $context.requestId"
        return switch kind {
        case .rest:
            "$context.identity.sourceIp \(caller) \(time) "
                + #""$context.httpMethod $context.resourcePath $context.protocol" "#
                + answer + " $context.extendedRequestId"
        case .http:
            "$context.identity.sourceIp - - \(time) "
                + #""$context.httpMethod $context.routeKey $context.protocol" "# + answer
        case .webSocket:
            "$context.identity.sourceIp \(caller) \(time) "
                + #""$context.eventType $context.routeKey $context.connectionId" "#
                + "$context.status $context.requestId"
        }
    }

    private static func json(_ kind: APIKind) -> String {
        var ids: [Field] = [("requestId", "requestId")]
        if kind == .rest { ids.append(("extendedRequestId", "extendedRequestId")) }
        let members = (ids + fields(kind)).map { #""\#($0.name)":"$context.\#($0.variable)""# }
        return "{ " + members.joined(separator: ", ") + " }"
    }

    private static func xml(_ kind: APIKind) -> String {
        var fields = fields(kind)
        if kind == .rest { fields.insert(("extendedRequestId", "extendedRequestId"), at: 0) }
        let elements = fields.map { "<\($0.name)>$context.\($0.variable)</\($0.name)>" }
        return #"<request id="$context.requestId"> "# + elements.joined(separator: " ")
            + " </request>"
    }

    /// The protocol stands before the status here.
    private static func csv(_ kind: APIKind) -> String {
        var variables = fields(kind).map(\.variable)
        if kind != .webSocket {
            variables.removeLast(3)
            variables += ["protocol", "status", "responseLength"]
        }
        variables.append("requestId")
        if kind == .rest { variables.append("extendedRequestId") }
        return variables.map { "$context." + $0 }.joined(separator: ",")
    }
}
