import FoundationEssentials

/// What `results.json` holds.
struct BenchmarkResults: Codable {
    var date: String
    var machine: String
    var workloads: [String: WorkloadResult] = [:]
    var starts: [ProcessStart]?
    var batch: [BatchThroughput]?
    var memory: [PeakMemory]?
    var sizes: [SizeStep]?
    var threads: [ThreadResult]?

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}

/// The times of one render in nanoseconds: processor time, the median of the rounds, unless said
/// otherwise.
struct WorkloadResult: Codable {
    var bodyBytes: Int
    var outputBytes: Int
    var ours: Double
    var oursMinimum: Double
    var oursWall: Double
    /// The JSON parser alone, on the body.
    var parse: Double
    /// Copying the body in and the output out.
    var copy: Double
    /// A whole exchange that renders the template twice.
    var exchange: Double
    var velocity17: Double?
    var velocity17Minimum: Double?
    var velocity17Wall: Double?
    /// How many times longer Velocity takes: the median of the rounds.
    var ratio: Double?
    var wallRatio: Double?
    var airspeed: Double?
    /// Its output is the gateway's.
    var airspeedIsRight: Bool?
    /// The parser yyjson alone, on the body.
    var yyjson: Double?
    /// How fast our parser is, yyjson's speed being 1: the median of the rounds.
    var parseSpeedToYyjson: Double?

    /// Sums up the rounds of what was measured.
    init(
        bodyBytes: Int, outputBytes: Int, ours: TimeSeries, parse: TimeSeries, copy: TimeSeries,
        exchange: TimeSeries, velocity: TimeSeries?, airspeed: TimeSeries?, airspeedIsRight: Bool?,
        yyjson: TimeSeries?
    ) {
        self.bodyBytes = bodyBytes
        self.outputBytes = outputBytes
        self.ours = ours.processor.median
        oursMinimum = ours.processor.min() ?? .nan
        oursWall = ours.wall.median
        self.parse = parse.processor.median
        self.copy = copy.processor.median
        self.exchange = exchange.processor.median
        velocity17 = velocity?.processor.median
        velocity17Minimum = velocity?.processor.min()
        velocity17Wall = velocity?.wall.median
        ratio = velocity?.processor.medianRatio(to: ours.processor)
        wallRatio = velocity?.wall.medianRatio(to: ours.wall)
        self.airspeed = airspeed?.processor.median
        self.airspeedIsRight = airspeedIsRight
        self.yyjson = yyjson?.processor.median
        parseSpeedToYyjson = yyjson?.processor.medianRatio(to: parse.processor)
    }

    enum CodingKeys: String, CodingKey {
        case bodyBytes = "body_bytes"
        case outputBytes = "output_bytes"
        case ours = "ours_ns"
        case oursMinimum = "ours_min_ns"
        case oursWall = "ours_wall_ns"
        case parse = "parse_ns"
        case copy = "copy_ns"
        case exchange = "exchange_ns"
        case velocity17 = "velocity17_ns"
        case velocity17Minimum = "velocity17_min_ns"
        case velocity17Wall = "velocity17_wall_ns"
        case ratio
        case wallRatio = "wall_ratio"
        case airspeed = "airspeed_ns"
        case airspeedIsRight = "airspeed_is_right"
        case yyjson = "yyjson_ns"
        case parseSpeedToYyjson = "parse_speed_to_yyjson"
    }
}

/// Process start to end.
struct ProcessStart: Codable {
    var name: String
    var minimumMilliseconds: Double
    var medianMilliseconds: Double
    /// The processor time that it takes, the median.
    var processorMilliseconds: Double
    /// How many times that of `vtl` it is: the median of the rounds.
    var ratio: Double

    enum CodingKeys: String, CodingKey {
        case name
        case minimumMilliseconds = "min_ms"
        case medianMilliseconds = "median_ms"
        case processorMilliseconds = "processor_ms"
        case ratio
    }
}

struct BatchThroughput: Codable {
    var workload: String
    var records: Int
    var recordBytes: Int
    /// Of a second of processor time.
    var processor: Throughput
    var oneProcess: Throughput
    /// Two processes at the same time, together.
    var twoProcesses: Throughput
    /// The processor time of the library alone, as a share of the command's: the median of the rounds.
    var libraryShare: Double

    enum CodingKeys: String, CodingKey {
        case workload, records
        case recordBytes = "record_bytes"
        case processor
        case oneProcess = "one_process"
        case twoProcesses = "two_processes"
        case libraryShare = "library_share"
    }
}

struct Throughput: Codable {
    var recordsPerSecond: Double
    var megabytesPerSecond: Double

    init(records: Int, bytes: Int, in nanoseconds: Double) {
        recordsPerSecond = Double(records) / nanoseconds * 1e9
        megabytesPerSecond = Double(bytes) / nanoseconds * 1e3
    }

    enum CodingKeys: String, CodingKey {
        case recordsPerSecond = "records_per_s"
        case megabytesPerSecond = "mb_per_s"
    }
}

struct PeakMemory: Codable {
    var name: String
    var bodyBytes: Int
    /// With a small body: what the process itself takes.
    var smallBytes: Int
    /// With the large body, of which the template reads all.
    var largeBytes: Int
    /// What the large body adds, in its own size.
    var bodies: Double

    init(name: String, bodyBytes: Int, smallBytes: Int, largeBytes: Int) {
        self.name = name
        self.bodyBytes = bodyBytes
        self.smallBytes = smallBytes
        self.largeBytes = largeBytes
        bodies = Double(largeBytes - smallBytes) / Double(bodyBytes)
    }

    enum CodingKeys: String, CodingKey {
        case name, bodies
        case bodyBytes = "body_bytes"
        case smallBytes = "process_bytes"
        case largeBytes = "peak_bytes"
    }
}

struct SizeStep: Codable {
    var items: Int
    var bodyBytes: Int
    var nanoseconds: Double
    /// To the step before, which has a tenth of the items: the median of the rounds.
    var ratio: Double?

    enum CodingKeys: String, CodingKey {
        case items
        case bodyBytes = "body_bytes"
        case nanoseconds = "ns"
        case ratio
    }
}

struct ThreadResult: Codable {
    var workload: String
    var oneThreadRendersPerSecond: Double
    var twoThreadsRendersPerSecond: Double
    /// How much more processor time a render takes when another thread renders too.
    var processorTimeRatio: Double

    var scaling: Double { twoThreadsRendersPerSecond / oneThreadRendersPerSecond }

    enum CodingKeys: String, CodingKey {
        case workload
        case oneThreadRendersPerSecond = "one_thread_renders_per_s"
        case twoThreadsRendersPerSecond = "two_threads_renders_per_s"
        case processorTimeRatio = "processor_time_ratio"
    }
}
