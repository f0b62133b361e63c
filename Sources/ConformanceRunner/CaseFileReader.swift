import Diagnostics

/// Divides a `.cases` file into the part before the first case and the cases.
struct CaseFileReader {
    /// The keys that a header may have.
    enum Key: String, CaseIterable {
        case profile, evidence, dialect, template, integration, limits
        case logicalId = "logical-id"
        case knownFailure = "known-failure"
    }

    /// A line `key: value`.
    struct Field {
        var value: String
        var line: Int
    }

    /// A case as it is written, or what stands before the first one.
    struct Scope {
        /// Nil for the part before the first case.
        var name: String?
        var line: Int
        var fields: [Key: Field] = [:]
        var sections: [SectionName: CaseSection] = [:]
        /// The lines that are neither keys nor blank.
        var prose: [String] = []
    }

    /// A section whose end was not seen yet.
    private struct OpenSection {
        /// Nil when the name is unknown or repeated: then the lines mean nothing.
        var name: SectionName?
        var isVisible: Bool
        /// The line of the marker, counted from 0.
        var line: Int
    }

    let file: SourceFile
    /// The bytes of each line, without the newline.
    private let lines: [Range<Int>]
    private(set) var scopes = [Scope(name: nil, line: 1)]
    private var section: OpenSection?
    var diagnostics: [Diagnostic] = []

    init(_ file: SourceFile) {
        self.file = file
        lines = Self.divide(file.bytes)
    }

    /// The cases of the file.
    mutating func read() throws(CaseFileError) -> [ConformanceCase] {
        for line in lines.indices { readLine(line) }
        closeSection(before: lines.count, isSeparated: false)
        let cases = makeCases()
        guard diagnostics.isEmpty else {
            // Some mistakes are noticed late, and a reader goes from top to bottom.
            diagnostics.sort { ($0.span?.offset ?? 0) < ($1.span?.offset ?? 0) }
            throw CaseFileError(diagnostics: diagnostics)
        }
        return cases
    }

    private mutating func readLine(_ line: Int) {
        switch CaseMarker(file.bytes[lines[line]]) {
        case .start(let name):
            closeSection(before: line, isSeparated: true)
            startCase(name, at: line)
        case .section(let name, let isVisible):
            closeSection(before: line, isSeparated: false)
            startSection(name, isVisible: isVisible, at: line)
        case .malformed(let expected):
            report(
                "expected \(expected), found `\(text(line))`", line,
                notes: ["a content line of this form is written with a backslash in front"])
        case nil:
            if section == nil { readHeaderLine(line) }
        }
    }

    private mutating func startCase(_ name: String, at line: Int) {
        let isWord = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || Character(UnicodeScalar(byte)).isLetter && byte < 0x80
                || (48...57).contains(byte)
        }
        if !isWord {
            report("expected a name of letters, digits and hyphens, found `\(name)`", line)
        }
        if let first = scopes.first(where: { $0.name == name }) {
            report(
                "there are two cases `\(name)`", line, notes: ["the first is in line \(first.line)"]
            )
        }
        scopes.append(Scope(name: name, line: line + 1))
    }

    // MARK: Headers

    private mutating func readHeaderLine(_ line: Int) {
        let text = text(line).trimmingBlanks
        if text.isEmpty { return }
        guard let colon = text.firstIndex(of: ":"), isWord(text[..<colon]),
            text[colon...].dropFirst().first.map({ $0 == " " }) ?? true
        else {
            scopes[scopes.count - 1].prose.append(text)
            return
        }
        let word = String(text[..<colon])
        guard let key = Key(rawValue: word) else {
            if let key = nearMiss(to: word, among: Key.allCases.map(\.rawValue)) {
                report("there is no key `\(word)`", line, notes: ["did you mean `\(key)`?"])
            }
            scopes[scopes.count - 1].prose.append(text)
            return
        }
        let value = String(text[colon...].dropFirst()).trimmingBlanks
        if value.isEmpty { report("expected a value after `\(word):`", line) }
        if scopes[scopes.count - 1].fields[key] != nil { report("`\(word)` is given twice", line) }
        scopes[scopes.count - 1].fields[key] = Field(value: value, line: line)
    }

    private func isWord(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0 | 0x20) }
    }

    // MARK: Sections

    private mutating func startSection(_ name: String, isVisible: Bool, at line: Int) {
        let known = SectionName(rawValue: name)
        section = OpenSection(name: known, isVisible: isVisible, line: line)
        guard let known else {
            let names = SectionName.allCases.map(\.rawValue)
            let advice =
                nearMiss(to: name, among: names).map { "did you mean `\($0)`?" }
                ?? "known are " + names.joined(separator: ", ")
            report("there is no section `\(name)`", line, notes: [advice])
            return
        }
        if let first = scopes[scopes.count - 1].sections[known] {
            section?.name = nil
            report(
                "the section `\(name)` is given twice", line,
                notes: ["the first is in line \(first.line)"])
        }
    }

    /// Ends the open section before a line; a blank line before `===` is not part of it.
    private mutating func closeSection(before end: Int, isSeparated: Bool) {
        guard let open = section else { return }
        section = nil
        guard let name = open.name else { return }
        var content = open.line + 1..<end
        if isSeparated, let last = content.last, lines[last].isEmpty { content.removeLast() }
        // A file may end right behind the marker, without a newline.
        let start =
            content.isEmpty
            ? min(lines[open.line].upperBound + 1, file.bytes.count)
            : lines[content.lowerBound].lowerBound
        let stop = content.last.map { min(lines[$0].upperBound + 1, file.bytes.count) } ?? start
        scopes[scopes.count - 1].sections[name] = CaseSection(
            name: name, content: decode(content, isVisible: open.isVisible),
            isVisible: open.isVisible, isShared: scopes.count == 1, range: start..<stop,
            line: open.line + 1)
    }

    private func decode(_ content: Range<Int>, isVisible: Bool) -> [UInt8] {
        var result: [UInt8] = []
        for index in content {
            if index > content.lowerBound { result.append(UInt8(ascii: "\n")) }
            var line = file.bytes[lines[index]]
            if line.first == UInt8(ascii: "\\"), CaseMarker.needsEscape(line) { line.removeFirst() }
            result += isVisible ? VisibleText.decode(line) : Array(line)
        }
        return result
    }

    // MARK: Lines

    private static func divide(_ bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            lines.append(start..<index)
            start = index + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        return lines
    }

    private func text(_ line: Int) -> String {
        String(decoding: file.bytes[lines[line]], as: UTF8.self)
    }

    /// Notes a mistake in a line, counted from 0.
    mutating func report(_ message: String, _ line: Int, notes: [String] = []) {
        let range = lines.indices.contains(line) ? lines[line] : 0..<0
        diagnostics.append(
            Diagnostic(
                code: "case-file", message: message, file: file,
                span: SourceSpan(offset: range.lowerBound, length: range.count), notes: notes))
    }
}
