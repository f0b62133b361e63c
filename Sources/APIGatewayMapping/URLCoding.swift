package import VTLRuntime
package import Values

// `$util.urlEncode` and `$util.urlDecode`: application/x-www-form-urlencoded in UTF-8, as
// java.net.URLEncoder and URLDecoder have it. Evidence: Conformance/apigateway/util-url.cases.

extension ByteBuffer {
    /// Appends a text of `heap` form-encoded; a lone surrogate becomes a question mark first.
    package mutating func appendURLEncoded(_ range: Range<Int>, of heap: borrowing Heap) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = heap.bytes[index]
            if Self.isUnreserved(byte) {
                append(byte)
            } else if byte == UInt8(ascii: " ") {
                append(UInt8(ascii: "+"))
            } else if case let character = heap.scalar(at: index, end: range.upperBound),
                character.scalar & 0xFFFF_F800 == 0xD800
            {
                append("%3F")
                index += 2
            } else {
                append(UInt8(ascii: "%"))
                append(Hex.digit(UInt32(byte) >> 4))
                append(Hex.digit(UInt32(byte) & 15))
            }
            index += 1
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "*"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Appends the bytes that a form-encoded text of `heap` stands for.
    ///
    /// - Throws: a fault where a `%` is not followed by two hexadecimal digits.
    package mutating func appendURLDecoded(
        _ range: Range<Int>, of heap: borrowing Heap
    ) throws(RenderFault) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = heap.bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "+"): append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard index + 1 < range.upperBound, let high = Hex.value(heap.bytes[index]),
                    let low = Hex.value(heap.bytes[index + 1])
                else {
                    throw RenderFault(
                        "url-decode",
                        "expected two hexadecimal digits after `%`, found none at byte "
                            + "\(index - range.lowerBound) of the text")
                }
                append(high << 4 | low)
                index += 2
            default: append(byte)
            }
        }
    }
}
