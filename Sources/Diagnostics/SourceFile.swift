/// A named source text: what a span refers to.
public struct SourceFile: Equatable, Sendable {
    /// The name shown in messages, usually a path.
    public let name: String
    /// The text, UTF-8; other bytes are shown as U+FFFD.
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The line and column of a byte. An offset behind the end gives the position after the last byte.
    public func location(of offset: Int) -> SourceLocation {
        let end = min(max(offset, 0), bytes.count)
        var line = 1
        var lineStart = 0
        for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        // A byte that does not continue a UTF-8 sequence starts a new character.
        let column = 1 + bytes[lineStart..<end].count { $0 & 0xC0 != 0x80 }
        return SourceLocation(line: line, column: column, lineStart: lineStart)
    }

    /// The text of the line that contains `location`, without its line break.
    public func line(at location: SourceLocation) -> ArraySlice<UInt8> {
        let rest = bytes[location.lineStart...]
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
}

/// A position as people count it: lines and columns from 1, a column being one Unicode scalar.
public struct SourceLocation: Equatable, Sendable {
    public let line: Int
    public let column: Int
    /// The byte offset at which the line starts.
    public let lineStart: Int
}
