// What can stand in the head of an HTTP message. A value that a mapping made may hold anything that a
// client sent, and must not end its line.

extension Parameters {
    /// Puts a blank in the place of each CR, LF and NUL in a header's value. Evidence: RFC 9110 section
    /// 5.5, which has recipients refuse or do so.
    mutating func keepOnTheirLines() {
        guard fields.contains(where: \.value.endsLine) else { return }
        let fields = fields
        self = [:]
        for field in fields { append(field.name, field.value.onOneLine) }
    }
}

extension String {
    fileprivate var endsLine: Bool { utf8.contains(where: \.endsLine) }

    /// The text with a blank in the place of each CR, LF and NUL.
    var onOneLine: String {
        guard endsLine else { return self }
        return String(decoding: utf8.map { $0.endsLine ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var endsLine: Bool { self == 0x0A || self == 0x0D || self == 0 }
}
