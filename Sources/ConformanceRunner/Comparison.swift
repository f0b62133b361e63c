/// Where an expected text and the one that was found part.
public struct Difference: Equatable, Sendable {
    public let expected: [UInt8]
    public let found: [UInt8]
    /// The first line and column that differ, counted from 1; a column is one Unicode scalar.
    public let line: Int
    public let column: Int
    /// Bytes of the first line that differs before the place where it does.
    private let bytesBefore: Int

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
        bytesBefore = place - lineStart
    }

    /// The lines that differ with one line before them, white space made visible: `-` was expected,
    /// `+` was found.
    public var excerpt: String {
        let before = Self.lines(expected)
        let after = Self.lines(found)
        let same = zip(before, after).prefix { $0 == $1 }.count
        let tail = zip(before[same...].reversed(), after[same...].reversed())
            .prefix { $0 == $1 }.count
        // A long line is shown around the place where it differs.
        let start = bytesBefore > Self.lineBytes / 2 ? bytesBefore - Self.lineBytes / 4 : 0
        var result: [String] = []
        if same > 0 { result += Self.marked("    ", before[same - 1..<same]) }
        result += Self.marked("  - ", before[same..<before.count - tail], from: start)
        result += Self.marked("  + ", after[same..<after.count - tail], from: start)
        return result.joined(separator: "\n")
    }

    /// A text in indented lines, cut where it is long.
    static func shortened(_ text: String) -> String {
        marked("    ", lines(Array(text.utf8))[...], isVisible: false).joined(separator: "\n")
    }

    /// A long run of lines is shown by its start.
    private static var excerptLines: Int { 12 }
    private static var lineBytes: Int { 400 }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }

    /// Lines behind a mark; of the first one only what stands from `start` on.
    private static func marked(
        _ mark: String, _ lines: ArraySlice<ArraySlice<UInt8>>, from start: Int = 0,
        isVisible: Bool = true
    ) -> [String] {
        var result = lines.prefix(excerptLines).map { mark + shown($0, isVisible) }
        if start > 0, let first = lines.first, first.count > start {
            result[0] = mark + "…" + shown(first.dropFirst(start), isVisible)
        }
        if lines.count > excerptLines {
            result.append("\(mark)… (\(lines.count - excerptLines) more lines)")
        }
        return result
    }

    private static func shown(_ line: ArraySlice<UInt8>, _ isVisible: Bool) -> String {
        // Neither end may cut a character in two.
        let line = line.drop { $0 & 0xC0 == 0x80 }
        var end = min(line.startIndex + lineBytes, line.endIndex)
        while end < line.endIndex, line[end] & 0xC0 == 0x80 { end -= 1 }
        let start = line[..<max(end, line.startIndex)]
        let text = String(
            decoding: isVisible ? VisibleText.encode(start) : Array(start), as: UTF8.self)
        return end < line.endIndex ? text + "…" : text
    }
}

private func isContinuation(_ bytes: [UInt8], _ index: Int) -> Bool {
    index < bytes.count && bytes[index] & 0xC0 == 0x80
}
