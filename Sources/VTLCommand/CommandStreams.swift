/// What a command reads from and writes to. The executable gives the standard streams, tests give
/// memory.
public struct CommandStreams {
    public var input: any ByteSource
    /// Results, and nothing else.
    public var output: any ByteSink
    /// Diagnostics.
    public var diagnostics: any ByteSink
    public var environment: [String: String]
    /// What relative paths start from; empty for the process's own working directory.
    public var directory: String

    public init(
        input: any ByteSource, output: any ByteSink, diagnostics: any ByteSink,
        environment: [String: String] = [:], directory: String = ""
    ) {
        self.input = input
        self.output = output
        self.diagnostics = diagnostics
        self.environment = environment
        self.directory = directory
    }

    /// A path as the system understands it.
    func resolve(_ path: String) -> String {
        directory.isEmpty || path.hasPrefix("/") ? path : directory + "/" + path
    }
}

/// Where bytes come from.
public protocol ByteSource: AnyObject {
    /// A person may be typing.
    var isTerminal: Bool { get }
    /// A read would not have to wait.
    var isReady: Bool { get }
    /// Appends the bytes that are there, at most `count`, and waits when there are none; 0 at the end.
    func read(_ count: Int, into bytes: inout [UInt8]) throws(StreamError) -> Int
}

/// Where bytes go.
public protocol ByteSink: AnyObject {
    /// A person may be watching.
    var isTerminal: Bool { get }
    /// Writes all bytes before it returns. The pointer is not kept.
    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(StreamError)
}

/// Why a stream ended early.
public enum StreamError: Error, Equatable {
    /// Nobody reads any more; not worth a message.
    case brokenPipe
    /// The system's reason.
    case failed(String)
}

extension ByteSink {
    func write(_ bytes: [UInt8]) throws(StreamError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(StreamError) in try write(bytes) }
    }

    func write(_ text: String) throws(StreamError) { try write(Array(text.utf8)) }
}

extension ByteSource {
    /// Everything up to the end.
    func readAll() throws(StreamError) -> [UInt8] {
        var bytes: [UInt8] = []
        while try read(1 << 16, into: &bytes) > 0 {}
        return bytes
    }
}
