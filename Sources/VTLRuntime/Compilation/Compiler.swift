import Diagnostics
import VTLSyntax
import Values

/// Turns a syntax tree into a ``Program``.
struct Compiler {
    var parts = ProgramParts()
    private let members: any MemberNames
    private var stringConstants: [[UInt8]: UInt32] = [:]
    private var slots: [[UInt8]: Int] = [:]

    /// - Parameters:
    ///   - base: where the constants' bytes will lie in the heap.
    ///   - slots: variables that already have a slot, in order: those of the program that runs this one.
    init(members: any MemberNames, base: Int = 0, slots: [[UInt8]] = []) {
        self.members = members
        parts.base = base
        for name in slots { _ = slot(name) }
    }

    /// - Throws: a diagnostic when the template is larger than the format of a program allows.
    mutating func compile(_ tree: SyntaxTree) throws(Diagnostic) -> Program {
        let body = list(tree.statements)
        if slots.count > Int(UInt16.max) || parts.bytes.count > Int(Int32.max) / 2 {
            throw Diagnostic(
                code: "template-limit",
                message:
                    "expected at most \(UInt16.max) different references, found \(slots.count)",
                file: tree.file, span: nil)
        }
        return Program(parts, file: tree.file, body: body)
    }

    // MARK: Building blocks

    /// A node and its place in the source.
    typealias Piece = (node: Node, span: SourceSpan)

    /// Adds a node; gives its index.
    mutating func add(_ piece: Piece) -> Int {
        parts.nodes.append(piece.node)
        parts.spans.append(piece.span)
        return parts.nodes.count - 1
    }

    /// Adds nodes that follow one another.
    mutating func add(_ pieces: [Piece]) -> NodeList {
        let start = parts.nodes.count
        for piece in pieces { _ = add(piece) }
        return NodeList(start, pieces.count)
    }

    /// Adds bytes to the program's text; gives where they will stand in the heap.
    mutating func text(_ bytes: [UInt8]) -> Int {
        parts.bytes.append(contentsOf: bytes)
        return parts.base + parts.bytes.count - bytes.count
    }

    mutating func constant(_ value: Value) -> UInt32 {
        parts.constants.append(value)
        return UInt32(parts.constants.count - 1)
    }

    /// The index of a string constant; equal strings share one.
    mutating func string(_ bytes: [UInt8]) -> UInt32 {
        if let known = stringConstants[bytes] { return known }
        let index = constant(text(.string, bytes))
        stringConstants[bytes] = index
        return index
    }

    /// A value whose bytes are constants.
    mutating func text(_ kind: Value.Kind, _ bytes: [UInt8]) -> Value {
        Value(constantBytes: bytes, kind, at: text(bytes))
    }

    /// The variable's slot. Slots beyond 16 bits are refused once everything is compiled.
    mutating func slot(_ name: [UInt8]) -> Int {
        if let known = slots[name] { return known }
        let slot = min(parts.slotNames.count, Int(UInt16.max))
        parts.slotNames.append(string(name))
        slots[name] = slot
        return slot
    }

    mutating func cache() -> Int {
        parts.cacheCount += 1
        return parts.cacheCount - 1
    }

    func member(_ name: [UInt8]) -> UInt16 { members.member(named: name) }

    mutating func addCall(_ call: CallSite) -> Int {
        parts.calls.append(call)
        return parts.calls.count - 1
    }

    mutating func addMacroCall(_ call: MacroCallSite) -> Int {
        parts.macroCalls.append(call)
        return parts.macroCalls.count - 1
    }

    mutating func addMacro(_ macro: Macro) { parts.macros.append(macro) }

    mutating func addReferenceText(_ reference: Reference) -> Int {
        let literal = text(reference.literal)
        let escape = text(reference.escapePrefix)
        let prefix = text(reference.prefix)
        parts.referenceTexts.append(
            ReferenceText(
                literalOffset: UInt32(literal), literalLength: UInt32(reference.literal.count),
                escapeOffset: UInt32(escape), escapeLength: UInt32(reference.escapePrefix.count),
                prefixOffset: UInt32(prefix), prefixLength: UInt32(reference.prefix.count)))
        return parts.referenceTexts.count - 1
    }
}

extension Value {
    /// A text over constants that will be loaded into the heap at `offset`.
    init(constantBytes bytes: [UInt8], _ kind: Value.Kind, at offset: Int) {
        let isAscii = bytes.allSatisfy { $0 < 0x80 }
        let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        var prefix: UInt64 = 0
        for byte in bytes.prefix(4).reversed() { prefix = prefix << 8 | UInt64(byte) }
        self.init(
            kind, flags: isPlain ? [.ascii, .plain] : isAscii ? .ascii : [],
            length: UInt32(bytes.count), payload: prefix << 32 | UInt64(offset))
    }
}
