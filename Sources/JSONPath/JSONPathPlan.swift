import JavaRegex
import Values

/// A compiled query: immutable flat arrays.
struct JSONPathPlan: Sendable {
    /// The query itself.
    var main = CompiledPath(
        start: 0, isFromRoot: true, isDefinite: true, isSimple: true, endsInFunction: false)
    var table = PathStepTable()
    var integers: [Int32] = []
    /// The paths inside filters and arguments.
    var paths: [CompiledPath] = []
    var nodes: [FilterNode] = []
    var children: [Int32] = []
    var calls: [FunctionCall] = []
    var arguments: [FunctionArgument] = []
    var constants: [PathConstant] = []
    /// The texts of constants.
    var pool: [UInt8] = []
    var patterns: [JavaPattern] = []
}

// MARK: Building

extension JSONPathPlan {
    /// Adds a literal with the text `bytes`; gives its index.
    mutating func addConstant(_ kind: PathConstant.Kind, _ bytes: some Collection<UInt8>) -> Int32 {
        constants.append(
            PathConstant(kind: kind, start: Int32(pool.count), length: Int32(bytes.count)))
        pool.append(contentsOf: bytes)
        return Int32(constants.count - 1)
    }

    /// Adds `true`, `false` or `null`; gives its index.
    mutating func addConstant(_ kind: PathConstant.Kind, _ value: Value) -> Int32 {
        constants.append(PathConstant(kind: kind, value: value))
        return Int32(constants.count - 1)
    }

    /// Adds a number with the text `bytes`; gives its index.
    mutating func addNumber(_ bytes: ArraySlice<UInt8>) -> Int32 {
        let index = addConstant(.number, bytes)
        constants[Int(index)].value = DecimalText.exactValue(bytes)
        return index
    }

    mutating func addNode(_ node: FilterNode) -> Int32 {
        nodes.append(node)
        return Int32(nodes.count - 1)
    }

    /// Adds a node of `kind` over `operands`, or gives the only one back.
    mutating func addNode(_ kind: FilterNode.Kind, over operands: [Int32]) -> Int32 {
        if operands.count == 1 { return operands[0] }
        let first = Int32(children.count)
        children.append(contentsOf: operands)
        return addNode(FilterNode(kind, first: first, second: Int32(operands.count)))
    }

    mutating func addCall(_ call: FunctionCall) -> Int32 {
        calls.append(call)
        return Int32(calls.count - 1)
    }

    mutating func addPath(_ path: CompiledPath) -> Int32 {
        paths.append(path)
        return Int32(paths.count - 1)
    }

    /// Adds the steps of one path, in their order; says of each where it stands in the path.
    mutating func add(_ path: [PathStep], isFromRoot: Bool) -> CompiledPath {
        let start = table.steps.count
        var isDefinite = true
        var isSimple = true
        for (position, step) in path.enumerated() {
            var step = step
            step.isUpstreamDefinite = isDefinite && !step.isDescendant
            step.isLeaf = position == path.count - 1
            // A union of names is one object at the end of a path, and any of its names before.
            if step.kind == .mergedNames, !step.isLeaf { step.kind = .names }
            isDefinite = isDefinite && step.isDefinite
            isSimple = isSimple && isDefinite && (step.kind == .name || step.kind == .index)
            table.steps.append(step)
        }
        var end = PathStep(.end)
        end.isUpstreamDefinite = isDefinite
        table.steps.append(end)
        table.markFollowedSteps(from: start)
        return CompiledPath(
            start: Int32(start), isFromRoot: isFromRoot, isDefinite: isDefinite, isSimple: isSimple,
            endsInFunction: path.last?.kind == .function)
    }
}
