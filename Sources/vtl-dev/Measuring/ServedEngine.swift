import FoundationEssentials
import Glibc

/// Another engine, in a process of its own that answers lines:
///
///     load FOLDER     ->  "equal" or "different", as its output is to expected.txt
///     run COUNT       ->  nanoseconds
final class ServedEngine: Contestant {
    let warmUpNanoseconds: Double
    /// Its output is the gateway's.
    let isRight: Bool

    private let process: ChildProcess
    private let requests: Int32
    private let answers: Int32
    private var buffer: [UInt8] = []

    /// - Throws: when the program does not start or cannot render the workload.
    init(_ command: [String], workload: Workload, warmUpNanoseconds: Double) throws {
        let requestPipe = try Pipe()
        let answerPipe = try Pipe()
        process = try ChildProcess(command, input: requestPipe.reading, output: answerPipe.writing)
        close(requestPipe.reading)
        close(answerPipe.writing)
        requests = requestPipe.writing
        answers = answerPipe.reading
        self.warmUpNanoseconds = warmUpNanoseconds
        let answer = try Self.ask(
            "load \(workload.directory)", requests, answers, &buffer)
        isRight = answer == "equal"
        guard isRight || answer == "different" else {
            try stop()
            throw ChildProcess.Failure(description: answer)
        }
    }

    func time(ofRenders count: Int) throws -> WorkTime {
        // Read from here: Java itself knows its processor time to ten milliseconds only.
        let start = process.processorNanoseconds
        let answer = try Self.ask("run \(count)", requests, answers, &buffer)
        guard let wall = Double(answer) else { throw ChildProcess.Failure(description: answer) }
        return WorkTime(wall: wall, processor: process.processorNanoseconds - start)
    }

    /// Ends the process.
    func stop() throws {
        close(requests)
        close(answers)
        _ = try process.wait()
    }

    private struct Pipe {
        let reading: Int32
        let writing: Int32

        init() throws {
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else {
                throw ChildProcess.Failure(description: "cannot make a pipe")
            }
            // Else the other side would hold our ends and never see the end of its input.
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (reading, writing) = (ends[0], ends[1])
        }
    }

    private static func ask(
        _ request: String, _ requests: Int32, _ answers: Int32, _ buffer: inout [UInt8]
    ) throws -> String {
        let line = Array((request + "\n").utf8)
        guard write(requests, line, line.count) == line.count else {
            throw ChildProcess.Failure(description: "the other side ended")
        }
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                defer { buffer.removeFirst(end + 1) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = read(answers, &chunk, chunk.count)
            guard count > 0 else { throw ChildProcess.Failure(description: "the other side ended") }
            buffer.append(contentsOf: chunk[..<count])
        }
    }
}
