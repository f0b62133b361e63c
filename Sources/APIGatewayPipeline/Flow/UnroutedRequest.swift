extension Stage {
    /// The response that the gateway gives of its own: for a request that no method takes, or that
    /// something before the methods refuses.
    public func response(
        _ type: GatewayResponseType, to request: MethodRequest,
        _ context: ExchangeContext = ExchangeContext()
    ) -> MethodResponse {
        response(to: GatewayFailure(type, cause: type.rawValue), request, context)
    }
}
