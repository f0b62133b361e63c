package import JavaRegex
package import Values

/// What a render works on: the heap, the output, and reusable helpers. One per renderer, reused.
package struct Workspace: ~Copyable {
    package var heap: Heap
    /// The rendered text. Text that becomes a value is written at its end and moved to the heap.
    package var output: ByteBuffer
    package var limits: RenderLimits
    /// What an environment keeps from call to call.
    package var scratch: AnyObject?
    /// What an environment remembers of a template from render to render to find values faster;
    /// forgotten with the template.
    package var hints = Buffer<UInt32>(capacity: 0)
    /// Regular expressions that were compiled before, and what matches them.
    package var patterns = PatternCache()
    package var matcher = PatternMatcher()

    package init(limits: RenderLimits) {
        self.limits = limits
        let heapBytes = max(0, limits.heapBytes)
        heap = Heap(byteLimit: heapBytes, slotLimit: heapBytes / MemoryLayout<Value>.stride)
        output = ByteBuffer(capacity: 4096, limit: max(0, limits.outputBytes))
        matcher.stepsMax = limits.regexSteps
    }

    /// A limit was reached: what the render made since is not complete.
    @inline(__always)
    var hasDroppedSomething: Bool {
        heap.stepsLeft < 0 || output.overflowed || heap.staleSubListRead || heap.isExhausted
    }

    /// What to throw when something did not fit into the heap.
    package var outOfMemory: RenderFault { .outOfMemory(limits) }

    /// What to throw when something did not fit into the output.
    package var outOfOutput: RenderFault {
        RenderFault(
            "output-limit", "expected at most \(limits.outputBytes) bytes of output, found more")
    }

    /// What to throw when somebody uses a sublist whose list changed behind it.
    package var staleSubList: RenderFault {
        RenderFault(
            "concurrent-modification",
            "expected a sublist whose list changes only through it, found the list changed",
            notes: ["Java throws ConcurrentModificationException here"])
    }

    /// What to throw when the heap has no steps left.
    package var outOfSteps: RenderFault {
        RenderFault("steps-limit", "expected at most \(limits.steps) steps, found more")
    }

    /// Moves what was written to the output since it held `start` bytes into a string.
    package mutating func takeString(from start: Int) -> Value {
        let heapStart = heap.bytes.count
        heap.bytes.append(output, start, count: output.count - start)
        output.truncate(start)
        return heap.finishString(from: heapStart)
    }

    /// Moves what was written to the output since it held `start` bytes into a string whose flags are
    /// known.
    package mutating func takeString(from start: Int, flags: Value.Flags) -> Value {
        let heapStart = heap.bytes.count
        let length = output.count - start
        heap.bytes.append(output, start, count: length)
        output.truncate(start)
        return heap.string(at: heapStart, length: length, flags: flags)
    }
}

/// The arguments of a call: the operands on the heap's stack from `base` on.
package struct Arguments: BitwiseCopyable, Sendable {
    package let base: Int
    package let count: Int

    package init(base: Int, count: Int) {
        self.base = base
        self.count = count
    }

    /// The argument at `index`, counted from 0.
    package func value(_ index: Int, _ workspace: borrowing Workspace) -> Value {
        workspace.heap.stack[base + index]
    }
}
