import Diagnostics
import Values

// What `vtl dump --stage program` shows: one line for each node, indented below the node that runs it.

extension Program {
    /// The program as text: line and column, operation, operands.
    package var dump: String {
        var text = ""
        for macro in macros {
            let slots = parameterSlots[Int(macro.parameters)...].prefix(Int(macro.parameterCount))
            let parameters = slots.map { " $" + slotName(Int($0)) }
            text += "macro \(name(macro.name))\(parameters.joined())\n"
            dump(statements(macro.body), depth: 1, into: &text)
        }
        dump(statements(UInt32(body.start)), depth: 0, into: &text)
        return text
    }

    private func list(_ start: UInt32, _ count: UInt32) -> [Int] {
        Array(Int(start)..<Int(start + count))
    }

    /// The statements from `start` on, up to the end of their list or branch.
    private func statements(_ start: UInt32) -> [Int] {
        var found: [Int] = []
        var index = Int(start)
        while nodes[index].operation != .end, nodes[index].operation != .endBranch {
            found.append(index)
            let isBranch = nodes[index].operation == .branch || nodes[index].operation == .otherwise
            index += isBranch ? Int(nodes[index].b) : 1
        }
        return found
    }

    private func dump(_ nodes: [Int], depth: Int, into text: inout String) {
        for node in nodes { dump(node, depth: depth, into: &text) }
    }

    private func dump(_ index: Int, depth: Int, into text: inout String) {
        let node = nodes[index]
        let place = file.location(of: Int(spans[index].offset))
        let indent = String(repeating: "  ", count: depth)
        text += "\(indent)\(place.line):\(place.column) \(label(of: node))\n"
        dump(operands(of: index), depth: depth + 1, into: &text)
    }

    private func label(of node: Node) -> String {
        let name = "\(node.operation)"
        switch node.operation {
        case .text:
            let start = Int(node.a) - base
            let text = String(decoding: bytes[start..<start + Int(node.b)], as: UTF8.self)
            return "\(name) \(text.debugDescription)"
        case .foreach, .define, .reference, .print: return "\(name) $\(slotName(Int(node.slot)))"
        case .constant: return "\(name) \(constant(node.a))"
        case .property, .getter: return "\(name) .\(self.name(node.a))"
        case .method:
            let call = calls[Int(node.a)]
            return "\(name) .\(self.name(call.name))(\(call.argumentCount))"
        case .macroCall: return "\(name) #\(self.name(macroCalls[Int(node.a)].name))"
        default: return name
        }
    }

    /// The nodes that a node runs, in the order in which it runs them.
    private func operands(of index: Int) -> [Int] {
        let node = nodes[index]
        return switch node.operation {
        case .text, .stop, .brokenLoop, .constant, .property, .getter, .end, .endBranch: []
        case .not, .index: [Int(node.a)]
        case .set, .range, .or, .and, .equal, .notEqual, .less, .greater, .lessOrEqual,
            .greaterOrEqual, .add, .subtract, .multiply, .divide, .modulo:
            [Int(node.a), Int(node.b)]
        case .branch: [Int(node.a)] + statements(UInt32(index) + 1)
        case .otherwise: statements(UInt32(index) + 1)
        case .foreach:
            (Int(node.a) == Node.none ? [] : [Int(node.a)]) + statements(node.b)
        case .define, .interpolated: statements(node.a)
        case .include, .parse, .evaluate, .breakLoop, .list, .map, .reference, .print:
            list(node.a, node.b)
        case .macroCall: operands(of: macroCalls[Int(node.a)])
        case .method:
            list(calls[Int(node.a)].arguments, UInt32(calls[Int(node.a)].argumentCount))
        }
    }

    private func operands(of call: MacroCallSite) -> [Int] {
        list(call.arguments, call.argumentCount)
            + (call.bodyCount == .max ? [] : statements(call.body))
    }

    private func slotName(_ slot: Int) -> String { name(slotNames[slot]) }

    private func name(_ index: UInt32) -> String {
        String(decoding: constantText(index), as: UTF8.self)
    }

    private func constant(_ index: UInt32) -> String {
        let value = constants[Int(index)]
        switch value.kind {
        case .string: return String(decoding: constantText(index), as: UTF8.self).debugDescription
        case .bigInteger: return String(decoding: constantText(index), as: UTF8.self)
        case .integer, .long: return String(value.signed)
        case .double: return String(value.floating)
        case .boolean: return value.isFalse ? "false" : "true"
        default: return "null"
        }
    }
}
