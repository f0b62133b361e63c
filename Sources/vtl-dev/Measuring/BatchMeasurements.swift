import ConformanceRunner
import FoundationEssentials
import Glibc
import JSON
import Values

extension ProcessMeasurements {
    /// Records through `vtl batch`: small ones that are hardly more than a body, and those of a
    /// workload with all that its request has.
    func batch(_ workload: Workload) throws -> [BatchThroughput] {
        let small = try writeItems(WorkloadBodies.itemsOfOneKilobyte, named: "one-kilobyte")
        return [
            try batch(try Workload(directory: small), records: 100_000),
            try batch(workload, records: 50_000),
        ]
    }

    /// One process, two at a time, and the library on the same requests, in turns.
    private func batch(_ workload: Workload, records count: Int) throws -> BatchThroughput {
        let records = folder + "/batch.ndjson"
        try writeRecords(workload, count, to: records)
        let command = [vtl, "batch", "--template", workload.directory + "/template.vtl"]
        var library = TimeSeries()
        var one = TimeSeries()
        var two = TimeSeries()
        for _ in 0..<7 {
            library.rounds.append(try OwnEngine(workload: workload).time(ofRenders: count))
            one.rounds.append(try time(of: 1, command, input: records))
            two.rounds.append(try time(of: 2, command, input: records))
        }
        let size = try Data(contentsOf: URL(filePath: records), options: .mappedIfSafe).count
        return BatchThroughput(
            workload: workload.name, records: count, recordBytes: size / count,
            processor: Throughput(records: count, bytes: size, in: one.processor.median),
            oneProcess: Throughput(records: count, bytes: size, in: one.wall.median),
            twoProcesses: Throughput(records: 2 * count, bytes: 2 * size, in: two.wall.median),
            libraryShare: library.processor.medianRatio(to: one.processor))
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
        let processor = try children.reduce(0) { try $0 + $1.wait().processor }
        return WorkTime(wall: watch.time.wall, processor: processor)
    }
}
