import Values

extension Machine {
    /// The value of a reference that is a variable or a path through maps; null where there is more to
    /// do.
    @inline(__always)
    mutating func quickValue(of reference: Node, _ program: Program) -> Value {
        let value = slots[Int(reference.slot)]
        if reference.flags.contains(.path) {
            if value.isMap { return rememberedValue(at: reference, in: value, program) }
            return reference.b == 1 ? loopMember(Int(reference.a), of: value, program) : .null
        }
        guard reference.b == 0, value.kind != .block else { return .null }
        return value
    }

    /// Where a path of properties leads when each is where it was the last time: objects of one shape
    /// have a key at the same place. Null when one is not there.
    @inline(never)
    private func rememberedValue(
        at reference: Node, in map: Value, _ program: Program
    ) -> Value {
        var value = map
        var index = Int(reference.a)
        let end = index &+ Int(reference.b)
        while index < end {
            guard value.isMap,
                let next = rememberedValue(of: program.nodes[index], in: value, program)
            else { return .null }
            value = next
            index &+= 1
        }
        return value
    }

    /// The value of a property of a map, if its key is where it was the last time.
    @inline(__always)
    private func rememberedValue(
        of property: Node, in map: Value, _ program: Program
    ) -> Value? {
        let container = workspace.heap.containers[map.container]
        let offset = caches[Int(property.b)]
        guard offset < container.count else { return nil }
        let slot = Int(container.start) &+ Int(offset)
        guard workspace.heap.isKey(program.constants[Int(property.a)], at: slot) else { return nil }
        return workspace.heap.slots[slot &+ 1]
    }

    /// `$foreach.hasNext` and the like; null for what the template put into the scope.
    @inline(never)
    private mutating func loopMember(
        _ index: Int, of scope: Value, _ program: Program
    ) -> Value {
        guard scope.kind == .host, scope.detail == ForeachScope.hostClass else { return .null }
        place.node = index
        return ForeachScope.position(
            LoopMember(program.nodes[index]), of: scope, workspace.heap)
    }

    /// What a reference means: its variable, followed through all of its accesses.
    @inline(__always)
    mutating func resolve(
        _ reference: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        if reference.flags.contains(.singleCall) {
            let object = slots[Int(reference.slot)]
            if object.isMap || object.isList {
                return try callCollection(Int(reference.a), on: object, program, host)
            }
            if object.kind != .block, !object.isNull {
                return try call(Int(reference.a), on: object, program, host)
            }
        }
        return try follow(reference, accesses: Int(reference.b), program, host)
    }

    /// The variable of a reference, followed through the first `accesses` of its accesses. Null as soon
    /// as something is missing.
    @inline(never)
    mutating func follow(
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
            if let value = rememberedValue(of: node, in: value, program) { return value }
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
}
