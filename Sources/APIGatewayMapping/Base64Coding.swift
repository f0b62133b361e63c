package import VTLRuntime
package import Values

// `$util.base64Encode` and `$util.base64Decode`: RFC 4648 with padding, as java.util.Base64's basic
// coder has it. Evidence: Conformance/apigateway/util-base64.cases.

extension ByteBuffer {
    private static let alphabet: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// Appends `bytes` from `start` up to `end` in base64.
    package mutating func appendBase64(_ range: Range<Int>, of bytes: borrowing ByteBuffer) {
        var index = range.lowerBound
        while index < range.upperBound {
            let left = min(range.upperBound - index, 3)
            var group = UInt32(bytes[index]) << 16
            if left > 1 { group |= UInt32(bytes[index + 1]) << 8 }
            if left > 2 { group |= UInt32(bytes[index + 2]) }
            for digit in 0..<4 {
                if digit > left {
                    append(UInt8(ascii: "="))
                } else {
                    append(Self.alphabet.utf8Start[Int(group >> UInt32(18 - digit * 6) & 63)])
                }
            }
            index += 3
        }
    }

    /// Appends the bytes that a base64 text of `heap` stands for; padding may be missing.
    ///
    /// - Throws: a fault on a character outside the alphabet, or digits that make no whole byte.
    package mutating func appendBase64Decoded(
        _ range: Range<Int>, of heap: borrowing Heap
    ) throws(RenderFault) {
        var group: UInt32 = 0
        var digits = 0
        var index = range.lowerBound
        while index < range.upperBound, heap.bytes[index] != UInt8(ascii: "=") {
            guard let value = Self.base64Value(heap.bytes[index]) else {
                throw RenderFault(
                    "base64-decode",
                    "expected a base64 digit, found byte "
                        + "0x\(String(heap.bytes[index], radix: 16)) at position "
                        + "\(index - range.lowerBound)")
            }
            group = group << 6 | UInt32(value)
            digits += 1
            if digits == 4 {
                for shift in [16, 8, 0] as [UInt32] {
                    append(UInt8(truncatingIfNeeded: group >> shift))
                }
                (group, digits) = (0, 0)
            }
            index += 1
        }
        try finishBase64(group, digits, padding: range.upperBound - index, heap, index)
    }

    private mutating func finishBase64(
        _ group: UInt32, _ digits: Int, padding: Int, _ heap: borrowing Heap, _ index: Int
    ) throws(RenderFault) {
        var isPadding = true
        for place in index..<index + padding where heap.bytes[place] != UInt8(ascii: "=") {
            isPadding = false
        }
        let expected = digits == 0 ? 0 : 4 - digits
        guard digits != 1, isPadding, padding == 0 || padding == expected else {
            throw RenderFault(
                "base64-decode", "expected the text to end with a whole group of base64 digits")
        }
        if digits > 1 { append(UInt8(truncatingIfNeeded: group >> UInt32(digits * 6 - 8))) }
        if digits > 2 { append(UInt8(truncatingIfNeeded: group >> UInt32(digits * 6 - 16))) }
    }

    private static func base64Value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
