/// Measures contestants in turns, so that whatever else the machine does meets all of them.
struct InterleavedRounds {
    var count = 41
    var roundNanoseconds = 10_000_000

    /// The times of a render, in the order of the contestants.
    func measure(_ contestants: [any Contestant]) throws -> [TimeSeries] {
        var contestants = contestants
        var renders: [Int] = []
        for index in contestants.indices {
            let time = try warmUp(&contestants[index])
            renders.append(max(1, Int(Double(roundNanoseconds) / max(time, 1))))
        }
        var series = contestants.map { _ in TimeSeries() }
        for _ in 0..<count {
            for index in contestants.indices {
                let time = try contestants[index].nanoseconds(ofRenders: renders[index])
                series[index].nanoseconds.append(Double(time) / Double(renders[index]))
            }
        }
        return series
    }

    /// Runs a contestant until it is warm; gives the time of a render then.
    private func warmUp(_ contestant: inout any Contestant) throws -> Double {
        let start = ContinuousClock.now
        var renders = 1
        while true {
            let time = try contestant.nanoseconds(ofRenders: renders)
            if (ContinuousClock.now - start).nanoseconds >= contestant.warmUpNanoseconds {
                return Double(time) / Double(renders)
            }
            if time < 10_000_000 { renders *= 2 }
        }
    }
}

/// What one render took in each round.
struct TimeSeries {
    var nanoseconds: [Double] = []

    var median: Double { nanoseconds.median }
    var minimum: Double { nanoseconds.min() ?? .nan }

    /// How many times longer this took, round by round; the median of that.
    func ratio(to other: TimeSeries) -> Double {
        zip(nanoseconds, other.nanoseconds).map { $0 / $1 }.median
    }
}

extension [Double] {
    var median: Double {
        guard !isEmpty else { return .nan }
        let sorted = self.sorted()
        return (sorted[count / 2] + sorted[(count - 1) / 2]) / 2
    }
}
