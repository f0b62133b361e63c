import Glibc

/// Divides a source into lines, in large steps and without copying them.
struct LineReader {
    /// A line without its newline, as a range of ``LineReader/bytes``.
    enum Line: Equatable {
        case text(Range<Int>)
        /// It has more bytes than ``LineReader/lineLimit``, which were dropped.
        case tooLong
    }

    private let source: any ByteSource
    private let lineLimit: Int
    /// What was read and not yet forgotten.
    private(set) var bytes: [UInt8] = []
    /// The first byte that was not given out.
    private var start = 0
    /// There is no newline between ``start`` and here.
    private var searched = 0
    private var isAtEnd = false
    private var isSkipping = false
    /// The number of the line that was given out last.
    private(set) var number = 0

    init(_ source: any ByteSource, lineLimit: Int = 128 << 20) {
        self.source = source
        self.lineLimit = lineLimit
    }

    /// Nothing is there to go on with: a read might have to wait.
    var mustWait: Bool { !isAtEnd && newline(from: searched) == nil && !source.isReady }

    /// The next line, or nil at the end. The range means something until the next call.
    mutating func next() throws(StreamError) -> Line? {
        while true {
            if let end = newline(from: searched) {
                let line = start..<end
                start = end + 1
                searched = start
                return give(line)
            }
            searched = bytes.count
            if isAtEnd { return lastLine() }
            try readMore()
        }
    }

    private mutating func lastLine() -> Line? {
        guard start < bytes.count || isSkipping else { return nil }
        let line = start..<bytes.count
        start = bytes.count
        return give(line)
    }

    private mutating func give(_ line: Range<Int>) -> Line {
        number += 1
        let isTooLong = isSkipping || line.count > lineLimit
        isSkipping = false
        return isTooLong ? .tooLong : .text(line)
    }

    private mutating func readMore() throws(StreamError) {
        if start > 0 {
            bytes.removeSubrange(..<start)
            searched -= start
            start = 0
        }
        if bytes.count > lineLimit {
            isSkipping = true
            bytes.removeAll(keepingCapacity: true)
            searched = 0
        }
        isAtEnd = try source.read(Self.chunk, into: &bytes) == 0
    }

    private static var chunk: Int { 1 << 17 }

    private func newline(from place: Int) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard place < buffer.count, let base = buffer.baseAddress,
                let found = memchr(base + place, 0x0A, buffer.count - place)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
