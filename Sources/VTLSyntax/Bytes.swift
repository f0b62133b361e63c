extension UInt8 {
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    var isLineBreak: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
    var isWhitespace: Bool { isBlank || isLineBreak }

    /// The first byte of a variable's, property's or method's name.
    var startsIdentifier: Bool { isLetter || self == UInt8(ascii: "_") }
    /// A further byte of such a name.
    var continuesIdentifier: Bool { startsIdentifier || isDigit || self == UInt8(ascii: "-") }

    /// The first byte of a directive's or macro's name.
    var startsWord: Bool { startsIdentifier || self == UInt8(ascii: "@") }
    /// A further byte of such a name.
    var continuesWord: Bool { startsWord || isDigit }
}
