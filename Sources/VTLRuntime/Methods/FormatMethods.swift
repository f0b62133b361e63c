import Values
enum FormatMethods {
    static func call(_ call: MethodCall, _ workspace: inout Workspace) throws(RenderFault) -> Value? { nil }
}
