import JSON
import Values

// Jayway's functions at the end of a path.

extension JSONPathEvaluator {
    /// Applies the function of a step to a value.
    mutating func call(
        _ query: JSONPathQuery, _ step: PathStep, _ next: Int, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) {
        let call = query.plan.calls[Int(step.first)]
        guard call.function != .unknown else { throw .unknownFunction }
        let base = heap.stack.count
        try pushArguments(of: call, query, &heap)
        let arguments = base..<heap.stack.count
        let result = try result(of: call, query, value, arguments, &heap)
        heap.stack.truncate(base)
        try push(result, &heap)
        // What comes after a function is applied to its result, which stays a result as well.
        if !step.isLeaf { try walk(query, next, result, &heap) }
    }

    /// Pushes a value for each argument; paths are evaluated in the document.
    private mutating func pushArguments(
        of call: FunctionCall, _ query: JSONPathQuery, _ heap: inout Heap
    ) throws(PathFault) {
        for index in Int(call.first)..<Int(call.first) + Int(call.count) {
            let argument = query.plan.arguments[index]
            guard argument.isPath else {
                try push(try constant(argument.index, heap), &heap)
                continue
            }
            let path = query.plan.paths[Int(argument.index)]
            if let found = try find(query, path, in: root, &heap) {
                try push(found, &heap)
            } else if query.dialect.suppressesErrors {
                try push(.null, &heap)
            } else {
                throw .notFound
            }
        }
    }

    private mutating func result(
        of call: FunctionCall, _ query: JSONPathQuery, _ value: Value, _ arguments: Range<Int>,
        _ heap: inout Heap
    ) throws(PathFault) -> Value {
        switch call.function {
        case .length, .size: return try length(call, query, value, &heap)
        case .minimum, .maximum, .average, .sum, .standardDeviation:
            return try aggregate(call.function, value, arguments, &heap)
        case .concat: return try concatenate(value, arguments, &heap)
        case .append:
            guard value.isPathList else { return value }
            for index in arguments { heap.append(heap.stack[index], to: value) }
            return value
        case .keys: return value.isMap ? Value(.keySet, payload: value.payload) : .null
        case .first: return try element(0, of: value, heap)
        case .last: return try element(-1, of: value, heap)
        case .index:
            guard value.isPathList else { throw .unusableData }
            guard let index = try firstNumber(arguments, &heap) else { throw .indexOutOfBounds }
            return try element(Int(heap.javaInt(index)), of: value, heap)
        case .unknown, .count, .value, .match, .search: throw .unknownFunction
        }
    }

    // MARK: Elements

    private func element(
        _ index: Int, of value: Value, _ heap: borrowing Heap
    ) throws(PathFault) -> Value {
        guard value.isPathList else { throw .unusableData }
        let count = heap.count(of: value)
        if index >= 0 {
            guard index < count else { throw .indexOutOfBounds }
            return heap.element(index, of: value)
        }
        // The first element cannot be reached from the end.
        guard count + index > 0 else { throw .unusableData }
        return heap.element(count + index, of: value)
    }

    /// The number of elements or members. With a path as its argument: of all that the path and a
    /// `[*]` behind it find in the value, which for a definite path means the last of these.
    private mutating func length(
        _ call: FunctionCall, _ query: JSONPathQuery, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) -> Value {
        if call.count > 0 {
            let argument = query.plan.arguments[Int(call.first)]
            guard argument.isPath else { throw .unusableData }
            let path = query.plan.paths[Int(argument.index)]
            if let count = try childCount(path, query, value, &heap) { return .count(count) }
        }
        if value.isPathList { return .count(heap.count(of: value)) }
        return value.isMap ? .count(heap.entryCount(of: value)) : .null
    }

