import Values

extension Machine {
    /// The value of a reference that is a variable or a path through maps; null where there is more to
    /// do.
    @inline(__always)
    mutating func quickValue(of reference: Node, _ program: Program) -> Value {
        let value = slots[Int(reference.slot)]
        if reference.flags.contains(.path) { return rememberedValue(of: reference, program) }
        return reference.b == 0 && value.kind != .block ? value : .null
    }

    /// Where a path of properties leads when each is where it was the last time: objects of one shape
    /// have a key at the same place. Null when one is not there.
    @inline(never)
    private mutating func rememberedValue(of reference: Node, _ program: Program) -> Value {
        var value = slots[Int(reference.slot)]
        var index = Int(reference.a)
        let end = index &+ Int(reference.b)
        while index < end {
            let node = program.nodes[index]
            guard value.isMap else { return loopMember(index, node, of: value) }
            let container = workspace.heap.containers[value.container]
            let offset = caches[Int(node.b)]
            guard offset < container.count else { return .null }
            let slot = Int(container.start) + Int(offset)
            guard workspace.heap.isKey(program.constants[Int(node.a)], at: slot) else {
                return .null
            }
            value = workspace.heap.slots[slot + 1]
            index &+= 1
        }
        return value
    }

    /// `$foreach.hasNext` and the like; null for what the template put into the scope.
    @inline(__always)
    private mutating func loopMember(_ index: Int, _ node: Node, of scope: Value) -> Value {
        guard scope.kind == .host, scope.detail == ForeachScope.hostClass else { return .null }
        place.node = index
        return ForeachScope.position(LoopMember(node), of: scope, workspace.heap)
    }

    /// What a reference means: its variable, followed through the first `accesses` of its accesses.
    /// Null as soon as something is missing.
    @inline(never)
    mutating func resolve(
        _ reference: Node, accesses: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        var value = slots[Int(reference.slot)]
        if value.kind == .block { value = try variable(value, host) }
        var index = Int(reference.a)
        let end = index + accesses
        if accesses > 4 { try step(accesses) }
        while index < end {
            if value.isNull { return .null }
            value = try access(index, of: value, program, host)
            index += 1
        }
        return value
    }

    @inline(__always)
    private mutating func access(
        _ index: Int, of value: Value, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let node = program.nodes[index]
        switch node.operation {
        case .property, .getter: return try property(index, of: value, program, host)
        case .method: return try call(index, on: value, program, host)
        default: return try element(index, of: value, program, host)
        }
    }

    @inline(never)
    private mutating func element(
        _ index: Int, of value: Value, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let element = try evaluate(Int(program.nodes[index].a), program, host)
        place.node = index
        if value.kind == .host, value.detail == ForeachScope.hostClass {
            return ForeachScope.member(element, of: value, &workspace.heap)
        }
        return try Properties.element(element, of: value, &workspace) ?? .null
    }

    // MARK: Properties

    @inline(never)
    private mutating func property(
        _ index: Int, of value: Value, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let node = program.nodes[index]
        let name = program.constants[Int(node.a)]
        if value.isMap, node.operation == .property {
            guard let found = workspace.heap.indexOfKey(name, in: value) else { return .null }
            caches[Int(node.b)] = UInt32(found * 2)
            return workspace.heap.value(found, of: value)
        }
        place.node = index
        if value.kind == .host {
            if value.detail == ForeachScope.hostClass {
                return ForeachScope.property(
                    LoopMember(node), name, of: value, &workspace.heap)
            }
            if value.detail == ForeachScope.infoClass {
                return ForeachScope.infoProperty(name, of: value, workspace.heap)
            }
            guard node.c > 0 else { return .null }
            return try host.property(UInt16(node.c), of: value, &workspace) ?? .null
        }
        return try Properties.property(name, on: value, &workspace) ?? .null
    }

    // MARK: Methods

