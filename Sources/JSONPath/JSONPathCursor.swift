/// A position in a query's text. Reading outside the part that is being read gives nil.
struct JSONPathCursor {
    let bytes: [UInt8]
    var position: Int
    /// The end of the part that is being read.
    var end: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    var isAtEnd: Bool { position >= end }

    /// The byte at the position.
    var current: UInt8? { byte(at: position) }

    func byte(at index: Int) -> UInt8? {
        index >= 0 && index < end ? bytes[index] : nil
    }

    mutating func skipSpaces() {
        while current == UInt8(ascii: " ") { position += 1 }
    }

    /// The first place from `index` on that holds no space; may be the end.
    func skippingSpaces(from index: Int) -> Int {
        var index = index
        while byte(at: index) == UInt8(ascii: " ") { index += 1 }
        return index
    }

    /// Whether `text` stands at the position.
    func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position >= 0, end - position >= count else { return false }
        for index in 0..<count where bytes[position + index] != text.utf8Start[index] {
            return false
        }
        return true
    }

    /// Passes `text` if it stands at the position.
    mutating func skip(_ text: StaticString) -> Bool {
        guard starts(with: text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// What stands at the position, for messages.
    var found: String { found(at: position) }

    func found(at index: Int) -> String {
        guard index >= 0, index < end else { return "the end of the path" }
        let rest = bytes[index..<min(end, index + 4)]
        return "`" + String(String(decoding: rest, as: UTF8.self).prefix(1)) + "`"
    }

    /// An error at the position.
    func expected(_ what: String) -> JSONPathError {
        .expected(what, found: found, at: position)
    }
}
