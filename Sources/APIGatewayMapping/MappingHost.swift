import JSON
import JSONPath
import VTLRuntime
import Values

/// `$input` and `$util` for one template: its literal JSONPaths are compiled with it.
final class MappingHost: HostEnvironment {
    private let table: DefinitePathTable
    private let queries: [JSONPathQuery]
    private let sites: [Site]

    /// The literal JSONPath at a call site.
    private struct Site: BitwiseCopyable, Sendable {
        /// The path in ``table``, or -1.
        var definite: Int32 = -1
        /// The query in ``queries``, or -1.
        var query: Int32 = -1
        /// It is the path of `$input.json`, not of `$input.path`.
        var isJSON = false

        var isPrepared: Bool { definite >= 0 || query >= 0 }
    }

    /// Compiles the literal JSONPaths of a program. One that is none finds nothing when it is used.
    init(_ program: Program) {
        var table = DefinitePathTable()
        var queries: [JSONPathQuery] = []
        sites = program.calls.map { call in
            guard call.member == Member.path.rawValue || call.member == Member.json.rawValue,
                let literal = call.literalArgument,
                let query = Self.query(Array(program.constantText(literal)))
            else { return Site() }
            let isJSON = call.member == Member.json.rawValue
            if let definite = table.add(query) {
                return Site(definite: Int32(definite), isJSON: isJSON)
            }
            queries.append(query)
            return Site(query: Int32(queries.count - 1), isJSON: isJSON)
        }
        self.table = table
        self.queries = queries
    }

    private static func query(_ text: [UInt8]) -> JSONPathQuery? {
        try? JSONPathQuery(text, dialect: .jaywaySuppressingErrors)
    }

    // MARK: Host objects

    func member(named name: [UInt8]) -> UInt16 { MappingMembers().member(named: name) }

    func property(
        _ member: UInt16, of object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard object.detail == HostClass.input.rawValue, member == Member.body.rawValue else {
            return nil
        }
        return InputObject.body(of: object, &workspace.heap)
    }

    func call(
        _ member: UInt16, on object: Value, _ arguments: Arguments, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard let member = Member(rawValue: member) else { return nil }
        guard object.detail == HostClass.input.rawValue else {
            return try UtilObject.call(member, arguments, &workspace)
        }
        switch member {
        case .path: return try path(object, arguments, &workspace)
        case .json: return try json(object, arguments, &workspace)
        case .params: return InputObject.parameters(of: object, arguments, &workspace)
        default: return nil
        }
    }

    func write(_ object: Value, _ workspace: inout Workspace) { workspace.output.append("{}") }

    // MARK: JSONPath

    func preparedCall(
        _ site: Int, on object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard object.detail == HostClass.input.rawValue, sites[site].isPrepared else { return nil }
        let value = try value(sites[site], of: object, &workspace)
        return sites[site].isJSON ? try jsonText(of: value, &workspace) : value
    }

    func printPreparedCall(
        _ site: Int, on object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Bool {
        guard object.detail == HostClass.input.rawValue, sites[site].isPrepared else {
            return false
        }
        let value = try value(sites[site], of: object, &workspace)
        if !sites[site].isJSON {
            if !value.isNull { workspace.write(value) }
        } else if value.isNull {
            workspace.output.append("\"\"")
        } else {
            try workspace.writeJSON(value, .jsonSmartCompressed)
        }
        return true
    }

    /// What the path of a prepared site finds in the payload, or null.
    private func value(
        _ site: Site, of input: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let document = try InputObject.document(of: input, &workspace)
        guard site.definite >= 0 else {
            return try find(queries[Int(site.query)], in: document, &workspace)
        }
        return table.follow(
            Int(site.definite), from: document, &workspace.heap, hints: &workspace.hints) ?? .null
    }

    /// `$input.path(x)`: what the path finds in the payload, or null.
    private func path(
        _ input: Value, _ arguments: Arguments, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard arguments.count == 1 else { return nil }
        let text = arguments.value(0, workspace)
        guard text.kind == .string else { return nil }
        let document = try InputObject.document(of: input, &workspace)
        // A path that is none finds nothing. Evidence: Conformance/apigateway/input-path.cases.
        guard let query = Self.query(workspace.heap.array(of: text)) else { return .null }
        return try find(query, in: document, &workspace)
    }

    private func find(
        _ query: JSONPathQuery, in document: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        // Taken and put back: a second reference would be counted.
        let scratch = workspace.scratch.take() as? JSONPathScratch ?? JSONPathScratch()
        defer { workspace.scratch = scratch }
        scratch.evaluator.regexSteps = workspace.limits.regexSteps
        do {
            return try scratch.evaluator.evaluate(query, on: document, heap: &workspace.heap)
                ?? .null
        } catch {
            if workspace.heap.stepsLeft < 0 { throw workspace.outOfSteps }
            guard error.isLimit else { return .null }
            throw RenderFault(error.code, error.message)
        }
    }

    /// `$input.json(x)`: the same as JSON text; two quotes where there is nothing.
    private func json(
        _ input: Value, _ arguments: Arguments, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard let value = try path(input, arguments, &workspace) else { return nil }
        return try jsonText(of: value, &workspace)
    }

    private func jsonText(
        of value: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        if value.isNull { return workspace.heap.string("\"\"") }
        let start = workspace.output.count
        try workspace.writeJSON(value, .jsonSmartCompressed)
        return workspace.takeString(from: start)
    }
}

/// The evaluator of a renderer, for paths that are not definite.
private final class JSONPathScratch {
    var evaluator = JSONPathEvaluator()
}
