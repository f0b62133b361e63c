/// `%XX` in URLs.
package enum PercentEncoding {
    /// Decodes a text; what is no escape stands for itself.
    ///
    /// - Parameter plusIsBlank: as in query strings; in paths a `+` is a plus sign.
    package static func decode(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let high = hexadecimal(source[index + 1]), let low = hexadecimal(source[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                let isBlank = plusIsBlank && source[index] == UInt8(ascii: "+")
                bytes.append(isBlank ? UInt8(ascii: " ") : source[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Escapes blanks and control characters, which would end a path in a request line.
    static func escapingBlanks(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = path.utf8.flatMap { byte in
            byte > 0x20 && byte != 0x7F
                ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x57
        default: nil
        }
    }
}
