import Diagnostics
import VTLSyntax
import Values

extension Machine {
    /// The value of an expression. A null reference is the empty string where the profile says so.
    @inline(__always)
    mutating func evaluate(
        _ index: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let node = program.nodes[index]
        switch node.operation {
        case .constant: return program.constants[Int(node.a)]
        case .reference:
            let value = quickValue(of: node, program)
            if !value.isNull { return value }
            return try evaluateReference(node, program, host)
        default: return try evaluateCompound(index, program, host)
        }
    }

    /// A reference that is no variable with a value and no path where it was the last time.
    @inline(never)
    private mutating func evaluateReference(
        _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let value = try resolve(node, program, host)
        return value.isNull && profile.nullIsEmpty ? workspace.heap.emptyString : value
    }

    /// What has operands of its own.
    @inline(never)
    private mutating func evaluateCompound(
        _ index: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let node = program.nodes[index]
        try enter()
        let value: Value
        switch node.operation {
        case .interpolated: value = try interpolate(NodeList(node.a, node.b), program, host)
        case .list: value = try makeList(node, program, host)
        case .map: value = try makeMap(node, program, host)
        case .range: value = try makeRange(node, program, host)
        case .add, .subtract, .multiply, .divide, .modulo:
            value = try compute(index, node, program, host)
        default: value = .boolean(try holds(index, program, host))
        }
        leave()
        return value
    }

    // MARK: Conditions

