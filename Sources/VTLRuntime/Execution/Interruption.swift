import Values

// `#break` and `#stop` where there is a value to be made: inside an interpolated string or a block that
// is printed. What is being evaluated is given up, as by an exception.

extension RenderFault {
    /// Not an error: ``Machine/interruption`` says what is to end.
    static let interruption = RenderFault("interruption", "a loop or the template ends")

    var isInterruption: Bool { code == "interruption" }
}

extension Machine {
    /// Gives up the present evaluation because of a `#break` or `#stop` inside it.
    mutating func interrupt(_ flow: Flow) -> RenderFault {
        interruption = flow
        return .interruption
    }

    /// Runs statements that an evaluation may interrupt; an interruption is then how they ended.
    @inline(__always)
    mutating func interruptible(
        _ body: (inout Machine) throws(RenderFault) -> Flow
    ) throws(RenderFault) -> Flow {
        let (depth, dynamicDepth, place) = (depth, dynamicDepth, place)
        let (blocks, operands) = (openBlocks.count, workspace.heap.stack.count)
        do {
            return try body(&self)
        } catch {
            guard error.isInterruption else { throw error }
            (self.depth, self.dynamicDepth, self.place) = (depth, dynamicDepth, place)
            openBlocks.truncate(blocks)
            workspace.heap.stack.truncate(operands)
            return interruption
        }
    }
}
