/// The parameters of a WebSocket API's integration request.
public struct RouteParameters: Equatable, Sendable {
    public var header: Parameters = [:]
    public var querystring: Parameters = [:]
    public var path: Parameters = [:]

    /// What mappings from `route.request` make of a message. Headers and query strings come with
    /// `$connect` only.
    ///
    /// - Returns: nil when a mapping reads a message that seems to be JSON and is none.
    public init?(
        _ mappings: [ParameterMapping], _ event: ConnectionFacts.EventType,
        _ request: MethodRequest, _ context: ExchangeContext = ExchangeContext(),
        stageVariables: Parameters = [:]
    ) {
        var request = request
        if event != .connect {
            request.headers = [:]
            request.querystring = [:]
        }
        var inputs = MappingInputs(
            request: request, context: context.json, stageVariables: stageVariables)
        do {
            header = try inputs.parameters(mappings, .header)
            querystring = try inputs.parameters(mappings, .querystring)
            path = try inputs.parameters(mappings, .path)
        } catch {
            return nil
        }
    }
}
