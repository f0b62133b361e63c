import VTLSyntax
import Values

extension Compiler {
    /// Compiles expressions into nodes that follow one another.
    mutating func list(_ expressions: [Expression]) -> NodeList {
        var pieces: [Piece] = []
        for expression in expressions { pieces.append(compile(expression)) }
        return add(pieces)
    }

    mutating func compile(_ expression: Expression) -> Piece {
        if case .reference(let reference) = expression.kind { return compile(reference) }
        return (node(for: expression.kind), expression.span)
    }

    private mutating func node(for kind: Expression.Kind) -> Node {
        switch kind {
        case .integer(let digits): return constantNode(integer(digits))
        case .floatingPoint(let text):
            let number = Double(String(decoding: text, as: UTF8.self)) ?? .nan
            return constantNode(.double(number))
        case .boolean(let value): return constantNode(.boolean(value))
        case .string(let bytes): return Node(.constant, a: Int(string(bytes)))
        case .interpolatedString(let statements):
            if let text = Self.text(of: statements) {
                return Node(.constant, a: Int(string(text)))
            }
            let body = list(statements)
            return Node(.interpolated, a: body.start, b: body.count)
        case .word: return Node(.constant, flags: .word, a: Int(constant(.null)))
        case .reference(let reference): return compile(reference).node
        case .list(let elements):
            let list = list(elements)
            return Node(.list, a: list.start, b: list.count)
        case .map(let entries):
            let list = list(entries.flatMap { [$0.key, $0.value] })
            return Node(.map, a: list.start, b: list.count)
        case .range(let from, let to):
            let first = add(compile(from))
            return Node(.range, a: first, b: add(compile(to)))
        case .not(let operand): return Node(.not, a: add(compile(operand)))
        case .binary(let binary, let left, let right): return node(for: binary, left, right)
        }
    }

    private mutating func node(
        for binary: BinaryOperator, _ left: Expression, _ right: Expression
    ) -> Node {
        let (a, b) = (add(compile(left)), add(compile(right)))
        var operands = 0
        if binary == .add {
            operands = parts.operandSpans.count
            parts.operandSpans.append(OperandSpans(left: left.literal, right: right.literal))
        }
        return Node(Node.Operation(binary), a: a, b: b, c: operands)
    }

    /// What an interpolated string prints if it holds text only: `"$.a"` names no reference.
    private static func text(of statements: [Statement]) -> [UInt8]? {
        var text: [UInt8] = []
        for statement in statements {
            guard case .text(let bytes, _) = statement else { return nil }
            text += bytes
        }
        return text
    }

    private mutating func constantNode(_ value: Value) -> Node {
        Node(.constant, a: Int(constant(value)))
    }

    /// An Integer, Long or BigInteger, by size.
    private mutating func integer(_ digits: [UInt8]) -> Value {
        if let number = Int64(String(decoding: digits, as: UTF8.self)) { return .smallest(number) }
        let isNegative = digits.first == UInt8(ascii: "-")
        let magnitude = (isNegative ? digits.dropFirst() : digits[...]).drop { $0 == 48 }
        return text(.bigInteger, (isNegative ? [UInt8(ascii: "-")] : []) + magnitude)
    }

    /// A reference node; its accesses follow one another.
    mutating func compile(_ reference: Reference) -> Piece {
        let variable = slot(reference.name)
        let texts = addReferenceText(reference)
        var accesses: [Piece] = []
        for access in reference.accesses { accesses.append((compile(access), access.span)) }
        let list = add(accesses)
        return (
            Node(
                .reference, flags: shape(of: list), slot: variable, a: list.start, b: list.count,
                c: texts), reference.span
        )
    }

    /// What is known of a reference by its accesses.
    private func shape(of accesses: NodeList) -> Node.Flags {
        let nodes = parts.nodes[accesses.start...]
        if accesses.count == 1, nodes.first?.operation == .method { return .singleCall }
        let isPath =
            (1...4).contains(accesses.count) && nodes.allSatisfy { $0.operation == .property }
        return isPath ? .path : []
    }

    private mutating func compile(_ access: Access) -> Node {
        switch access.kind {
        case .property(let name):
            return Node(
                name.elementsEqual("class".utf8) ? .getter : .property,
                slot: Int(LoopMember(property: name).rawValue), a: Int(string(name)), b: cache(),
                c: Int(member(name)))
        case .index(let index): return Node(.index, a: add(compile(index)))
        case .method(let name, let arguments): return call(name, arguments)
        }
    }

    private mutating func call(_ name: [UInt8], _ arguments: [Expression]) -> Node {
        let list = list(arguments)
        let literal = list.count == 1 ? stringConstant(parts.nodes[list.start]) : nil
        let method = MethodTable.name(name)
        let call = CallSite(
            name: string(name), arguments: UInt32(list.start),
            argumentCount: UInt16(clamping: list.count), member: member(name), method: method,
            isFrequent: FrequentMethods.contains(method, argumentCount: list.count),
            literalArgument: literal)
        let isLiteralCall = literal != nil && call.member != 0
        return Node(.method, flags: isLiteralCall ? .literalCall : [], a: addCall(call))
    }

    /// The constant that a node puts, if it is a string that the template holds.
    private func stringConstant(_ node: Node) -> UInt32? {
        guard node.operation == .constant, parts.constants[Int(node.a)].kind == .string else {
            return nil
        }
        return node.a
    }
}
