package import VTLRuntime
package import Values

// `$util.urlEncode` and `$util.urlDecode`: application/x-www-form-urlencoded in UTF-8, as
// java.net.URLEncoder and URLDecoder have it. Evidence: Conformance/apigateway/util-url.cases.

extension ByteBuffer {
    /// Appends bytes of another buffer form-encoded.
    package mutating func appendURLEncoded(_ range: Range<Int>, of bytes: borrowing ByteBuffer) {
        append(bytes, range, replacing: Self.urlEncoding)
    }

    private static let urlEncoding = ByteReplacements { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "*"), UInt8(ascii: "_"):
            [byte]
        case UInt8(ascii: " "): [UInt8(ascii: "+")]
        default:
            [UInt8(ascii: "%"), Hex.digit(UInt32(byte) >> 4), Hex.digit(UInt32(byte) & 15)]
        }
    }

    /// Appends the bytes that a form-encoded text of `heap` stands for.
    ///
    /// - Throws: a fault where a `%` is not followed by two hexadecimal digits.
    package mutating func appendURLDecoded(
        _ range: Range<Int>, of heap: borrowing Heap
    ) throws(RenderFault) {
        var index = range.lowerBound
        var copied = index
        while index < range.upperBound {
            let word = heap.bytes.load8(index)
            let special =
                Bytes8.equal(word, UInt8(ascii: "+")) | Bytes8.equal(word, UInt8(ascii: "%"))
            guard special != 0 else {
                index += 8
                continue
            }
            index += special.trailingZeroBitCount >> 3
            guard index < range.upperBound else { break }
            append(heap.bytes, copied, count: index - copied)
            if heap.bytes[index] == UInt8(ascii: "+") {
                append(UInt8(ascii: " "))
                index += 1
            } else {
                append(try Self.escapedByte(at: index + 1, in: range, heap))
                index += 3
            }
            copied = index
        }
        append(heap.bytes, copied, count: range.upperBound - copied)
    }

    /// The byte whose two hexadecimal digits start at `index`.
    private static func escapedByte(
        at index: Int, in range: Range<Int>, _ heap: borrowing Heap
    ) throws(RenderFault) -> UInt8 {
        guard index + 1 < range.upperBound, let high = Hex.value(heap.bytes[index]),
            let low = Hex.value(heap.bytes[index + 1])
        else {
            throw RenderFault(
                "url-decode",
                "expected two hexadecimal digits after `%`, found none at byte "
                    + "\(index - range.lowerBound) of the text")
        }
        return high << 4 | low
    }
}
