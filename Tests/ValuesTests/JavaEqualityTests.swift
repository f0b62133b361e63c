import Testing
import Values

@Suite("equals and hashCode")
struct JavaEqualityTests {
    @Test("compare class and content")
    func scalars() {
        var heap = Heap()
        let equal: [(Value, Value)] = [
            (.null, .null), (.integer(1), .integer(1)), (.double(.nan), .double(.nan)),
            (heap.string("some text"), heap.string("some text")),
            (number("1", in: &heap), .integer(1)),
            (number("5000000000", in: &heap), .long(5_000_000_000)),
            (number("1.50", in: &heap, .decimal), .double(1.5)),
        ]
        for (a, b) in equal { #expect(areEqual(a, b, in: &heap) && areEqual(b, a, in: &heap)) }
        let different: [(Value, Value)] = [
            (.null, .false), (.integer(1), .long(1)), (.integer(1), .double(1)),
            (.double(0), .double(-0.0)), (heap.string("1"), .integer(1)),
            (heap.string("some text"), heap.string("some texT")),
            (number("1.0", in: &heap, .decimal), .integer(1)),
        ]
        for (a, b) in different {
            #expect(!areEqual(a, b, in: &heap) && !areEqual(b, a, in: &heap))
        }
    }

    @Test("compare lists and maps by what they hold")
    func containers() {
        var heap = Heap()
        let first = list([.integer(1), heap.string("a")], .jsonArray, in: &heap)
        let second = list([.integer(1), heap.string("a")], .list, in: &heap)
        let third = list([heap.string("a"), .integer(1)], .list, in: &heap)
        #expect(areEqual(first, second, in: &heap))
        #expect(!areEqual(first, third, in: &heap))
        let one = list([heap.string("x"), first, heap.string("y"), .null], .map, in: &heap)
        let other = list(
            [heap.string("y"), .null, heap.string("x"), second], .contextMap, in: &heap)
        #expect(areEqual(one, other, in: &heap))
        #expect(heap.hashCode(one) == heap.hashCode(other))
        let array = list([], .javaArray, in: &heap)
        let sameArray = list([], .javaArray, in: &heap)
        #expect(areEqual(array, array, in: &heap))
        #expect(!areEqual(array, sameArray, in: &heap))
    }

    /// Taken from Java.
    @Test("have Java's hash codes")
    func hashCodes() {
        var heap = Heap()
        let cases: [(Value, Int32)] = [
            (.true, 1231), (.false, 1237), (.null, 0), (.integer(-7), -7),
            (.long(-5_000_000_000), 705_032_702), (.double(1.5), 1_073_217_536),
            (.double(-0.0), .min), (Value(.float, payload: 1.5.bitPattern), 1_069_547_520),
            (Value(.character, payload: 0x78), 120),
            (
                list([.integer(1), heap.string("a"), .null, .double(2.5)], .list, in: &heap),
                1_075_050_497
            ),
        ]
        for (value, expected) in cases { #expect(heap.hashCode(value) == expected) }
        let map = list(
            [
                heap.string("a"), .integer(1), heap.string("b"), .null, heap.string("c"),
                .long(5_000_000_000),
            ],
            .map, in: &heap)
        #expect(heap.hashCode(map) == 705_032_996)
        #expect(heap.hashCode(Value(.entrySet, payload: map.payload)) == 705_032_996)
        #expect(heap.hashCode(Value(.keySet, payload: map.payload)) == 294)
        #expect(heap.hashCode(Value(.entry, payload: map.payload)) == 96)
    }

    @Test("end in containers that hold themselves or the same thing many times")
    func cycles() {
        var heap = Heap()
        heap.stepsLeft = 100_000
        let first = heap.makeContainer(.list)
        let second = heap.makeContainer(.list)
        for list in [first, second] {
            heap.append(first, to: list)
            heap.append(second, to: list)
        }
        _ = heap.equals(first, second)
        _ = heap.hashCode(first)
        let isTooDeep = heap.nestingExceeded
        #expect(isTooDeep)
        heap.stepsLeft = 100_000
        var (a, b) = (heap.makeContainer(.list), heap.makeContainer(.list))
        for _ in 0..<60 {
            a = list([a, a], .list, in: &heap)
            b = list([b, b], .list, in: &heap)
        }
        _ = heap.equals(a, b)
        _ = heap.hashCode(a)
        let stepsLeft = heap.stepsLeft
        #expect(stepsLeft < 0)
    }

    private func list(_ elements: [Value], _ kind: Value.Kind, in heap: inout Heap) -> Value {
        let base = heap.stack.count
        for element in elements { heap.stack.append(element) }
        return heap.makeContainer(kind, fromStack: base)
    }

    private func number(
        _ text: String, in heap: inout Heap, _ flags: Value.Flags = []
    ) -> Value {
        let string = heap.string(text)
        return heap.text(
            .numberText, at: string.offset, length: Int(string.length), flags: flags.union(.ascii))
    }
}
