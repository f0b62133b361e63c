/// What a render made.
public struct MappingResult: Sendable {
    /// The rendered text, UTF-8.
    public var body: [UInt8]
    /// What the template set in `$context.requestOverride` and `$context.responseOverride`; nil when
    /// it set nothing.
    public var overrides: MappingOverrides?

    /// ``MappingOverrides/request``, or empty.
    public var requestOverride: [UInt8] { overrides?.request ?? [] }
    /// ``MappingOverrides/response``, or empty.
    public var responseOverride: [UInt8] { overrides?.response ?? [] }

    public init(body: [UInt8], overrides: MappingOverrides? = nil) {
        self.body = body
        self.overrides = overrides
    }
}

/// What a template set in `$context` to change the request to the integration or the response.
public struct MappingOverrides: Equatable, Sendable {
    /// `$context.requestOverride` as the text of a JSON object with the members `path`, `header` and
    /// `querystring`; empty when the template set nothing there.
    public var request: [UInt8]
    /// `$context.responseOverride`: `header` and, when it was set, `status`.
    public var response: [UInt8]

    public init(request: [UInt8], response: [UInt8]) {
        self.request = request
        self.response = response
    }
}
