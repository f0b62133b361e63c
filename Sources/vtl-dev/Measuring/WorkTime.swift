import Glibc

/// How long some work took, in nanoseconds.
struct WorkTime {
    var wall: Double
    /// The time of the processor, which others on the machine do not lengthen by taking turns.
    var processor: Double

    static func / (time: WorkTime, count: Int) -> WorkTime {
        WorkTime(wall: time.wall / Double(count), processor: time.processor / Double(count))
    }
}

/// Measures from where it is made.
struct Stopwatch {
    private let start = WorkTime.now

    /// The time that has passed; the processor's is that of all threads of this process.
    var time: WorkTime {
        let now = WorkTime.now
        return WorkTime(wall: now.wall - start.wall, processor: now.processor - start.processor)
    }
}

extension WorkTime {
    fileprivate static var now: WorkTime {
        WorkTime(
            wall: nanoseconds(CLOCK_MONOTONIC), processor: nanoseconds(CLOCK_PROCESS_CPUTIME_ID))
    }

    /// What a clock shows.
    static func nanoseconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
