import ArgumentParser
import FoundationEssentials

/// `vtl-dev bodies`: writes the requests of our own workloads.
struct BodiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bodies",
        abstract: "Write request.json of the workloads whose bodies are made from fixed seeds.",
        discussion: "EXAMPLE:\n  vtl-dev bodies Benchmarks/workloads")

    @Argument(help: "The folder of the workloads.", completion: .directory)
    var directory: String

    func run() throws {
        for (name, body) in WorkloadBodies.all {
            let folder = directory + "/" + name
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try RequestFile(body: body).write(to: folder + "/request.json")
        }
    }
}

/// A `request.json` with nothing but a body.
struct RequestFile: Encodable {
    let body: String

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        try (encoder.encode(self) + Data("\n".utf8)).write(to: URL(filePath: path))
    }
}
