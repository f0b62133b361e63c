import JSON
import Values

extension Heap {
    /// Bytes that are the same for equal values of JSON, and different for others: numbers by value,
    /// members in any order.
    mutating func canonicalBytes(of value: Value) -> [UInt8] {
        var output: [UInt8] = []
        appendCanonical(value, to: &output)
        return output
    }

    /// The recursion goes as deep as the document, which its parser limits.
    private mutating func appendCanonical(_ value: Value, to output: inout [UInt8]) {
        switch value.kind {
        case .null: output.append(UInt8(ascii: "0"))
        case .boolean: output.append(UInt8(ascii: value.isFalse ? "f" : "t"))
        case .numberText: appendCanonical(DecimalParts(value.range, in: bytes), to: &output)
        case .string: appendCounted(array(of: value), to: &output)
        case .jsonArray:
            output.append(UInt8(ascii: "["))
            for index in 0..<count(of: value) {
                appendCanonical(element(index, of: value), to: &output)
            }
            output.append(UInt8(ascii: "]"))
        default: appendMembers(of: value, to: &output)
        }
    }

    private mutating func appendMembers(of object: Value, to output: inout [UInt8]) {
        var members: [(name: [UInt8], value: Value)] = []
        for index in 0..<entryCount(of: object) {
            members.append((array(of: key(index, of: object)), self.value(index, of: object)))
        }
        members.sort { $0.name.lexicographicallyPrecedes($1.name) }
        output.append(UInt8(ascii: "{"))
        for member in members {
            appendCounted(member.name, to: &output)
            appendCanonical(member.value, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    private func appendCanonical(_ number: DecimalParts, to output: inout [UInt8]) {
        let isNegative = number.isNegative && !number.digits.isEmpty
        output.append(UInt8(ascii: isNegative ? "-" : "+"))
        output += number.digits
        output += Array("e\(number.digits.isEmpty ? 0 : number.exponent);".utf8)
    }

    /// The length in front sets a text apart from what follows it.
    private func appendCounted(_ text: [UInt8], to output: inout [UInt8]) {
        output += Array("\(text.count):".utf8)
        output += text
    }
}
