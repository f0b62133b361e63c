import Foundation
import Testing

@Suite("The compatibility page")
struct CompatibilityTests {
    @Test("Conformance/COMPATIBILITY.md is what the cases say")
    func committedPage() throws {
        let page = vtl("test", ".", "--report", in: repository + "/Conformance")
        #expect(page.status == 0, "\(page.diagnostics)")
        let committed = String(
            decoding: try Data(
                contentsOf: URL(fileURLWithPath: repository + "/Conformance/COMPATIBILITY.md")),
            as: UTF8.self)
        let isCurrent = committed == page.output
        #expect(isCurrent, "out of date: `make compatibility` prints it again")
    }

    @Test("Links start from the working directory, and files that fail are told")
    func failures() throws {
        let text = "P.\nevidence: inference: a test\n=== one\n-- template --\na\n-- output --\nb"
        let folder = try TemporaryFolder(["a/b.cases": text, "a/c.cases": ""])
        let run = vtl("test", "a", "--report", in: folder.path)
        #expect(run.status == 1)
        #expect(run.output.contains("- `a/c.cases` cannot be read\n- [b](a/b.cases) `one`\n"))
    }

    @Test("The page has one form and changes no file", arguments: ["--update", "--format=json"])
    func usage(option: String) {
        #expect(vtl("test", ".", "--report", option).status == 2)
    }
}
