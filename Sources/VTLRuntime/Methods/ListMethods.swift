import Values

/// `java.util.ArrayList`, and what Velocity lets arrays do: lists of a fixed length.
enum ListMethods {
    static let signatures: [MethodSignature] =
        arraySignatures + [
            MethodSignature(.clone, returns: .list),
            MethodSignature(.ensureCapacity, .int, returns: .void),
            MethodSignature(.trimToSize, returns: .void),
        ]

    static let arraySignatures: [MethodSignature] = reading + writing + statics

    private static let reading: [MethodSignature] = [
        MethodSignature(.contains, .object, returns: .boolean),
        MethodSignature(.containsAll, .collection, returns: .boolean),
        MethodSignature(.get, .int, returns: .object),
        MethodSignature(.indexOf, .object, returns: .int),
        MethodSignature(.isEmpty, returns: .boolean),
        MethodSignature(.iterator, returns: .iterator),
        MethodSignature(.lastIndexOf, .object, returns: .int),
        MethodSignature(.listIterator, returns: .iterator),
        MethodSignature(.listIterator, .int, returns: .iterator),
        MethodSignature(.size, returns: .int),
        MethodSignature(.stream, returns: .stream),
        MethodSignature(.subList, .int, .int, returns: .list),
        MethodSignature(.toArray, returns: .array),
        MethodSignature(.toArray, variadic: .object, returns: .array),
    ]

    private static let writing: [MethodSignature] = [
        MethodSignature(.add, .object, returns: .boolean),
        MethodSignature(.add, .int, .object, returns: .void),
        MethodSignature(.addAll, .collection, returns: .boolean),
        MethodSignature(.addAll, .int, .collection, returns: .boolean),
        MethodSignature(.clear, returns: .void),
        MethodSignature(.remove, .int, returns: .object),
        MethodSignature(.remove, .object, returns: .boolean),
        MethodSignature(.removeAll, .collection, returns: .boolean),
        MethodSignature(.retainAll, .collection, returns: .boolean),
        MethodSignature(.set, .int, .object, returns: .object),
        MethodSignature(.sort, .comparator, returns: .void),
    ]

