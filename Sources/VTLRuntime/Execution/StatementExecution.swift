import Values

/// How a run of statements ended.
enum Flow {
    case next
    /// `#break`: the innermost loop ends, or the template outside of one.
    case breakLoop
    /// `#stop`: the template ends.
    case stop
}

extension Machine {
    /// Runs the statements of a list, up to its end.
    mutating func execute(
        _ list: NodeList, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
        let outer = depth
        try enter()
        workspace.heap.spend(list.count >> 2)
        var index = list.start
        while true {
            let node = program.nodes[index]
            switch node.operation {
            case .text:
                workspace.output.append(workspace.heap.bytes, Int(node.a), count: Int(node.b))
            case .print: try print(node, program, host)
            case .set: try set(node, program, host)
            case .branch:
                try step()
                if try takes(node, program, host) {
                    try enterBranch(node)
                } else {
                    index += Int(node.b)
                    continue
                }
            case .otherwise:
                try step()
                try enterBranch(node)
            case .endBranch:
                leave()
                index += Int(node.b)
                continue
            case .end:
                depth = outer
                return .next
            default:
                let flow = try executeOther(index, program, host)
                if flow != .next {
                    depth = outer
                    return flow
                }
            }
            index += 1
        }
    }

    /// Whether the condition of a branch holds.
    @inline(__always)
    private mutating func takes(
        _ branch: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Bool {
        if branch.flags.contains(.askingForNext) {
            let scope = slots[Int(branch.slot)]
            if scope.kind == .host, scope.detail == ForeachScope.hostClass {
                return !ForeachScope.position(.hasNext, of: scope, workspace.heap).isFalse
            }
        }
        return try holds(Int(branch.a), program, host)
    }

    /// A branch is a level of execution of its own, although nothing is called for it.
    @inline(__always)
    private mutating func enterBranch(_ branch: Node) throws(RenderFault) {
        try enter()
        workspace.heap.spend(Int(branch.c >> 2))
    }

    /// The directives that are less frequent.
    @inline(never)
    private mutating func executeOther(
        _ index: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
        let node = program.nodes[index]
        switch node.operation {
        case .foreach: return try executeForeach(index, program, host)
        case .brokenLoop:
            place.node = index
            throw RenderFault(
                "expected-arguments", "expected `$item in $items` in `#foreach`")
        case .define: define(node, program)
        case .macroCall: return try executeMacroCall(index, node, program, host)
        case .evaluate: return try executeEvaluate(index, node, program, host)
        case .parse: return try executeParse(index, node, program, host)
        case .include: try executeInclude(index, node, program, host)
        case .breakLoop: return try executeBreak(index, node, program, host)
        case .stop: return .stop
        default: break
        }
        return .next
    }

    /// `#break` needs a scope when it has an argument.
    @inline(never)
    private mutating func executeBreak(
        _ index: Int, _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
        guard node.b > 0 else { return .breakLoop }
        place.node = index
        let scope = try evaluate(Int(node.a), program, host)
        guard scope.kind == .host, scope.detail == ForeachScope.hostClass else {
            throw RenderFault(
                "break-scope", "expected a scope such as `$foreach` as argument of `#break`")
        }
        breakTarget = scope
        return .breakLoop
    }

    // MARK: #set

    @inline(__always)
    private mutating func set(
        _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) {
        try step()
        let value = try evaluate(Int(node.b), program, host)
        try checkLimits()
        // Velocity 1.7 leaves the target as it was. Evidence: Conformance/velocity/set.cases.
        if value.isNull { return }
        guard node.flags.contains(.settingVariable) else {
            return try setMember(Int(node.a), to: value, program, host)
        }
        set(Int(node.slot), toComputed: value)
    }

    @inline(never)
    private mutating func setMember(
        _ target: Int, to value: Value, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) {
        let target = program.nodes[target]
        guard target.b > 0 else { return }
        let object = try follow(target, accesses: Int(target.b) - 1, program, host)
        guard !object.isNull else { return }
        let last = Int(target.a + target.b) - 1
        place.node = last
        let member = value.kind == .block ? try text(ofBlock: value, host) : value
        try setAccess(program.nodes[last], of: object, to: member, program, host)
    }

    @inline(never)
    private mutating func setAccess(
        _ access: Node, of object: Value, to value: Value, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) {
        switch access.operation {
        case .property, .getter:
            let name = program.constants[Int(access.a)]
            if object.isMap {
                _ = workspace.heap.put(name, value, in: object)
            } else if object.kind == .host, object.detail == ForeachScope.hostClass {
                ForeachScope.set(name, of: object, to: value, &workspace.heap)
            } else {
                _ = Properties.setProperty(name, of: object, to: value, &workspace)
            }
        case .index:
            let index = try evaluate(Int(access.a), program, host)
            _ = try Properties.setElement(index, of: object, to: value, &workspace)
        default: break  // `#set($a.b() = 1)` sets nothing.
        }
    }

    // MARK: #define

    @inline(never)
    private mutating func define(_ node: Node, _ program: Program) {
        guard !node.flags.contains(.settingNothing) else { return }
        hasBlocks = true
        let block = Block.definition(NodeList(node.a, node.b), program: place.program)
        assign(block, to: Int(node.slot))
    }
}
