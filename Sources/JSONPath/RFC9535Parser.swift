struct RFC9535Parser {
    static func parse(
        _ text: [UInt8], _ limits: JSONPathLimits
    ) throws(JSONPathError) -> JSONPathPlan {
        throw .expected("a path of the Jayway dialect", found: "RFC 9535", at: 0)
    }
}
