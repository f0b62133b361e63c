// Results as Markdown, the way the README shows them.

extension BenchmarkResults {
    var markdown: String {
        var sections = ["Measured \(date), \(machine).", workloadTable, parserTable]
        if let starts { sections.append(Self.table(of: starts)) }
        if let batch { sections += batch.map(Self.table) }
        if let memory { sections.append(Self.table(of: memory)) }
        if let sizes { sections.append(Self.table(of: sizes)) }
        if let threads { sections.append(Self.table(of: threads)) }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private var workloadTable: String {
        let results = workloads.sorted { $0.key < $1.key }
        let comparesVelocity = results.contains { $0.value.velocity17 != nil }
        let comparesAirspeed = results.contains { $0.value.airspeed != nil }
        var columns = ["workload", "in", "out", "vtl"]
        if comparesVelocity { columns += ["Velocity 1.7", "ratio"] }
        if comparesAirspeed { columns.append("airspeed") }
        columns += ["copy alone", "exchange, to its two renders"]
        let rows = results.map { name, result in
            var row = [
                name, size(result.bodyBytes), size(result.outputBytes), time(result.ours),
            ]
            if comparesVelocity {
                row += [
                    result.velocity17.map(time) ?? "",
                    result.ratio.map { "\(round($0, 1))×" } ?? "",
                ]
            }
            if comparesAirspeed {
                let note = result.airspeedIsRight == true ? "" : " (other output)"
                row.append(result.airspeed.map { time($0) + note } ?? "cannot")
            }
            let share = result.exchange / (2 * result.ours)
            return row + [time(result.copy), "\(round(share, 2))×"]
        }
        return Self.table(columns, rows)
    }

    /// The parsers alone, in bytes of the body.
    private var parserTable: String {
        let results = workloads.sorted { $0.key < $1.key }
        let comparesYyjson = results.contains { $0.value.yyjson != nil }
        let rows = results.map { name, result in
            let size = Double(result.bodyBytes)
            var row = [name, "\(round(size / result.parse, 2)) GB/s"]
            if comparesYyjson {
                row.append(result.yyjson.map { "\(round(size / $0, 2)) GB/s" } ?? "cannot")
                row.append(result.parseSpeedToYyjson.map { "\(round($0, 2))×" } ?? "")
            }
            return row
        }
        let columns = ["parsing the body", "vtl"] + (comparesYyjson ? ["yyjson", "to it"] : [])
        return Self.table(columns, rows)
    }

    private static func table(of starts: [ProcessStart]) -> String {
        table(
            ["start to output", "best", "median", "processor time", "to vtl's"],
            starts.map { start in
                let times = [
                    start.minimumMilliseconds, start.medianMilliseconds,
                    start.processorMilliseconds,
                ]
                return [start.name] + times.map { "\(round($0, 1)) ms" }
                    + ["\(round(start.ratio, 1))×"]
            })
    }

    private static func table(of batch: BatchThroughput) -> String {
        let share = "\(round(batch.libraryShare * 100, 0)) %"
        let rows = [
            ("a second of one processor", batch.processor, share),
            ("one process", batch.oneProcess, ""), ("two processes", batch.twoProcesses, ""),
        ]
        return table(
            [
                "`vtl batch`, \(batch.workload), records of \(size(batch.recordBytes))",
                "records/s", "MB/s", "of the library's rate",
            ],
            rows.map { name, throughput, share in
                [
                    name, thousands(throughput.recordsPerSecond),
                    round(throughput.megabytesPerSecond, 0), share,
                ]
            })
    }

    private static func table(of memory: [PeakMemory]) -> String {
        table(
            ["peak memory of one render", "1 KB", "10 MB", "more, in bodies"],
            memory.map {
                [$0.name, size($0.smallBytes), size($0.largeBytes), "\(round($0.bodies, 1))×"]
            })
    }

    private static func table(of sizes: [SizeStep]) -> String {
        table(
            ["items", "body", "one render", "to a tenth of it"],
            sizes.map { step in
                [
                    thousands(Double(step.items)), size(step.bodyBytes), time(step.nanoseconds),
                    step.ratio.map { "\(round($0, 1))×" } ?? "",
                ]
            })
    }

    private static func table(of threads: [ThreadResult]) -> String {
        table(
            ["threads on one template", "one", "two", "gain", "processor time"],
            threads.map {
                [
                    $0.workload, "\(thousands($0.oneThreadRendersPerSecond))/s",
                    "\(thousands($0.twoThreadsRendersPerSecond))/s",
                    "\(round($0.scaling, 2))×", "\(round($0.processorTimeRatio, 2))×",
                ]
            })
    }

    /// The first column is left-aligned, the others are figures.
    private static func table(_ columns: [String], _ rows: [[String]]) -> String {
        let alignment = columns.indices.map { $0 == 0 ? "---" : "---:" }
        return ([columns, alignment] + rows)
            .map { "| " + $0.joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }
}

// MARK: Figures

/// A time with three digits or more: `1.23 µs`.
private func time(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1e3: "\(round(nanoseconds, nanoseconds < 100 ? 1 : 0)) ns"
    case ..<1e6: "\(significant(nanoseconds / 1e3)) µs"
    default: "\(significant(nanoseconds / 1e6)) ms"
    }
}

private func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: "\(bytes) B"
    case ..<1_000_000: "\(significant(Double(bytes) / 1e3)) KB"
    default: "\(significant(Double(bytes) / 1e6)) MB"
    }
}

private func significant(_ number: Double) -> String {
    round(number, number < 10 ? 2 : number < 100 ? 1 : 0)
}

private func round(_ number: Double, _ digits: Int) -> String {
    guard number.isFinite else { return "–" }
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = Int((number * scale).rounded())
    guard digits > 0 else { return String(scaled) }
    let fraction = String(scaled % Int(scale))
    return "\(scaled / Int(scale))."
        + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// A whole number in groups of three: `12,345`.
private func thousands(_ number: Double) -> String {
    guard number.isFinite else { return "–" }
    var digits = Array(String(Int(number.rounded())))
    var place = digits.count - 3
    while place > 0 {
        digits.insert(",", at: place)
        place -= 3
    }
    return String(digits)
}
