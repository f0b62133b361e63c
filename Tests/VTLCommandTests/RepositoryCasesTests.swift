import Foundation
import Testing

@Suite("The cases of the repository")
struct RepositoryCasesTests {
    /// The `.cases` files of the folders, relative to the repository.
    static let files: [String] = ["Conformance", "Templates"].flatMap { folder in
        let paths = FileManager.default.enumerator(atPath: repository + "/" + folder)
        return (paths?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".cases") }.map { folder + "/" + $0 }.sorted()
    }

    @Test("Every case of a file passes", arguments: files)
    func cases(file: String) {
        let run = vtl("test", file, in: repository)
        #expect(run.status == 0, "\(run.output)")
    }
}
