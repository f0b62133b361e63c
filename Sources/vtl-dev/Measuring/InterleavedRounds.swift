/// Measures contestants in turns, so that whatever else the machine does meets all of them.
struct InterleavedRounds {
    var count = 41
    var roundNanoseconds = 10_000_000.0

    /// The times of a render, in the order of the contestants.
    func measure(_ contestants: [any Contestant]) throws -> [TimeSeries] {
        var contestants = contestants
        var renders: [Int] = []
        for index in contestants.indices {
            let time = try warmUp(&contestants[index])
            renders.append(max(1, Int(roundNanoseconds / max(time.processor, 1))))
        }
        var series = contestants.map { _ in TimeSeries() }
        for _ in 0..<count {
            for index in contestants.indices {
                let time = try contestants[index].time(ofRenders: renders[index])
                series[index].rounds.append(time / renders[index])
            }
        }
        return series
    }

    /// Runs a contestant until it is warm; gives the time of a render then.
    private func warmUp(_ contestant: inout any Contestant) throws -> WorkTime {
        var spent = 0.0
        var renders = 1
        while true {
            let time = try contestant.time(ofRenders: renders)
            spent += time.processor
            if spent >= contestant.warmUpNanoseconds { return time / renders }
            if time.processor < 10_000_000 { renders *= 2 }
        }
    }
}

/// What one render took in each round.
struct TimeSeries {
    var rounds: [WorkTime] = []

    var processor: [Double] { rounds.map(\.processor) }
    var wall: [Double] { rounds.map(\.wall) }
}

extension [Double] {
    var median: Double {
        guard !isEmpty else { return .nan }
        let sorted = self.sorted()
        return (sorted[count / 2] + sorted[(count - 1) / 2]) / 2
    }

    /// How many times more these are, pair by pair; the median of that.
    func medianRatio(to others: [Double]) -> Double {
        zip(self, others).map { $0 / $1 }.median
    }
}
