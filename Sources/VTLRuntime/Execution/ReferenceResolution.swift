import Values

extension Machine {
    /// What a reference means: its variable, followed through the first `accesses` of its accesses.
    /// Null as soon as something is missing.
    mutating func resolve(
        _ reference: Node, accesses: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        var value = slots[Int(reference.slot)]
        if value.kind == .block { value = try variable(value, reference, program, host) }
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

    private mutating func access(
        _ index: Int, of value: Value, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let node = program.nodes[index]
        switch node.operation {
        case .property: return try property(index, node, of: value, program, host)
        case .method: return try call(index, node, on: value, program, host)
        default:
            let element = try evaluate(Int(node.a), program, host)
            place.node = index
            return try Properties.element(element, of: value, &workspace) ?? .null
        }
    }

    // MARK: Properties

    private mutating func property(
        _ index: Int, _ node: Node, of value: Value, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let name = program.constants[Int(node.a)]
        if value.isMap, let found = cachedMember(name, node, of: value) { return found }
        place.node = index
        if value.kind == .host {
            if value.detail == ForeachScope.hostClass {
                return ForeachScope.property(name, of: value, &workspace.heap)
            }
            if value.detail == ForeachScope.infoClass {
                return ForeachScope.infoProperty(name, of: value, workspace.heap)
            }
            guard node.c > 0 else { return .null }
            return try host.property(UInt16(node.c), of: value, &workspace) ?? .null
        }
        return try Properties.property(name, on: value, &workspace) ?? .null
    }

    /// The value of a map's key; objects of one shape have it at the same place every time.
    private mutating func cachedMember(_ name: Value, _ node: Node, of map: Value) -> Value? {
        // `class` means the object's class even when there is such a key.
        guard !name.isClassProperty else { return nil }
        let cache = Int(node.b)
        let entry = Int(caches[cache])
        if entry < workspace.heap.entryCount(of: map) {
            let key = workspace.heap.key(entry, of: map)
            if key.kind == .string, workspace.heap.haveEqualBytes(key, name) {
                return workspace.heap.value(entry, of: map)
            }
        }
        guard let found = workspace.heap.indexOfKey(name, in: map) else { return nil }
        caches[cache] = UInt32(found)
        return workspace.heap.value(found, of: map)
    }

    // MARK: Methods

    private mutating func call(
        _ index: Int, _ node: Node, on value: Value, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        let site = program.calls[Int(node.a)]
        try step(1 + Int(site.argumentCount) / 4)
        let base = workspace.heap.stack.count
        for argument in 0..<Int(site.argumentCount) {
            let child = Int(program.children[Int(site.arguments) + argument])
            let operand = try evaluate(child, program, host)
            workspace.heap.stack.append(operand)
        }
        guard !workspace.heap.stack.overflowed else { throw limit("memory", "operands", base) }
        place.node = index
        let arguments = Arguments(base: base, count: Int(site.argumentCount))
        let result: Value?
        if value.kind == .host {
            result = try callHost(site, Int(node.a), on: value, arguments, program, host)
        } else if value.kind == .block {
            result = try callBlock(site, on: value, program, host)
        } else {
            result = try MethodTable.call(site.method, on: value, arguments, &workspace)
        }
        workspace.heap.stack.truncate(base)
        return result ?? .null
    }

    private mutating func callHost(
        _ site: CallSite, _ index: Int, on value: Value, _ arguments: Arguments,
        _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value? {
        if value.detail == ForeachScope.hostClass {
            guard arguments.count == 0 else { return nil }
            let name = program.constants[Int(site.name)]
            return ForeachScope.call(name, on: value, &workspace.heap)
        }
        guard site.member > 0 else { return nil }
        for argument in 0..<arguments.count {
            workspace.heap.spend(bytes: Int(arguments.value(argument, workspace).length))
        }
        return try host.call(
            site.member, on: value, arguments, site: place.program == 0 ? index : nil, &workspace)
    }

    /// A `#define` block knows `toString()` only.
    private mutating func callBlock(
        _ site: CallSite, on block: Value, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value? {
        guard site.argumentCount == 0,
            workspace.heap.isEqual(program.constants[Int(site.name)], to: "toString")
        else { return nil }
        return try text(ofBlock: block, host)
    }
}

extension Value {
    /// Whether a property's name is `class`, told by its length and first four bytes alone: no other
    /// five-letter name starting so is looked up differently.
    fileprivate var isClassProperty: Bool { length == 5 && prefix == 0x7361_6C63 }
}
