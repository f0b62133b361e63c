import Values

/// A call whose method is found: what each class's `call` gets.
struct MethodCall: BitwiseCopyable {
    let name: MethodName
    let receiver: Value
    let arguments: Arguments
    /// The first two arguments, null when they are not there.
    let first: Value
    let second: Value

    init(
        _ name: MethodName, _ receiver: Value, _ arguments: Arguments,
        _ workspace: inout Workspace
    ) {
        self.name = name
        self.receiver = receiver
        self.arguments = arguments
        first = arguments.count > 0 ? arguments.value(0, workspace) : .null
        second = arguments.count > 1 ? arguments.value(1, workspace) : .null
    }

    /// The number of arguments.
    var count: Int { arguments.count }

    /// The argument at `index` as an `int` or `long`.
    func int(_ index: Int, _ workspace: borrowing Workspace) -> Int {
        Int(arguments.value(index, workspace).signed)
    }

    /// The arguments from `index` on, as a variadic parameter sees them: pushed onto the stack. A
    /// single array gives its elements.
    func pushVariadic(from index: Int, _ workspace: inout Workspace) {
        if count == index + 1 {
            let only = arguments.value(index, workspace)
            if only.isObjectArray {
                for element in 0..<workspace.heap.count(of: only) {
                    workspace.heap.stack.append(workspace.heap.element(element, of: only))
                }
                return
            }
        }
        for argument in index..<max(count, index) {
            workspace.heap.stack.append(arguments.value(argument, workspace))
        }
    }
}

// What Java would throw, as the fault it becomes here.
extension MethodCall {
    /// The call as a message shows it: `String.substring(99)`.
    func description(_ workspace: inout Workspace) -> String {
        let heading = "\(JavaClass(of: receiver).simpleName).\(name.javaName)("
        let texts = (0..<arguments.count).map { index in
            workspace.excerpt(of: arguments.value(index, workspace))
        }
        return "`\(heading)\(texts.joined(separator: ", ")))`"
    }

    /// A position outside a text or list of the given length.
    func indexOutOfBounds(_ length: Int, _ workspace: inout Workspace) -> RenderFault {
        let holder = receiver.kind == .string ? "text" : "list"
        return RenderFault(
            "index-out-of-bounds",
            "\(description(&workspace)) on a \(holder) of length \(length)")
    }

    /// Null where the method needs an object.
    func nullArgument(_ workspace: inout Workspace) -> RenderFault {
        RenderFault(
            "null-argument", "\(description(&workspace)) needs a value that is not null")
    }

    /// A text that should be a number.
    func numberFormat(_ text: Value, _ workspace: inout Workspace) -> RenderFault {
        RenderFault(
            "number-format",
            "\(description(&workspace)): \(workspace.excerpt(of: text)) is no number of that kind")
    }

    /// A value of the wrong class where Java finds out only when it runs.
    func classCast(_ value: Value, _ workspace: inout Workspace) -> RenderFault {
        RenderFault(
            "class-cast",
            "\(description(&workspace)) takes no \(JavaClass(of: value).simpleName)")
    }

    /// A change of something that cannot be changed.
    func unsupportedOperation(_ workspace: inout Workspace) -> RenderFault {
        RenderFault(
            "unsupported-operation",
            "\(description(&workspace)): a \(JavaClass(of: receiver).simpleName) cannot do that")
    }

    /// An argument outside of what the method can take.
    func illegalArgument(_ reason: String, _ workspace: inout Workspace) -> RenderFault {
        RenderFault("illegal-argument", "\(description(&workspace)): \(reason)")
    }

    /// Division by zero, or a number without an exact result.
    func arithmetic(_ reason: String, _ workspace: inout Workspace) -> RenderFault {
        RenderFault("arithmetic", "\(description(&workspace)): \(reason)")
    }
}

extension Workspace {
    /// A short form of a value for messages: texts in quotes, cut after 40 characters.
    mutating func excerpt(of value: Value) -> String {
        if value.isNull { return "null" }
        guard value.isText || value.kind.rawValue < Value.Kind.jsonArray.rawValue else {
            return JavaClass(of: value).simpleName
        }
        let text = heap.description(of: string(of: value))
        guard value.kind == .string else { return text }
        return text.count > 40 ? "\"\(text.prefix(40))…\"" : "\"\(text)\""
    }
}
