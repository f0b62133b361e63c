import Diagnostics
import VTLSyntax
import Values

/// The templates that `#parse` and `#include` find, by name.
package struct TemplateLibrary: Sendable {
    private var sources: [String: [UInt8]] = [:]

    package init() {}

    /// - Parameter sources: the text of each template.
    package init(_ sources: [String: [UInt8]]) { self.sources = sources }

    func source(named name: String) -> [UInt8]? { sources[name] }
}

extension Machine {
    /// `#evaluate(text)`: renders a text as a template in the same variables.
    mutating func executeEvaluate(
        _ index: Int, _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
        try step()
        place.node = index
        guard node.b > 0 else { return .next }
        let value = try evaluate(Int(node.a), program, host)
        guard !value.isNull else { return .next }
        let start = workspace.output.count
        try write(value, host)
        let source = workspace.output.array(start..<workspace.output.count)
        workspace.output.truncate(start)
        // `#break` and `#stop` end the evaluated text only.
        _ = try run(source, named: "#evaluate", host)
        return .next
    }

    mutating func executeParse(
        _ index: Int, _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
        try step()
        place.node = index
        guard node.b > 0 else {
            throw RenderFault(
                "expected-arguments", "expected the name of a template in `#parse`, found nothing")
        }
        guard let name = try templateName(Int(node.a), index, program, host) else {
            return .next
        }
        return try run(try source(named: name), named: name, host)
    }

    mutating func executeInclude(
        _ index: Int, _ node: Node, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) {
        try step()
        for child in Int(node.a)..<Int(node.a + node.b) {
            guard let name = try templateName(child, index, program, host) else { continue }
            workspace.output.append(try source(named: name))
        }
    }

    private mutating func templateName(
        _ argument: Int, _ index: Int, _ program: Program, _ host: any HostEnvironment
    ) throws(RenderFault) -> String? {
        place.node = index
        let value = try evaluate(argument, program, host)
        guard !value.isNull else { return nil }
        let start = workspace.output.count
        try write(value, host)
        let name = workspace.output.array(start..<workspace.output.count)
        workspace.output.truncate(start)
        return String(decoding: name, as: UTF8.self)
    }

    private func source(named name: String) throws(RenderFault) -> [UInt8] {
        guard let source = library.source(named: name) else {
            throw RenderFault(
                "unknown-template", "expected the name of a known template, found `\(name)`",
                notes: ["templates can include only what is given to the renderer by name"])
        }
        return source
    }

    // MARK: Compiling while rendering

    private mutating func run(
        _ source: [UInt8], named name: String, _ host: any HostEnvironment
    ) throws(RenderFault) -> Flow {
        try enter()
        try step(source.count)
        guard source.count <= workspace.limits.templateBytes else {
            throw limit("template", "bytes of template", workspace.limits.templateBytes)
        }
        guard frames.count + dynamicDepth < workspace.limits.macroDepth else {
            throw limit("macro-depth", "templates inside one another", workspace.limits.macroDepth)
        }
        let code = try compile(source, named: name, host)
        programs.append(code)
        let caller = place
        place = Place(program: programs.count - 1, node: 0)
        dynamicDepth += 1
        let flow = try execute(code.body, code, host)
        dynamicDepth -= 1
        place = caller
        leave()
        return flow
    }

    /// Compiles a text whose variables are those of the template that runs it.
    private mutating func compile(
        _ source: [UInt8], named name: String, _ host: any HostEnvironment
    ) throws(RenderFault) -> Program {
        guard programs.count < Int(UInt16.max) else {
            throw limit("memory", "templates compiled in one render", Int(UInt16.max))
        }
        guard dynamicProgramBytes <= workspace.limits.heapBytes else {
            throw workspace.outOfMemory
        }
        let file = SourceFile(name: name, bytes: source)
        let code: Program
        do {
            let tree = try TemplateParser.parse(
                file, dialect: profile.dialect,
                limits: SyntaxLimits(nesting: workspace.limits.nesting),
                macros: Set(
                    programs.flatMap { program in
                        program.macros.map { Array(program.constantText($0.name)) }
                    }))
            let known = programs[programs.count - 1]
            try step(known.slotNames.count)
            let names = known.slotNames.map { Array(known.constantText($0)) }
            var compiler = Compiler(
                members: host, base: workspace.heap.bytes.count,
                slots: names)
            code = try compiler.compile(tree)
        } catch let errors as SyntaxErrors {
            throw RenderFault(
                "nested-syntax", "expected a template",
                notes: errors.diagnostics.texts(\.summary))
        } catch let error as Diagnostic {
            throw RenderFault("nested-syntax", error.message, notes: [error.summary])
        } catch {
            throw RenderFault("nested-syntax", "expected a template")
        }
        try adopt(code)
        return code
    }

    /// Loads a program's constants and gives its new variables their values.
    private mutating func adopt(_ code: Program) throws(RenderFault) {
        workspace.heap.bytes.append(code.bytes)
        try checkLimits()
        dynamicProgramBytes += code.byteCount
        let known = slots.count
        for slot in known..<max(known, code.slotNames.count) {
            let name = code.constants[Int(code.slotNames[slot])]
            let value = globals.isMap ? workspace.heap.lookup(name, in: globals) : nil
            slots.append(value ?? .null)
        }
        // The caches of all programs share one run; a wrong entry only misses.
        let missing = code.cacheCount - caches.count
        if missing > 0 { caches.append(repeating: 0, count: missing) }
    }

    /// The slot of a variable that a program mentions.
    func slot(_ name: StaticString, _ program: Program) -> Int {
        program.slot(named: name) ?? 0
    }
}
