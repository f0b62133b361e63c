import Values

// What models demand of lists and objects.

extension ModelValidation {
    // MARK: Lists

    mutating func checkList(_ keyword: Schema.Keyword, _ list: Value) {
        let count = heap.count(of: list)
        switch keyword {
        case .noAdditionalItems(let maximum):
            guard count > maximum else { return }
            fail(
                "schema only allows \(maximum) elements in array but instance has \(count) elements"
            )
        case .minItems(let minimum):
            guard count < minimum else { return }
            fail(
                "array is too short: must have at least \(minimum) elements "
                    + "but instance has \(count) elements")
        case .maxItems(let maximum):
            guard count > maximum else { return }
            fail(
                "array is too long: must have at most \(maximum) elements "
                    + "but instance has \(count) elements")
        case .uniqueItems:
            guard hasEqualElements(list) else { return }
            fail("array must not contain duplicate elements")
        case .elements(let first, let rest):
            for index in 0..<count where !isExhausted {
                guard let schema = index < first.count ? first[index] : rest else { break }
                path.append(.index(index))
                apply(schema, to: heap.element(index, of: list))
                path.removeLast()
            }
        default: break
        }
    }

    private mutating func hasEqualElements(_ list: Value) -> Bool {
        var seen: Set<[UInt8]> = []
        for index in 0..<heap.count(of: list) {
            let canonical = heap.canonicalBytes(of: heap.element(index, of: list))
            spend(bytes: canonical.count)
            guard seen.insert(canonical).inserted else { return true }
        }
        return false
    }

    // MARK: Objects

    mutating func checkObject(_ keyword: Schema.Keyword, _ object: Value) {
        let count = heap.entryCount(of: object)
        switch keyword {
        case .minProperties(let minimum):
            guard count < minimum else { return }
            fail(
                "object has too few properties "
                    + "(found \(count) but schema requires at least \(minimum))")
        case .maxProperties(let maximum):
            guard count > maximum else { return }
            fail(
                "object has too many properties "
                    + "(found \(count) but schema requires at most \(maximum))")
        case .required(let names):
            let present = Set(memberNames(of: object))
            let missing = names.filter { !present.contains($0) }
            guard !missing.isEmpty else { return }
            fail("object has missing required properties (\(list(missing)))")
        case .noAdditionalProperties(let names, let patterns):
            checkAdditions(names, patterns, object)
        case .dependencies(let dependencies):
            let present = Set(memberNames(of: object))
            for dependency in dependencies where present.contains(dependency.name) {
                check(dependency, present, object)
            }
        case .members(let named, let patterns, let rest):
            checkMembers(named, patterns, rest, object)
        default: break
        }
    }

    private mutating func checkAdditions(
        _ names: Set<[UInt8]>, _ patterns: [SchemaPattern], _ object: Value
    ) {
        var additions: [[UInt8]] = []
        for name in memberNames(of: object) where !names.contains(name) {
            var isKnown = false
            for pattern in patterns where !isKnown { isKnown = finds(pattern, in: name) }
            if !isKnown { additions.append(name) }
        }
        guard !additions.isEmpty else { return }
        additions.sort { $0.lexicographicallyPrecedes($1) }
        fail(
            "object instance has properties which are not allowed by the schema: "
                + list(additions))
    }

    private mutating func check(
        _ dependency: Schema.Dependency, _ present: Set<[UInt8]>, _ object: Value
    ) {
        switch dependency.demand {
        case .schema(let schema): apply(schema, to: object)
        case .members(let names):
            let missing = names.filter { !present.contains($0) }
            guard !missing.isEmpty else { return }
            fail(
                "property \(list([dependency.name]).dropFirst().dropLast()) of object has missing "
                    + "property dependencies (schema requires \(list(names)); "
                    + "missing: \(list(missing)))")
        }
    }

    /// Members are visited in the order of their names.
    private mutating func checkMembers(
        _ named: [[UInt8]: Int], _ patterns: [(SchemaPattern, Int)], _ rest: Int?,
        _ object: Value
    ) {
        let names = memberNames(of: object).enumerated()
            .sorted { $0.element.lexicographicallyPrecedes($1.element) }
        for (index, name) in names where !isExhausted {
            var schemas = named[name].map { [$0] } ?? []
            for (pattern, schema) in patterns where finds(pattern, in: name) {
                schemas.append(schema)
            }
            if schemas.isEmpty, let rest { schemas = [rest] }
            path.append(.name(heap.key(index, of: object)))
            for schema in schemas { apply(schema, to: heap.value(index, of: object)) }
            path.removeLast()
        }
    }

    private mutating func memberNames(of object: Value) -> [[UInt8]] {
        let count = heap.entryCount(of: object)
        spend(count)
        return (0..<count).map { heap.array(of: heap.key($0, of: object)) }
    }
}
