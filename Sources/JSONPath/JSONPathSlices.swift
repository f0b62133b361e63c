import Values

extension JSONPathEvaluator {
    /// RFC 9535's `[start:end:step]`, section 2.3.4.2.2. The integers are the three parts; an
    /// absent part is `Int32.min`, which no list is long enough to tell from a number.
    mutating func selectSlice(
        _ query: JSONPathQuery, _ step: PathStep, _ next: Int, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) {
        guard value.isPathList else { return }
        let integers = query.plan.integers
        let place = Int(step.first)
        let stride = integers[place + 2] == .min ? 1 : Int(integers[place + 2])
        let count = heap.count(of: value)
        func bound(_ integer: Int32, absent: Int, _ range: ClosedRange<Int>) -> Int {
            if integer == .min { return absent }
            let index = integer < 0 ? Int(integer) + count : Int(integer)
            return min(max(index, range.lowerBound), range.upperBound)
        }
        if stride > 0 {
            var index = bound(integers[place], absent: 0, 0...count)
            let end = bound(integers[place + 1], absent: count, 0...count)
            while index < end {
                try walkElement(query, next, index, of: value, &heap)
                index += stride
            }
        } else if stride < 0 {
            var index = bound(integers[place], absent: count - 1, -1...count - 1)
            let end = bound(integers[place + 1], absent: -1, -1...count - 1)
            while index > end {
                try walkElement(query, next, index, of: value, &heap)
                index += stride
            }
        }
    }

    /// Jayway's slices. With both bounds a negative start is not counted from the end as a whole:
    /// each index on the way is, so that `[-3:4]` wraps around.
    mutating func selectJaywaySlice(
        _ query: JSONPathQuery, _ step: PathStep, _ next: Int, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) {
        guard try isList(value, step) else { return }
        let count = heap.count(of: value)
        let first = Int(step.first)
        let second = Int(step.second)
        let range =
            switch step.kind {
            case .sliceFrom: (max(0, first < 0 ? first + count : first), count)
            case .sliceTo: (0, min(count, second < 0 ? second + count : second))
            default: (max(first, -count), min(count, second))
            }
        var index = range.0
        while index < range.1 {
            try walkElement(query, next, index, of: value, &heap)
            index += 1
        }
    }
}
