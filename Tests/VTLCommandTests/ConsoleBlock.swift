import VTLCommand

/// A command of a `console` block in a Markdown text, with the output that stands under it.
struct ConsoleCommand: CustomStringConvertible, Sendable {
    /// What follows `$ `.
    let text: String
    let expected: String
    /// The line of the command, counted from 1.
    let line: Int
    /// What `cp -r` commands above it in the same block copy, and where to.
    var copies: [Copy] = []

    struct Copy: Equatable, Sendable {
        let source: String
        let target: String

        init?(_ command: String) {
            let words = command.split(separator: " ")
            guard words.count == 4, words.starts(with: ["cp", "-r"]) else { return nil }
            (source, target) = (String(words[2]), String(words[3]))
        }
    }

    var description: String { "line \(line): \(text)" }

    /// The commands of all `console` blocks that have output under them.
    static func commands(in markdown: String) -> [ConsoleCommand] {
        var result: [ConsoleCommand] = []
        var isInBlock = false
        var command: (text: String, line: Int, output: [String])?
        var copies: [Copy] = []
        func end() {
            if let command, !command.output.isEmpty {
                result.append(
                    ConsoleCommand(
                        text: command.text,
                        expected: command.output.map { $0 + "\n" }.joined(), line: command.line,
                        copies: copies))
            } else if let copy = command.flatMap({ Copy($0.text) }) {
                copies.append(copy)
            }
            command = nil
        }
        let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("```") {
                end()
                copies = []
                isInBlock = !isInBlock && line == "```console"
            } else if isInBlock, line.hasPrefix("$ ") {
                end()
                command = (String(line.dropFirst(2)), index + 1, [])
            } else if isInBlock, let text = command?.text, text.hasSuffix("\\") {
                // A backslash at the end continues a command.
                command?.text = String(text.dropLast()) + line.drop { $0 == " " }
            } else if isInBlock {
                command?.output.append(String(line))
            }
        }
        end()
        return result
    }

    /// Runs the command in a folder: `vtl …` or `cat FILE`, with `< FILE` for its input. Gives what
    /// a terminal would show.
    func run(in folder: String, reading read: (String) throws -> String) throws -> String {
        var words = try shellWords(text)
        var input = ""
        if let mark = words.firstIndex(of: .input), words.indices.contains(mark + 1),
            case .word(let file) = words[mark + 1]
        {
            input = try read(file)
            words.removeSubrange(mark...mark + 1)
        }
        let arguments = words.compactMap { word in
            if case .word(let text) = word { text } else { nil }
        }
        switch arguments.first {
        case "cat": return try arguments.dropFirst().map(read).joined()
        case "vtl":
            let output = MemorySink()
            let streams = CommandStreams(
                input: MemorySource([Array(input.utf8)]), output: output, diagnostics: output,
                directory: folder)
            _ = runCommand(Array(arguments.dropFirst()), streams)
            // The prompt that follows starts on a line of its own.
            return output.text.isEmpty || output.text.hasSuffix("\n")
                ? output.text : output.text + "\n"
        default: throw ShellError(message: "expected `vtl` or `cat`, found `\(text)`")
        }
    }
}

/// A piece of a command line.
enum ShellWord: Equatable {
    case word(String)
    /// `<`
    case input
}

struct ShellError: Error {
    let message: String
}

/// Divides a command line as a shell does: blanks, single and double quotes, backslashes, `<`.
func shellWords(_ text: String) throws -> [ShellWord] {
    var result: [ShellWord] = []
    var word: String?
    var quote: Character?
    var rest = Substring(text)
    func end() {
        if let finished = word { result.append(.word(finished)) }
        word = nil
    }
    while let character = rest.popFirst() {
        switch (character, quote) {
        case ("'", "'"), ("\"", "\""): quote = nil
        case (_, "'"): word?.append(character)
        case ("\\", _):
            guard let next = rest.popFirst() else { break }
            let isKept = quote == "\"" && !"\"\\$`".contains(next)
            word = (word ?? "") + (isKept ? "\\" : "") + String(next)
        case (_, "\""): word?.append(character)
        case ("'", nil), ("\"", nil):
            quote = character
            word = word ?? ""
        case (" ", nil): end()
        case ("<", nil):
            end()
            result.append(.input)
        case ("|", nil), (">", nil), ("&", nil), (";", nil):
            throw ShellError(message: "`\(character)` is not for these tests: \(text)")
        default: word = (word ?? "") + String(character)
        }
    }
    guard quote == nil else { throw ShellError(message: "a quote is not closed: \(text)") }
    end()
    return result
}