    private static let statics: [MethodSignature] = [
        MethodSignature(.copyOf, .collection, returns: .list, isStatic: true),
        MethodSignature(.of, variadic: .object, returns: .list, isStatic: true),
    ]

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let list = call.receiver
        switch call.name {
        case .size: return .count(workspace.heap.count(of: list))
        case .isEmpty: return .boolean(workspace.heap.count(of: list) == 0)
        case .get: return try get(call, &workspace)
        case .contains: return .boolean(workspace.index(of: call.first, in: list) != nil)
        case .containsAll:
            guard !call.first.isNull else { throw call.nullArgument(&workspace) }
            return .boolean(workspace.containsAll(list, call.first))
        case .indexOf: return .count(workspace.index(of: call.first, in: list) ?? -1)
        case .lastIndexOf: return .count(workspace.lastIndex(of: call.first, in: list) ?? -1)
        case .iterator: return workspace.makeIterator(over: list)
        case .listIterator: return try listIterator(call, &workspace)
        case .stream: return workspace.makeStream(over: list)
        case .subList: return try subList(call, &workspace)
        case .toArray:
            return try workspace.array(of: list, call)
        case .clone: return workspace.copyElements(of: list, as: list.kind)
        case .ensureCapacity, .trimToSize: return workspace.heap.emptyString
        case .of, .copyOf: return try immutable(call, &workspace)
        default: return try change(call, &workspace)
        }
    }

    // MARK: Reading

    private static func get(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let index = Int(call.first.signed)
        let count = workspace.heap.count(of: call.receiver)
        guard index >= 0, index < count else {
            throw call.indexOutOfBounds(count, &workspace)
        }
        return workspace.heap.element(index, of: call.receiver)
    }

    private static func listIterator(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let start = call.count == 1 ? call.int(0, workspace) : 0
        let count = workspace.heap.count(of: call.receiver)
        guard start >= 0, start <= count else {
            throw call.indexOutOfBounds(count, &workspace)
        }
        return workspace.makeIterator(
            over: call.receiver, from: start,
            call.receiver.isSubList ? .subListIterator : .fullListIterator)
    }

    private static func subList(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let (from, to) = (call.int(0, workspace), call.int(1, workspace))
        let count = workspace.heap.count(of: call.receiver)
        guard from >= 0, to <= count else { throw call.indexOutOfBounds(count, &workspace) }
        guard from <= to else {
            throw call.illegalArgument("the end is before the start", &workspace)
        }
        let javaClass = JavaClass(of: call.receiver)
        guard javaClass.isArray || javaClass.isImmutableList else {
            return workspace.heap.makeSubList(of: call.receiver, from: from, count: to - from)
        }
        let base = workspace.heap.stack.count
        for index in from..<to {
            let element = workspace.heap.element(index, of: call.receiver)
            guard workspace.heap.stack.append(element) else { break }
        }
        let part = workspace.heap.makeContainer(.list, fromStack: base)
        return javaClass.isArray ? part : part.withDetail(of: javaClass)
    }

    /// `List.of` and `List.copyOf`: lists that nobody changes and that hold no null.
    private static func immutable(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let base = workspace.heap.stack.count
        if call.name == .of {
            call.pushVariadic(from: 0, &workspace)
        } else if !call.first.isNull {
            workspace.pushElements(of: call.first)
        }
        for place in base..<workspace.heap.stack.count
        where workspace.heap.stack[place].isNull {
            workspace.heap.stack.truncate(base)
            throw call.nullArgument(&workspace)
        }
        if call.name == .copyOf, call.first.isNull { throw call.nullArgument(&workspace) }
        let isShort = (1...2).contains(workspace.heap.stack.count - base)
        return workspace.heap.makeContainer(.list, fromStack: base)
            .withDetail(of: isShort ? .shortImmutableList : .immutableList)
    }

    // MARK: Changing

    private static func change(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let list = call.receiver
        if list.kind == .javaArray || JavaClass(of: list).isImmutableList,
            let result = try fixedResult(call, &workspace)
        {
            return result
        }
        switch call.name {
        case .add: return try add(call, &workspace)
        case .addAll: return try addAll(call, &workspace)
        case .set: return try set(call, &workspace)
        case .remove: return try remove(call, &workspace)
        case .clear:
            workspace.heap.removeAll(of: list)
            return workspace.heap.emptyString
        case .removeAll, .retainAll:
            guard !call.first.isNull else { throw call.nullArgument(&workspace) }
            return .boolean(
                workspace.filter(list, by: call.first, keeping: call.name == .retainAll))
        case .sort: return try sort(call, &workspace)
        default: return nil
        }
    }

    /// What a change of a list of fixed length gives; nil when it leaves the length alone. An array
    /// refuses only what would change it, an immutable list everything.
    private static func fixedResult(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        let list = call.receiver
        guard list.kind == .javaArray else { throw call.unsupportedOperation(&workspace) }
        switch call.name {
        case .set, .sort: return nil
        case .clear where workspace.heap.count(of: list) == 0: return workspace.heap.emptyString
        case .remove where !ParameterKind.int.accepts(call.first):
            if workspace.index(of: call.first, in: list) == nil { return .false }
        case .removeAll, .retainAll:
            guard !call.first.isNull else { throw call.nullArgument(&workspace) }
            let stays = workspace.leaves(list, by: call.first, keeping: call.name == .retainAll)
            if stays { return .false }
        case .addAll where call.count == 1 && !call.first.isNull:
            if workspace.elementCount(of: call.first) == 0 { return .false }
        default: break
        }
        throw call.unsupportedOperation(&workspace)
    }

    private static func add(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        guard call.count == 2 else {
            workspace.heap.append(call.first, to: call.receiver)
            return .true
        }
        let index = call.int(0, workspace)
        let count = workspace.heap.count(of: call.receiver)
        guard index >= 0, index <= count else {
            throw call.indexOutOfBounds(count, &workspace)
        }
        workspace.heap.insert(call.second, at: index, in: call.receiver)
        return workspace.heap.emptyString
    }

    private static func addAll(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let list = call.receiver
        let added = call.count == 2 ? call.second : call.first
        let count = workspace.heap.count(of: list)
        let index = call.count == 2 ? call.int(0, workspace) : count
        guard index >= 0, index <= count else {
            throw call.indexOutOfBounds(count, &workspace)
        }
        guard !added.isNull else { throw call.nullArgument(&workspace) }
        let base = workspace.heap.stack.count
        workspace.pushElements(of: added)
        let extra = workspace.heap.stack.count - base
        defer { workspace.heap.stack.truncate(base) }
        // Java counts the call as a change, whatever is added.
        workspace.heap.countChange(of: list)
        // Appended, and then turned into place: no element moves more than thrice.
        for place in base..<base + extra {
            workspace.heap.append(workspace.heap.stack[place], to: list)
        }
        guard index < count, workspace.heap.count(of: list) == count + extra else {
            return .boolean(extra > 0)
        }
        workspace.heap.stack.truncate(base)
        for old in index..<count {
            workspace.heap.stack.append(workspace.heap.element(old, of: list))
        }
        for new in 0..<extra {
            let element = workspace.heap.element(count + new, of: list)
            workspace.heap.setElement(index + new, of: list, to: element)
        }
        for old in 0..<min(count - index, workspace.heap.stack.count - base) {
            workspace.heap.setElement(
                index + extra + old, of: list, to: workspace.heap.stack[base + old])
        }
        return .boolean(extra > 0)
    }

    private static func set(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let index = call.int(0, workspace)
        let count = workspace.heap.count(of: call.receiver)
        guard index >= 0, index < count else {
            throw call.indexOutOfBounds(count, &workspace)
        }
        guard call.receiver.canHold(call.second) else {
            throw call.illegalArgument("the array holds other objects", &workspace)
        }
        let old = workspace.heap.element(index, of: call.receiver)
        workspace.heap.setElement(index, of: call.receiver, to: call.second)
        return old
    }

    private static func remove(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let list = call.receiver
        guard ParameterKind.int.accepts(call.first) else {
            guard let index = workspace.index(of: call.first, in: list) else { return .false }
            workspace.heap.removeSlots(1, at: index, of: list)
            return .true
        }
        let index = Int(call.first.signed)
        let count = workspace.heap.count(of: list)
        guard index >= 0, index < count else {
            throw call.indexOutOfBounds(count, &workspace)
        }
        let old = workspace.heap.element(index, of: list)
        workspace.heap.removeSlots(1, at: index, of: list)
        return old
    }

    /// `sort(null)`: by `compareTo`, stable, without a second array: insertion into sorted runs.
    private static func sort(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let list = call.receiver
        let count = workspace.heap.count(of: list)
        let base = workspace.heap.stack.count
        defer { workspace.heap.stack.truncate(base) }
        guard workspace.heap.stack.append(repeating: .null, count: count) else { return .null }
        var width = 1
        while width < count {
            var start = 0
            while start < count {
                let middle = min(start + width, count)
                let end = min(start + 2 * width, count)
                try merge(start, middle, end, scratch: base, call, &workspace)
                start = end
            }
            width *= 2
        }
        workspace.heap.countChange(of: list)
        return workspace.heap.emptyString
    }

    private static func merge(
        _ start: Int, _ middle: Int, _ end: Int, scratch: Int, _ call: MethodCall,
        _ workspace: inout Workspace
    ) throws(RenderFault) {
        let list = call.receiver
        var (left, right, place) = (start, middle, scratch)
        while left < middle || right < end {
            var takesRight = left == middle
            if left < middle, right < end {
                let (a, b) = (
                    workspace.heap.element(left, of: list), workspace.heap.element(right, of: list)
                )
                takesRight = try NaturalOrder.compare(a, b, call, &workspace) > 0
            }
            workspace.heap.stack[place] = workspace.heap.element(
                takesRight ? right : left, of: list)
            if takesRight { right += 1 } else { left += 1 }
            place += 1
        }
        for index in start..<end {
            workspace.heap.setElement(
                index, of: list, to: workspace.heap.stack[scratch + index - start])
        }
    }
}

extension Value {
    /// The same array, list or iterator as one of a class that only ``detail`` tells.
    func withDetail(of javaClass: JavaClass) -> Value {
        var value = self
        if !value.isNull { value.detail = javaClass.detail }
        return value
    }

    /// Whether an array's elements may be such values; lists hold anything.
    func canHold(_ element: Value) -> Bool {
        switch JavaClass(of: self) {
        case .stringArray: element.kind == .string || element.isNull
        case .characterArray: element.kind == .character
        case .byteArray: element.kind == .byte
        default: true
        }
    }
}
