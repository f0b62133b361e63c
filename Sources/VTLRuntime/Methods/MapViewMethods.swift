import Values

/// `keySet()`, `values()` and `entrySet()`: live views of a map.
enum MapViewMethods {
    static let signatures: [MethodSignature] = [
        MethodSignature(.add, .object, returns: .boolean),
        MethodSignature(.addAll, .collection, returns: .boolean),
        MethodSignature(.clear, returns: .void),
        MethodSignature(.contains, .object, returns: .boolean),
        MethodSignature(.containsAll, .collection, returns: .boolean),
        MethodSignature(.isEmpty, returns: .boolean),
        MethodSignature(.iterator, returns: .iterator),
        MethodSignature(.remove, .object, returns: .boolean),
        MethodSignature(.removeAll, .collection, returns: .boolean),
        MethodSignature(.retainAll, .collection, returns: .boolean),
        MethodSignature(.size, returns: .int),
        MethodSignature(.stream, returns: .stream),
        MethodSignature(.toArray, returns: .array),
        MethodSignature(.toArray, variadic: .object, returns: .array),
    ]

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let view = call.receiver
        switch call.name {
        case .size: return .count(workspace.elementCount(of: view))
        case .isEmpty: return .boolean(workspace.elementCount(of: view) == 0)
        case .contains: return .boolean(workspace.index(of: call.first, in: view) != nil)
        case .stream: return workspace.makeStream(over: view)
        case .iterator: return workspace.makeIterator(over: view)
        case .toArray:
            return try workspace.array(of: view, call)
        case .clear:
            workspace.heap.removeAll(of: view)
            return workspace.heap.emptyString
        case .remove:
            guard let index = workspace.index(of: call.first, in: view) else { return .false }
            workspace.removeElement(at: index, of: view)
            return .true
        case .addAll where !call.first.isNull && workspace.elementCount(of: call.first) == 0:
            return .false
        case .add: throw call.unsupportedOperation(&workspace)
        default: break
        }
        guard !call.first.isNull else { throw call.nullArgument(&workspace) }
        switch call.name {
        case .containsAll: return .boolean(workspace.containsAll(view, call.first))
        case .removeAll: return .boolean(workspace.filter(view, by: call.first, keeping: false))
        case .retainAll: return .boolean(workspace.filter(view, by: call.first, keeping: true))
        case .addAll: throw call.unsupportedOperation(&workspace)
        default: return nil
        }
    }
}

/// `java.util.Map.Entry`.
enum EntryMethods {
    static let signatures: [MethodSignature] = [
        MethodSignature(.getKey, returns: .object),
        MethodSignature(.getValue, returns: .object),
        MethodSignature(.setValue, .object, returns: .object),
    ]

    static func call(_ call: MethodCall, _ workspace: inout Workspace) -> Value? {
        let map = call.receiver.viewedMap
        let index = Int(call.receiver.length)
        // An entry that outlives its map's entry shows nothing.
        guard index < workspace.heap.entryCount(of: map) else { return .null }
        switch call.name {
        case .getKey: return workspace.heap.key(index, of: map)
        case .getValue: return workspace.heap.value(index, of: map)
        case .setValue:
            let old = workspace.heap.value(index, of: map)
            workspace.heap.setValue(index, of: map, to: call.first)
            return old
        default: return nil
        }
    }
}
