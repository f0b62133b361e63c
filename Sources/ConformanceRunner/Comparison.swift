/// Where an expected text and the one that was found part.
public struct Difference: Equatable, Sendable {
    public let expected: [UInt8]
    public let found: [UInt8]
    /// The first line and column that differ, counted from 1; a column is one Unicode scalar.
    public let line: Int
    public let column: Int

    /// Compares byte by byte; nil when both are the same.
    public init?(expected: [UInt8], found: [UInt8]) {
        guard expected != found else { return nil }
        self.expected = expected
        self.found = found
        var place = zip(expected, found).prefix { $0 == $1 }.count
        // The byte may continue a character that starts before it.
        while place > 0, isContinuation(expected, place) || isContinuation(found, place) {
            place -= 1
        }
        let before = expected[..<place]
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
    }

    /// The lines that differ with one line before them, white space made visible: `-` was expected,
    /// `+` was found.
    public var excerpt: String {
        let before = Self.lines(expected)
        let after = Self.lines(found)
        let same = zip(before, after).prefix { $0 == $1 }.count
        let tail = zip(before[same...].reversed(), after[same...].reversed())
            .prefix { $0 == $1 }.count
        var result: [String] = []
        if same > 0 { result.append("    " + Self.visible(before[same - 1])) }
        result += Self.marked("  - ", before[same..<before.count - tail])
        result += Self.marked("  + ", after[same..<after.count - tail])
        return result.joined(separator: "\n")
    }

    /// A long run of lines is shown by its start.
    private static var excerptLines: Int { 12 }
    /// A long line is shown by its start.
    private static var lineBytes: Int { 2000 }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }

    private static func marked(_ mark: String, _ lines: ArraySlice<ArraySlice<UInt8>>) -> [String] {
        var result = lines.prefix(excerptLines).map { mark + visible($0) }
        if lines.count > excerptLines {
            result.append("\(mark)… (\(lines.count - excerptLines) more lines)")
        }
        return result
    }

    private static func visible(_ line: ArraySlice<UInt8>) -> String {
        let text = String(decoding: VisibleText.encode(line.prefix(lineBytes)), as: UTF8.self)
        return line.count > lineBytes ? text + "…" : text
    }
}

private func isContinuation(_ bytes: [UInt8], _ index: Int) -> Bool {
    index < bytes.count && bytes[index] & 0xC0 == 0x80
}
