// Java's `equals` and `hashCode`.

extension Heap {
    /// `a.equals(b)`: same class and same content; null equals null.
    package mutating func equals(_ first: Value, _ second: Value) -> Bool {
        equals(first, second, depth: 0)
    }

    /// How deep a comparison may go: a container that holds itself has no end. One that holds the
    /// same container twice on each of many levels ends with ``Heap/stepsLeft``.
    private static var descentLimit: Int { 512 }

    /// Visits a value `depth` levels down; false when that is too far.
    private mutating func visit(_ value: Value, depth: Int) -> Bool {
        guard depth < Self.descentLimit else {
            nestingExceeded = true
            return false
        }
        return spend(value.isText ? 1 + Int(value.length) / Self.bytesPerStep : 1)
    }

    private mutating func equals(
        _ first: Value, _ second: Value, depth: Int
    ) -> Bool {
        guard visit(first, depth: depth) else { return false }
        let a = number(first)
        let b = number(second)
        if a.kind == b.kind, a.isList || a.isMap, a.container == b.container { return true }
        if a.isList || b.isList { return listsAreEqual(a, b, depth: depth) }
        if a.isMap || b.isMap { return mapsAreEqual(a, b, depth: depth) }
        guard a.kind == b.kind else { return false }
        switch a.kind {
        case .null: return true
        case .string, .bigInteger, .bigDecimal: return haveEqualBytes(a, b)
        case .double, .float:
            return a.payload == b.payload || (a.floating.isNaN && b.floating.isNaN)
        case .keySet, .entrySet: return viewsAreEqual(a, b, depth: depth)
        case .entry:
            guard let x = entryParts(a), let y = entryParts(b) else { return false }
            return equals(x.key, y.key, depth: depth + 1)
                && equals(x.value, y.value, depth: depth + 1)
        default: return a.payload == b.payload && a.detail == b.detail
        }
    }

    private func entryParts(_ entry: Value) -> (key: Value, value: Value)? {
        let map = Value(.map, payload: entry.payload)
        let index = Int(entry.length)
        guard index < entryCount(of: map) else { return nil }
        return (key(index, of: map), value(index, of: map))
    }

    private mutating func listsAreEqual(_ a: Value, _ b: Value, depth: Int) -> Bool {
        guard a.isList, b.isList else { return false }
        // An array equals only itself.
        if a.kind == .javaArray || b.kind == .javaArray { return false }
        guard mayRead(a), mayRead(b), count(of: a) == count(of: b) else { return false }
        for index in 0..<count(of: a)
        where !equals(element(index, of: a), element(index, of: b), depth: depth + 1) {
            return false
        }
        return true
    }

    private mutating func mapsAreEqual(_ a: Value, _ b: Value, depth: Int) -> Bool {
        guard a.isMap, b.isMap, entryCount(of: a) == entryCount(of: b) else { return false }
        for index in 0..<entryCount(of: a) {
            guard let other = lookup(key(index, of: a), in: b),
                equals(value(index, of: a), other, depth: depth + 1)
            else { return false }
        }
        return true
    }

    /// Sets: as many elements, and each of the one in the other.
    private mutating func viewsAreEqual(_ a: Value, _ b: Value, depth: Int) -> Bool {
        let (one, other) = (Value(.map, payload: a.payload), Value(.map, payload: b.payload))
        guard entryCount(of: one) == entryCount(of: other) else { return false }
        if a.kind == .entrySet { return mapsAreEqual(one, other, depth: depth) }
        for index in 0..<entryCount(of: one)
        where indexOfKey(key(index, of: one), in: other) == nil { return false }
        return true
    }

    /// `hashCode()`. What has no content of its own gives its position in the heap.
    package mutating func hashCode(_ value: Value) -> Int32 {
        hashCode(value, depth: 0)
    }

    private mutating func hashCode(_ value: Value, depth: Int) -> Int32 {
        guard visit(value, depth: depth) else { return 0 }
        let value = number(value)
        switch value.kind {
        case .null: return 0
        case .boolean: return value.payload == 1 ? 1231 : 1237
        case .integer, .short, .byte, .character:
            return Int32(truncatingIfNeeded: value.payload)
        case .long:
            return Int32(truncatingIfNeeded: value.payload ^ value.payload >> 32)
        case .double:
            let bits = value.floating.isNaN ? 0x7FF8_0000_0000_0000 : value.payload
            return Int32(truncatingIfNeeded: bits ^ bits >> 32)
        case .float: return Int32(bitPattern: Float(value.floating).bitPattern)
        case .string: return stringHashCode(value)
        case .bigInteger: return bigIntegerHashCode(value)
        case .bigDecimal: return bigDecimalHashCode(value)
        case .numberText: return 0
        case .jsonArray, .list:
            guard mayRead(value) else { return 0 }
            var hash: Int32 = 1
            for index in 0..<count(of: value) {
                hash = hash &* 31 &+ hashCode(element(index, of: value), depth: depth + 1)
            }
            return hash
        case .map, .contextMap, .entrySet:
            let map = Value(.map, payload: value.payload)
            var hash: Int32 = 0
            for index in 0..<entryCount(of: map) {
                hash &+=
                    hashCode(key(index, of: map), depth: depth + 1)
                    ^ hashCode(self.value(index, of: map), depth: depth + 1)
            }
            return hash
        case .keySet:
            let map = Value(.map, payload: value.payload)
            var hash: Int32 = 0
            for index in 0..<entryCount(of: map) {
                hash &+= hashCode(key(index, of: map), depth: depth + 1)
            }
            return hash
        case .entry:
            guard let parts = entryParts(value) else { return 0 }
            return hashCode(parts.key, depth: depth + 1)
                ^ hashCode(parts.value, depth: depth + 1)
        case .javaArray, .valuesView, .iterator, .block, .host, .javaClass:
            return Int32(truncatingIfNeeded: value.payload)
        }
    }

    /// `String.hashCode()`, over UTF-16 units.
    package func stringHashCode(_ value: Value) -> Int32 {
        var hash: Int32 = 0
        var index = value.offset
        let end = value.range.upperBound
        while index < end {
            let (scalar, length) = scalar(at: index, end: end)
            if scalar >= 0x10000 {
                let bits = scalar - 0x10000
                hash = hash &* 31 &+ Int32(bitPattern: 0xD800 | bits >> 10)
                hash = hash &* 31 &+ Int32(bitPattern: 0xDC00 | bits & 0x3FF)
            } else {
                hash = hash &* 31 &+ Int32(bitPattern: scalar)
            }
            index += length
        }
        return hash
    }
}
