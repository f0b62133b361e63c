public import APIGatewayPipeline

/// Finds the operation that takes a request.
///
/// In each segment of a path a text comes before `{name}`, and `{name}` before `{proxy+}`; a verb comes
/// before `ANY`. In a REST API the path alone chooses the resource, in an HTTP API path and verb do.
public struct Routes: Sendable {
    /// What becomes of a request.
    public enum Match: Sendable {
        /// The operation, and the request with its path parameters.
        case operation(Operation, MethodRequest)
        /// No operation takes the request; the gateway answers.
        case refused(MethodResponse)
    }

    private let kind: APIDefinition.Kind
    private var root = ResourceNode()
    private var defaultRoute: Operation?

    public init(_ definition: APIDefinition) {
        kind = definition.kind
        for operation in definition.operations {
            if operation.isDefaultRoute {
                defaultRoute = operation
            } else {
                root.insert(operation, Self.segments(operation.resource.text)[...])
            }
        }
    }

    /// Finds the operation for a request. A REST API answers a path or verb that it does not know with
    /// `MISSING_AUTHENTICATION_TOKEN`, an HTTP API with 404. Evidence: recorded for REST APIs.
    public func match(
        _ request: MethodRequest, _ stage: Stage = Stage(),
        _ context: ExchangeContext = ExchangeContext()
    ) -> Match {
        if let operation = operation(request.httpMethod, request.path) {
            var request = request
            // The default route of an HTTP API takes any path.
            request.pathParameters = operation.resource.parameters(of: request.path) ?? [:]
            return .operation(operation, request)
        }
        return .refused(refusal(of: request, stage, context))
    }

    /// The gateway's response to what no operation takes.
    func refusal(
        of request: MethodRequest, _ stage: Stage, _ context: ExchangeContext
    ) -> MethodResponse {
        switch kind {
        case .rest: stage.response(.missingAuthenticationToken, to: request, context)
        case .http:
            MethodResponse(
                statusCode: 404, headers: ["Content-Type": "application/json"],
                body: Array(#"{"message":"Not Found"}"#.utf8))
        }
    }

    /// The operation for a verb and a path, percent-encoded as it came.
    public func operation(_ httpMethod: String, _ path: String) -> Operation? {
        let segments = Self.segments(path).map { PercentEncoding.decode($0) }
        let verb = httpMethod.uppercased()
        let found = root.operations(for: segments[...]) { operations in
            kind == .rest || operations[verb] != nil || operations[Operation.anyMethod] != nil
        }
        return found?[verb] ?? found?[Operation.anyMethod] ?? defaultRoute
    }

    private static func segments(_ path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A resource and those below it, a segment of the path each.
private struct ResourceNode: Sendable {
    private var operations: [String: Operation] = [:]
    private var texts: [String: ResourceNode] = [:]
    /// At most one: the node behind `{name}`.
    private var parameter: [ResourceNode] = []
    /// The operations of `{name+}`.
    private var greedy: [String: Operation] = [:]

    /// Adds an operation; the first of a resource and a verb counts.
    mutating func insert(_ operation: Operation, _ segments: ArraySlice<String>) {
        guard let segment = segments.first else {
            if operations[operation.httpMethod] == nil {
                operations[operation.httpMethod] = operation
            }
            return
        }
        let rest = segments.dropFirst()
        if segment.hasPrefix("{"), segment.hasSuffix("+}") {
            if greedy[operation.httpMethod] == nil { greedy[operation.httpMethod] = operation }
        } else if segment.hasPrefix("{"), segment.hasSuffix("}") {
            if parameter.isEmpty { parameter.append(ResourceNode()) }
            parameter[0].insert(operation, rest)
        } else {
            texts[segment, default: ResourceNode()].insert(operation, rest)
        }
    }

    /// The operations of the best resource for a path among those that are `wanted`. No node is visited
    /// twice, since each stands for one place in the path.
    func operations(
        for segments: ArraySlice<String>, _ wanted: ([String: Operation]) -> Bool
    ) -> [String: Operation]? {
        guard let segment = segments.first else {
            return !operations.isEmpty && wanted(operations) ? operations : nil
        }
        let rest = segments.dropFirst()
        for node in [texts[segment], parameter.first] {
            if let found = node?.operations(for: rest, wanted) { return found }
        }
        return !greedy.isEmpty && wanted(greedy) ? greedy : nil
    }
}
