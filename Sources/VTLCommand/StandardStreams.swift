import Glibc

/// An open file descriptor as a source and a sink.
final class FileDescriptor: ByteSource, ByteSink {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    var isTerminal: Bool { isatty(descriptor) == 1 }

    var isReady: Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // A file that cannot be polled does not make anybody wait.
        return poll(&request, 1, 0) != 0
    }

    func read(_ count: Int, into bytes: inout [UInt8]) throws(StreamError) -> Int {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        let (read, error) = bytes.withUnsafeMutableBytes { buffer in
            var read: Int
            repeat {
                read = Glibc.read(
                    descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            } while read < 0 && errno == EINTR
            return (read, errno)
        }
        bytes.removeLast(count - max(read, 0))
        guard read >= 0 else { throw .failed(systemMessage(error)) }
        return read
    }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(StreamError) {
        var written = 0
        while written < bytes.count {
            let step = Glibc.write(
                descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            if step >= 0 {
                written += step
            } else if errno == EAGAIN {
                var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&request, 1, -1)
            } else if errno != EINTR {
                throw errno == EPIPE ? .brokenPipe : .failed(systemMessage(errno))
            }
        }
    }
}

/// What the system says about an error number.
func systemMessage(_ error: Int32) -> String {
    strerror(error).map { String(cString: $0) } ?? "error \(error)"
}

extension CommandStreams {
    /// The streams and the environment of the process. A reader that goes away is an error of the
    /// write from then on, not the end of the process.
    static func standard() -> CommandStreams {
        signal(SIGPIPE, SIG_IGN)
        var environment: [String: String] = [:]
        for name in ["NO_COLOR", "TERM"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        return CommandStreams(
            input: FileDescriptor(0), output: FileDescriptor(1), diagnostics: FileDescriptor(2),
            environment: environment)
    }
}
