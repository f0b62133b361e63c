import Testing
import Values

@Suite("Lists, buffers and limits")
struct HeapListTests {
    @Test("grow, shrink and move")
    func editing() {
        var heap = Heap()
        let list = heap.makeContainer(.list)
        let other = heap.makeContainer(.list)
        for number in 0..<100 {
            // Both grow in turn, so that each has to move.
            heap.append(.count(number), to: list)
            heap.append(.count(-number), to: other)
        }
        heap.insert(.true, at: 0, in: list)
        heap.insert(.false, at: 101, in: list)
        heap.removeSlots(2, at: 1, of: list)
        #expect(heap.count(of: list) == 100)
        #expect(heap.element(0, of: list) == .true)
        #expect(heap.element(1, of: list) == .count(2))
        #expect(heap.element(99, of: list) == .false)
        #expect(heap.element(99, of: other) == .count(-99))
    }

    @Test("stop at the heap's limits and say so")
    func limits() {
        var heap = Heap(byteLimit: 100, slotLimit: 100)
        let list = heap.makeContainer(.list)
        for number in 0..<1000 { heap.append(.count(number), to: list) }
        let isFull = heap.isExhausted
        #expect(isFull)
        #expect(heap.count(of: list) <= 100)
        heap.reset()
        let isFullAfterReset = heap.isExhausted
        #expect(!isFullAfterReset)
        heap.bytes.append(Array(repeating: 0x61, count: 100))
        let fits = !heap.isExhausted
        #expect(fits)
        heap.bytes.append(0x61)
        let fitsNoMore = heap.isExhausted
        #expect(fitsNoMore)
    }

    @Test("copy bytes of every length, also within a buffer")
    func bytes() {
        for length in 0...40 {
            let text = (0..<length).map { UInt8($0) }
            var source = ByteBuffer(capacity: 1)
            source.append(text)
            source.appendCopy(0, count: length)
            var target = ByteBuffer(capacity: 0, limit: length * 3)
            target.append(source, length, count: length)
            target.append(source, 0, count: length)
            target.appendCopy(length, count: length)
            let (bytes, isFull) = (target.array, target.overflowed)
            #expect(bytes == text + text + text)
            #expect(!isFull)
            let isEqual = source.isEqual(0, length, count: length)
            #expect(isEqual)
        }
    }

    @Test("tell what bytes need an escape", arguments: 0...255)
    func escapes(byte: Int) {
        let byte = UInt8(byte)
        let expected = byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
        for place in 0..<8 {
            let word =
                0x6161_6161_6161_6161 & ~(0xFF << UInt64(place * 8))
                | UInt64(byte) << UInt64(place * 8)
            #expect((Bytes8.needingEscape(word) != 0) == expected)
        }
    }
}
