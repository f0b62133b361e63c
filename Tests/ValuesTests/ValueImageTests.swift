import Testing
import Values

@Suite struct ValueImageTests {
    /// A value's structure with texts and containers written out.
    private func text(_ value: Value, _ heap: borrowing Heap) -> String {
        switch value.kind {
        case _ where value.isText: return heap.description(of: value)
        case .list, .map:
            let items = (0..<heap.slotCount(of: value)).map {
                text(heap.element($0, of: value), heap)
            }
            return "\(value.kind)(\(items.joined(separator: " ")))"
        default: return "\(value.kind)"
        }
    }

    private func list(_ heap: inout Heap, _ values: Value...) -> Value {
        let list = heap.makeContainer(.list)
        for value in values { heap.append(value, to: list) }
        return list
    }

    @Test func holdsAllThatAValueHolds() {
        var heap = Heap()
        let x = heap.string("x")
        let inner = list(&heap, x, .integer(1), heap.emptyString)
        let map = heap.makeContainer(.map)
        let keys = (heap.string("a longer key"), heap.string("b"))
        heap.put(keys.0, inner, in: map)
        heap.put(keys.1, list(&heap), in: map)
        let end = heap.string("end")
        let image = ValueImage(of: list(&heap, map, end, .null), in: heap, as: .javaCollections)
        heap.reset()
        var other = Heap()
        _ = other.string("something before")
        for _ in 0..<2 {
            let loaded = text(other.load(image), other)
            #expect(loaded == "list(map(a longer key list(x integer ) b list()) end null)")
        }
    }

    @Test func doesNotSeeChanges() {
        var heap = Heap()
        let x = heap.string("x")
        let image = ValueImage(of: list(&heap, x), in: heap, as: .javaCollections)
        let loaded = heap.load(image)
        heap.setElement(0, of: loaded, to: .null)
        for _ in 0..<20 { heap.append(.true, to: loaded) }
        let count = heap.count(of: loaded)
        #expect(count == 21)
        let again = text(heap.load(image), heap)
        #expect(again == "list(x)")
    }

    @Test func loadsAValueThatIsNoContainer() {
        var heap = Heap()
        let image = ValueImage(of: heap.string("word"), in: heap, as: .javaCollections)
        let word = text(heap.load(image), heap)
        #expect(word == "word")
        let boolean = heap.load(ValueImage(of: .true, in: heap, as: .javaCollections))
        #expect(boolean.kind == .boolean)
    }

    @Test func isNullWhereThereIsNoRoom() {
        var heap = Heap()
        let text = heap.string("something long")
        let image = ValueImage(of: list(&heap, text), in: heap, as: .javaCollections)
        var small = Heap(byteLimit: 4)
        #expect(isRefused(image, by: &small))
        let two = ValueImage(of: list(&heap, .true, .true), in: heap, as: .javaCollections)
        var narrow = Heap(slotLimit: 1)
        #expect(isRefused(two, by: &narrow))
    }

    private func isRefused(_ image: ValueImage, by heap: inout Heap) -> Bool {
        heap.load(image).isNull && heap.isExhausted
    }

    @Test func keysOfTextsAreFound() {
        var image = ValueImage.emptyMap
        for (key, value) in [("", "1"), ("é\u{7F}", "2"), ("abc", "\"")] {
            Array(key.utf8).withUnsafeBufferPointer { key in
                Array(value.utf8).withUnsafeBufferPointer { image.append(key, $0) }
            }
        }
        var heap = Heap()
        let map = heap.load(image)
        #expect(image.entryCount == 3)
        for (key, value) in [("", "1"), ("é\u{7F}", "2"), ("abc", "\"")] {
            let key = heap.string(key)
            let found = heap.lookup(key, in: map) ?? .null
            let foundText = text(found, heap)
            #expect(foundText == value)
            // The same flags as a scan of the text gives.
            let flags = heap.string(value).flags
            #expect(found.flags == flags)
        }
    }
}
