import Foundation
import Testing
import VTLCommand

@Suite("The examples of README.md")
struct ReadmeTests {
    static let commands: [ConsoleCommand] = {
        let path = repository + "/README.md"
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return ConsoleCommand.commands(in: String(decoding: data, as: UTF8.self))
    }()

    @Test("An example prints what stands under it", arguments: commands)
    func example(command: ConsoleCommand) throws {
        let copies = try TemporaryFolder()
        for copy in command.copies {
            try FileManager.default.copyItem(
                atPath: repository + "/" + copy.source, toPath: copies.path + "/" + copy.target)
        }
        let folder = command.copies.isEmpty ? repository : copies.path
        let printed = try command.run(in: folder) { file in
            String(
                decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file)),
                as: UTF8.self)
        }
        #expect(printed == command.expected)
    }

    @Test("Commands with output are found, and others are not")
    func finding() {
        let text = """
            ```console
            $ vtl a
            one

            two
            $ vtl b
            $ vtl c
            three
            ```
            ```sh
            $ vtl d
            four
            ```
            """
        let commands = ConsoleCommand.commands(in: text)
        #expect(commands.map(\.text) == ["vtl a", "vtl c"])
        #expect(commands.map(\.expected) == ["one\n\ntwo\n", "three\n"])
        #expect(commands.map(\.line) == [2, 7])
        let copying = ConsoleCommand.commands(
            in: "```console\n$ cp -r a/b c\n$ vtl test c\nfine\n```\n```console\n$ vtl d\ne\n```")
        #expect(copying.map { $0.copies.map { [$0.source, $0.target] } } == [[["a/b", "c"]], []])
    }

    @Test("A command runs in a folder, with its input from a file")
    func running() throws {
        let folder = try TemporaryFolder(["d.json": #"{"a b": 1}"#, "t.vtl": "hi"])
        func run(_ text: String) throws -> String {
            try ConsoleCommand(text: text, expected: "", line: 1).run(
                in: folder.path, reading: folder.read)
        }
        #expect(try run(#"vtl path "$['a b']" < d.json"#) == "1\n")
        #expect(try run(#"vtl path '$["a b"]' d.json"#) == "1\n")
        #expect(try run("vtl render t.vtl") == "hi\n")
        #expect(try run("cat t.vtl") == "hi")
        #expect(throws: ShellError.self) { try run("ls") }
        #expect(throws: ShellError.self) { try run("vtl path | vtl path") }
    }

    @Test("Words are divided as a shell divides them")
    func words() throws {
        #expect(
            try shellWords(#"a 'b c'"d" "e\"$\n" \' '' <f"#)
                == [
                    .word("a"), .word("b cd"), .word(#"e"$\n"#), .word("'"), .word(""), .input,
                    .word("f"),
                ])
        #expect(throws: ShellError.self) { try shellWords("'a") }
    }
}
