// The order in which a `java.util.HashMap` iterates: `$context` and the maps in it.

extension Heap {
    /// The indexes of a map's entries in the order of iteration, pushed onto ``stack``. A map that
    /// keeps its order gives 0, 1, 2 …; a ``Value/Kind/contextMap`` the order of Java 8's buckets.
    ///
    /// Evidence: Conformance/apigateway/context-order.cases.
    package mutating func pushIterationOrder(of map: Value) {
        let count = entryCount(of: map)
        let base = stack.count
        spend(count)
        for index in 0..<count { stack.append(.count(index)) }
        guard map.kind == .contextMap, count > 1, stack.count == base + count else { return }
        var buckets = 16
        while count > buckets * 3 / 4 { buckets *= 2 }
        // The order of insertion within a bucket.
        let order = (0..<count)
            .map { index in (bucket: bucket(ofEntry: index, in: map, buckets), index: index) }
            .sorted { ($0.bucket, $0.index) < ($1.bucket, $1.index) }
        for (place, entry) in order.enumerated() { stack[base + place] = .count(entry.index) }
    }

    private mutating func bucket(ofEntry index: Int, in map: Value, _ buckets: Int) -> Int {
        let hash = UInt32(bitPattern: hashCode(key(index, of: map)))
        return Int(hash ^ hash >> 16) & (buckets - 1)
    }
}
