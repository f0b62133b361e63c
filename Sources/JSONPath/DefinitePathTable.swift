package import Values

/// Definite paths made of names and single indexes only, such as `$.a.b[0]`: what nearly every
/// mapping template uses. All of a template's paths share flat arrays, so that following one
/// touches no reference count.
package struct DefinitePathTable: Sendable {
    private var plan = JSONPathPlan()
    private var paths: [CompiledPath] = []

    package init() {}

    /// Adds the path of a query; nil when it is of another sort.
    package mutating func add(_ query: JSONPathQuery) -> Int? {
        let path = query.plan.main
        guard path.isSimple, query.dialect.givesSingleValues else { return nil }
        let table = query.plan.table
        var steps: [PathStep] = []
        var index = Int(path.start)
        while table.steps[index].kind != .end {
            var step = table.steps[index]
            if step.kind == .name {
                step.first = plan.table.addKey(table.name(of: table.keys[Int(step.first)]))
            }
            steps.append(step)
            index += 1
        }
        paths.append(plan.add(steps, isFromRoot: true))
        return paths.count - 1
    }

    /// What the path at `index` finds in a document; nil when it leads to nothing.
    package func follow(_ index: Int, from root: Value, _ heap: inout Heap) -> Value? {
        plan.table.follow(paths[index], in: root, &heap)
    }
}
