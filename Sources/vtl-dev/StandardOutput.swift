import Glibc

enum StandardOutput {
    struct WriteError: Error, CustomStringConvertible {
        var description: String { "cannot write the output" }
    }

    static func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            guard written > 0 else { throw WriteError() }
            rest = rest.dropFirst(written)
        }
    }

    static func write(_ text: String) throws { try write(Array(text.utf8)) }
}
