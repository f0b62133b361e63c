extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error[code]: message`, without excerpt and notes.
    public var summary: String { summary(at: location) }

    private func summary(at location: SourceLocation?) -> String {
        guard let location else { return "\(file.name): error[\(code)]: \(message)" }
        return "\(file.name):\(location.line):\(location.column): error[\(code)]: \(message)"
    }

    /// The summary, the line with the place marked by carets, and the notes.
    public var description: String {
        let location = location
        var text = summary(at: location)
        if let span, let location {
            text += "\n" + excerpt(of: span, at: location)
        }
        for note in notes { text += "\n  note: " + note }
        return text
    }

    private func excerpt(of span: SourceSpan, at location: SourceLocation) -> String {
        let line = file.line(at: location)
        // A long line is shown around the place, not whole.
        let place = Int(span.offset)
        let from = max(line.startIndex, place - Self.excerptBytes / 2)
        let to = min(line.endIndex, max(from, min(place, line.endIndex)) + Self.excerptBytes)
        let window = from <= to ? line[from..<to] : line[line.endIndex...]
        let before = window.prefix { _ in true }.indices.prefix { $0 < place }.count
        let text = visible(window)
        let indent = visible(window.prefix(before)).count
        let marked = visible(window.dropFirst(before).prefix(Int(span.length))).count
        let number = String(location.line)
        let margin = String(repeating: " ", count: number.count)
        return """
              \(number) | \(text)
              \(margin) | \(String(repeating: " ", count: indent))\
            \(String(repeating: "^", count: max(1, marked)))
            """
    }

    private static var excerptBytes: Int { 160 }

    /// Tabs and control characters take one column each, so that the carets stand where they should.
    private func visible(_ bytes: ArraySlice<UInt8>) -> String {
        let printable = bytes.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }
        return String(decoding: printable, as: UTF8.self)
    }
}

extension [Diagnostic] {
    /// So many are told at once: finding the place of each goes through the source from its start.
    private static var limit: Int { 100 }

    /// The texts of the first hundred, and in one more how many others there are.
    public func texts(_ text: (Diagnostic) -> String = \.description) -> [String] {
        let texts = prefix(Self.limit).map(text)
        return count > Self.limit ? texts + ["… and \(count - Self.limit) more"] : texts
    }
}
