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
        var steps: [LocatedStep] = []
        var index = Int(path.start)
        while table.steps[index].kind != .end {
            var step = table.steps[index]
            if step.kind == .name {
                step.first = plan.table.addKey(table.name(of: table.keys[Int(step.first)]))
            }
            steps.append(LocatedStep(step: step, offset: 0))
            index += 1
        }
        paths.append(plan.add(steps, isFromRoot: true))
        return paths.count - 1
    }

    /// What the path at `index` finds in a document; nil when it leads to nothing.
    ///
    /// - Parameter hints: where each name was found the last time: documents of one shape have it at
    ///   the same place. Empty at first, and only ever used with this table.
    package func follow(
        _ index: Int, from root: Value, _ heap: inout Heap, hints: inout Buffer<UInt32>
    ) -> Value? {
        let table = plan.table
        var value = root
        var place = Int(paths[index].start)
        if hints.count < table.steps.count {
            hints.append(repeating: 0, count: table.steps.count - hints.count)
        }
        while true {
            let step = table.steps[place]
            if step.kind == .name {
                guard let member = table.member(step, of: value, &heap, hint: &hints[place]) else {
                    return nil
                }
                value = member
            } else if step.kind == .index {
                guard value.isPathList, let element = heap.element(Int(step.first), ofList: value)
                else { return nil }
                value = element
            } else {
                return value
            }
            place += 1
        }
    }
}
