import ConformanceRunner
import FoundationEssentials
import Glibc
import JSON
import Values

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
                times[index].rounds.append(try ChildProcess.run(command.words).time / 1_000_000)
            }
        }
        return zip(commands, times).map { command, times in
            ProcessStart(
                name: command.name, minimumMilliseconds: times.wall.min() ?? .nan,
                medianMilliseconds: times.wall.median,
                processorMilliseconds: times.processor.median)
        }
    }

    // MARK: Throughput

    /// Records through `vtl batch`: one process, and two at a time.
    func batch(_ workload: Workload, records count: Int) throws -> BatchThroughput {
        let records = folder + "/batch.ndjson"
        try writeRecords(workload, count, to: records)
        let command = [vtl, "batch", "--template", workload.directory + "/template.vtl"]
        var one = TimeSeries()
        var two = TimeSeries()
        for _ in 0..<5 {
            one.rounds.append(try time(of: 1, command, input: records))
            two.rounds.append(try time(of: 2, command, input: records))
        }
        let size = try Data(contentsOf: URL(filePath: records)).count
        return BatchThroughput(
            workload: workload.name, records: count, recordBytes: size / count,
            processor: Throughput(records: count, bytes: size, in: one.processor.median),
            oneProcess: Throughput(records: count, bytes: size, in: one.wall.median),
            twoProcesses: Throughput(records: 2 * count, bytes: 2 * size, in: two.wall.median))
    }

    private func writeRecords(_ workload: Workload, _ count: Int, to path: String) throws {
        let members = try Self.members(
            ofRequest: Array(Data(contentsOf: URL(filePath: workload.directory + "/request.json"))))
        var text: [UInt8] = []
        for index in 0..<count {
            text.append(contentsOf: "{\"id\":\(index)".utf8)
            text.append(contentsOf: members)
            text.append(contentsOf: "}\n".utf8)
        }
        try Data(text).write(to: URL(filePath: path))
    }

    /// The members of a record that make up a request, each behind a comma.
    private static func members(ofRequest text: [UInt8]) throws -> [UInt8] {
        var heap = Heap()
        let request = try heap.parseJSON(text)
        var input: [String] = []
        var members = ""
        for index in 0..<heap.entryCount(of: request) {
            let name = heap.description(of: heap.key(index, of: request))
            let value = String(
                decoding: heap.jsonText(of: heap.value(index, of: request)), as: UTF8.self)
            if name == "body" || name == "params" {
                input.append("\"\(name)\":\(value)")
            } else {
                members += ",\"\(name)\":\(value)"
            }
        }
        return Array((members + ",\"input\":{\(input.joined(separator: ","))}").utf8)
    }

    /// The time until all processes ended; the processor's is that of all of them.
    private func time(of count: Int, _ command: [String], input: String) throws -> WorkTime {
        let watch = Stopwatch()
        let sink = try ChildProcess.open("/dev/null", O_WRONLY)
        defer { close(sink) }
        var children: [ChildProcess] = []
        for _ in 0..<count {
            let source = try ChildProcess.open(input, O_RDONLY)
            defer { close(source) }
            children.append(try ChildProcess(command, input: source, output: sink))
        }
        let processor = try children.reduce(0) { try $0 + $1.wait().time.processor }
        return WorkTime(wall: watch.time.wall, processor: processor)
    }

    // MARK: Memory

    /// The most memory that one render holds: for a small body, and for one of 10 MB.
    ///
    /// To be called while this process is small, because a child's peak starts at its parent's;
    /// for the same reason another process writes the input.
    func peakMemory(smallWorkload: String) throws -> [PeakMemory] {
        let large = folder + "/ten-megabytes"
        let bodies = [
            "/proc/self/exe", "bodies", large, "--items", "\(WorkloadBodies.itemsOfTenMegabytes)",
        ]
        _ = try ChildProcess.run(bodies)
        var peaks: [PeakMemory] = []
        for (body, directory) in [("1 KB", smallWorkload), ("10 MB", large)] {
            let render = [
                vtl, "render", directory + "/template.vtl",
                "--request", directory + "/request.json", "--limit", "loopIterations=1000000",
            ]
            peaks.append(
                PeakMemory(
                    name: "vtl render", body: body,
                    megabytes: Double(try ChildProcess.run(render).peakBytes) / 1e6))
            guard let velocity else { continue }
            let end = try ChildProcess.run(velocity + ["render", directory])
            peaks.append(
                PeakMemory(
                    name: "java, Velocity 1.7", body: body, megabytes: Double(end.peakBytes) / 1e6))
        }
        return peaks
    }
}
