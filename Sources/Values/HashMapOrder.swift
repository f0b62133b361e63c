// The order in which a `java.util.HashMap` iterates: `$context` and the maps in it.

extension Heap {
    /// The indexes of a map's entries in the order of iteration, pushed onto ``stack``. A map that
    /// keeps its order gives 0, 1, 2 …; a ``Value/Kind/contextMap`` the order of Java 8's buckets.
    ///
    /// Evidence: Conformance/apigateway/context-order.cases.
    package mutating func pushIterationOrder(of map: Value) {
        let count = entryCount(of: map)
        let base = stack.count
        for index in 0..<count { stack.append(.count(index)) }
        guard map.kind == .contextMap, stack.count == base + count else { return }
        var buckets = 16
        while count > buckets * 3 / 4 { buckets *= 2 }
        // Insertion sort by bucket keeps the order of insertion within one; context maps are small.
        for index in 0..<count {
            let bucket = self.bucket(ofEntry: index, in: map, buckets)
            var place = base + index
            while place > base,
                self.bucket(ofEntry: Int(stack[place - 1].signed), in: map, buckets) > bucket
            {
                stack[place] = stack[place - 1]
                place -= 1
            }
            stack[place] = .count(index)
        }
    }

    private mutating func bucket(ofEntry index: Int, in map: Value, _ buckets: Int) -> Int {
        let hash = UInt32(bitPattern: hashCode(key(index, of: map)))
        return Int(hash ^ hash >> 16) & (buckets - 1)
    }
}
