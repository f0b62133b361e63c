package import Diagnostics
package import Values

/// A compiled template: flat arrays that never change, shared by any number of threads.
///
/// Its ``bytes`` are loaded into a renderer's heap at ``base`` before it runs.
package final class Program: Sendable {
    package let file: SourceFile
    let nodes: [Node]
    /// The text of the template and of its string constants.
    package let bytes: [UInt8]
    /// Where in the heap these bytes must lie.
    let base: Int
    package let constants: [Value]
    package let calls: [CallSite]
    let macroCalls: [MacroCallSite]
    let macros: [Macro]
    let parameterSlots: [UInt16]
    let referenceTexts: [ReferenceText]
    let operandSpans: [OperandSpans]
    /// The place of each node in ``file``, by node index.
    let spans: [SourceSpan]
    /// The name of each variable, by slot: an index into ``constants``.
    let slotNames: [UInt32]
    let cacheCount: Int
    /// The variables that `#foreach` sets.
    let loopSlots: LoopSlots
    /// The statements of the template.
    let body: NodeList

    init(_ parts: consuming ProgramParts, file: SourceFile, body: NodeList) {
        self.file = file
        self.body = body
        nodes = parts.nodes
        bytes = parts.bytes
        base = parts.base
        constants = parts.constants
        calls = parts.calls
        macroCalls = parts.macroCalls
        macros = parts.macros
        parameterSlots = parts.parameterSlots
        referenceTexts = parts.referenceTexts
        operandSpans = parts.operandSpans
        spans = parts.spans
        slotNames = parts.slotNames
        cacheCount = parts.cacheCount
        loopSlots = parts.loopSlots.noting(readersIn: parts.nodes, parts.parameterSlots)
    }

    /// About how much memory the program takes.
    var byteCount: Int {
        file.bytes.count + bytes.count
            + MemoryLayout<Node>.stride * (nodes.count + calls.count + macroCalls.count)
            + MemoryLayout<Value>.stride * (constants.count + referenceTexts.count + spans.count)
            + MemoryLayout<UInt32>.stride * (parameterSlots.count + slotNames.count)
    }

    /// The bytes of a string constant.
    package func constantText(_ index: UInt32) -> ArraySlice<UInt8> {
        let value = constants[Int(index)]
        let start = value.offset - base
        return bytes[start..<start + Int(value.length)]
    }

    /// The slot of the variable called `name`, if the template mentions it.
    package func slot(named name: StaticString) -> Int? {
        slotNames.firstIndex { index in
            let text = constantText(index)
            return text.count == name.utf8CodeUnitCount
                && text.elementsEqual(
                    UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        }
    }
}

/// A run of nodes.
struct NodeList: BitwiseCopyable, Sendable {
    var start: Int
    var count: Int

    init(_ start: Int, _ count: Int) {
        self.start = start
        self.count = count
    }

    init(_ start: UInt32, _ count: UInt32) {
        self.init(Int(start), Int(count))
    }
}

/// The arrays of a ``Program`` while they are being filled.
struct ProgramParts {
    var nodes: [Node] = []
    var bytes: [UInt8] = []
    var base = 0
    var constants: [Value] = []
    var calls: [CallSite] = []
    var macroCalls: [MacroCallSite] = []
    var macros: [Macro] = []
    var parameterSlots: [UInt16] = []
    var referenceTexts: [ReferenceText] = []
    var operandSpans: [OperandSpans] = []
    var spans: [SourceSpan] = []
    var slotNames: [UInt32] = []
    var cacheCount = 0
    var loopSlots = LoopSlots()
}

/// The slots of the variables that `#foreach` sets besides its own; 0 in a template without loops.
struct LoopSlots: BitwiseCopyable, Sendable {
    /// `$foreach`
    var scope = 0
    /// `$velocityCount`
    var count = 0
    /// `$velocityHasNext`
    var hasNext = 0
    /// Something may use ``count`` or ``hasNext``.
    private(set) var areCountersUsed = true

    /// The slots, and whether the nodes of a program have anything that uses the counters: a variable of
    /// their names, or text that is compiled while the template runs.
    func noting(readersIn nodes: [Node], _ parameterSlots: [UInt16]) -> LoopSlots {
        func isCounter(_ slot: UInt16) -> Bool { Int(slot) == count || Int(slot) == hasNext }
        var slots = self
        slots.areCountersUsed =
            parameterSlots.contains(where: isCounter)
            || nodes.contains { node in
                switch node.operation {
                case .reference, .print, .set, .define, .foreach: isCounter(node.slot)
                case .evaluate, .parse: true
                default: false
                }
            }
        return slots
    }
}
