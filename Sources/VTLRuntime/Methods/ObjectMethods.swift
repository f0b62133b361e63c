import Values

/// What every Java object has.
enum ObjectMethods {
    static let signatures: [MethodSignature] = [
        MethodSignature(.equals, .object, returns: .boolean),
        MethodSignature(.getClass, returns: .javaClass),
        MethodSignature(.hashCode, returns: .int),
        MethodSignature(.toString, returns: .string),
    ]

    /// Nil when the call means a method of the object's own class.
    static func call(_ call: MethodCall, _ workspace: inout Workspace) -> Value? {
        switch (call.name, call.count) {
        case (.equals, 1): .boolean(workspace.heap.equals(call.receiver, call.first))
        case (.getClass, 0): javaClass(of: call.receiver)
        case (.hashCode, 0): .integer(workspace.heap.javaHashCode(call.receiver))
        case (.toString, 0): workspace.string(of: call.receiver)
        default: nil
        }
    }

    /// `getClass()`.
    static func javaClass(of value: Value) -> Value {
        Value(.javaClass, detail: JavaClass(of: value).detail)
    }
}

/// `java.lang.Class`.
enum ClassMethods {
    static let signatures: [MethodSignature] = [
        MethodSignature(.getName, returns: .string),
        MethodSignature(.getPackageName, returns: .string),
        MethodSignature(.getSimpleName, returns: .string),
        MethodSignature(.getTypeName, returns: .string),
        MethodSignature(.isArray, returns: .boolean),
        MethodSignature(.isInterface, returns: .boolean),
        MethodSignature(.isPrimitive, returns: .boolean),
    ]

    static func call(_ call: MethodCall, _ workspace: inout Workspace) -> Value? {
        let represented = JavaClass(representedBy: call.receiver)
        switch call.name {
        case .getName: return workspace.heap.string(represented.name)
        case .getTypeName where represented.isArray, .getSimpleName:
            return workspace.heap.string(represented.simpleName)
        case .getTypeName: return workspace.heap.string(represented.name)
        case .getPackageName:
            let name = String(describing: represented.name)
            let end = name.lastIndex(of: ".")
            return workspace.heap.string(
                represented.isArray || end == nil
                    ? "java.lang" : String(name[..<(end ?? name.endIndex)]))
        case .isArray: return .boolean(represented.isArray)
        case .isInterface, .isPrimitive: return .false
        default: return nil
        }
    }
}
