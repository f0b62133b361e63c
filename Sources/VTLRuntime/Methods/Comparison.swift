package import Values

/// `==` and the order of values as Velocity 1.7 compares them.
package enum Comparison {
    /// `a == b`: numbers by value, whatever their classes; other objects by `equals` when their
    /// classes are related, else by what they print.
    package static func equal(
        _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Bool {
        if a.kind == .string, b.kind == .string {
            workspace.heap.spend(bytes: Int(min(a.length, b.length)))
            return workspace.heap.haveEqualBytes(a, b)
        }
        if a.isNumber, b.isNumber { return try order(a, b, &workspace) == 0 }
        if a.isNull || b.isNull { return a.isNull && b.isNull }
        let (first, second) = (JavaClass(of: a), JavaClass(of: b))
        if first == second || first.isRelated(to: second) {
            return workspace.heap.equals(a, b)
        }
        let text = workspace.string(of: a)
        return workspace.heap.haveEqualBytes(text, workspace.string(of: b))
    }

    /// Negative, zero or positive for numbers in that order; nil when one of them is no number,
    /// which makes `<`, `>`, `<=` and `>=` false. NaN counts as equal to everything.
    package static func order(
        _ a: Value, _ b: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Int? {
        if let order = common(a, b) { return order }
        guard a.isNumber, b.isNumber else { return nil }
        let (a, b) = (workspace.heap.number(a), workspace.heap.number(b))
        if let order = common(a, b) { return order }
        switch NumberBase(a, b) {
        case .long: return order(a.signed, b.signed)
        case .double: return order(workspace.heap.doubleValue(a), workspace.heap.doubleValue(b))
        case .float:
            return order(
                Float(workspace.heap.doubleValue(a)), Float(workspace.heap.doubleValue(b)))
        case .bigInteger:
            try Arithmetic.checkLength(a, b, &workspace)
            return order(workspace.heap.bigInteger(of: a), workspace.heap.bigInteger(of: b))
        case .bigDecimal:
            let (x, y) = try Arithmetic.decimals(a, b, &workspace)
            return JavaDecimal.compare(x, y)
        }
    }

    /// The order of Integers or of Doubles; nil for all other classes.
    @inline(__always)
    private static func common(_ a: Value, _ b: Value) -> Int? {
        switch (a.kind, b.kind) {
        case (.integer, .integer): order(a.signed, b.signed)
        case (.double, .double): order(a.floating, b.floating)
        default: nil
        }
    }

    private static func order<Number: Comparable>(_ a: Number, _ b: Number) -> Int {
        a < b ? -1 : a > b ? 1 : 0
    }
}

extension JavaClass {
    /// Whether one of the classes extends the other.
    fileprivate func isRelated(to other: JavaClass) -> Bool {
        switch (self, other) {
        case (.arrayList, .jsonArray), (.jsonArray, .arrayList), (.hashMap, .linkedHashMap),
            (.linkedHashMap, .hashMap), (.objectArray, .stringArray),
            (.stringArray, .objectArray), (.listIterator, .fullListIterator),
            (.fullListIterator, .listIterator), (.hashEntry, .linkedEntry),
            (.linkedEntry, .hashEntry):
            true
        default: false
        }
    }
}

/// `Comparable.compareTo` of any two values: what sorts a list.
enum NaturalOrder {
    /// Throws as Java does for null and for objects of different classes.
    static func compare(
        _ a: Value, _ b: Value, _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Int {
        let (a, b) = (workspace.heap.number(a), workspace.heap.number(b))
        guard !a.isNull, !b.isNull else { throw call.nullArgument(&workspace) }
        guard a.kind == b.kind else { throw call.classCast(b, &workspace) }
        let bytes = a.isText ? Int(min(a.length, b.length)) : 0
        guard workspace.heap.spend(1 + bytes / Heap.bytesPerStep) else {
            throw workspace.outOfSteps
        }
        switch a.kind {
        case .string: return workspace.heap.compareUTF16(a, b)
        case .boolean, .character: return Int(a.payload) - Int(b.payload)
        case .double, .float: return totalOrder(a.floating, b.floating)
        case .integer, .long, .short, .byte, .bigInteger, .bigDecimal:
            return try Comparison.order(a, b, &workspace) ?? 0
        default: throw call.classCast(b, &workspace)
        }
    }

    /// `Double.compare`: -0.0 before 0.0, NaN after everything and equal to itself.
    static func totalOrder(_ a: Double, _ b: Double) -> Int {
        if a < b { return -1 }
        if a > b { return 1 }
        if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? 0 : a.isNaN ? 1 : -1 }
        guard a == 0, a.sign != b.sign else { return 0 }
        return a.sign == .minus ? -1 : 1
    }
}
