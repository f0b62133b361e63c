package import Values

// What lists, arrays and views of maps have in common: their elements, one after the other.

extension Workspace {
    /// Pushes the elements of a list, an array or a view of a map onto the stack.
    package mutating func pushElements(of value: Value) {
        guard !value.isList else {
            for index in 0..<heap.count(of: value) {
                guard heap.stack.append(heap.element(index, of: value)) else { return }
            }
            return
        }
        let base = heap.stack.count
        let map = value.viewedMap
        heap.pushIterationOrder(of: map)
        for place in base..<heap.stack.count {
            let index = Int(heap.stack[place].signed)
            heap.stack[place] = element(index, ofView: value)
        }
    }

    /// The key, value or entry that a view shows of the map's entry at `index`.
    mutating func element(_ index: Int, ofView view: Value) -> Value {
        let map = view.viewedMap
        return switch view.kind {
        case .keySet: heap.number(heap.key(index, of: map))
        case .valuesView: heap.value(index, of: map)
        default: map.view(.entry, index: index)
        }
    }

    /// The number of elements of a list, an array or a view of a map.
    func elementCount(of value: Value) -> Int {
        value.isList ? heap.count(of: value) : heap.entryCount(of: value.viewedMap)
    }

    /// Where an element equal to `wanted` stands in the order of the slots, or nil.
    mutating func index(of wanted: Value, in value: Value) -> Int? {
        if value.kind == .keySet { return heap.indexOfKey(wanted, in: value.viewedMap) }
        for index in 0..<elementCount(of: value) {
            if heap.equals(slotElement(index, of: value), wanted) { return index }
            if heap.stepsLeft < 0 { break }
        }
        return nil
    }

    /// Like ``index(of:in:)``, from the end.
    mutating func lastIndex(of wanted: Value, in list: Value) -> Int? {
        var index = heap.count(of: list)
        while index > 0, heap.stepsLeft >= 0 {
            index -= 1
            if heap.equals(heap.element(index, of: list), wanted) { return index }
        }
        return nil
    }

    /// The element at `index` in the order of the slots.
    mutating func slotElement(_ index: Int, of value: Value) -> Value {
        value.isList ? heap.element(index, of: value) : element(index, ofView: value)
    }

    /// Removes the element at `index` in the order of the slots.
    mutating func removeElement(at index: Int, of value: Value) {
        if value.isList {
            heap.removeSlots(1, at: index, of: value)
        } else {
            heap.removeSlots(2, at: index * 2, of: value.viewedMap)
        }
    }

    /// Keeps or removes the elements that are in `other`; true when any was removed.
    mutating func filter(_ value: Value, by other: Value, keeping: Bool) -> Bool {
        // A sublist of the list that changes.
        let other = other.isSubList ? copyElements(of: other, as: .list) : other
        var index = 0
        var changed = false
        while index < elementCount(of: value), heap.stepsLeft >= 0 {
            let element = slotElement(index, of: value)
            if (self.index(of: element, in: other) != nil) == keeping {
                index += 1
            } else {
                removeElement(at: index, of: value)
                changed = true
            }
        }
        return changed
    }

    /// Whether ``filter(_:by:keeping:)`` would remove nothing.
    mutating func leaves(_ value: Value, by other: Value, keeping: Bool) -> Bool {
        for index in 0..<elementCount(of: value) {
            let element = slotElement(index, of: value)
            if (self.index(of: element, in: other) != nil) != keeping { return false }
        }
        return true
    }

    /// Whether every element of `other` is in `value`.
    mutating func containsAll(_ value: Value, _ other: Value) -> Bool {
        for index in 0..<elementCount(of: other)
        where self.index(of: slotElement(index, of: other), in: value) == nil { return false }
        return true
    }

    /// A new list or array with the elements of a list, an array or a view.
    mutating func copyElements(of value: Value, as kind: Value.Kind) -> Value {
        let base = heap.stack.count
        pushElements(of: value)
        return heap.makeContainer(kind, fromStack: base)
    }

    /// `toArray()`, or `toArray(array)`, which fills an array that is large enough.
    mutating func array(of value: Value, _ call: MethodCall) throws(RenderFault) -> Value {
        // The only thing that Java takes null for is a function.
        if call.count == 1, call.first.isNull { throw call.nullArgument(&self) }
        let base = heap.stack.count
        pushElements(of: value)
        let count = heap.stack.count - base
        guard call.count > 0 else { return heap.makeArray(.objectArray, fromStack: base) }
        let javaClass =
            call.count == 1 && JavaClass(of: call.first) == .stringArray
            ? JavaClass.stringArray : .objectArray
        call.pushVariadic(from: 0, &self)
        let given = heap.stack.count - base - count
        for place in 0..<max(given - count, 0) {
            // What lies behind the elements in the given array: one null, then what was there.
            heap.stack[base + count + place] =
                place == 0 ? .null : heap.stack[base + count + count + place]
        }
        heap.stack.truncate(base + max(count, given))
        let array = heap.makeArray(javaClass, fromStack: base)
        for index in 0..<heap.count(of: array)
        where !array.canHold(heap.element(index, of: array)) {
            throw call.illegalArgument("the array holds other objects", &self)
        }
        return array
    }
}
