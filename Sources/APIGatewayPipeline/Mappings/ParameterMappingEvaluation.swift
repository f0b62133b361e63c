import JSON

/// What the mappings of one exchange read.
struct MappingInputs: ~Copyable {
    var request: MethodRequest
    /// The endpoint's answer, once there is one.
    var response = EndpointResponse()
    /// `$context` as JSON.
    var context: [UInt8]
    var stageVariables: Parameters
    var scope = MappingScope()

    init(request: MethodRequest, context: [UInt8], stageVariables: Parameters) {
        self.request = request
        self.context = context
        self.stageVariables = stageVariables
    }

    /// The values of a mapping; none when its source is not there.
    mutating func values(
        of mapping: ParameterMapping
    ) throws(GatewayFailure) -> [String] {
        switch mapping.source {
        case .literal(let text): return [text]
        case .request(let location, let name):
            return list(parameters(location).last(name))
        case .requestValues(let location, let name): return parameters(location).values(of: name)
        case .input(let name): return list(input(name))
        case .responseHeader(let name): return list(response.headers.last(name))
        case .responseHeaderValues(let name): return response.headers.values(of: name)
        case .context(let names): return list(scope.context(names, in: context))
        case .stageVariable(let name): return list(stageVariables.last(name))
        case .requestBody(let path): return list(try requestBody(path))
        case .responseBody(let path): return list(try responseBody(path))
        }
    }

    private func list(_ value: String?) -> [String] { value.map { [$0] } ?? [] }

    private func parameters(_ location: ParameterMapping.Location) -> Parameters {
        switch location {
        case .path: request.pathParameters
        case .querystring: request.querystring
        case .header: request.headers
        }
    }

    /// `method.input.params.name` looks where `$input.params(name)` does.
    private func input(_ name: String) -> String? {
        request.pathParameters.last(name) ?? request.querystring.last(name)
            ?? request.headers.last(name)
    }

    // MARK: Bodies

    /// The payload; an empty one reads as `{}`.
    private mutating func requestBody(
        _ path: JSONPathText?
    ) throws(GatewayFailure) -> String? {
        do {
            // The whole text is looked at only if it seems to be JSON.
            guard let path else {
                if looksLikeObject(request.body) { try MappingScope.check(request.body) }
                return text(request.body)
            }
            guard looksLikeJSON(request.body) else { return nil }
            return try scope.body(path, in: request.body)
        } catch {
            throw GatewayFailure(
                .badRequestBody, "Invalid JSON in request body",
                cause: "a mapping reads the payload, which is no JSON: \(error.message)")
        }
    }

    private mutating func responseBody(
        _ path: JSONPathText?
    ) throws(GatewayFailure) -> String? {
        do {
            guard let path else {
                if looksLikeObject(response.body) { try MappingScope.check(response.body) }
                return text(response.body)
            }
            guard looksLikeJSON(response.body) else { return nil }
            return try scope.responseBody(path, in: response.body)
        } catch {
            throw .configuration(
                "a mapping reads the endpoint's body, which is no JSON: \(error.message)")
        }
    }

    private func text(_ body: [UInt8]) -> String {
        body.isEmpty ? "{}" : String(decoding: body, as: UTF8.self)
    }

    private func looksLikeObject(_ body: [UInt8]) -> Bool {
        body.first { !$0.isBlank } == UInt8(ascii: "{")
    }

    /// Other text has no members, and mappings find nothing in it.
    private func looksLikeJSON(_ body: [UInt8]) -> Bool {
        guard let first = body.first(where: { !$0.isBlank }) else { return true }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            || first == UInt8(ascii: "\"")
    }
}

extension UInt8 {
    /// White space between the tokens of JSON.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

extension MappingInputs {
    /// The parameters that mappings make for one place in a message.
    mutating func parameters(
        _ mappings: [ParameterMapping], _ location: ParameterMapping.Location
    ) throws(GatewayFailure) -> Parameters {
        var result = Parameters()
        for mapping in mappings where mapping.location == location {
            let values = try values(of: mapping)
            // Several values of a header go into one, a query string repeats its name.
            if location == .header, values.count > 1 {
                result.append(mapping.name, values.joined(separator: ","))
            } else {
                for value in values { result.append(mapping.name, value) }
            }
        }
        return result
    }
}
