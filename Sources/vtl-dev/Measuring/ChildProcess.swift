import FoundationEssentials
import Glibc

/// A program that was started.
struct ChildProcess {
    /// Why a program did not do what it was started for.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let id: pid_t
    private let command: [String]
    private let watch: Stopwatch

    /// Starts a program; the first word is found as a shell does.
    init(_ command: [String], input: Int32, output: Int32) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        watch = Stopwatch()
        var id = pid_t()
        let status = posix_spawnp(&id, command.first ?? "", &actions, nil, words, environ)
        guard status == 0 else {
            throw Failure(description: "cannot start \(command.joined(separator: " "))")
        }
        self.id = id
        self.command = command
    }

    /// The processor time that it has spent so far, in all its threads.
    var processorNanoseconds: Double {
        var clock = clockid_t()
        guard clock_getcpuclockid(id, &clock) == 0 else { return .nan }
        return WorkTime.nanoseconds(clock)
    }

    /// Waits for the end, which must be a success; gives the time since the start.
    func wait() throws -> WorkTime {
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(id, &status, 0, &usage) == id, status == 0 else {
            throw Failure(description: "failed: \(command.joined(separator: " "))")
        }
        return WorkTime(
            wall: watch.time.wall,
            processor: Self.nanoseconds(usage.ru_utime) + Self.nanoseconds(usage.ru_stime))
    }

    private static func nanoseconds(_ time: timeval) -> Double {
        Double(time.tv_sec) * 1e9 + Double(time.tv_usec) * 1e3
    }

    /// Runs a program to its end; its output goes nowhere.
    static func run(_ command: [String], input: String = "/dev/null") throws -> WorkTime {
        let source = try open(input, O_RDONLY)
        defer { close(source) }
        let sink = try open("/dev/null", O_WRONLY)
        defer { close(sink) }
        return try ChildProcess(command, input: source, output: sink).wait()
    }

    /// Whether a program of this name can be started.
    static func exists(_ name: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    /// Opens a file that programs started later do not inherit.
    static func open(_ path: String, _ mode: Int32) throws -> Int32 {
        let file = Glibc.open(path, mode | O_CLOEXEC)
        guard file >= 0 else { throw Failure(description: "cannot open \(path)") }
        return file
    }
}
