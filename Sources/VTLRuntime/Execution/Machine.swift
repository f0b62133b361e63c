import JSON
package import Values

/// Runs programs: the state of one render, reused for the next.
///
/// The program and the environment are parameters of every function, not members: passing them costs
/// nothing, keeping them would count references at every use.
package struct Machine: ~Copyable {
    package var workspace: Workspace
    let profile: Profile
    /// The values of the variables, by slot.
    var slots: Buffer<Value>
    /// Inline caches: where a property was found the last time.
    var caches: Buffer<UInt32>
    /// Which method each call site of the template called the last time.
    var choices: Buffer<MethodChoice>
    /// Macro calls that are running, innermost last.
    var frames: Buffer<MacroFrame>
    /// What their parameters' slots held before.
    var savedSlots: Buffer<SavedSlot>
    /// The template and, behind it, programs compiled while it runs; blocks refer to them by index.
    var programs: [Program] = []
    /// The memory of those that were compiled while rendering.
    var dynamicProgramBytes = 0
    /// Top-level references by name, for text that is compiled while the template runs; or null.
    var globals: Value = .null
    /// Named templates for `#parse` and `#include`.
    package var library = TemplateLibrary()
    /// Levels of execution that are open.
    var depth = 0
    /// The template defined a block or called a macro: a value may be a block.
    var hasBlocks = false
    /// `#define` blocks that are being rendered: the payload and program of each.
    var openBlocks: Buffer<Value>
    /// How the statements end that a value's evaluation interrupts.
    var interruption = Flow.next
    /// The scope of the loop that `#break($foreach.parent)` ends, or null.
    var breakTarget: Value = .null
    /// Texts compiled while rendering that are being rendered.
    var dynamicDepth = 0
    /// Where the render is: the program's index and the node.
    var place = Place(program: 0, node: 0)
    /// The heap as it is with only the constants of ``loaded`` in it.
    private var constantsMark: Heap.Mark
    private var loaded: ObjectIdentifier?

    struct Place: BitwiseCopyable {
        var program: Int
        var node: Int
    }

    package init(profile: Profile, limits: RenderLimits) {
        self.profile = profile
        workspace = Workspace(limits: limits)
        slots = Buffer(capacity: 32)
        caches = Buffer(capacity: 32)
        choices = Buffer(capacity: 16)
        frames = Buffer(capacity: 8)
        savedSlots = Buffer(capacity: 16)
        openBlocks = Buffer(capacity: 4)
        constantsMark = workspace.heap.mark
    }

    /// Makes everything ready for a render of `program`: an empty heap but for its constants, empty
    /// output, variables unset.
    ///
    /// - Throws: when the heap has no room for the constants.
    package mutating func prepare(_ program: Program) throws(TemplateError) {
        if loaded != ObjectIdentifier(program) { try load(program) }
        workspace.heap.reset(to: constantsMark)
        workspace.output.truncate(0)
        workspace.output.overflowed = false
        slots.truncate(0)
        _ = slots.append(repeating: .null, count: program.slotNames.count)
        frames.truncate(0)
        savedSlots.truncate(0)
        if programs.count > 1 { programs.removeLast(programs.count - 1) }
        dynamicProgramBytes = 0
        globals = .null
        depth = 0
        hasBlocks = false
        openBlocks.truncate(0)
        breakTarget = .null
        dynamicDepth = 0
        workspace.heap.stepsLeft = max(0, workspace.limits.steps)
        place = Place(program: 0, node: 0)
    }

    private mutating func load(_ program: Program) throws(TemplateError) {
        loaded = nil
        programs = [program]
        workspace.heap.reset()
        workspace.heap.bytes.append(program.bytes)
        try checkMemory()
        constantsMark = workspace.heap.mark
        caches.truncate(0)
        _ = caches.append(repeating: 0, count: program.cacheCount)
        choices.truncate(0)
        _ = choices.append(repeating: .none, count: program.calls.count)
        workspace.hints.truncate(0)
        loaded = ObjectIdentifier(program)
    }

    /// Fails when the heap has no room for what a render starts with.
    package mutating func checkMemory() throws(TemplateError) {
        guard workspace.heap.isExhausted else { return }
        place = Place(program: 0, node: 0)
        throw error(for: workspace.outOfMemory)
    }

    /// Sets a top-level reference before the render starts.
    package mutating func set(_ slot: Int, to value: Value) { slots[slot] = value }

    /// Renders the prepared program into the workspace's output.
    package mutating func run(
        _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) {
        _ = try interruptible { (machine) throws(RenderFault) in
            try machine.execute(program.body, program, host)
        }
        try checkLimits()
    }

    // MARK: Limits

    /// Counts one step of work.
    @inline(__always)
    mutating func step() throws(RenderFault) {
        if !workspace.heap.spend(1) { throw workspace.outOfSteps }
    }

    /// Counts work that grows with the size of a value or of the template.
    mutating func step(_ count: Int) throws(RenderFault) {
        if !workspace.heap.spend(count) { throw workspace.outOfSteps }
    }

    /// Fails when something was dropped because it did not fit.
    @inline(__always)
    package mutating func checkLimits() throws(RenderFault) {
        if workspace.hasDroppedSomething { try failForLimits() }
    }

    @inline(never)
    private func failForLimits() throws(RenderFault) {
        if workspace.heap.stepsLeft < 0 { throw workspace.outOfSteps }
        if workspace.output.overflowed { throw workspace.outOfOutput }
        if workspace.heap.staleSubListRead { throw workspace.staleSubList }
        if workspace.heap.nestingExceeded {
            throw RenderFault(
                "value-nesting-limit",
                "expected at most \(JSONWriter.nestingLimit) nested lists and maps, found more",
                notes: ["a list or map that contains itself cannot be printed or compared"])
        }
        if workspace.heap.isExhausted { throw workspace.outOfMemory }
    }

    mutating func enter() throws(RenderFault) {
        depth += 1
        if depth > workspace.limits.nesting {
            throw limit("nesting", "nested levels", workspace.limits.nesting)
        }
    }

    mutating func leave() { depth -= 1 }

    func limit(_ name: String, _ what: String, _ most: Int) -> RenderFault {
        RenderFault("\(name)-limit", "expected at most \(most) \(what), found more")
    }

    /// A number text, BigInteger and so on with its class decided.
    mutating func number(_ value: Value) -> Value { workspace.heap.number(value) }
}