    private mutating func childCount(
        _ path: CompiledPath, _ query: JSONPathQuery, _ value: Value, _ heap: inout Heap
    ) throws(PathFault) -> Int? {
        let isRootAlone = query.plan.table.steps[Int(path.start)].kind == .end
        if path.endsInFunction || isRootAlone {
            guard let found = try find(query, path, in: value, &heap) else { throw .notFound }
            return found.isPathList ? heap.count(of: found) : nil
        }
        let base = heap.stack.count
        defer { heap.stack.truncate(base) }
        try walk(query, Int(path.start), value, &heap)
        let end = heap.stack.count
        var count = 0
        var last = Value.null
        for index in base..<end {
            let found = heap.stack[index]
            guard found.isPathContainer else { continue }
            let slots = heap.slotCount(of: found)
            if slots > 0 { last = heap.element(slots - 1, of: found) }
            count += found.isMap ? slots / 2 : slots
        }
        guard path.isDefinite else { return count }
        guard count > 0 else { throw .notFound }
        return last.isPathList ? heap.count(of: last) : nil
    }

    // MARK: Numbers

    private mutating func aggregate(
        _ function: PathFunction, _ value: Value, _ arguments: Range<Int>, _ heap: inout Heap
    ) throws(PathFault) -> Value {
        var numbers = Aggregate()
        if value.isPathList { try add(value, to: &numbers, &heap) }
        for index in arguments { try add(heap.stack[index], to: &numbers, &heap) }
        guard numbers.count > 0 else { throw .unusableData }
        switch function {
        case .minimum: return .double(numbers.minimum)
        case .maximum: return .double(numbers.maximum)
        case .average: return .double(numbers.sum / numbers.count)
        case .sum: return .double(numbers.sum)
        default: return .double(numbers.standardDeviation)
        }
    }

    /// Adds a number, or the numbers of a list.
    private mutating func add(
        _ value: Value, to numbers: inout Aggregate, _ heap: inout Heap
    ) throws(PathFault) {
        if value.isNumber { numbers.add(heap.doubleValue(of: value)) }
        guard value.isPathList else { return }
        for index in 0..<heap.count(of: value) {
            try countStep()
            let element = heap.element(index, of: value)
            if element.isNumber { numbers.add(heap.doubleValue(of: element)) }
        }
    }

    private func firstNumber(
        _ arguments: Range<Int>, _ heap: inout Heap
    ) throws(PathFault) -> Value? {
        for index in arguments {
            let argument = heap.stack[index]
            if argument.isNumber { return heap.number(argument) }
            guard argument.isPathList else { continue }
            for place in 0..<heap.count(of: argument) {
                let element = heap.element(place, of: argument)
                if element.isNumber { return heap.number(element) }
            }
        }
        return nil
    }

    // MARK: Strings

    /// The strings of a list and the texts of the arguments, one after the other.
    private mutating func concatenate(
        _ value: Value, _ arguments: Range<Int>, _ heap: inout Heap
    ) throws(PathFault) -> Value {
        var text = ByteBuffer(limit: heap.bytes.limit)
        if value.isPathList {
            for index in 0..<heap.count(of: value) {
                try countStep()
                let element = heap.element(index, of: value)
                if element.kind == .string { try write(element, &heap, into: &text) }
            }
        }
        for index in arguments {
            let argument = heap.stack[index]
            guard argument.isPathList else {
                try write(argument, &heap, into: &text)
                continue
            }
            for place in 0..<heap.count(of: argument) {
                try write(heap.element(place, of: argument), &heap, into: &text)
            }
        }
        let start = heap.bytes.count
        heap.bytes.append(text, 0, count: text.count)
        return heap.finishString(from: start)
    }

    private mutating func write(
        _ value: Value, _ heap: inout Heap, into text: inout ByteBuffer
    ) throws(PathFault) {
        guard !value.isNull else { return }
        let start = text.count
        let isComplete = JavaText.write(value, &heap, into: &text)
        stepsLeft -= (text.count - start) / 64
        try countStep()
        guard isComplete, !text.overflowed else { throw .stepLimit }
    }
}

/// What Jayway's numeric functions gather.
private struct Aggregate {
    var count = 0.0
    var sum = 0.0
    var squares = 0.0
    var minimum = Double.greatestFiniteMagnitude
    var maximum = -Double.greatestFiniteMagnitude

    mutating func add(_ number: Double) {
        count += 1
        sum += number
        squares += number * number
        if minimum > number { minimum = number }
        if maximum < number { maximum = number }
    }

    /// Of the whole population.
    var standardDeviation: Double {
        (squares / count - sum * sum / count / count).squareRoot()
    }
}
