import VTLSyntax
import Values

/// A macro call that is running: its parameters are bound in the variables' slots.
struct MacroFrame: BitwiseCopyable {
    /// What the slots held before, in ``Machine/savedSlots``.
    var savedStart: Int
    var savedCount: Int
    /// Not 0 while an argument is evaluated, which happens in the variables of the caller.
    var hiddenBy: UInt32
}

/// A slot that a macro's parameter occupies.
struct SavedSlot: BitwiseCopyable {
    var slot: Int
    /// The value to put back.
    var value: Value
    /// What the call bound to it: where its source stands, whatever the macro has set since.
    var argument: Value
}

extension Machine {
    mutating func executeMacroCall(
        _ index: Int, _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
        place.node = index
        let call = program.macroCalls[Int(node.a)]
        try step(1 + Int(call.argumentCount) / 4)
        guard let (owner, macro) = try macro(named: call.name, program) else {
            writeText(call.literalOffset, call.literalLength)
            return .next
        }
        guard frames.count < workspace.limits.macroDepth else {
            throw limit(
                "macro-depth", "macro calls inside one another", workspace.limits.macroDepth)
        }
        let caller = place
        let outer = frames.count
        try bind(macro, of: owner, to: call, program, host)
        place.program = owner
        let flow = try interruptible { (machine) throws(RenderFault) in
            try machine.execute(
                NodeList(macro.body, macro.bodyCount), machine.programs[owner], host)
        }
        place = caller
        unbind(to: outer)
        // A macro is the scope of a `#break` in it.
        if flow == .breakLoop, breakTarget.isNull { return .next }
        return flow
    }

    /// The macro of that name, the first one that was defined; later definitions are ignored.
    private mutating func macro(
        named name: UInt32, _ program: Program
    ) throws(RenderFault) -> (program: Int, Macro)? {
        guard profile.dialect.definesMacros else { return nil }
        let wanted = program.constants[Int(name)]
        for (index, candidate) in programs.enumerated() {
            try step(1 + candidate.macros.count / 4)
            for macro in candidate.macros
            where workspace.heap.haveEqualBytes(candidate.constants[Int(macro.name)], wanted) {
                return (index, macro)
            }
        }
        return nil
    }

    // MARK: Parameters

    /// Binds the parameters: numbers and booleans by value, everything else by name, evaluated at
    /// each use.
    private mutating func bind(
        _ macro: Macro, of owner: Int, to call: MacroCallSite, _ program: Program,
        _ host: any HostEnvironment
    ) throws(RenderFault) {
        let frame = frames.count
        let start = savedSlots.count
        hasBlocks = true
        try refuseWords(in: call, program)
        var values: [(slot: Int, value: Value)] = []
        for index in 0..<Int(min(macro.parameterCount, call.argumentCount)) {
            let slot = Int(programs[owner].parameterSlots[Int(macro.parameters) + index])
            let node = Int(call.arguments) + index
            let constant = constant(node, program)
            let value: Value =
                constant.isNumber || constant.kind == .boolean
                ? constant
                : Block.argument(node, program: place.program, frame: frame)
            values.append((slot, value))
        }
        if call.bodyCount != .max {
            let body = NodeList(call.body, call.bodyCount)
            let content = Block.content(body, program: place.program, frame: frame)
            values.append((slot("bodyContent", program), content))
        }
        for (slot, value) in values {
            savedSlots.append(SavedSlot(slot: slot, value: slots[slot], argument: value))
            slots[slot] = value
        }
        frames.append(
            MacroFrame(savedStart: start, savedCount: savedSlots.count - start, hiddenBy: 0))
    }

    private func constant(_ node: Int, _ program: Program) -> Value {
        let node = program.nodes[node]
        return node.operation == .constant ? program.constants[Int(node.a)] : .null
    }

    /// A bare word is no argument, not even one that no parameter takes.
    /// Evidence: Conformance/velocity/macro.cases.
    private mutating func refuseWords(
        in call: MacroCallSite, _ program: Program
    ) throws(RenderFault) {
        for node in Int(call.arguments)..<Int(call.arguments + call.argumentCount)
        where program.nodes[node].flags.contains(.word) {
            place.node = node
            throw RenderFault(
                "macro-argument", "expected a reference or a literal as argument of a macro")
        }
    }

    /// Ends the calls behind the first `count`.
    private mutating func unbind(to count: Int) {
        while frames.count > count, let frame = frames.popLast() {
            for index in (frame.savedStart..<frame.savedStart + frame.savedCount).reversed() {
                slots[savedSlots[index].slot] = savedSlots[index].value
            }
            savedSlots.truncate(frame.savedStart)
        }
    }

    /// Sets a variable. In a macro a parameter that is set stays set behind the call.
    /// Evidence: Conformance/velocity/macro.cases.
    @inline(__always)
    mutating func set(_ slot: Int, toComputed value: Value) {
        assign(value, to: slot)
        if savedSlots.count > 0 { setSaved(slot, to: value) }
    }

    private mutating func setSaved(_ slot: Int, to value: Value) {
        workspace.heap.spend(savedSlots.count / 8)
        for index in 0..<savedSlots.count
        where savedSlots[index].slot == slot && !savedSlots[index].value.isHidden {
            savedSlots[index].value = value
        }
    }

    /// The argument that a slot stands for: an unevaluated one of the innermost call that bound it.
    func argument(ofSlot slot: Int) -> Value? {
        for frame in (0..<frames.count).reversed() where frames[frame].hiddenBy == 0 {
            let start = frames[frame].savedStart
            for index in (start..<start + frames[frame].savedCount).reversed()
            where savedSlots[index].slot == slot {
                let argument = savedSlots[index].argument
                return argument.flags.contains(Block.argumentFlag) ? argument : nil
            }
        }
        return nil
    }

    // MARK: The caller's variables

    /// Puts the values of before the calls from `first` on back into the slots.
    mutating func hideFrames(from first: Int, _ token: UInt32) {
        for index in (min(first, frames.count)..<frames.count).reversed()
        where frames[index].hiddenBy == 0 {
            frames[index].hiddenBy = token
            swapSlots(of: frames[index], reversed: true)
        }
    }

    /// Undoes ``hideFrames(from:_:)``.
    mutating func showFrames(from first: Int, _ token: UInt32) {
        for index in min(first, frames.count)..<frames.count
        where frames[index].hiddenBy == token {
            frames[index].hiddenBy = 0
            swapSlots(of: frames[index], reversed: false)
        }
    }

    private mutating func swapSlots(of frame: MacroFrame, reversed: Bool) {
        workspace.heap.spend(frame.savedCount / 4)
        for offset in 0..<frame.savedCount {
            let index =
                frame.savedStart + (reversed ? frame.savedCount - 1 - offset : offset)
            let slot = savedSlots[index].slot
            let value = slots[slot]
            slots[slot] = savedSlots[index].value
            savedSlots[index].value = value
        }
    }
}