    /// Whether a condition holds: for a reference everything but null and false, for a literal nothing
    /// but `true`.
    mutating func holds(
        _ index: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Bool {
        let node = program.nodes[index]
        switch node.operation {
        case .reference:
            let value = try evaluate(index, program, host)
            try checkText(of: value, index)
            return !value.isNull && !value.isFalse
        case .equal, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual:
            let left = try evaluate(Int(node.a), program, host)
            let right = try evaluate(Int(node.b), program, host)
            place.node = index
            return try compare(node.operation, left, right, host)
        case .not: return try !nested(Int(node.a), program, host)
        case .and:
            guard try nested(Int(node.a), program, host) else { return false }
            return try nested(Int(node.b), program, host)
        case .or:
            if try nested(Int(node.a), program, host) { return true }
            return try nested(Int(node.b), program, host)
        case .constant:
            let value = program.constants[Int(node.a)]
            return value.kind == .boolean && !value.isFalse
        default:
            // Literals and arithmetic: evaluated by nobody. Evidence: Conformance/velocity/truth.cases.
            return false
        }
    }

    /// A condition asks for the text of its value and only wants to know that there is one.
    @inline(__always)
    private mutating func checkText(of value: Value, _ index: Int) throws(RenderFault) {
        guard workspace.heap.mayHoldCycles || value.isSubList, value.isCollection || value.isMap
        else { return }
        place.node = index
        let start = workspace.output.count
        workspace.write(value)
        workspace.output.truncate(start)
        try checkLimits()
    }

    /// Texts and Integers at once, all else by their classes.
    @inline(__always)
    private mutating func compare(
        _ operation: Node.Operation, _ left: Value, _ right: Value, _ host: any HostEnvironment
    ) throws(RenderFault) -> Bool {
        if left.kind == .integer, right.kind == .integer {
            return operation.holds(left.signed, right.signed)
        }
        if left.kind == .string, right.kind == .string, operation.isEquality {
            workspace.heap.spend(bytes: Int(min(left.length, right.length)))
            return workspace.heap.haveEqualBytes(left, right) == (operation == .equal)
        }
        return try compareOthers(operation, left, right, host)
    }

    @inline(never)
    private mutating func compareOthers(
        _ operation: Node.Operation, _ left: Value, _ right: Value, _ host: any HostEnvironment
    ) throws(RenderFault) -> Bool {
        if operation.isEquality {
            return try isEqual(left, right, host) == (operation == .equal)
        }
        // Whatever is no number is neither less nor greater.
        guard let order = try Comparison.order(left, right, &workspace) else { return false }
        return operation.holds(Int64(order), 0)
    }

    /// A block equals what prints the same text, and of blocks only itself.
    private mutating func isEqual(
        _ left: Value, _ right: Value, _ host: any HostEnvironment
    ) throws(RenderFault) -> Bool {
        var (left, right) = (left, right)
        if left.kind == .block, right.kind != .block, !right.isNull {
            left = try text(ofBlock: left, host)
        } else if right.kind == .block, left.kind != .block, !left.isNull {
            right = try text(ofBlock: right, host)
        }
        return try Comparison.equal(left, right, &workspace)
    }

    private mutating func nested(
        _ index: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Bool {
        try enter()
        let result = try holds(index, program, host)
        leave()
        return result
    }

    // MARK: Arithmetic

    @inline(__always)
    private mutating func compute(
        _ index: Int, _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let left = try evaluate(Int(node.a), program, host)
        let right = try evaluate(Int(node.b), program, host)
        place.node = index
        if left.kind == .integer, right.kind == .integer {
            switch node.operation {
            case .add: return .smallest(left.signed &+ right.signed)
            case .subtract: return .smallest(left.signed &- right.signed)
            default: break
            }
        }
        return try compute(node, left, right, program, host)
    }

    @inline(never)
    private mutating func compute(
        _ node: Node, _ left: Value, _ right: Value, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        var (left, right) = (left, right)
        if node.operation == .add {
            if left.kind == .block, right.kind == .string {
                left = try text(ofBlock: left, host)
            } else if right.kind == .block, left.kind == .string {
                right = try text(ofBlock: right, host)
            }
        }
        if left.isNull || right.isNull { return concatenateNull(node, left, right, program) }
        return try Arithmetic.apply(node.operation.arithmetic, left, right, &workspace)
    }

    // MARK: Literals

    /// The text that statements render, as a string.
    mutating func interpolate(
        _ list: NodeList, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let start = workspace.output.count
        let flow = try execute(list, program, host)
        if flow != .next {
            workspace.output.truncate(start)
            throw interrupt(flow)
        }
        try step((workspace.output.count - start) / 64)
        return workspace.takeString(from: start)
    }

    private mutating func makeList(
        _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let base = workspace.heap.stack.count
        for index in Int(node.a)..<Int(node.a + node.b) {
            let value = try member(index, program, host)
            workspace.heap.stack.append(value)
        }
        return workspace.heap.makeContainer(.list, fromStack: base)
    }

    private mutating func makeMap(
        _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let map = workspace.heap.makeContainer(.map, capacity: Int(node.b))
        for index in stride(from: Int(node.a), to: Int(node.a + node.b), by: 2) {
            let key = try evaluate(index, program, host)
            let value = try member(index + 1, program, host)
            _ = workspace.heap.put(key, value, in: map)
        }
        return map
    }

    /// The value of an expression that a list or map is to hold: of a block its text.
    private mutating func member(
        _ index: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let value = try evaluate(index, program, host)
        return value.kind == .block ? try text(ofBlock: value, host) : value
    }

    private mutating func makeRange(
        _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        guard let range = try bounds(ofRange: node, program, host) else { return .null }
        let count = abs(range.last - range.first) + 1
        try step(count)
        let base = workspace.heap.stack.count
        let direction = range.first <= range.last ? 1 : -1
        for offset in 0..<count {
            guard workspace.heap.stack.append(.count(range.first + offset * direction)) else {
                try checkLimits()
                break
            }
        }
        return workspace.heap.makeContainer(.list, fromStack: base)
    }

    /// Both ends of a range as Integers, or nil when one is no number.
    mutating func bounds(
        ofRange node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> (first: Int, last: Int)? {
        let first = number(try evaluate(Int(node.a), program, host))
        let last = number(try evaluate(Int(node.b), program, host))
        guard first.isNumber, last.isNumber else { return nil }
        return (intValue(first), intValue(last))
    }

    /// `Number.intValue()`
    private func intValue(_ number: Value) -> Int {
        Int(Int32(truncatingIfNeeded: workspace.heap.bits(of: number, width: 32)))
    }

    /// A string plus null is the string and the null operand's literal; everything else with null
    /// is null. Evidence: Conformance/velocity/string-concatenation.cases.
    private mutating func concatenateNull(
        _ node: Node, _ left: Value, _ right: Value, _ program: Program
    ) -> Value {
        guard node.operation == .add, left.kind == .string || right.kind == .string else {
            return .null
        }
        let start = workspace.heap.bytes.count
        let spans = program.operandSpans[Int(node.c)]
        appendOperand(left, spans.left, program)
        appendOperand(right, spans.right, program)
        return workspace.heap.finishString(from: start)
    }

    private mutating func appendOperand(_ value: Value, _ span: SourceSpan, _ program: Program) {
        if value.isNull {
            workspace.heap.bytes.append(program.file.bytes, Int(span.offset)..<span.end)
        } else {
            workspace.heap.bytes.appendCopy(value.offset, count: Int(value.length))
        }
    }
}

extension Node.Operation {
    /// `==` or `!=`
    fileprivate var isEquality: Bool { self == .equal || self == .notEqual }

    /// What a comparison of two integers gives.
    @inline(__always)
    fileprivate func holds(_ left: Int64, _ right: Int64) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .greater: left > right
        case .lessOrEqual: left <= right
        default: left >= right
        }
    }

    /// What an arithmetic operation is called outside of programs.
    fileprivate var arithmetic: BinaryOperator {
        switch self {
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .modulo: .modulo
        default: .add
        }
    }
}
