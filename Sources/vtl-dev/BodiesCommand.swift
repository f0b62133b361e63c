import ArgumentParser
import FoundationEssentials

/// `vtl-dev bodies`: writes the requests of our own workloads.
struct BodiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bodies",
        abstract: "Write request.json of the workloads whose bodies are made from fixed seeds.",
        discussion: """
            EXAMPLE:
              vtl-dev bodies Benchmarks/workloads

            With --items the folder becomes a workload itself: a list of that many items.
            """)

    @Argument(help: "The folder of the workloads.", completion: .directory)
    var directory: String

    @Option(help: "Make a list of this many items.")
    var items: Int?

    func run() throws {
        if let items {
            let body = WorkloadBodies.items(items)
            try RequestFile(body: body).write(inFolder: directory)
            try Data(body.utf8).write(to: URL(filePath: directory + "/body.json"))
            try Data(WorkloadBodies.itemsTemplate.utf8)
                .write(to: URL(filePath: directory + "/template.vtl"))
            return
        }
        for (name, body) in WorkloadBodies.all {
            try RequestFile(body: body).write(inFolder: directory + "/" + name)
        }
    }
}

/// A `request.json` with nothing but a body.
private struct RequestFile: Encodable {
    let body: String

    func write(inFolder folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        try (encoder.encode(self) + Data("\n".utf8))
            .write(to: URL(filePath: folder + "/request.json"))
    }
}
