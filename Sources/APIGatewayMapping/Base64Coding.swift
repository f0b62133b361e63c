package import VTLRuntime
package import Values

// `$util.base64Encode` and `$util.base64Decode`: RFC 4648 with padding, as java.util.Base64's basic
// coder has it. Evidence: Conformance/apigateway/util-base64.cases.

extension ByteBuffer {
    private static let alphabet: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// Appends bytes of another buffer in base64.
    package mutating func appendBase64(_ range: Range<Int>, of bytes: borrowing ByteBuffer) {
        var index = range.lowerBound
        while range.upperBound - index >= 3 {
            append(Self.base64Digits(bytes.load4(index).byteSwapped >> 8), count: 4)
            index += 3
        }
        switch range.upperBound - index {
        case 1:
            let digits = Self.base64Digits(UInt32(bytes[index]) << 16)
            append(digits & 0xFFFF | 0x3D3D_0000, count: 4)
        case 2:
            let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8
            append(Self.base64Digits(group) & 0xFF_FFFF | 0x3D00_0000, count: 4)
        default: break
        }
    }

    /// The four digits of 24 bits, the first in the low bits.
    private static func base64Digits(_ group: UInt32) -> UInt64 {
        func digit(_ shift: UInt32) -> UInt64 {
            UInt64(alphabet.utf8Start[Int(group >> shift & 63)])
        }
        return digit(18) | digit(12) << 8 | digit(6) << 16 | digit(0) << 24
    }

    /// Appends the bytes that a base64 text of `heap` stands for; padding may be missing.
    ///
    /// - Throws: a fault on a character outside the alphabet, or digits that make no whole byte.
    package mutating func appendBase64Decoded(
        _ range: Range<Int>, of heap: borrowing Heap
    ) throws(RenderFault) {
        var index = appendBase64Groups(range, of: heap.bytes)
        var group: UInt32 = 0
        var digits = 0
        while index < range.upperBound, heap.bytes[index] != UInt8(ascii: "=") {
            let value = Self.base64Values[Int(heap.bytes[index])]
            guard value < 64 else {
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

    /// Appends what whole groups of digits stand for; gives the place of the first group that is none.
    private mutating func appendBase64Groups(
        _ range: Range<Int>, of bytes: borrowing ByteBuffer
    ) -> Int {
        var index = range.lowerBound
        while range.upperBound - index >= 4 {
            let word = bytes.load4(index)
            let first = Self.base64Values[Int(word & 0xFF)]
            let second = Self.base64Values[Int(word >> 8 & 0xFF)]
            let third = Self.base64Values[Int(word >> 16 & 0xFF)]
            let fourth = Self.base64Values[Int(word >> 24)]
            guard first | second | third | fourth < 64 else { break }
            let group =
                UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth)
            append(UInt64(group.byteSwapped >> 8), count: 3)
            index += 4
        }
        return index
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

    /// What each byte is worth as a digit, or 255.
    private static let base64Values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for value in 0..<64 { values[Int(alphabet.utf8Start[value])] = UInt8(value) }
        return values
    }()
}
