import Foundation
import Testing

@Suite("The cases of the repository")
struct RepositoryCasesTests {
    @Test("Every case passes", arguments: ["Conformance", "Templates"])
    func cases(folder: String) {
        guard FileManager.default.fileExists(atPath: repository + "/" + folder) else { return }
        let run = vtl("test", folder, in: repository)
        #expect(run.status == 0, "\(run.output)")
    }
}
