/// What a render made.
public struct MappingResult: Sendable {
    /// The rendered text, UTF-8.
    public var body: [UInt8]
    /// What the template left in `$context.requestOverride`, as the text of a JSON object with the
    /// members `path`, `header` and `querystring`; empty when the template set nothing there.
    public var requestOverride: [UInt8]
    /// The same of `$context.responseOverride`: `header` and, when it was set, `status`.
    public var responseOverride: [UInt8]

    package init(body: [UInt8], requestOverride: [UInt8], responseOverride: [UInt8]) {
        self.body = body
        self.requestOverride = requestOverride
        self.responseOverride = responseOverride
    }
}
