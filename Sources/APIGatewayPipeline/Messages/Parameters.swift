/// Names with a text each, in order and with repetitions: headers, query strings, path parameters.
public struct Parameters: Equatable, Sendable, ExpressibleByDictionaryLiteral {
    /// One name with one text.
    public struct Field: Equatable, Sendable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What is in the list, in its order.
    public private(set) var fields: [Field] = []

    /// An empty list.
    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    public var isEmpty: Bool { fields.isEmpty }

    /// The names, each once, in the order in which they first appear.
    public var names: [String] {
        var names: [String] = []
        for field in fields where !names.contains(field.name) { names.append(field.name) }
        return names
    }

    /// Adds a field behind the others, also when there is one of that name.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name, value))
    }

    /// The texts of a name, in their order.
    public func values(of name: String, _ comparison: NameComparison = .exact) -> [String] {
        fields.filter { comparison.areEqual($0.name, name) }.map(\.value)
    }

    /// The last text of a name: the one that API Gateway takes of several.
    public func last(_ name: String, _ comparison: NameComparison = .exact) -> String? {
        fields.last { comparison.areEqual($0.name, name) }?.value
    }

    /// Puts texts in the place of all fields of a name, where the first of them stood.
    public mutating func set(
        _ name: String, to values: [String], _ comparison: NameComparison = .exact
    ) {
        let place = fields.firstIndex { comparison.areEqual($0.name, name) } ?? fields.count
        remove(name, comparison)
        fields.insert(contentsOf: values.map { Field(name, $0) }, at: min(place, fields.count))
    }

    /// Removes all fields of a name.
    public mutating func remove(_ name: String, _ comparison: NameComparison = .exact) {
        fields.removeAll { comparison.areEqual($0.name, name) }
    }

    /// Removes the fields for which `isRemoved` holds.
    mutating func removeAll(where isRemoved: (Field) -> Bool) { fields.removeAll(where: isRemoved) }
}

/// How two names are compared.
public enum NameComparison: Sendable {
    /// Byte for byte: query strings, path parameters, and the headers of REST APIs in mappings.
    case exact
    /// Without regard to the case of ASCII letters: headers on the wire.
    case ignoringCase

    func areEqual(_ first: String, _ second: String) -> Bool {
        switch self {
        case .exact: first.utf8.elementsEqual(second.utf8)
        case .ignoringCase:
            first.utf8.count == second.utf8.count
                && first.utf8.elementsEqual(second.utf8) {
                    $0.asciiLowercased == $1.asciiLowercased
                }
        }
    }
}

extension UInt8 {
    /// The ASCII letters A to Z in lower case, any other byte as it is.
    var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension String {
    /// The text with the ASCII letters A to Z in lower case.
    var asciiLowercased: String {
        guard utf8.contains(where: { $0 != $0.asciiLowercased }) else { return self }
        return String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self)
    }

    /// The text without blanks and tabs at either end.
    var trimmed: String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let bytes = utf8.drop(while: isBlank)
        guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: bytes[...last], as: UTF8.self)
    }
}
