import Values

// Comparing values: RFC 9535's operators, and what both dialects share.

extension JSONPathEvaluator {
    /// Whether a comparison of RFC 9535 holds, section 2.3.5.2.2: nothing is converted, and two
    /// sides that are missing are equal.
    mutating func compareStrictly(
        _ comparison: FilterComparison, _ left: FilterOperand, _ right: FilterOperand,
        _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        if left.isString, right.isString { try countBytes(of: left.value) }
        switch comparison {
        case .equal: return try areStrictlyEqual(left, right, &heap)
        case .notEqual: return try !areStrictlyEqual(left, right, &heap)
        case .less: return isLess(left, right, &heap)
        case .greater: return isLess(right, left, &heap)
        case .lessOrEqual:
            if isLess(left, right, &heap) { return true }
            return try areStrictlyEqual(left, right, &heap)
        case .greaterOrEqual:
            if isLess(right, left, &heap) { return true }
            return try areStrictlyEqual(left, right, &heap)
        case .strictlyEqual, .strictlyNotEqual, .matchesPattern, .isIn, .isNotIn, .isSubset,
            .containsAny, .containsNone, .containsAll, .hasSize, .isEmpty, .contains, .neverInText:
            return false
        }
    }

    private mutating func areStrictlyEqual(
        _ left: FilterOperand, _ right: FilterOperand, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        guard !left.isMissing, !right.isMissing else { return left.isMissing && right.isMissing }
        return try areDeeplyEqual(left.value, right.value, byValue: true, &heap)
    }

    private func isLess(
        _ left: FilterOperand, _ right: FilterOperand, _ heap: inout Heap
    ) -> Bool {
        if left.isNumber, right.isNumber { return heap.numberOrder(left.value, right.value) < 0 }
        guard left.isString, right.isString else { return false }
        return heap.isBefore(left.value, right.value)
    }

    /// Whether two values are equal with all that is in them: numbers by value, or like Java's
    /// `equals` only in the same class. Objects are equal in any order of their members.
    mutating func areDeeplyEqual(
        _ left: Value, _ right: Value, byValue: Bool, _ heap: inout Heap
    ) throws(PathFault) -> Bool {
        try countStep()
        levelsLeft -= 1
        defer { levelsLeft += 1 }
        guard levelsLeft > 0 else { throw .depthLimit }
        if left.isPathList, right.isPathList {
            let count = heap.count(of: left)
            guard count == heap.count(of: right) else { return false }
            for index in 0..<count {
                let (a, b) = (heap.element(index, of: left), heap.element(index, of: right))
                guard try areDeeplyEqual(a, b, byValue: byValue, &heap) else { return false }
            }
            return true
        }
        if left.isMap, right.isMap {
            let count = heap.entryCount(of: left)
            guard count == heap.entryCount(of: right) else { return false }
            for index in 0..<count {
                guard let other = heap.lookup(heap.key(index, of: left), in: right),
                    try areDeeplyEqual(
                        heap.value(index, of: left), other, byValue: byValue, &heap)
                else { return false }
            }
            return true
        }
        guard !left.isPathContainer, !right.isPathContainer else { return false }
        if byValue, left.isNumber, right.isNumber {
            let (a, b) = (heap.number(left), heap.number(right))
            return heap.numberOrder(a, b) == 0
        }
        return heap.equals(left, right)
    }

    /// Counts the bytes of a text that has to be read for each item.
    mutating func countBytes(of text: Value) throws(PathFault) {
        stepsLeft -= Int(text.length) / 64
        try countStep()
    }

    /// Whether one string stands in another, in linear time (Rabin and Karp's search).
    mutating func contains(
        _ string: Value, _ part: Value, _ heap: borrowing Heap
    ) throws(PathFault) -> Bool {
        let count = Int(part.length)
        guard count > 0 else { return true }
        guard string.length >= part.length else { return false }
        try countBytes(of: string)
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var (wanted, window, leading) = (UInt64(0), UInt64(0), UInt64(1))
        for index in 0..<count {
            wanted = wanted &* factor &+ UInt64(heap.bytes[part.offset + index])
            window = window &* factor &+ UInt64(heap.bytes[string.offset + index])
            if index > 0 { leading = leading &* factor }
        }
        var start = string.offset
        while true {
            if window == wanted {
                if heap.bytes.isEqual(start, part.offset, count: count) { return true }
                // Somebody has chosen strings that collide.
                try countBytes(of: part)
            }
            guard start + count < string.range.upperBound else { return false }
            window = (window &- UInt64(heap.bytes[start]) &* leading) &* factor
            window = window &+ UInt64(heap.bytes[start + count])
            start += 1
        }
    }
}

extension Heap {
    /// Whether a string comes first in the order of Unicode scalar values, which is that of bytes.
    func isBefore(_ first: Value, _ second: Value) -> Bool {
        let count = Int(min(first.length, second.length))
        for index in 0..<count {
            let (a, b) = (bytes[first.offset + index], bytes[second.offset + index])
            if a != b { return a < b }
        }
        return first.length < second.length
    }
}
