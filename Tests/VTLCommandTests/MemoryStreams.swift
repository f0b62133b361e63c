import VTLCommand

/// Bytes that a test gives to a command, in the pieces in which a pipe would deliver them.
final class MemorySource: ByteSource {
    let isTerminal: Bool
    private var pieces: [[UInt8]]
    /// Called before each read, for tests of what happened up to then.
    var onRead: () -> Void = {}

    init(_ pieces: [[UInt8]], isTerminal: Bool = false) {
        self.pieces = pieces
        self.isTerminal = isTerminal
    }

    /// A pipe is never ready: whoever answers lines must flush before reading on.
    var isReady: Bool { false }

    func read(_ count: Int, into bytes: inout [UInt8]) throws(StreamError) -> Int {
        onRead()
        guard let first = pieces.first else { return 0 }
        bytes += first.prefix(count)
        if first.count > count {
            pieces[0].removeFirst(count)
        } else {
            pieces.removeFirst()
        }
        return min(count, first.count)
    }
}

/// Keeps what a command writes.
final class MemorySink: ByteSink {
    let isTerminal: Bool
    private(set) var bytes: [UInt8] = []
    /// Thrown instead of writing.
    private let failure: StreamError?

    init(isTerminal: Bool = false, failure: StreamError? = nil) {
        self.isTerminal = isTerminal
        self.failure = failure
    }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(StreamError) {
        if let failure { throw failure }
        self.bytes += bytes
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// What came out of a command.
struct CommandRun: Equatable {
    var status: Int32
    var output: String
    var diagnostics: String
}

/// Runs a command in this process.
func vtl(
    _ arguments: String..., input: String = "", in directory: String = "",
    environment: [String: String] = [:], isTerminal: Bool = false
) -> CommandRun {
    let output = MemorySink(isTerminal: isTerminal)
    let diagnostics = MemorySink(isTerminal: isTerminal)
    let source = MemorySource([Array(input.utf8)], isTerminal: isTerminal)
    let streams = CommandStreams(
        input: source, output: output, diagnostics: diagnostics, environment: environment,
        directory: directory)
    let status = runCommand(arguments, streams)
    return CommandRun(status: status, output: output.text, diagnostics: diagnostics.text)
}
