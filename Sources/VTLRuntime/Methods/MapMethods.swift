import Values

/// `java.util.Map`.
enum MapMethods {
    static let signatures: [MethodSignature] = [
        MethodSignature(.clear, returns: .void),
        MethodSignature(.clone, returns: .map),
        MethodSignature(.containsKey, .object, returns: .boolean),
        MethodSignature(.containsValue, .object, returns: .boolean),
        MethodSignature(.entrySet, returns: .set),
        MethodSignature(.get, .object, returns: .object),
        MethodSignature(.getOrDefault, .object, .object, returns: .object),
        MethodSignature(.isEmpty, returns: .boolean),
        MethodSignature(.keySet, returns: .set),
        MethodSignature(.put, .object, .object, returns: .object),
        MethodSignature(.putAll, .map, returns: .void),
        MethodSignature(.putIfAbsent, .object, .object, returns: .object),
        MethodSignature(.remove, .object, returns: .object),
        MethodSignature(.remove, .object, .object, returns: .boolean),
        MethodSignature(.replace, .object, .object, returns: .object),
        MethodSignature(.replace, .object, .object, .object, returns: .boolean),
        MethodSignature(.size, returns: .int),
        MethodSignature(.values, returns: .collection),
    ]

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let map = call.receiver
        switch call.name {
        case .get: return workspace.heap.lookup(call.first, in: map) ?? .null
        case .put: return workspace.heap.put(call.first, call.second, in: map) ?? .null
        case .size: return .count(workspace.heap.entryCount(of: map))
        case .isEmpty: return .boolean(workspace.heap.entryCount(of: map) == 0)
        case .containsKey:
            return .boolean(workspace.heap.indexOfKey(call.first, in: map) != nil)
        case .containsValue:
            return .boolean(workspace.index(of: call.first, in: map.view(.valuesView)) != nil)
        case .getOrDefault: return workspace.heap.lookup(call.first, in: map) ?? call.second
        case .keySet: return map.view(.keySet)
        case .values: return map.view(.valuesView)
        case .entrySet: return map.view(.entrySet)
        case .clone: return copy(map, &workspace)
        case .clear:
            workspace.heap.removeAll(of: map)
            return workspace.heap.emptyString
        case .putAll: return try putAll(call, &workspace)
        default: return changeConditionally(call, &workspace)
        }
    }

    private static func changeConditionally(
        _ call: MethodCall, _ workspace: inout Workspace
    ) -> Value? {
        let map = call.receiver
        let old = workspace.heap.lookup(call.first, in: map)
        switch (call.name, call.count) {
        case (.putIfAbsent, _):
            if let old, !old.isNull { return old }
            workspace.heap.put(call.first, call.second, in: map)
            return .null
        case (.remove, 1): return workspace.heap.remove(call.first, from: map) ?? .null
        case (.remove, _):
            guard let old, workspace.heap.equals(old, call.second) else { return .false }
            workspace.heap.remove(call.first, from: map)
            return .true
        case (.replace, 2):
            guard let old else { return .null }
            workspace.heap.put(call.first, call.second, in: map)
            return old
        case (.replace, _):
            guard let old, workspace.heap.equals(old, call.second) else { return .false }
            workspace.heap.put(call.first, call.arguments.value(2, workspace), in: map)
            return .true
        default: return nil
        }
    }

    private static func putAll(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let other = call.first
        guard !other.isNull else { throw call.nullArgument(&workspace) }
        // A map put into itself stays as it is.
        if other.container != call.receiver.container {
            let base = workspace.heap.stack.count
            workspace.heap.pushIterationOrder(of: other)
            for place in base..<workspace.heap.stack.count {
                let index = Int(workspace.heap.stack[place].signed)
                let (key, value) = (
                    workspace.heap.key(index, of: other), workspace.heap.value(index, of: other)
                )
                workspace.heap.put(key, value, in: call.receiver)
            }
            workspace.heap.stack.truncate(base)
        }
        return workspace.heap.emptyString
    }

    private static func copy(_ map: Value, _ workspace: inout Workspace) -> Value {
        let base = workspace.heap.stack.count
        for index in 0..<workspace.heap.slotCount(of: map) {
            guard workspace.heap.stack.append(workspace.heap.element(index, of: map)) else {
                break
            }
        }
        return workspace.heap.makeContainer(map.kind, fromStack: base)
    }
}
