import APIGatewayMapping
import Dispatch

/// How time grows with the size of a list.
enum SizeScaling {
    static func measure() throws -> [SizeStep] {
        var steps: [SizeStep] = []
        for items in [1, 10, 100, 1_000, 10_000, 100_000] {
            let body = WorkloadBodies.items(items)
            let workload = try Workload(
                name: "items", template: WorkloadBodies.itemsTemplate, body: body)
            let series = try InterleavedRounds(count: 15).measure([OwnEngine(workload: workload)])
            let time = series[0].processor.median
            steps.append(
                SizeStep(
                    items: items, bodyBytes: body.utf8.count, nanoseconds: time,
                    ratio: steps.last.map { time / $0.nanoseconds }))
        }
        return steps
    }
}

/// Two threads that share one template, each with a renderer of its own.
enum ThreadScaling {
    static func measure(_ workload: Workload) throws -> ThreadResult {
        let single = try OwnEngine(workload: workload).time(ofRenders: 50) / 50
        let renders = max(10, Int(100e6 / single.processor))
        var one = TimeSeries()
        var two = TimeSeries()
        for _ in 0..<15 {
            one.rounds.append(time(threads: 1, workload, renders))
            two.rounds.append(time(threads: 2, workload, renders))
        }
        return ThreadResult(
            workload: workload.name,
            oneThreadRendersPerSecond: Double(renders) / one.wall.median * 1e9,
            twoThreadsRendersPerSecond: Double(2 * renders) / two.wall.median * 1e9,
            processorTimeRatio: two.processor.medianRatio(to: one.processor) / 2)
    }

    /// The time until every thread has made its renders.
    private static func time(threads: Int, _ workload: Workload, _ renders: Int) -> WorkTime {
        let watch = Stopwatch()
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            _ = try? workload.output(ofRenders: renders)
        }
        return watch.time
    }
}