    @inline(never)
    private mutating func call(
        _ index: Int, on value: Value, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let node = program.nodes[index]
        if node.flags.contains(.literalCall), isPreparable(value) {
            try step()
            place.node = index
            if let result = try host.preparedCall(Int(node.a), on: value, &workspace) {
                return result
            }
        }
        let site = program.calls[Int(node.a)]
        try step(1 + Int(site.argumentCount) / 4)
        let base = workspace.heap.stack.count
        for argument in 0..<Int(site.argumentCount) {
            let operand = try evaluate(Int(site.arguments) + argument, program, host)
            workspace.heap.stack.append(operand)
        }
        guard !workspace.heap.stack.overflowed else { throw limit("memory", "operands", base) }
        place.node = index
        let arguments = Arguments(base: base, count: Int(site.argumentCount))
        let result: Value?
        if value.kind == .host {
            result = try callHost(site, on: value, arguments, program, host)
        } else if value.kind == .block {
            result = try callBlock(site, on: value, arguments, program, host)
        } else {
            if hasBlocks, value.isCollection || value.isMap {
                try writeOutBlocks(in: arguments, host)
            }
            result = try callMethod(site.method, Int(node.a), on: value, arguments)
        }
        workspace.heap.stack.truncate(base)
        return result ?? .null
    }

    private mutating func callMethod(
        _ name: MethodName, _ site: Int, on value: Value, _ arguments: Arguments
    ) throws(RenderFault) -> Value? {
        guard place.program == 0 else {
            return try MethodTable.call(name, on: value, arguments, &workspace)
        }
        return try MethodTable.call(name, on: value, arguments, &workspace, &choices[site])
    }

    /// Whether an environment's calls on an object may have been prepared: not in text that was
    /// compiled while the template runs.
    func isPreparable(_ object: Value) -> Bool { object.kind == .host && place.program == 0 }

    private mutating func callHost(
        _ site: CallSite, on value: Value, _ arguments: Arguments, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) -> Value? {
        if value.detail == ForeachScope.hostClass {
            return try callScope(site, on: value, arguments, program)
        }
        guard site.member > 0 else { return nil }
        for argument in 0..<arguments.count {
            workspace.heap.spend(bytes: Int(arguments.value(argument, workspace).length))
        }
        return try host.call(site.member, on: value, arguments, &workspace)
    }

    /// A loop's scope is a map of what the template put there, with getters of its own.
    private mutating func callScope(
        _ site: CallSite, on scope: Value, _ arguments: Arguments, _ program: Program
    ) throws(RenderFault) -> Value? {
        let name = program.constants[Int(site.name)]
        if arguments.count == 0, let value = ForeachScope.call(name, on: scope, workspace.heap) {
            return value
        }
        if site.method == .get, arguments.count == 1 {
            let key = arguments.value(0, workspace)
            return ForeachScope.member(key, of: scope, &workspace.heap)
        }
        let members = ForeachScope.members(of: scope, workspace.heap)
        return try MethodTable.call(site.method, on: members, arguments, &workspace)
    }

    /// A `#define` block is an object without methods of its own, whose text is what it renders.
    private mutating func callBlock(
        _ site: CallSite, on block: Value, _ arguments: Arguments, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) -> Value? {
        if site.method == .toString, arguments.count == 0 { return try text(ofBlock: block, host) }
        return try MethodTable.call(site.method, on: block, arguments, &workspace)
    }

    /// Makes the blocks that a collection is to hold the texts that they render: a collection is
    /// printed where nothing can be rendered any more.
    private mutating func writeOutBlocks(
        in arguments: Arguments, _ host: any HostEnvironment
    ) throws(RenderFault) {
        for index in 0..<arguments.count {
            let argument = arguments.value(index, workspace)
            guard argument.kind == .block else { continue }
            let text = try text(ofBlock: argument, host)
            workspace.heap.stack[arguments.base + index] = text
        }
    }
}
