import Glibc

/// The process's streams.
enum Stream: Int32 {
    case output = 1
    case diagnostics = 2

    struct WriteError: Error, CustomStringConvertible {
        var description: String { "cannot write the output" }
    }

    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes {
                Glibc.write(rawValue, $0.baseAddress, $0.count)
            }
            guard written > 0 else { throw WriteError() }
            rest = rest.dropFirst(written)
        }
    }

    func write(_ text: String) throws { try write(Array(text.utf8)) }
}
