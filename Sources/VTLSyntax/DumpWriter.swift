import Diagnostics

/// Writes lines of `line:column` and text, indented; what `vtl dump` shows.
struct DumpWriter {
    private(set) var text = ""
    private let file: SourceFile
    /// The offsets at which lines start.
    private let lineStarts: [Int]

    init(file: SourceFile) {
        self.file = file
        let newline = UInt8(ascii: "\n")
        lineStarts = [0] + file.bytes.indices.filter { file.bytes[$0] == newline }.map { $0 + 1 }
    }

    mutating func write(_ line: String, at offset: Int, indent: Int = 0) {
        let blanks = String(repeating: "  ", count: indent)
        text += "\(position(of: offset))  \(blanks)\(line)\n"
    }

    private func position(of offset: Int) -> String {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let line = file.bytes[lineStarts[low]..<min(max(offset, lineStarts[low]), file.bytes.count)]
        return "\(low + 1):\(1 + line.count { $0 & 0xC0 != 0x80 })"
    }

    /// Bytes in quotes, with control characters visible.
    static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        var text = "\""
        for scalar in String(decoding: Array(bytes), as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\0"..<" ", "\u{7F}": text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    static func plain(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }
}
