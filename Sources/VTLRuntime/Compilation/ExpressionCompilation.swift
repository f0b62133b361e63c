import VTLSyntax
import Values

extension Compiler {
    mutating func compile(_ expression: Expression) -> UInt32 {
        let span = expression.span
        switch expression.kind {
        case .integer(let digits): return add(constantNode(integer(digits)), span)
        case .floatingPoint(let text):
            let number = Double(String(decoding: text, as: UTF8.self)) ?? .nan
            return add(constantNode(.double(number)), span)
        case .boolean(let value):
            return add(Node(.constant, a: Int(constant(.boolean(value)))), span)
        case .string(let bytes):
            return add(Node(.constant, flags: .literal, a: Int(string(bytes))), span)
        case .interpolatedString(let statements):
            let body = list(statements)
            return add(Node(.interpolated, a: body.start, b: body.count), span)
        case .word: return add(Node(.constant, flags: .word, a: Int(constant(.null))), span)
        case .reference(let reference): return compile(reference)
        case .list(let elements):
            let list = compile(elements)
            return add(Node(.list, a: list.start, b: list.count), span)
        case .map(let entries):
            let list = compile(entries.flatMap { [$0.key, $0.value] })
            return add(Node(.map, a: list.start, b: list.count), span)
        case .range(let from, let to):
            let (first, last) = (compile(from), compile(to))
            return add(Node(.range, a: Int(first), b: Int(last)), span)
        case .not(let operand):
            let index = compile(operand)
            return add(Node(.not, a: Int(index)), span)
        case .binary(let binary, let left, let right):
            let (a, b) = (compile(left), compile(right))
            var operands = 0
            if binary == .add {
                operands = parts.operandSpans.count
                parts.operandSpans.append(OperandSpans(left: left.literal, right: right.literal))
            }
            return add(
                Node(Node.Operation(binary), a: Int(a), b: Int(b), c: operands), span)
        }
    }

    private mutating func compile(_ expressions: [Expression]) -> NodeList {
        var nodes: [UInt32] = []
        for expression in expressions { nodes.append(compile(expression)) }
        return list(nodes)
    }

    private mutating func constantNode(_ value: Value) -> Node {
        Node(.constant, flags: .literal, a: Int(constant(value)))
    }

    /// An Integer, Long or BigInteger, by size.
    private mutating func integer(_ digits: [UInt8]) -> Value {
        if let number = Int64(String(decoding: digits, as: UTF8.self)) { return .smallest(number) }
        let isNegative = digits.first == UInt8(ascii: "-")
        let magnitude = (isNegative ? digits.dropFirst() : digits[...]).drop { $0 == 48 }
        return text(.bigInteger, (isNegative ? [UInt8(ascii: "-")] : []) + magnitude)
    }

    /// A reference node; its accesses follow one another.
    mutating func compile(_ reference: Reference) -> UInt32 {
        let variable = slot(reference.name)
        let texts = addReferenceText(reference)
        let first = reserve(reference.accesses.count)
        for (offset, access) in reference.accesses.enumerated() {
            let node = compile(access)
            replace(first + offset, node, access.span)
        }
        return add(
            Node(
                .reference, slot: variable, a: first, b: reference.accesses.count, c: texts),
            reference.span)
    }

    private mutating func compile(_ access: Access) -> Node {
        switch access.kind {
        case .property(let name):
            return Node(
                .property, a: Int(string(name)), b: cache(), c: Int(member(name)))
        case .index(let index):
            return Node(.index, a: Int(compile(index)), b: cache())
        case .method(let name, let arguments):
            let list = compile(arguments)
            var literal: UInt32?
            if arguments.count == 1, case .string(let bytes) = arguments[0].kind {
                literal = string(bytes)
            }
            let call = CallSite(
                name: string(name), arguments: UInt32(list.start),
                argumentCount: UInt16(clamping: list.count), member: member(name),
                method: MethodTable.name(name), literalArgument: literal)
            return Node(.method, a: addCall(call))
        }
    }
}
