// What the two parsers share: the frame of a parse.

import Values

extension Heap {
    /// Runs a parser over `range` with a NUL behind it. When the parser throws, what it made is
    /// forgotten.
    mutating func parsing(
        _ range: Range<Int>, _ parse: (inout Heap) throws(JSONParseError) -> Value
    ) throws(JSONParseError) -> Value {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        let end = range.upperBound
        var replaced: UInt8?
        if end == bytes.count {
            bytes.append(0)
            guard bytes.count > end else { throw .tooLarge(at: range.count) }
        } else {
            replaced = bytes[end]
            bytes[end] = 0
        }
        defer { if let replaced { bytes[end] = replaced } }
        let made = (bytes.count, slots.count, containers.count, stack.count)
        do {
            return try parse(&self)
        } catch {
            bytes.truncate(made.0)
            slots.truncate(made.1)
            containers.truncate(made.2)
            stack.truncate(made.3)
            throw error
        }
    }
}
