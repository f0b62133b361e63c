import Values

// Method calls in references: on Java objects, host objects, loop scopes and blocks.

extension Machine {
    @inline(never)
    mutating func call(
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
            result = try callMethod(Int(node.a), on: value, arguments, program, host)
        }
        workspace.heap.stack.truncate(base)
        return result ?? .null
    }

    /// A call on a list or map: the most frequent ones without the table of methods.
    @inline(never)
    mutating func callCollection(
        _ index: Int, on value: Value, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let site = program.calls[Int(program.nodes[index].a)]
        guard site.isFrequent else { return try call(index, on: value, program, host) }
        try step()
        var (first, second) = (Value.null, Value.null)
        if site.argumentCount > 0 {
            first = try evaluate(Int(site.arguments), program, host)
            if site.argumentCount > 1 {
                second = try evaluate(Int(site.arguments) + 1, program, host)
            }
        }
        place.node = index
        if !hasBlocks, !workspace.heap.hasSubLists,
            let result = FrequentMethods.call(
                site.method, on: value, first, second, &workspace.heap)
        {
            return result
        }
        let arguments = Arguments(
            base: workspace.heap.stack.count, count: Int(site.argumentCount))
        workspace.heap.stack.append(first)
        workspace.heap.stack.append(second)
        return try callByTable(index, on: value, arguments, program, host)
    }

    /// A call on a Java object whose arguments are the last operands.
    @inline(never)
    private mutating func callByTable(
        _ index: Int, on value: Value, _ arguments: Arguments, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        guard !workspace.heap.stack.overflowed else {
            throw limit("memory", "operands", arguments.base)
        }
        let result = try callMethod(
            Int(program.nodes[index].a), on: value, arguments, program, host)
        workspace.heap.stack.truncate(arguments.base)
        return result ?? .null
    }

    /// A call of a Java object's method.
    @inline(__always)
    private mutating func callMethod(
        _ site: Int, on value: Value, _ arguments: Arguments, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) -> Value? {
        if hasBlocks, value.isCollection || value.isMap { try writeOutBlocks(in: arguments, host) }
        let name = program.calls[site].method
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
