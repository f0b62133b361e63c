package import Values

/// `$x.name` and `$x[i]`: Velocity 1.7's rules for properties and elements.
package enum Properties {
    /// A property; nil when the object has none of that name. For a map this is the complete rule:
    /// `class` first, then the key.
    ///
    /// Velocity tries `getName()` and `getname()`, a map's key, `get("name")`, and `isName()`.
    package static func property(
        _ name: Value, on receiver: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        if isName(name, "class", "Class", workspace), JavaClass(of: receiver) != .other {
            return ObjectMethods.javaClass(of: workspace.heap.number(receiver))
        }
        if receiver.isMap { return workspace.heap.lookup(name, in: receiver) }
        guard let method = getter(name, on: workspace.heap.number(receiver), workspace) else {
            return nil
        }
        let none = Arguments(base: workspace.heap.stack.count, count: 0)
        return try MethodTable.call(method, on: receiver, none, &workspace)
    }

    /// The method behind a property that is no map's key.
    private static func getter(
        _ name: Value, on receiver: Value, _ workspace: borrowing Workspace
    ) -> MethodName? {
        switch receiver.kind {
        case .string:
            if isName(name, "bytes", "Bytes", workspace) { return .getBytes }
            if isName(name, "empty", "Empty", workspace) { return .isEmpty }
            if isName(name, "blank", "Blank", workspace) { return .isBlank }
        case .list, .jsonArray, .keySet, .valuesView, .entrySet:
            if isName(name, "empty", "Empty", workspace) { return .isEmpty }
        case .entry:
            if isName(name, "key", "Key", workspace) { return .getKey }
            if isName(name, "value", "Value", workspace) { return .getValue }
        case .double, .float:
            if isName(name, "naN", "NaN", workspace) { return .isNaN }
            if isName(name, "infinite", "Infinite", workspace) { return .isInfinite }
        case .bigInteger:
            if isName(name, "lowestSetBit", "LowestSetBit", workspace) { return .getLowestSetBit }
        case .javaClass:
            if isName(name, "name", "Name", workspace) { return .getName }
            if isName(name, "simpleName", "SimpleName", workspace) { return .getSimpleName }
            if isName(name, "typeName", "TypeName", workspace) { return .getTypeName }
            if isName(name, "packageName", "PackageName", workspace) { return .getPackageName }
            if isName(name, "array", "Array", workspace) { return .isArray }
            if isName(name, "interface", "Interface", workspace) { return .isInterface }
            if isName(name, "primitive", "Primitive", workspace) { return .isPrimitive }
        default: break
        }
        return nil
    }

    private static func isName(
        _ name: Value, _ lower: StaticString, _ upper: StaticString,
        _ workspace: borrowing Workspace
    ) -> Bool {
        workspace.heap.isEqual(name, to: lower) || workspace.heap.isEqual(name, to: upper)
    }

    // MARK: Elements

    /// `$x[index]`: what `get(index)` gives. A negative Integer counts from the end of anything
    /// that has a size. Nil when there is no such `get`.
    package static func element(
        _ index: Value, of receiver: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        if workspace.heap.isStale(receiver) { throw workspace.staleSubList }
        if receiver.isList, index.kind == .integer || index.kind == .numberText {
            let number = workspace.heap.number(index)
            guard ParameterKind.int.accepts(number) else { return nil }
            let count = workspace.heap.count(of: receiver)
            let place = fromEnd(number, count)
            guard place >= 0, place < count else {
                throw outOfBounds(number, receiver, count)
            }
            return workspace.heap.element(place, of: receiver)
        }
        if receiver.isMap {
            let count = workspace.heap.entryCount(of: receiver)
            let number = workspace.heap.number(index)
            let key = number.kind == .integer ? .count(fromEnd(number, count)) : number
            return workspace.heap.lookup(key, in: receiver)
        }
        guard receiver.isList, ParameterKind.int.accepts(index) else {
            try checkSize(index, receiver, &workspace)
            return nil
        }
        let count = workspace.heap.count(of: receiver)
        guard index.signed >= 0, index.signed < count else {
            throw outOfBounds(index, receiver, count)
        }
        return workspace.heap.element(Int(index.signed), of: receiver)
    }

    /// A negative index on what has no size is an error, not merely unresolved.
    private static func checkSize(
        _ index: Value, _ receiver: Value, _ workspace: inout Workspace
    ) throws(RenderFault) {
        let index = workspace.heap.number(index)
        let isNegative = index.kind == .integer && index.signed < 0
        guard isNegative, !receiver.isList, !receiver.isCollection else { return }
        throw RenderFault(
            "index-without-size",
            "a negative index on a \(JavaClass(of: workspace.heap.number(receiver)).simpleName),"
                + " which has no size")
    }

    /// A negative index counts from the end.
    private static func fromEnd(_ index: Value, _ count: Int) -> Int {
        index.signed < 0 ? count + Int(index.signed) : Int(index.signed)
    }

    private static func outOfBounds(
        _ index: Value, _ receiver: Value, _ count: Int
    ) -> RenderFault {
        RenderFault(
            "index-out-of-bounds",
            "`[\(index.signed)]` on \(receiver.kind == .javaArray ? "an array" : "a list")"
                + " of length \(count)")
    }

    // MARK: Targets of `#set`

    /// `#set($x[index] = value)`: a list's or array's element, a map's entry. False when the object
    /// takes no such element; it then stays as it is.
    package static func setElement(
        _ index: Value, of receiver: Value, to value: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Bool {
        let index = workspace.heap.number(index)
        if receiver.isMap {
            let count = workspace.heap.entryCount(of: receiver)
            let key = index.kind == .integer ? .count(fromEnd(index, count)) : index
            workspace.heap.put(key, value, in: receiver)
            return true
        }
        guard receiver.isList, ParameterKind.int.accepts(index) else {
            try checkSize(index, receiver, &workspace)
            return false
        }
        if workspace.heap.isStale(receiver) { throw workspace.staleSubList }
        let count = workspace.heap.count(of: receiver)
        let place = index.kind == .integer ? fromEnd(index, count) : Int(index.signed)
        guard place >= 0, place < count else { throw outOfBounds(index, receiver, count) }
        if JavaClass(of: receiver).isImmutableList {
            throw RenderFault("unsupported-operation", "`[\(place)] =` on an immutable list")
        }
        guard receiver.canHold(workspace.heap.number(value)) else {
            throw RenderFault(
                "illegal-argument",
                "`[\(place)] =` on a \(JavaClass(of: receiver).simpleName): a"
                    + " \(JavaClass(of: value).simpleName) is no element of it")
        }
        workspace.heap.setElement(place, of: receiver, to: value)
        return true
    }

    /// `#set($x.name = value)`: a map's entry, or an entry's value. False when the object has no
    /// such property.
    package static func setProperty(
        _ name: Value, of receiver: Value, to value: Value, _ workspace: inout Workspace
    ) -> Bool {
        if receiver.isMap {
            workspace.heap.put(name, value, in: receiver)
            return true
        }
        guard receiver.kind == .entry, isName(name, "value", "Value", workspace) else {
            return false
        }
        let map = receiver.viewedMap
        guard Int(receiver.length) < workspace.heap.entryCount(of: map) else { return false }
        workspace.heap.setValue(Int(receiver.length), of: map, to: value)
        return true
    }
}
