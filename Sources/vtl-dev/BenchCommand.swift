import APIGatewayMapping
import ArgumentParser
import FoundationEssentials

/// `vtl-dev bench`: measures workloads, and compares engines on them.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure workloads, and compare engines on them in turns.",
        discussion: """
            EXAMPLES:
              vtl-dev bench Benchmarks/workloads/*
              vtl-dev bench --json Benchmarks/workloads/logic
              make bench                compares with Velocity 1.7 and measures everything

            Every output is compared with expected.txt first.
            """)

    @Argument(
        help: "Folders with template.vtl, request.json, expected.txt.", completion: .directory)
    var workloads: [String] = []

    @Flag(help: "Print JSON instead of a table.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Compare with Velocity; from Benchmarks/java/setup.", valueName: "class path"))
    var velocity: String?

    @Option(
        help: ArgumentHelp("Compare with airspeed, which this Python has.", valueName: "python"))
    var airspeed: String?

    @Option(
        help: ArgumentHelp(
            "Compare the parser with yyjson, which this Python has.", valueName: "python"))
    var yyjson: String?

    @Option(
        help: ArgumentHelp(
            "Measure also this command: start, throughput, memory; and how time grows.",
            valueName: "vtl"))
    var command: String?

    @Option(help: ArgumentHelp("Write results.json and results.md there.", valueName: "folder"))
    var results: String?

    @Option(help: "Rounds.")
    var rounds = 41

    func validate() throws {
        guard !workloads.isEmpty else { throw ValidationError("No workload is given.") }
        guard rounds > 0 else { throw ValidationError("There is at least one round.") }
    }

    func run() throws {
        var results = BenchmarkResults(date: Machine.date, machine: Machine.description)
        if let command { try measureMemory(command, &results) }
        let workloads = try workloads.map { try Workload(directory: $0) }
        for workload in workloads {
            tell(workload.name)
            results.workloads[workload.name] = try measure(workload)
        }
        if let command { try measureAround(command, workloads, &results) }
        let text = try json ? results.json : results.markdown
        try Stream.output.write(text)
        if let folder = self.results {
            try Data(results.json.utf8).write(to: URL(filePath: folder + "/results.json"))
            try Data(results.markdown.utf8).write(to: URL(filePath: folder + "/results.md"))
        }
    }

    // MARK: Workloads

    private func measure(_ workload: Workload) throws -> WorkloadResult {
        let output = try workload.output(ofRenders: 1)
        guard workload.expected == nil || workload.expected == output else {
            throw ChildProcess.Failure(description: "\(workload.name): not the expected output")
        }
        let velocity = try velocityCommand.map {
            try ServedEngine(
                $0 + ["serve"], workload: workload, warmUpNanoseconds: 5_000_000_000)
        }
        guard velocity?.isRight != false else {
            throw ChildProcess.Failure(
                description: "\(workload.name): Velocity does not print the expected output")
        }
        // What they cannot do, they cannot.
        let airspeed = self.airspeed.flatMap {
            try? ServedEngine(
                [$0, "Benchmarks/airspeed/serve.py"], workload: workload,
                warmUpNanoseconds: 300_000_000)
        }
        let yyjson = self.yyjson.flatMap {
            try? ServedEngine(
                [$0, "Benchmarks/yyjson/serve.py"], workload: workload,
                warmUpNanoseconds: 300_000_000)
        }
        let floors: [any Contestant] = [
            OwnEngine(workload: workload), ParseFloor(body: workload.request.body),
            CopyFloor(body: workload.request.body, output: output),
            try ExchangeEngine(workload: workload),
        ]
        let others = [velocity, airspeed, yyjson]
        let present = others.compactMap(\.self)
        let series = try InterleavedRounds(count: rounds).measure(floors + present)
        for other in present { try other.stop() }
        var rest = series.dropFirst(floors.count)
        let otherSeries = others.map { $0 == nil ? nil : rest.removeFirst() }
        return WorkloadResult(
            bodyBytes: workload.request.body.count, outputBytes: output.count,
            ours: series[0], parse: series[1], copy: series[2], exchange: series[3],
            velocity: otherSeries[0], airspeed: otherSeries[1], airspeedIsRight: airspeed?.isRight,
            yyjson: otherSeries[2])
    }

    /// One thread works; a gigabyte of heap, so that collections are few.
    private var velocityCommand: [String]? {
        velocity.map {
            ["java", "-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-cp", $0, "VelocityBenchmark"]
        }
    }

    // MARK: The rest

    private func measureMemory(_ command: String, _ results: inout BenchmarkResults) throws {
        tell("memory")
        results.memory = try processes(command).peakMemory(smallWorkload: workloads[0])
    }

    private func measureAround(
        _ command: String, _ workloads: [Workload], _ results: inout BenchmarkResults
    ) throws {
        tell("starts, throughput")
        results.starts = try processes(command).starts(workloads[0])
        results.batch = try processes(command).batch(workloads[0])
        tell("sizes, threads")
        results.sizes = try SizeScaling.measure()
        results.threads =
            try [ThreadScaling.control()] + workloads.prefix(2).map(ThreadScaling.measure)
    }

    /// Java as it comes, because these are single renders.
    private func processes(_ command: String) -> ProcessMeasurements {
        ProcessMeasurements(
            vtl: command,
            velocity: velocity.map { ["java", "-cp", $0, "VelocityBenchmark"] },
            folder: results ?? FileManager.default.temporaryDirectory.path)
    }

    private func tell(_ subject: String) {
        try? Stream.diagnostics.write("measuring \(subject)\n")
    }
}
