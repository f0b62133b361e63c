import Values

/// The methods that templates call most, on lists and maps: done without the search for the method that
/// a call means.
enum FrequentMethods {
    /// Whether a call of that name is done here for some objects.
    static func contains(_ name: MethodName, argumentCount: Int) -> Bool {
        switch (name, argumentCount) {
        case (.entrySet, 0), (.isEmpty, 0), (.keySet, 0), (.size, 0), (.add, 1), (.containsKey, 1),
            (.get, 1), (.put, 2):
            true
        default: false
        }
    }

    /// Nil where the ``MethodTable`` has to look more closely. No sublists may be about.
    @inline(__always)
    static func call(
        _ name: MethodName, on object: Value, _ first: Value, _ second: Value, _ heap: inout Heap
    ) -> Value? {
        guard object.isMap else { return call(name, onList: object, first, &heap) }
        switch name {
        case .get: return heap.lookup(heap.number(first), in: object) ?? .null
        case .put: return heap.put(heap.number(first), heap.number(second), in: object) ?? .null
        case .containsKey: return .boolean(heap.indexOfKey(heap.number(first), in: object) != nil)
        case .size: return .count(heap.entryCount(of: object))
        case .isEmpty: return .boolean(heap.entryCount(of: object) == 0)
        case .keySet: return object.view(.keySet)
        case .entrySet: return object.view(.entrySet)
        default: return nil
        }
    }

    private static func call(
        _ name: MethodName, onList list: Value, _ first: Value, _ heap: inout Heap
    ) -> Value? {
        switch name {
        case .size: return .count(heap.count(of: list))
        case .isEmpty: return .boolean(heap.count(of: list) == 0)
        case .get:
            guard first.kind == .integer, first.signed >= 0, first.signed < heap.count(of: list)
            else { return nil }
            return heap.element(Int(first.signed), of: list)
        case .add:
            guard list.kind == .jsonArray || list.kind == .list && list.detail == 0 else {
                return nil
            }
            heap.append(heap.number(first), to: list)
            return .true
        default: return nil
        }
    }
}
