import Testing
import VTLRuntime
import Values

/// A value as tests write it.
indirect enum Literal: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    case null
    case text(String)
    case integer(Int)
    case double(Double)
    case boolean(Bool)
    case list([Literal])
    case map([(String, Literal)])
    /// A number as a JSON text writes it.
    case number(String)
    /// A text of these UTF-16 units, lone surrogates included.
    case units([UInt16])
    /// What a method gives.
    case call(Literal, String, [Literal])

    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(floatLiteral value: Double) { self = .double(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(nilLiteral: ()) { self = .null }
    init(arrayLiteral elements: Literal...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, Literal)...) { self = .map(elements) }

    /// The result of a method called on this value.
    func calling(_ name: String, _ arguments: Literal...) -> Literal {
        .call(self, name, arguments)
    }
}

/// A workspace that makes values of literals and says what comes of them as text.
struct Scene: ~Copyable {
    var workspace = Workspace(limits: RenderLimits())

    mutating func value(_ literal: Literal) throws(RenderFault) -> Value {
        switch literal {
        case .null: return .null
        case .text(let text): return workspace.heap.string(text)
        case .integer(let number): return .smallest(Int64(number))
        case .double(let number): return .double(number)
        case .boolean(let flag): return .boolean(flag)
        case .number(let text):
            let string = workspace.heap.string(text)
            let isDecimal = text.contains { ".eE".contains($0) }
            return workspace.heap.text(
                .numberText, at: string.offset, length: Int(string.length),
                flags: isDecimal ? [.ascii, .decimal] : .ascii)
        case .units(let units):
            let start = workspace.heap.bytes.count
            for unit in units { workspace.heap.append(scalar: UInt32(unit)) }
            return workspace.heap.finishString(from: start)
        case .list(let elements):
            let list = workspace.heap.makeContainer(.list)
            for element in elements { workspace.heap.append(try value(element), to: list) }
            return list
        case .map(let entries):
            let map = workspace.heap.makeContainer(.map)
            for (key, element) in entries {
                workspace.heap.put(workspace.heap.string(key), try value(element), in: map)
            }
            return map
        case .call(let receiver, let name, let arguments):
            return try call(name, on: value(receiver), arguments) ?? .null
        }
    }

    mutating func call(
        _ name: String, on receiver: Value, _ literals: [Literal]
    ) throws(RenderFault) -> Value? {
        let base = workspace.heap.stack.count
        for literal in literals { workspace.heap.stack.append(try value(literal)) }
        defer { workspace.heap.stack.truncate(base) }
        return try MethodTable.call(
            MethodTable.name(Array(name.utf8)), on: receiver,
            Arguments(base: base, count: literals.count), &workspace)
    }

    /// The printed form of a value, `null`, `unresolved`, or the code of a fault.
    mutating func outcome(
        _ body: (inout Scene) throws(RenderFault) -> Value?
    ) -> String {
        do throws(RenderFault) {
            guard let result = try body(&self) else { return "unresolved" }
            return text(result)
        } catch {
            return "fault: \(error.code)"
        }
    }

    /// Arrays print their elements here, lone surrogates their numbers.
    mutating func text(_ value: Value) -> String {
        if value.kind == .javaArray {
            var texts: [String] = []
            for index in 0..<workspace.heap.count(of: value) {
                texts.append(text(workspace.heap.element(index, of: value)))
            }
            return "[" + texts.joined(separator: "|") + "]"
        }
        let bytes = workspace.heap.array(of: workspace.string(of: value))
        guard bytes.contains(0xED) else { return String(decoding: bytes, as: UTF8.self) }
        return bytes.map { $0 < 0x80 ? String(UnicodeScalar($0)) : String($0, radix: 16) }
            .joined(separator: " ")
    }
}

/// What a call gives, as text.
func outcome(_ receiver: Literal, _ name: String, _ arguments: [Literal]) -> String {
    var scene = Scene()
    return scene.outcome { scene throws(RenderFault) in
        let value = try scene.value(receiver)
        return try scene.call(name, on: value, arguments)
    }
}

/// A call and what Velocity 1.7 on Java 17 makes of it.
struct MethodCase: Sendable, CustomTestStringConvertible {
    let receiver: Literal
    let name: String
    let arguments: [Literal]
    let expected: String

    init(_ receiver: Literal, _ name: String, _ arguments: Literal..., gives expected: String) {
        self.receiver = receiver
        self.name = name
        self.arguments = arguments
        self.expected = expected
    }

    var outcome: String { VTLRuntimeTests.outcome(receiver, name, arguments) }
    var testDescription: String { "\(receiver).\(name)(\(arguments)) = \(expected)" }
}
