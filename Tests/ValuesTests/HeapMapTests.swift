import Testing
import Values

@Suite("Maps")
struct HeapMapTests {
    @Test("keep the order of insertion and find every key", arguments: [0, 1, 32, 33, 100, 5000])
    func manyKeys(count: Int) {
        var heap = Heap()
        let map = heap.makeContainer(.map)
        for number in 0..<count {
            let key = heap.string("key \(number)")
            #expect(heap.put(key, .count(number), in: map) == nil)
        }
        #expect(heap.entryCount(of: map) == count)
        for number in 0..<count {
            // A text of its own, so that equal bytes are found, not equal places.
            let key = heap.string("key \(number)")
            #expect(heap.lookup(key, in: map) == .count(number))
            #expect(heap.indexOfKey(key, in: map) == number)
        }
        let missing = heap.string("key")
        #expect(heap.lookup(missing, in: map) == nil)
    }

    @Test("replace, remove and find again", arguments: [10, 200])
    func removal(count: Int) {
        var heap = Heap()
        let map = heap.makeContainer(.map)
        for number in 0..<count {
            let key = heap.string("k\(number)")
            heap.put(key, .count(number), in: map)
        }
        let two = heap.string("k2")
        #expect(heap.put(two, .true, in: map) == .count(2))
        for number in stride(from: 0, to: count, by: 2) {
            let key = heap.string("k\(number)")
            #expect(heap.remove(key, from: map) == (number == 2 ? .true : .count(number)))
            #expect(heap.remove(key, from: map) == nil)
        }
        #expect(heap.entryCount(of: map) == count / 2)
        for number in 0..<count {
            let key = heap.string("k\(number)")
            #expect(heap.lookup(key, in: map) == (number % 2 == 0 ? nil : .count(number)))
        }
        heap.removeAll(of: map)
        #expect(heap.lookup(two, in: map) == nil)
        heap.put(two, .false, in: map)
        #expect(heap.lookup(two, in: map) == .false)
    }

    @Test("take keys of any class by equals")
    func otherKeys() {
        var heap = Heap()
        let map = heap.makeContainer(.map)
        let one = heap.string("1")
        heap.put(.integer(1), .true, in: map)
        heap.put(one, .false, in: map)
        heap.put(.null, .null, in: map)
        #expect(heap.lookup(.integer(1), in: map) == .true)
        #expect(heap.lookup(.long(1), in: map) == nil)
        #expect(heap.lookup(one, in: map) == .false)
        #expect(heap.lookup(.null, in: map) == .null)
        #expect(heap.entryCount(of: map) == 3)
    }

    @Test("of the heap that stay after a reset can still be read")
    func reset() {
        var heap = Heap()
        let map = heap.makeContainer(.map, capacity: 400)
        for number in 0..<100 {
            let key = heap.string("k\(number)")
            heap.put(key, .count(number), in: map)
        }
        let mark = heap.mark
        let key = heap.string("k70")
        #expect(heap.lookup(key, in: map) == .count(70))
        heap.reset(to: mark)
        let again = heap.string("k70")
        #expect(heap.lookup(again, in: map) == .count(70))
    }

    /// Taken from `java.util.HashMap`.
    @Test("of the context have HashMap's order")
    func hashMapOrder() {
        let keys = """
            requestId requestTime identity stage apiId resourcePath httpMethod accountId protocol \
            path domainName extendedRequestId authorizer \
            error requestOverride responseOverride status \
            resourceId integration
            """
        let expected = [
            5: "requestTime stage requestId identity apiId",
            12: """
            requestTime accountId path protocol stage requestId identity resourcePath domainName \
            httpMethod extendedRequestId apiId
            """,
            13: """
            authorizer resourcePath httpMethod extendedRequestId \
            requestTime accountId path protocol \
            stage requestId identity domainName apiId
            """,
            19: """
            resourceId authorizer resourcePath httpMethod error extendedRequestId requestTime \
            accountId path protocol requestOverride \
            stage requestId identity domainName integration \
            responseOverride apiId status
            """,
        ]
        var heap = Heap()
        let map = heap.makeContainer(.contextMap)
        for key in keys.split(separator: " ") {
            let key = heap.string(String(key))
            heap.put(key, .null, in: map)
            let count = heap.entryCount(of: map)
            guard let order = expected[count] else { continue }
            heap.pushIterationOrder(of: map)
            let found = (0..<count).map { place in
                heap.description(of: heap.key(Int(heap.stack[place].signed), of: map))
            }
            heap.stack.truncate(0)
            #expect(found.joined(separator: " ") == order)
        }
    }
}
