import FoundationEssentials
import Glibc

/// What is measured from outside: whole processes.
struct ProcessMeasurements {
    /// The command of the release build.
    let vtl: String
    /// Starts the Java side; nil where there is none.
    let velocity: [String]?
    /// Where inputs are written.
    let folder: String

    // MARK: Start to output

    /// The time from start to end of one small piece of work, 30 times each, in turns.
    func starts(_ workload: Workload) throws -> [ProcessStart] {
        let request = workload.directory + "/request.json"
        var commands: [(name: String, words: [String])] = [
            (
                "vtl render",
                [vtl, "render", workload.directory + "/template.vtl", "--request", request]
            )
        ]
        if ChildProcess.exists("jq") {
            commands.append(("jq", ["jq", "-c", ".body | fromjson", request]))
        }
        if ChildProcess.exists("node") {
            let script = """
                const request = JSON.parse(require('fs').readFileSync('\(request)'));
                console.log(JSON.stringify(JSON.parse(request.body)))
                """
            commands.append(("node", ["node", "-e", script]))
        }
        if let velocity {
            commands.append(("java, Velocity 1.7", velocity + ["render", workload.directory]))
        }
        var times = commands.map { _ in TimeSeries() }
        for _ in 0..<30 {
            for (index, command) in commands.enumerated() {
                times[index].rounds.append(try ChildProcess.run(command.words) / 1_000_000)
            }
        }
        return zip(commands, times).map { command, series in
            ProcessStart(
                name: command.name, minimumMilliseconds: series.wall.min() ?? .nan,
                medianMilliseconds: series.wall.median,
                processorMilliseconds: series.processor.median,
                ratio: series.processor.medianRatio(to: times[0].processor))
        }
    }

    // MARK: Memory

    /// The most memory that one render holds: for a small body, and for one of 10 MB.
    func peakMemory(smallWorkload: String) throws -> [PeakMemory] {
        let large = try writeItems(WorkloadBodies.itemsOfTenMegabytes, named: "ten-megabytes")
        let body = large + "/body.json"
        let bodyBytes = try Data(contentsOf: URL(filePath: body)).count
        let render = [vtl, "render", "--limit", "loopIterations=1000000"]
        let small = [smallWorkload + "/template.vtl", "--request", smallWorkload + "/request.json"]
        var peaks = [
            PeakMemory(
                name: "vtl render", bodyBytes: bodyBytes,
                smallBytes: try peakBytes(of: render + small),
                largeBytes: try peakBytes(of: render + [large + "/template.vtl", "--body", body]))
        ]
        if let velocity {
            peaks.append(
                PeakMemory(
                    name: "java, Velocity 1.7", bodyBytes: bodyBytes,
                    smallBytes: try peakBytes(of: velocity + ["render", smallWorkload]),
                    largeBytes: try peakBytes(of: velocity + ["render", large])))
        }
        return peaks
    }

    /// What the program `time` tells: a child's peak starts at its parent's, and `time` is small.
    private func peakBytes(of command: [String]) throws -> Int {
        let report = folder + "/peak"
        _ = try ChildProcess.run(["time", "--format=%M", "--output=" + report] + command)
        let text = try String(contentsOfFile: report, encoding: .utf8)
        guard let kibibytes = Int(text.prefix { $0.isNumber }) else {
            throw ChildProcess.Failure(description: "time told \(text)")
        }
        return kibibytes * 1024
    }

    /// Makes a workload of so many items; gives its folder.
    func writeItems(_ count: Int, named name: String) throws -> String {
        let directory = folder + "/" + name
        _ = try ChildProcess.run(["/proc/self/exe", "bodies", directory, "--items", "\(count)"])
        return directory
    }
}
