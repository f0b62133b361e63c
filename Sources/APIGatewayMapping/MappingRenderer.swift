import Diagnostics
import JSON
public import VTLRuntime
package import Values

/// Renders mapping templates: one per thread or connection, reused for every request.
///
/// ```swift
/// let template = try MappingTemplate(source, named: "create-pet/request.vtl")
/// var renderer = MappingRenderer()
/// let result = try renderer.render(template, MappingRequest(body: payload))
/// ```
public struct MappingRenderer: ~Copyable {
    private var machine: Machine
    private let limits: RenderLimits
    /// Text that was half a surrogate pair stays as its three bytes instead of becoming `?`.
    package var keepsLoneSurrogates = false

    public init(limits: RenderLimits = RenderLimits()) {
        self.limits = limits
        machine = Machine(profile: .apiGateway, limits: limits)
    }

    /// Renders a template for one request.
    ///
    /// - Throws: `TemplateError` of phase `render`; whatever the template, the body and the context
    ///   hold, the process goes on.
    public mutating func render(
        _ template: borrowing MappingTemplate, _ request: borrowing MappingRequest
    ) throws(TemplateError) -> MappingResult {
        let overrides = try run(template, request)
        return MappingResult(
            body: machine.takeOutput(keepingLoneSurrogates: keepsLoneSurrogates),
            overrides: overrides)
    }

    /// Renders a template for one request into a buffer, whose contents are replaced and whose memory
    /// is used again: in the steady state nothing is allocated.
    ///
    /// - Returns: what the template set in `$context`, or nil.
    /// - Throws: like ``render(_:_:)``; the buffer is then empty.
    public mutating func render(
        _ template: borrowing MappingTemplate, _ request: borrowing MappingRequest,
        into body: inout [UInt8]
    ) throws(TemplateError) -> MappingOverrides? {
        body.removeAll(keepingCapacity: true)
        let overrides = try run(template, request)
        machine.moveOutput(to: &body, keepingLoneSurrogates: keepsLoneSurrogates)
        return overrides
    }

    /// Renders without copying the text out: ``withOutput(_:)`` has it until the next render.
    package mutating func renderInPlace(
        _ template: borrowing MappingTemplate, _ request: borrowing MappingRequest
    ) throws(TemplateError) -> MappingOverrides? {
        let overrides = try run(template, request)
        machine.joinOutput(keepingLoneSurrogates: keepsLoneSurrogates)
        return overrides
    }

    /// The text of the last ``renderInPlace(_:_:)``.
    package func withOutput<Failure: Error>(
        _ body: (borrowing ByteBuffer) throws(Failure) -> Void
    ) throws(Failure) {
        try body(machine.workspace.output)
    }

    private mutating func run(
        _ template: borrowing MappingTemplate, _ request: borrowing MappingRequest
    ) throws(TemplateError) -> MappingOverrides? {
        let program = template.template.program
        try machine.prepare(program)
        try checkSize(of: request.body)
        let context = try setReferences(template, request)
        try machine.checkMemory()
        do {
            try machine.run(program, template.host)
            return context.isNull ? nil : try overrides(in: context)
        } catch {
            throw machine.error(for: error)
        }
    }

    private func checkSize(of body: [UInt8]) throws(TemplateError) {
        guard body.count > limits.bodyBytes else { return }
        throw TemplateError(
            phase: .render,
            diagnostics: [
                Diagnostic(
                    code: "body-limit",
                    message: "expected at most \(limits.bodyBytes) bytes of payload, "
                        + "found \(body.count)",
                    file: SourceFile(name: "body", bytes: []), span: nil)
            ])
    }

    // MARK: The top-level references

    /// Sets the references that the template mentions; gives `$context`.
    private mutating func setReferences(
        _ template: borrowing MappingTemplate, _ request: borrowing MappingRequest
    ) throws(TemplateError) -> Value {
        let roots = template.roots
        try machine.setGlobals(request.variables, as: .jsonValues, template.template.program)
        if let slot = roots.input {
            machine.set(slot, to: input(request, readsParameters: template.readsParameters))
        }
        if let slot = roots.util {
            machine.set(
                slot,
                to: machine.workspace.heap.makeContainer(
                    .host, start: 0, count: 0, capacity: 0, detail: HostClass.util.rawValue))
        }
        if let slot = roots.stageVariables {
            machine.set(slot, to: machine.workspace.heap.load(request.stageVariables.image))
        }
        guard let slot = roots.context else { return .null }
        let context = machine.workspace.heap.load(request.context.image)
        machine.set(slot, to: context)
        return context
    }

    private mutating func input(
        _ request: borrowing MappingRequest, readsParameters: Bool
    ) -> Value {
        let start = machine.workspace.heap.bytes.count
        machine.workspace.heap.bytes.append(request.body)
        let parameters = readsParameters ? parameters(of: request) : .null
        return InputObject.make(
            body: start..<start + request.body.count, parameters: parameters,
            &machine.workspace.heap)
    }

    /// `$input.params()`: the three groups by name.
    private mutating func parameters(of request: borrowing MappingRequest) -> Value {
        let base = machine.workspace.heap.stack.count
        push("path", machine.workspace.heap.load(request.path.image))
        push("querystring", machine.workspace.heap.load(request.querystring.image))
        let headers = machine.workspace.heap.load(request.header.image)
        if headers.isMap { HiddenHeaders.remove(from: headers, &machine.workspace.heap) }
        push("header", headers)
        return machine.workspace.heap.makeContainer(.map, fromStack: base)
    }

    private mutating func push(_ name: StaticString, _ group: Value) {
        machine.workspace.heap.stack.append(machine.workspace.heap.string(name))
        machine.workspace.heap.stack.append(group)
    }

    // MARK: Overrides

    private mutating func overrides(
        in context: Value
    ) throws(RenderFault) -> MappingOverrides? {
        let request = override("requestOverride", in: context)
        let response = override("responseOverride", in: context)
        if request.isNull, response.isNull { return nil }
        return MappingOverrides(request: try json(request), response: try json(response))
    }

    /// What the template left in an override; null when that is nothing.
    private func override(_ name: StaticString, in context: Value) -> Value {
        // They were put into the map last.
        for index in (0..<machine.workspace.heap.entryCount(of: context)).reversed()
        where machine.workspace.heap.isEqual(
            machine.workspace.heap.key(index, of: context), to: name)
        {
            let value = machine.workspace.heap.value(index, of: context)
            return value.isMap && hasContent(value) ? value : .null
        }
        return .null
    }

    /// A value as JSON text, written behind the rendered text and taken away again; empty for null.
    private mutating func json(_ value: Value) throws(RenderFault) -> [UInt8] {
        guard !value.isNull else { return [] }
        let start = machine.workspace.output.count
        try machine.workspace.writeJSON(value, .minimal)
        let text = machine.workspace.output.array(start..<machine.workspace.output.count)
        machine.workspace.output.truncate(start)
        return text
    }

    /// Whether anything but empty maps is in a map.
    private func hasContent(_ map: Value) -> Bool {
        for index in 0..<machine.workspace.heap.entryCount(of: map) {
            let value = machine.workspace.heap.value(index, of: map)
            if !value.isMap || machine.workspace.heap.entryCount(of: value) > 0 { return true }
        }
        return false
    }
}
