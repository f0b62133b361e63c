import Diagnostics
import Values

/// Values of kind ``Value/Kind/block``: code that is run where it is used.
///
/// `detail` is the program, the payload's low half the statements' start or the expression's node, its
/// high half the macro call that passed it, `length` the number of statements.
enum Block {
    /// In ``Value/flags``: a macro's argument, an expression.
    static let argumentFlag = Value.Flags(rawValue: 64)
    /// In ``Value/flags``: `$bodyContent`, statements to run in the caller's variables.
    static let contentFlag = Value.Flags(rawValue: 128)

    /// `#define`
    static func definition(_ body: NodeList, program: Int) -> Value {
        Value(
            .block, detail: UInt16(program), length: UInt32(body.count), payload: UInt64(body.start)
        )
    }

    static func argument(_ node: Int, program: Int, frame: Int) -> Value {
        Value(
            .block, flags: argumentFlag, detail: UInt16(program),
            payload: UInt64(frame) << 32 | UInt64(node))
    }

    static func content(_ body: NodeList, program: Int, frame: Int) -> Value {
        Value(
            .block, flags: contentFlag, detail: UInt16(program), length: UInt32(body.count),
            payload: UInt64(frame) << 32 | UInt64(body.start))
    }
}

extension Value {
    fileprivate var blockStart: Int { Int(UInt32(truncatingIfNeeded: payload)) }
    fileprivate var blockFrame: Int { Int(payload >> 32) }
}

extension Machine {
    /// The value of a variable that holds a block: an argument is evaluated, others stay blocks.
    mutating func variable(
        _ block: Value, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        guard block.flags.contains(Block.argumentFlag) else { return block }
        return try inCaller(of: block, host) { machine, program throws(RenderFault) in
            try machine.evaluate(block.blockStart, program, host)
        }
    }

    /// The place in the source of a macro's argument.
    func span(ofArgument block: Value) -> SourceSpan {
        programs[Int(block.detail)].spans[block.blockStart]
    }

    mutating func writeBlock(_ block: Value, _ host: any HostEnvironment) throws(RenderFault) {
        let body = NodeList(block.blockStart, Int(block.length))
        var flow = Flow.next
        if block.flags.contains(Block.contentFlag) {
            _ = try inCaller(of: block, host) { machine, program throws(RenderFault) in
                flow = try machine.execute(body, program, host)
                return .null
            }
        } else {
            openBlocks.append(block)
            let outer = place
            place.program = Int(block.detail)
            flow = try execute(body, programs[Int(block.detail)], host)
            place = outer
            openBlocks.popLast()
        }
        // A block is the scope of a `#break` in it.
        if flow == .stop { throw interrupt(flow) }
    }

    /// Whether a block is being rendered twice already.
    func isTooDeep(_ block: Value) -> Bool {
        var count = 0
        for index in 0..<openBlocks.count
        where openBlocks[index].payload == block.payload && openBlocks[index].detail == block.detail
        {
            count += 1
        }
        return count >= 2
    }

    /// What a block renders, as a string; null too deep inside itself.
    mutating func text(
        ofBlock block: Value, _ host: any HostEnvironment
    ) throws(RenderFault) -> Value {
        guard !isTooDeep(block) else { return .null }
        let start = workspace.output.count
        try writeBlock(block, host)
        return workspace.takeString(from: start)
    }

    /// Runs `body` with the variables as they were where the macro was called.
    private mutating func inCaller(
        of block: Value, _ host: any HostEnvironment,
        _ body: (inout Machine, Program) throws(RenderFault) -> Value
    ) throws(RenderFault) -> Value {
        try enter()
        let token = UInt32(depth)
        hideFrames(from: block.blockFrame, token)
        let outer = place
        place.program = Int(block.detail)
        do {
            let value = try body(&self, programs[Int(block.detail)])
            place = outer
            showFrames(from: block.blockFrame, token)
            leave()
            return value
        } catch {
            showFrames(from: block.blockFrame, token)
            throw error
        }
    }
}
