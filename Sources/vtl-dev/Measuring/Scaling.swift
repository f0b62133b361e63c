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
            let series = try InterleavedRounds(count: 7).measure([OwnEngine(workload: workload)])
            let time = series[0].median
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
        let single = try OwnEngine(workload: workload).nanoseconds(ofRenders: 50)
        let renders = max(10, 150_000_000 / max(1, single / 50))
        var one = TimeSeries()
        var two = TimeSeries()
        for _ in 0..<9 {
            one.nanoseconds.append(wallTime(threads: 1, workload, renders))
            two.nanoseconds.append(wallTime(threads: 2, workload, renders))
        }
        return ThreadResult(
            workload: workload.name,
            oneThreadRendersPerSecond: Double(renders) / one.median * 1e9,
            twoThreadsRendersPerSecond: Double(2 * renders) / two.median * 1e9)
    }

    /// The time until every thread has made its renders.
    private static func wallTime(threads: Int, _ workload: Workload, _ renders: Int) -> Double {
        let start = ContinuousClock.now
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            _ = try? workload.output(ofRenders: renders)
        }
        return Double((ContinuousClock.now - start).nanoseconds)
    }
}
