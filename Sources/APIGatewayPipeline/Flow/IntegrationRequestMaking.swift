import APIGatewayMapping
import JSON
import Values

extension Pipeline {
    /// Parameters, template, overrides, endpoint: in this order.
    mutating func makeIntegrationRequest(_ exchange: inout Exchange) throws(GatewayFailure) {
        let kind = exchange.method.integration.kind
        let body = try renderRequest(&exchange)
        var parts = try MappedParameters(of: exchange)
        try parts.apply(Overrides(exchange.overrides?.request ?? []), kind)
        let endpoint = try IntegrationEndpoint(
            exchange.method.integration.uri ?? "", path: parts.path,
            stageVariables: exchange.stage.stageVariables, isAWS: kind == .aws)
        var request = IntegrationRequest(
            httpMethod: exchange.method.integration.httpMethod ?? exchange.request.httpMethod,
            uri: endpoint.url, headers: parts.header, querystring: endpoint.querystring, body: body)
        for field in parts.querystring.fields {
            request.querystring.append(field.name, field.value)
        }
        endpoint.addAction(to: &request)
        request.addDefaults(exchange)
        request.headers.removeAll { HeaderTreatment.isDropped($0.name, for: kind) }
        exchange.integrationRequest = request
    }

    /// The payload for the endpoint, rendered or passed through.
    private mutating func renderRequest(
        _ exchange: inout Exchange
    ) throws(GatewayFailure) -> [UInt8] {
        let payload = try exchange.requestPayload()
        switch try exchange.method.integration.requestTemplate(for: exchange.request.headers) {
        case .passthrough: return payload.bytes
        case .template(let template):
            let result = try render(template, payload, &exchange, exchange.context.mapping)
            exchange.overrides = result.overrides
            return result.body
        }
    }

    /// The answer of a mock integration: its template says the status, and nobody is asked.
    mutating func mockAnswer(
        _ exchange: inout Exchange
    ) throws(GatewayFailure) -> EndpointResponse {
        let body = try renderRequest(&exchange)
        guard let statusCode = Self.mockStatus(body) else {
            throw .configuration(
                "expected a mock integration's template to render JSON with an integer `statusCode`, "
                    + "found `\(String(decoding: body.prefix(80), as: UTF8.self))`")
        }
        return EndpointResponse(statusCode: statusCode)
    }

    /// The `statusCode` of a JSON text that json-smart takes. Recorded: names without quotes and commas
    /// at the end are accepted.
    private static func mockStatus(_ body: [UInt8]) -> Int? {
        var heap = Heap()
        heap.bytes.append(body)
        guard
            let object = try? JSONDocument.parse(
                0..<heap.bytes.count, in: &heap, nesting: JSONWriter.nestingLimit),
            object.isMap,
            let status = heap.lookup(heap.string("statusCode"), in: object), status.isNumber,
            case let number = heap.number(status), number.kind == .integer
        else { return nil }
        return Int(number.signed)
    }
}

/// The parameters of an integration request.
struct MappedParameters {
    var path: Parameters = [:]
    var querystring: Parameters = [:]
    var header: Parameters = [:]

    /// What the integration's mappings make of a method request.
    init(of exchange: borrowing Exchange) throws(GatewayFailure) {
        guard !exchange.method.integration.requestParameters.isEmpty else { return }
        let integration = exchange.method.integration
        var inputs = MappingInputs(
            request: exchange.request, context: exchange.context.json,
            stageVariables: exchange.stage.stageVariables)
        path = try inputs.parameters(integration.requestParameters, .path)
        querystring = try inputs.parameters(integration.requestParameters, .querystring)
        header = try inputs.parameters(integration.requestParameters, .header)
        try Self.check(header, integration.kind)
    }

    /// Puts what a template set in the place of what mappings made.
    mutating func apply(
        _ overrides: Overrides, _ kind: Integration.Kind
    ) throws(GatewayFailure) {
        try overrides.checkHeaderNames()
        try Self.check(overrides.header, kind)
        path.override(with: overrides.path)
        querystring.override(with: overrides.querystring)
        header.override(with: overrides.header)
    }

    private static func check(
        _ headers: Parameters, _ kind: Integration.Kind
    ) throws(GatewayFailure) {
        for field in headers.fields where HeaderTreatment.isForbidden(field.name, for: kind) {
            throw .configuration(
                "the header `\(field.name)` cannot be set by an integration of type "
                    + kind.rawValue)
        }
    }
}

extension Exchange {
    /// The client's payload after content handling.
    func requestPayload() throws(GatewayFailure) -> Payload {
        let mediaType = MediaType.withoutParameters(
            request.headers.last("Content-Type", .ignoringCase) ?? MediaType.json)
        return try Payload.request(
            request.body, isBinary: MediaType.isIn(stage.binaryMediaTypes, mediaType),
            method.integration.contentHandling)
    }
}

extension IntegrationRequest {
    /// The headers that the gateway sends of its own, where no mapping set them.
    fileprivate mutating func addDefaults(_ exchange: borrowing Exchange) {
        let hasPayload = !["GET", "HEAD", "OPTIONS"].contains(httpMethod.uppercased())
        let isAWS = exchange.method.integration.kind == .aws
        addHeader("Accept", MediaType.json)
        if hasPayload || isAWS {
            let client = exchange.request.headers.last("Content-Type", .ignoringCase)
            addHeader("Content-Type", client ?? MediaType.json)
        }
        addIdentity(of: exchange.stage)
    }

    /// The headers by which an endpoint knows the API, where no mapping set them.
    mutating func addIdentity(of stage: Stage) {
        guard !stage.apiId.isEmpty else { return }
        addHeader("User-Agent", "AmazonAPIGateway_" + stage.apiId)
        addHeader("X-Amzn-Apigateway-Api-Id", stage.apiId)
    }

    /// Adds a header unless there is one of that name.
    mutating func addHeader(_ name: String, _ value: String) {
        if headers.values(of: name, .ignoringCase).isEmpty { headers.append(name, value) }
    }
}

extension IntegrationEndpoint {
    /// The URL without its query string.
    var url: String {
        guard let service else { return uri }
        let region = region ?? ""
        return "https://\(service).\(region.isEmpty ? "" : region + ".")amazonaws.com\(uri)"
    }

    /// The targets of services whose requests name the operation in a header.
    private static let targets = [
        "dynamodb": "DynamoDB_20120810", "kinesis": "Kinesis_20131202",
        "states": "AWSStepFunctions", "ssm": "AmazonSSM",
    ]

    /// Names the operation of an `action/…` ARN: in `X-Amz-Target` for the services that want it there,
    /// else as the parameter `Action`.
    fileprivate func addAction(to request: inout IntegrationRequest) {
        guard let action, let service else { return }
        if let target = Self.targets[service] {
            request.addHeader("X-Amz-Target", "\(target).\(action)")
        } else if request.headers.values(of: "X-Amz-Target", .ignoringCase).isEmpty {
            request.querystring.append("Action", action)
        }
    }
}
