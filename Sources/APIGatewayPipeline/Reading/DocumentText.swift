import JSON
import Values

// The way back from documents to JSON, and documents that are made, not read: those of `$context`.

extension DocumentNode {
    /// A string, or null.
    static func text(_ text: String?) -> DocumentNode {
        DocumentNode(text.map { .string($0) } ?? .null, span: nil)
    }

    static func number(_ number: Int64) -> DocumentNode {
        DocumentNode(.number(String(number)), span: nil)
    }

    static func object(_ members: [(name: String, value: DocumentNode)]) -> DocumentNode {
        let members = members.map { Member(name: $0.name, nameSpan: nil, value: $0.value) }
        return DocumentNode(.object(members), span: nil)
    }

    /// The value as a JSON text. What is nested deeper than JSON may be is null.
    var json: [UInt8] {
        var heap = Heap()
        let value = value(in: &heap, depth: 0)
        return heap.jsonText(of: value)
    }

    private func value(in heap: inout Heap, depth: Int) -> Value {
        guard depth < JSONWriter.nestingLimit else { return .null }
        switch content {
        case .null: return .null
        case .boolean(let value): return .boolean(value)
        case .string(let text): return heap.string(text)
        case .number(let text):
            // What is no number is text.
            guard let number = try? heap.parseJSON(Array(text.utf8)), number.isNumber else {
                return heap.string(text)
            }
            return number
        case .list(let elements):
            let list = heap.makeContainer(.jsonArray, capacity: elements.count)
            for element in elements {
                heap.append(element.value(in: &heap, depth: depth + 1), to: list)
            }
            return list
        case .object(let members):
            let map = heap.makeContainer(.map, capacity: members.count)
            for member in members {
                let value = member.value.value(in: &heap, depth: depth + 1)
                heap.put(heap.string(member.name), value, in: map)
            }
            return map
        }
    }
}

/// A text in quotes, with escapes.
func jsonString(_ text: String) -> String {
    var heap = Heap()
    return String(decoding: heap.jsonText(of: heap.string(text)), as: UTF8.self)
}
