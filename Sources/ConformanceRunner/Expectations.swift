import JSON
import Values

// What a section expects against what was found.

extension CaseRunner {
    /// Compares byte by byte.
    func compare(
        _ name: SectionName, _ expected: [UInt8], _ found: [UInt8], _ subject: ConformanceCase,
        _ context: String
    ) -> [Finding] {
        guard let difference = Difference(expected: expected, found: found) else { return [] }
        let place = "line \(difference.line), column \(difference.column)"
        return [
            Finding(
                "\(name.rawValue) differs at \(place)\(context)", difference: difference,
                rewrite: subject.rewrite(name, found))
        ]
    }

    /// Compares two JSON texts without regard to blanks; of overrides, an empty map is as good as
    /// none, and the order of the members does not count.
    mutating func compareJSON(
        _ name: SectionName, _ expected: [UInt8], _ found: [UInt8], _ subject: ConformanceCase,
        _ context: String
    ) -> [Finding] {
        guard let found = canonicalText(of: found, name) else {
            return compare(name, expected, found, subject, context)
        }
        guard let expected = canonicalText(of: expected, name) else {
            let rewrite = expected.isEmpty ? subject.rewrite(name, found) : nil
            return [
                Finding("the section `\(name.rawValue)` is no JSON\(context)", rewrite: rewrite)
            ]
        }
        return compare(name, expected, found, subject, context)
    }

    /// The text without blanks, or nil when it is no JSON.
    private mutating func canonicalText(of text: [UInt8], _ name: SectionName) -> [UInt8]? {
        let mark = heap.mark
        defer { heap.reset(to: mark) }
        guard var value = try? heap.parseJSON(text) else { return nil }
        if name == .overrides { value = sortedWithoutEmpty(value, depth: 0) }
        return heap.jsonText(of: value)
    }

    /// A copy of a value with the members of its maps by name, and without the empty ones.
    private mutating func sortedWithoutEmpty(_ value: Value, depth: Int) -> Value {
        // Deeper maps are values that a template put in: they stay as they are.
        guard value.isMap, depth < 3 else { return value }
        var members: [(name: [UInt8], key: Value, value: Value)] = []
        for index in 0..<heap.entryCount(of: value) {
            let key = heap.key(index, of: value)
            let member = sortedWithoutEmpty(heap.value(index, of: value), depth: depth + 1)
            if member.isMap, heap.entryCount(of: member) == 0 { continue }
            members.append((heap.array(of: key), key, member))
        }
        members.sort { $0.name.lexicographicallyPrecedes($1.name) }
        let result = heap.makeContainer(.map, capacity: members.count * 2)
        for member in members { heap.put(member.key, member.value, in: result) }
        return result
    }
}

extension ConformanceCase {
    /// The `.cases` file.
    var file: String { String(id.dropLast(name.count + 1)) }

    /// The change that makes a section what was found: of our own wording always, of results only
    /// when nobody but ourselves expects them.
    func rewrite(_ name: SectionName, _ found: [UInt8]) -> SectionRewrite? {
        guard let section = sections[name], !section.isShared,
            name == .error || !evidence.isFact
        else { return nil }
        return SectionRewrite(section: name, content: found)
    }
}
