import Testing
import Values

@Suite("Strings in UTF-16 units")
struct UTF16TextTests {
    @Test(
        "count units",
        arguments: [
            ("", 0), ("abc", 3), ("é", 1), ("日本", 2), ("😀", 2), ("a😀b", 4), ("\u{FFFF}", 1),
        ])
    func length(text: String, units: Int) {
        var heap = Heap()
        let value = heap.string(text)
        #expect(heap.utf16Length(of: value) == units)
        #expect(units == text.utf16.count)
        #expect(value.isAscii == text.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test("are cut anywhere, also through a pair, and joined again")
    func substring() throws {
        let text = "aé😀b日😁"
        var heap = Heap()
        let value = heap.string(text)
        let units = Array(text.utf16)
        for from in 0...units.count {
            for to in from...units.count {
                let part = try #require(part(of: value, from: from, to: to, in: &heap))
                #expect(heap.utf16Length(of: part) == to - from)
                let found = (0..<to - from).map { heap.utf16Unit(at: $0, in: part) }
                #expect(found == Array(units[from..<to]))
            }
        }
        for (from, to) in [(-1, 0), (0, 9), (3, 2), (9, 9), (.max, .max), (.min, .max)] {
            #expect(heap.substring(of: value, from: from, to: to) == nil)
        }
        let high = try #require(part(of: value, from: 0, to: 3, in: &heap))
        let low = try #require(part(of: value, from: 3, to: 8, in: &heap))
        let start = heap.bytes.count
        for half in [high, low] {
            heap.bytes.appendCopy(half.offset, count: Int(half.length))
        }
        #expect(heap.description(of: heap.finishString(from: start)) == text)
    }

    /// Taken from `String.compareTo`.
    @Test(
        "compare by the first unit that differs, then by length",
        arguments: [
            ("a", "b", -1), ("b", "a", 1), ("a", "abc", -2), ("", "x", -1), ("", "", 0),
            ("same", "same", 0), ("é", "z", 111), ("😀", "\u{FFFF}", -10178), ("😀", "😁", -1),
            ("a😀", "a", 2), ("A", "a", -32),
        ])
    func compare(first: String, second: String, expected: Int) {
        var heap = Heap()
        let (a, b) = (heap.string(first), heap.string(second))
        #expect(heap.compareUTF16(a, b) == expected)
        #expect(heap.compareUTF16(b, a) == -expected)
    }

    @Test("compare lone halves with whole pairs")
    func compareHalves() throws {
        var heap = Heap()
        let pair = heap.string("😀")
        let high = try #require(part(of: pair, from: 0, to: 1, in: &heap))
        #expect(heap.compareUTF16(high, pair) == -1)
        #expect(heap.compareUTF16(pair, high) == 1)
        let start = heap.bytes.count
        heap.bytes.appendCopy(high.offset, count: 3)
        heap.bytes.append("x")
        let followed = heap.finishString(from: start)
        #expect(heap.compareUTF16(followed, pair) == 0x78 - 0xDE00)
    }

    /// Taken from `String.hashCode`.
    @Test(
        "have Java's hash codes",
        arguments: [
            ("", 0), ("a", 97), ("hello", 99_162_322), ("é", 233), ("日本", 835_047),
            ("😀", 1_772_899), ("a😀b", 57_849_694), ("Aa", 2112), ("BB", 2112),
            ("requestOverride", -1_175_948_421),
        ] as [(String, Int32)])
    func hashCode(text: String, expected: Int32) {
        var heap = Heap()
        let value = heap.string(text)
        #expect(heap.hashCode(value) == expected)
    }

    @Test("tolerate malformed bytes")
    func malformed() {
        let texts: [[UInt8]] = [
            [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFF, 0xFE],
            [0xF8, 0x88, 0x80, 0x80],
            [0x61, 0xED, 0xA0], [0xBF, 0xBF, 0x61], [0xF4, 0x90, 0x80, 0x80],
        ]
        var heap = Heap()
        for bytes in texts {
            let value = heap.string(bytes)
            _ = heap.hashCode(value)
            _ = heap.description(of: value)
            for unit in -1...5 {
                _ = heap.utf16Unit(at: unit, in: value)
                for other in -1...5 { _ = heap.substring(of: value, from: unit, to: other) }
            }
            for other in texts {
                let second = heap.string(other)
                _ = heap.compareUTF16(value, second)
            }
        }
    }
}
