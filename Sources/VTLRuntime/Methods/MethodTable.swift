package import Values

/// Everything values can do in a template: the methods of their Java classes.
///
/// One table for rendering, checking and documentation. Each class has a list of signatures; a call
/// takes the first one that its arguments fit, as Velocity's introspection would, and the class's
/// `call` then does the work.
package enum MethodTable {
    /// The method name that is spelled `bytes`; ``MethodName/unknown`` when no class has it.
    package static func name(_ bytes: [UInt8]) -> MethodName {
        MethodName(stringValue: String(decoding: bytes, as: UTF8.self)) ?? .unknown
    }

    /// Calls a method; nil when the receiver's class has none of that name for these arguments.
    package static func call(
        _ name: MethodName, on receiver: Value, _ arguments: Arguments,
        _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        var choice = MethodChoice.none
        return try call(name, on: receiver, arguments, &workspace, &choice)
    }

    /// The same for a place in the source that remembers which method it called.
    static func call(
        _ name: MethodName, on receiver: Value, _ arguments: Arguments,
        _ workspace: inout Workspace, _ choice: inout MethodChoice
    ) throws(RenderFault) -> Value? {
        let receiver = workspace.heap.number(receiver)
        let shape = MethodChoice.shape(of: receiver, arguments, &workspace)
        if let method = choice.method(for: shape) {
            return try perform(name, method, on: receiver, arguments, &workspace)
        }
        let receiverClass = JavaClass(of: receiver)
        if let place = place(name, of: receiverClass, arguments, &workspace) {
            let method = ChosenMethod(place: place, set: receiverClass.methodSet)
            choice = MethodChoice(shape, method)
            return try perform(name, method, on: receiver, arguments, &workspace)
        }
        // A method without parameters fits any arguments in Velocity 1.7, and fails when called.
        if takesNothing(name, receiverClass) {
            throw wrongArguments(name, of: receiverClass, arguments)
        }
        guard receiver.kind == .javaClass else { return nil }
        return try callStatic(name, of: receiver, arguments, &workspace)
    }

    /// A static method of the class that a `java.lang.Class` stands for. Velocity finds the others
    /// too, and fails for want of an object.
    private static func callStatic(
        _ name: MethodName, of receiver: Value, _ arguments: Arguments,
        _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let represented = JavaClass(representedBy: receiver)
        guard let place = place(name, of: represented, arguments, &workspace) else {
            guard takesNothing(name, represented) else { return nil }
            throw wrongArguments(name, of: represented, arguments)
        }
        guard index[place].isStatic else {
            throw wrongArguments(name, of: represented, arguments)
        }
        let method = ChosenMethod(place: place, set: represented.methodSet)
        return try perform(name, method, on: receiver, arguments, &workspace)
    }

    private static func takesNothing(_ name: MethodName, _ receiver: JavaClass) -> Bool {
        for place in index.overloads(of: name, in: receiver)
        where index[place].parameterCount == 0 { return true }
        return false
    }

    private static func wrongArguments(
        _ name: MethodName, of receiver: JavaClass, _ arguments: Arguments
    ) -> RenderFault {
        let count = arguments.count == 1 ? "1 argument" : "\(arguments.count) arguments"
        return RenderFault(
            "wrong-arguments",
            "`\(receiver.simpleName).\(name.javaName)` cannot be called like this, with \(count)")
    }

    /// Where the signature stands that a call means, or nil.
    private static func place(
        _ name: MethodName, of receiver: JavaClass, _ arguments: Arguments,
        _ workspace: inout Workspace
    ) -> Int? {
        for place in index.overloads(of: name, in: receiver)
        where index[place].accepts(arguments, &workspace) { return place }
        return nil
    }

    private static func perform(
        _ name: MethodName, _ method: ChosenMethod, on receiver: Value, _ arguments: Arguments,
        _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let call = MethodCall(name, receiver, arguments, &workspace)
        if workspace.heap.hasSubLists {
            try checkSubLists(call, index[Int(method.place)], &workspace)
        }
        if let result = ObjectMethods.call(call, &workspace) { return result }
        switch method.set {
        case .object: return nil
        case .string: return try StringMethods.call(call, &workspace)
        case .boolean: return try BooleanMethods.call(call, &workspace)
        case .character: return try CharacterMethods.call(call, &workspace)
        case .integer, .long, .short, .byte: return try IntegerMethods.call(call, &workspace)
        case .double, .float: return try FloatingPointMethods.call(call, &workspace)
        case .bigInteger: return try BigIntegerMethods.call(call, &workspace)
        case .bigDecimal: return try BigDecimalMethods.call(call, &workspace)
        case .list, .array: return try ListMethods.call(call, &workspace)
        case .map: return try MapMethods.call(call, &workspace)
        case .view: return try MapViewMethods.call(call, &workspace)
        case .entry: return EntryMethods.call(call, &workspace)
        case .iterator, .listIterator: return try IteratorMethods.call(call, &workspace)
        case .stream, .intStream: return try StreamMethods.call(call, &workspace)
        case .javaClass: return ClassMethods.call(call, &workspace)
        }
    }

    /// Fails when a call would read or change a sublist whose list changed behind it.
    private static func checkSubLists(
        _ call: MethodCall, _ signature: MethodSignature, _ workspace: inout Workspace
    ) throws(RenderFault) {
        if workspace.heap.isStale(call.receiver), call.name != .getClass, call.name != .subList {
            throw workspace.staleSubList
        }
        for index in 0..<call.count
        where workspace.heap.isStale(call.arguments.value(index, workspace)) {
            let parameter = signature.parameter(index)
            if parameter == .collection || parameter == .iterable { throw workspace.staleSubList }
        }
    }

    // MARK: Documentation and checking

    /// All signatures of a class, in the order in which they are tried.
    package static func signatures(of receiver: JavaClass) -> [MethodSignature] {
        ObjectMethods.signatures + receiver.methodSet.signatures
    }

    /// Whether any class here has a method of that name that takes so many arguments.
    package static func hasMethod(_ name: MethodName, argumentCount: Int) -> Bool {
        for receiver in JavaClass.allCases {
            for place in index.overloads(of: name, in: receiver)
            where index[place].accepts(argumentCount: argumentCount) { return true }
        }
        return false
    }

    private static let index = MethodIndex()
}
