/// The value of an HTTP API's parameter mapping: text with variables in it.
struct HTTPMappingValue: Equatable, Sendable {
    enum Part: Equatable, Sendable {
        case literal(String)
        case variable(Variable)
    }

    enum Variable: Equatable, Sendable {
        /// `request.header.name`; case does not count.
        case requestHeader(String)
        case requestQuerystring(String)
        /// `request.path`, without the stage.
        case requestPath
        /// `request.path.name`
        case pathParameter(String)
        case responseHeader(String)
        /// `request.body` or `response.body`, whole or what a path finds in it.
        case body(JSONPathText?)
        case context([String])
        case stageVariable(String)
    }

    let parts: [Part]

    init(parts: [Part]) { self.parts = parts }

    /// The text if there are no variables in it.
    var literal: String? {
        var text = ""
        for part in parts {
            guard case .literal(let literal) = part else { return nil }
            text += literal
        }
        return text
    }
}

// MARK: Reading

extension HTTPMappingValue {
    /// Reads `$request.path.id`, or a text with any number of variables in braces.
    init(
        _ text: String, _ direction: HTTPParameterMapping.Direction
    ) throws(InvalidMapping) {
        if let name = text.rest(after: "$"), Self.isVariable(name) {
            parts = [.variable(try Self.variable(name, direction, text))]
            return
        }
        var parts: [Part] = []
        var rest = Substring(text)
        while let dollar = rest.firstIndex(of: "$") {
            let behind = rest[rest.index(after: dollar)...]
            guard behind.first == "{" else {
                guard !Self.isVariable(behind) else {
                    throw InvalidMapping(
                        "expected braces around a variable inside a text, as in "
                            + "`${request.path.id}`, found `\(text)`", text)
                }
                parts.append(.literal(String(rest[...dollar])))
                rest = behind
                continue
            }
            guard let end = behind.firstIndex(of: "}") else {
                throw InvalidMapping("expected `}` behind a variable, found `\(text)`", text)
            }
            if dollar > rest.startIndex { parts.append(.literal(String(rest[..<dollar]))) }
            parts.append(
                .variable(try Self.variable(String(behind[..<end].dropFirst()), direction, text)))
            rest = behind[behind.index(after: end)...]
        }
        if !rest.isEmpty || parts.isEmpty { parts.append(.literal(String(rest))) }
        self.parts = parts
    }

    /// What else begins with a dollar is text.
    private static func isVariable(_ text: some StringProtocol) -> Bool {
        ["request.", "response.", "context.", "stageVariables."].contains { text.hasPrefix($0) }
    }

    private static func variable(
        _ name: String, _ direction: HTTPParameterMapping.Direction, _ text: String
    ) throws(InvalidMapping) -> Variable {
        if let name = name.rest(after: "context.") {
            return .context(try contextNames(name, text))
        }
        if let name = name.rest(after: "stageVariables.") {
            return .stageVariable(try ParameterMapping.parameterName(name, in: text))
        }
        switch direction {
        case .request:
            if let rest = name.rest(after: "request."),
                let variable = try requestVariable(rest, text)
            {
                return variable
            }
        case .response:
            if let rest = name.rest(after: "response."),
                let variable = try responseVariable(rest, text)
            {
                return variable
            }
        }
        let known = direction == .request ? "request.header.NAME" : "response.header.NAME"
        throw InvalidMapping(
            "expected a variable such as `$\(known)` or `$context.NAME`, found `\(text)`", text)
    }

    private static func requestVariable(
        _ rest: String, _ text: String
    ) throws(InvalidMapping) -> Variable? {
        if rest == "path" { return .requestPath }
        if let name = rest.rest(after: "path.") {
            return .pathParameter(try ParameterMapping.parameterName(name, in: text))
        }
        if let name = rest.rest(after: "header.") {
            return .requestHeader(try ParameterMapping.parameterName(name, in: text))
        }
        if let name = rest.rest(after: "querystring.") {
            return .requestQuerystring(try ParameterMapping.parameterName(name, in: text))
        }
        return try body(rest, text)
    }

    private static func responseVariable(
        _ rest: String, _ text: String
    ) throws(InvalidMapping) -> Variable? {
        if let name = rest.rest(after: "header.") {
            return .responseHeader(try ParameterMapping.parameterName(name, in: text))
        }
        return try body(rest, text)
    }

    /// `body` and `body.path`: paths may neither descend into everything nor filter.
    private static func body(
        _ rest: String, _ text: String
    ) throws(InvalidMapping) -> Variable? {
        guard let path = ParameterMapping.bodyPath(rest) else { return nil }
        guard !path.contains(".."), !path.contains("[?") else {
            throw InvalidMapping("expected a path without `..` and filters, found `\(text)`", text)
        }
        return .body(path.isEmpty ? nil : try JSONPathText("$" + path, text))
    }

    /// Names of `$context` have `.` and `_` as their only signs.
    private static func contextNames(
        _ name: String, _ text: String
    ) throws(InvalidMapping) -> [String] {
        let isValid = name.utf8.allSatisfy { byte in
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "_")
        }
        let names = name.split(separator: ".").map(String.init)
        guard isValid, !names.isEmpty else {
            throw InvalidMapping(
                "expected a name of letters, digits, `.` and `_` behind `context.`, found `\(text)`",
                text)
        }
        return names
    }
}

// MARK: Evaluation

/// What the mappings of one message of an HTTP API read.
struct HTTPMappingInputs: ~Copyable {
    /// Of the request's mappings.
    var request: MethodRequest?
    /// Of the response's mappings.
    var response: EndpointResponse?
    let context: [UInt8]
    let stageVariables: Parameters
    private var scope = MappingScope()

    /// A body is cut here before a path is applied.
    static let bodyLimit = 102_400

    init(context: [UInt8], stageVariables: Parameters) {
        self.context = context
        self.stageVariables = stageVariables
    }

    /// The text of a value. Nil when it is nothing but a variable that is not there; inside a text such
    /// a variable is empty.
    mutating func text(of value: HTTPMappingValue) -> String? {
        if value.parts.count == 1, case .variable(let variable) = value.parts[0] {
            return text(of: variable)
        }
        var result = ""
        for part in value.parts {
            switch part {
            case .literal(let text): result += text
            case .variable(let variable): result += text(of: variable) ?? ""
            }
        }
        return result
    }

    private mutating func text(of variable: HTTPMappingValue.Variable) -> String? {
        switch variable {
        case .requestHeader(let name): joined(request?.headers.values(of: name, .ignoringCase))
        case .requestQuerystring(let name): joined(request?.querystring.values(of: name))
        case .requestPath: request?.path
        case .pathParameter(let name): request?.pathParameters.last(name)
        case .responseHeader(let name): joined(response?.headers.values(of: name, .ignoringCase))
        case .body(let path): body(path)
        case .context(let names): scope.context(names, in: context)
        case .stageVariable(let name): stageVariables.last(name)
        }
    }

    private func joined(_ values: [String]?) -> String? {
        guard let values, !values.isEmpty else { return nil }
        return values.joined(separator: ",")
    }

    /// What is cut off makes the rest no JSON, and a path finds nothing in it.
    private mutating func body(_ path: JSONPathText?) -> String? {
        let body = request?.body ?? response?.body ?? []
        guard let path else { return String(decoding: body, as: UTF8.self) }
        return try? scope.body(path, in: Array(body.prefix(Self.bodyLimit)))
    }
}
