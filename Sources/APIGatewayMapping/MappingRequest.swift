/// What a mapping template reads: `$input`, `$context` and `$stageVariables`.
public struct MappingRequest: Sendable {
    /// The payload, byte for byte; empty reads as `{}`.
    public var body: [UInt8]
    /// Path parameters: the first group that `$input.params(name)` looks in.
    public var path: ParameterList
    /// Query string parameters, the second group.
    public var querystring: ParameterList
    /// Headers, the third group.
    public var header: ParameterList
    /// `$context`.
    public var context: MappingContext
    public var stageVariables: ParameterList
    /// Further top-level references as the text of a JSON object; empty for none. A gateway has none:
    /// this is for tests of parts of a template.
    public var variables: [UInt8]

    public init(
        body: [UInt8] = [], path: ParameterList = ParameterList(),
        querystring: ParameterList = ParameterList(),
        header: ParameterList = ParameterList(), context: MappingContext = MappingContext(),
        stageVariables: ParameterList = ParameterList(),
        variables: [UInt8] = []
    ) {
        self.body = body
        self.path = path
        self.querystring = querystring
        self.header = header
        self.context = context
        self.stageVariables = stageVariables
        self.variables = variables
    }
}
