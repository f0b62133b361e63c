// Where an integration request goes: URLs with parameters in braces, and ARNs of AWS services.

/// An endpoint that a URI names, before and after its parameters are filled in.
struct IntegrationEndpoint: Equatable {
    /// Of an AWS service: its name in the ARN, such as `dynamodb` or `runtime.sagemaker`.
    var service: String?
    var region: String?
    /// `action/NAME` in an ARN.
    var action: String?
    /// A URL, or the path of a service.
    var uri: String
    /// Parameters behind a `?` in the URI or behind an action's `&`.
    var querystring: Parameters = [:]
}

extension IntegrationEndpoint {
    /// Reads a URI with its parameters filled in.
    ///
    /// - Throws: a failure of the configuration: a placeholder without a value, an ARN without path or
    ///   action.
    init(
        _ uri: String, path: Parameters, stageVariables: Parameters, isAWS: Bool
    ) throws(GatewayFailure) {
        let filled = try Self.fill(uri, path: path, stageVariables: stageVariables)
        if isAWS {
            try self.init(arn: filled)
        } else {
            guard filled.hasPrefix("http://") || filled.hasPrefix("https://") else {
                throw .configuration("expected an HTTP URL as `uri`, found `\(filled)`")
            }
            let (address, query) = Self.split(filled, at: UInt8(ascii: "?"))
            self.init(uri: address, querystring: QueryString.parse(query))
        }
    }

    /// `arn:aws:apigateway:REGION:[SUBDOMAIN.]SERVICE:path/…` or `:action/…`
    private init(arn: String) throws(GatewayFailure) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "apigateway" else {
            throw .configuration(
                "expected `arn:aws:apigateway:REGION:SERVICE:path/…` or `…:action/…` as `uri`, "
                    + "found `\(arn)`")
        }
        let target = String(parts[5])
        let (region, service) = (String(parts[3]), String(parts[4]))
        if let action = target.rest(after: "action/") {
            let (name, query) = Self.split(
                action,
                at: action.utf8.contains(UInt8(ascii: "?")) ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            self.init(
                service: service, region: region, action: name, uri: "/",
                querystring: QueryString.parse(query))
        } else if let path = target.rest(after: "path/") {
            let (address, query) = Self.split(path, at: UInt8(ascii: "?"))
            self.init(
                service: service, region: region,
                uri: address.hasPrefix("/") ? address : "/" + address,
                querystring: QueryString.parse(query))
        } else {
            throw .configuration("AWS ARN for integration must contain path or action: `\(arn)`")
        }
    }

    private static func split(_ text: String, at separator: UInt8) -> (String, String) {
        guard let place = text.utf8.firstIndex(of: separator) else { return (text, "") }
        return (String(text[..<place]), String(text[text.utf8.index(after: place)...]))
    }

    /// Puts values in the places of `{name}` and `${stageVariables.name}`. Path parameters are decoded,
    /// and what cannot stand in a path is encoded again.
    static func fill(
        _ uri: String, path: Parameters, stageVariables: Parameters
    ) throws(GatewayFailure) -> String {
        var result = ""
        var rest = Substring(uri)
        while let brace = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            guard let end = rest[brace...].utf8.firstIndex(of: UInt8(ascii: "}")) else { break }
            let name = String(rest[rest.utf8.index(after: brace)..<end])
            var before = rest[..<brace]
            let value: String?
            if before.hasSuffix("$"), let variable = name.rest(after: "stageVariables.") {
                before.removeLast()
                value = stageVariables.last(variable) ?? ""
            } else {
                // A greedy `{proxy+}` is filled by the parameter without its sign.
                value = path.last(name.hasSuffix("+") ? String(name.dropLast()) : name)
                    .map { QueryString.encode($0, except: "/:@,") }
            }
            guard let value else {
                throw .configuration("the path parameter `\(name)` of the integration has no value")
            }
            result += before + value
            rest = rest[rest.utf8.index(after: end)...]
        }
        return result + rest
    }
}

/// `a=1&b=2`
enum QueryString {
    /// Splits and decodes a query string; a name without `=` has an empty text.
    static func parse(_ text: String) -> Parameters {
        var parameters = Parameters()
        for part in text.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            parameters.append(decode(pair[0]), pair.count > 1 ? decode(pair[1]) : "")
        }
        return parameters
    }

    /// Encodes parameters: everything but letters, digits and `-._~` as `%XX`.
    static func text(_ parameters: Parameters) -> String {
        parameters.fields.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
    }

    static func encode(_ text: String, except others: String = "") -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let isUnreserved =
                (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "-._~".utf8.contains(byte)
                || others.utf8.contains(byte)
            if isUnreserved {
                bytes.append(byte)
            } else {
                let digits = Array("0123456789ABCDEF".utf8)
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Decodes `%XX` and `+`; what is no escape stands for itself.
    static func decode(_ text: some StringProtocol) -> String {
        PercentEncoding.decode(text, plusIsBlank: true)
    }
}
