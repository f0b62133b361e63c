import APIGatewayMapping
import Dispatch

/// How time grows with the size of a list.
enum SizeScaling {
    static func measure() throws -> [SizeStep] {
        var steps: [SizeStep] = []
        var smaller: OwnEngine?
        for items in [1, 10, 100, 1_000, 10_000, 100_000] {
            let body = WorkloadBodies.items(items)
            let engine = OwnEngine(
                workload: try Workload(
                    name: "items", template: WorkloadBodies.itemsTemplate, body: body))
            let engines = [engine, smaller].compactMap(\.self)
            let series = try InterleavedRounds(count: 21).measure(engines)
            steps.append(
                SizeStep(
                    items: items, bodyBytes: body.utf8.count,
                    nanoseconds: series[0].processor.median,
                    ratio: smaller == nil
                        ? nil : series[0].processor.medianRatio(to: series[1].processor)))
            smaller = engine
        }
        return steps
    }
}

/// Two threads that share one template, each with a renderer of its own.
enum ThreadScaling {
    static func measure(_ workload: Workload) throws -> ThreadResult {
        let single = try OwnEngine(workload: workload).time(ofRenders: 50) / 50
        return measure(workload.name, repetitions: max(10, Int(100e6 / single.processor))) {
            _ = try? workload.output(ofRenders: $0)
        }
    }

    /// What the machine gives a second thread that shares nothing: where that is less than twice,
    /// something else runs and the other rows say little.
    static func control() -> ThreadResult {
        measure("arithmetic, nothing shared", repetitions: 100_000_000) { count in
            var state = SeededNumbers(seed: UInt64(count))
            var last: UInt64 = 0
            for _ in 0..<count { last ^= state.next() }
            precondition(last != 0)
        }
    }

    private static func measure(
        _ name: String, repetitions: Int, _ work: @Sendable (Int) -> Void
    ) -> ThreadResult {
        var one = TimeSeries()
        var two = TimeSeries()
        for _ in 0..<15 {
            one.rounds.append(time(threads: 1, repetitions, work))
            two.rounds.append(time(threads: 2, repetitions, work))
        }
        return ThreadResult(
            workload: name,
            oneThreadRendersPerSecond: Double(repetitions) / one.wall.median * 1e9,
            twoThreadsRendersPerSecond: Double(2 * repetitions) / two.wall.median * 1e9,
            processorTimeRatio: two.processor.medianRatio(to: one.processor) / 2)
    }

    /// The time until every thread has done its work.
    private static func time(
        threads: Int, _ repetitions: Int, _ work: @Sendable (Int) -> Void
    ) -> WorkTime {
        let watch = Stopwatch()
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            work(repetitions)
        }
        return watch.time
    }
}
