import Testing
import Values

/// Scans that look at eight bytes at once, against loops that look at one.
@Suite struct ByteScanTests {
    /// Texts of all lengths up to 70 in which one byte, or none, is not a letter.
    private static var texts: [[UInt8]] {
        let others: [UInt8] = [
            0x00, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x27, 0x2F, 0x5B, 0x5C, 0x5D, 0x7E, 0x7F, 0x80,
            0xA0, 0xED, 0xFE, 0xFF,
        ]
        return (0...70).flatMap { length in
            [[UInt8](repeating: 0x61, count: length)]
                + others.flatMap { other in
                    stride(from: 0, to: length, by: 3).map { place in
                        var text = [UInt8](repeating: 0x61, count: length)
                        text[place] = other
                        // What wrongly carries from byte to byte would show in the next one.
                        if place + 1 < length { text[place + 1] = other &+ 1 }
                        return text
                    }
                }
        }
    }

    private func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
    }

    @Test func flagsAreThoseOfTheBytes() {
        var heap = Heap()
        for text in Self.texts {
            heap.reset()
            // Bytes around the text that must not count.
            heap.bytes.append(UInt8(0))
            heap.bytes.append(text)
            heap.bytes.append(UInt8(0xFF))
            let flags = heap.flags(of: 1..<1 + text.count)
            let isAscii = text.allSatisfy { $0 < 0x80 }
            let isPlain = isAscii && !text.contains(where: isSpecial)
            #expect(flags == (isPlain ? [.ascii, .plain] : isAscii ? .ascii : []), "\(text)")
        }
    }

    @Test func findsTheFirstByte() {
        for text in Self.texts {
            var bytes = ByteBuffer()
            bytes.append(UInt8(0xED))
            bytes.append(text)
            bytes.append(UInt8(0xED))
            let range = 1..<1 + text.count
            for byte: UInt8 in [0xED, 0x00, 0x61, 0x22] {
                let found = bytes.firstIndex(of: byte, in: range)
                #expect(found == text.firstIndex(of: byte).map { $0 + 1 }, "\(text)")
            }
        }
    }

    @Test func replacesEachByte() {
        let replacements = ByteReplacements { byte in
            byte % 3 == 0 ? [] : byte % 3 == 1 ? [byte] : Array(repeating: byte, count: 7)
        }
        let source = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var bytes = ByteBuffer()
        bytes.append(source)
        for length in [0, 1, 9, 1000] {
            let expected = source[..<length].flatMap { byte in
                Array(repeating: byte, count: byte % 3 == 0 ? 0 : byte % 3 == 1 ? 1 : 7)
            }
            var output = ByteBuffer(capacity: 1)
            output.append(bytes, 0..<length, replacing: replacements)
            let made = output.array
            #expect(made == expected)
            // Exactly as much room as it takes, and one byte less.
            var exact = ByteBuffer(capacity: 1, limit: expected.count)
            exact.append(bytes, 0..<length, replacing: replacements)
            let fits = !exact.overflowed && exact.count == expected.count
            #expect(fits)
            guard !expected.isEmpty else { continue }
            var small = ByteBuffer(capacity: 1, limit: expected.count - 1)
            small.append(bytes, 0..<length, replacing: replacements)
            let isRefused = small.overflowed && small.count == 0
            #expect(isRefused)
        }
    }

    @Test func replacesInASCII() {
        let replacements = ByteReplacements { byte in
            byte == 0x22 || byte == 0x2F || byte == 0x27 || byte < 0x20
                ? [0x5C, byte | 0x20, 0x5C] : [byte]
        }
        for text in Self.texts {
            var bytes = ByteBuffer()
            bytes.append(text)
            let end = text.firstIndex { $0 >= 0x80 } ?? text.count
            let expected = text[..<end].flatMap { byte -> [UInt8] in
                byte == 0x22 || byte == 0x2F || byte == 0x27 || byte < 0x20
                    ? [0x5C, byte | 0x20, 0x5C] : [byte]
            }
            var output = ByteBuffer(capacity: 1)
            let stop = output.appendASCII(
                bytes, 0..<text.count, replacing: replacements, and: 0x2F, 0x27)
            let made = output.array
            #expect(stop == end, "\(text)")
            #expect(made == expected, "\(text)")
        }
    }

    @Test func comparesWithLiterals() {
        var bytes = ByteBuffer()
        bytes.append("xresponseOverride")
        let whole = bytes.isEqual(1, to: "responseOverride")
        let part = bytes.isEqual(1, to: "response")
        let other = bytes.isEqual(1, to: "responseOverridE")
        let early = bytes.isEqual(1, to: "rEsponseOverride")
        #expect(whole && part && !other && !early)
    }
}
