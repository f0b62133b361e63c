package import Values

// Whole JSON texts, for whoever does not care about speed.

extension Heap {
    /// A value as JSON without blanks, numbers as they were written.
    package mutating func jsonText(of value: Value) -> [UInt8] {
        var output = ByteBuffer()
        JSONWriter.write(value, .minimal, &self, into: &output)
        return output.array
    }

    /// Parses a JSON text that is copied into the heap.
    package mutating func parseJSON(
        _ text: [UInt8], nesting: Int = JSONWriter.nestingLimit
    ) throws(JSONParseError) -> Value {
        let start = bytes.count
        bytes.append(text)
        return try JSONParser.parse(start..<bytes.count, in: &self, nesting: nesting)
    }
}
