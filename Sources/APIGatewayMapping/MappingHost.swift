import JSON
import JSONPath
import VTLRuntime
import Values

/// `$input` and `$util` of one renderer.
final class MappingHost: HostEnvironment, MemberNames {
    /// The literal JSONPaths of the template that is being rendered, by call site.
    var queries: [JSONPathQuery?] = []
    private var evaluator = JSONPathEvaluator()

    func member(named name: [UInt8]) -> UInt16 { MappingMembers().member(named: name) }

    func property(
        _ member: UInt16, of object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard object.detail == HostClass.input.rawValue, member == Member.body.rawValue else {
            return nil
        }
        return InputObject.body(of: object, workspace.heap)
    }

    func call(
        _ member: UInt16, on object: Value, _ arguments: Arguments, site: Int?,
        _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard let member = Member(rawValue: member) else { return nil }
        guard object.detail == HostClass.input.rawValue else {
            return try UtilObject.call(member, arguments, &workspace)
        }
        switch member {
        case .path: return try path(object, arguments, site, &workspace)
        case .json: return try json(object, arguments, site, &workspace)
        case .params: return InputObject.parameters(of: object, arguments, &workspace)
        default: return nil
        }
    }

    func write(_ object: Value, _ workspace: inout Workspace) { workspace.output.append("{}") }

    // MARK: JSONPath

    /// `$input.path(x)`: what the path finds in the payload, or null.
    private func path(
        _ input: Value, _ arguments: Arguments, _ site: Int?, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard arguments.count == 1 else { return nil }
        let text = arguments.value(0, workspace)
        guard text.kind == .string else { return nil }
        let document = try InputObject.document(of: input, &workspace)
        if text.length == 1, workspace.heap.isEqual(text, to: "$") { return document }
        if let site, site < queries.count, let query = queries[site] {
            return try find(query, in: document, &workspace)
        }
        // A path that is none finds nothing. Evidence: Conformance/apigateway/input-path.cases.
        guard
            let query = try? JSONPathQuery(
                workspace.heap.array(of: text), dialect: .jaywaySuppressingErrors)
        else { return .null }
        return try find(query, in: document, &workspace)
    }

    private func find(
        _ query: JSONPathQuery, in document: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        do {
            return try evaluator.evaluate(query, on: document, heap: &workspace.heap) ?? .null
        } catch {
            guard error.isLimit else { return .null }
            throw RenderFault(error.code, error.message)
        }
    }

    /// `$input.json(x)`: the same as JSON text; two quotes where there is nothing.
    private func json(
        _ input: Value, _ arguments: Arguments, _ site: Int?, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard let value = try path(input, arguments, site, &workspace) else { return nil }
        if value.isNull { return workspace.heap.string("\"\"") }
        let start = workspace.output.count
        JSONWriter.write(
            value, .jsonSmartCompressed, &workspace.heap, into: &workspace.output)
        return workspace.takeString(from: start)
    }
}
