import JavaRegex
import Values

/// Methods of `java.lang.String` that take regular expressions.
enum StringRegexMethods {
    static let signatures: [MethodSignature] = [
        MethodSignature(.matches, .string, returns: .boolean),
        MethodSignature(.replaceAll, .string, .string, returns: .string),
        MethodSignature(.replaceFirst, .string, .string, returns: .string),
        MethodSignature(.split, .string, returns: .array),
        MethodSignature(.split, .string, .int, returns: .array),
    ]

    static func call(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? {
        guard !call.first.isNull else { throw call.nullArgument(&workspace) }
        if call.name == .replaceAll, let result = workspace.replaceLiteral(call) { return result }
        defer { workspace.heap.spend(workspace.matcher.steps) }
        switch call.name {
        case .matches: return try matches(call, &workspace)
        case .replaceAll: return try replace(call, .all, &workspace)
        case .replaceFirst: return try replace(call, .first, &workspace)
        case .split: return try split(call, &workspace)
        default: return nil
        }
    }

    private static func matches(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let pattern = try pattern(call, &workspace)
        do throws(PatternMatchError) {
            return try .boolean(workspace.matches(pattern, call.receiver))
        } catch {
            throw fault(error, call, &workspace)
        }
    }

    private static func split(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let limit = call.count == 2 ? call.int(1, workspace) : 0
        let text = call.receiver
        let base = workspace.heap.stack.count
        let pattern = try pattern(call, &workspace)
        var split = workspace.startSplit(text, by: pattern, limit: limit)
        do throws(PatternMatchError) {
            while let piece = try split.next(&workspace.matcher) {
                let part =
                    text.isAscii
                    ? workspace.heap.string(
                        at: text.offset + piece.lowerBound, length: piece.count, flags: text.flags)
                    : workspace.heap.string(
                        at: text.offset + piece.lowerBound, length: piece.count)
                guard workspace.heap.stack.append(part) else { break }
            }
        } catch {
            workspace.heap.stack.truncate(base)
            throw fault(error, call, &workspace)
        }
        return workspace.heap.makeArray(.stringArray, fromStack: base)
    }

    private static func replace(
        _ call: MethodCall, _ extent: ReplaceOperation.Extent, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value {
        let (text, replacement) = (call.receiver, call.second)
        let pattern = try pattern(call, &workspace)
        if replacement.isNull {
            // `replaceAll` looks at the replacement when there is something to replace.
            if extent == .all, try !isFound(pattern, call, &workspace) { return text }
            throw call.nullArgument(&workspace)
        }
        var operation = workspace.startReplacement(text, pattern, with: replacement, extent)
        let start = workspace.heap.bytes.count
        do throws(ReplaceError) {
            while !workspace.heap.bytes.overflowed,
                let piece = try operation.next(&workspace.matcher)
            {
                switch piece {
                case .subject(let range):
                    workspace.heap.bytes.appendCopy(
                        text.offset + range.lowerBound, count: range.count)
                case .replacement(let range):
                    workspace.heap.bytes.appendCopy(
                        replacement.offset + range.lowerBound, count: range.count)
                }
            }
        } catch {
            workspace.heap.bytes.truncate(start)
            switch error {
            case .match(let error): throw fault(error, call, &workspace)
            case .replacement(let error):
                throw RenderFault(
                    "replacement-syntax", "\(call.description(&workspace)): \(error.message)")
            }
        }
        return workspace.heap.finishString(from: start)
    }

    private static func isFound(
        _ pattern: JavaPattern, _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> Bool {
        do throws(PatternMatchError) {
            return try workspace.find(pattern, call.receiver)
        } catch {
            throw fault(error, call, &workspace)
        }
    }

    // MARK: Patterns

    private static func pattern(
        _ call: MethodCall, _ workspace: inout Workspace
    ) throws(RenderFault) -> JavaPattern {
        do throws(JavaPatternError) {
            return try workspace.pattern(call.first, for: call.receiver)
        } catch {
            throw RenderFault(
                "pattern-syntax", "\(call.description(&workspace)): \(error.description)")
        }
    }

    private static func fault(
        _ error: PatternMatchError, _ call: MethodCall, _ workspace: inout Workspace
    ) -> RenderFault {
        RenderFault("regex-steps", "\(call.description(&workspace)): \(error.description)")
    }
}

extension Workspace {
    /// `replaceAll` of a text that stands for itself, by one that does; nil of others.
    fileprivate mutating func replaceLiteral(_ call: MethodCall) -> Value? {
        let (text, replacement) = (call.receiver, call.second)
        guard !replacement.isNull, let pattern = Self.literalPattern(call.first, heap),
            heap.bytes.firstIndex(of: UInt8(ascii: "\\"), in: replacement.range) == nil,
            heap.bytes.firstIndex(of: UInt8(ascii: "$"), in: replacement.range) == nil
        else { return nil }
        heap.spend(bytes: Int(text.length))
        let end = text.range.upperBound
        var (copied, found) = (text.offset, heap.index(of: pattern, from: text.offset, to: end))
        if found == nil { return text }
        let start = heap.bytes.count
        while let match = found {
            heap.bytes.appendCopy(copied, count: match - copied)
            heap.bytes.appendCopy(replacement.offset, count: Int(replacement.length))
            copied = match + pattern.count
            found = heap.bytes.overflowed ? nil : heap.index(of: pattern, from: copied, to: end)
        }
        heap.bytes.appendCopy(copied, count: end - copied)
        return heap.finishString(from: start)
    }

    private static func literalPattern(
        _ text: Value, _ heap: borrowing Heap
    ) -> LiteralPattern? {
        heap.bytes.withBytes(in: text.range) { LiteralPattern($0.span) }
    }

    /// The compiled pattern of a text.
    mutating func pattern(
        _ text: Value, for subject: Value
    ) throws(JavaPatternError) -> JavaPattern {
        try Self.pattern(text, Int(subject.length), heap, &patterns)
    }

    private static func pattern(
        _ text: Value, _ subjectCount: Int, _ heap: borrowing Heap,
        _ patterns: inout PatternCache
    ) throws(JavaPatternError) -> JavaPattern {
        try heap.bytes.withBytes(in: text.range) { bytes throws(JavaPatternError) in
            try patterns.pattern(for: bytes.span, subjectCount: subjectCount)
        }
    }

    fileprivate mutating func matches(
        _ pattern: JavaPattern, _ text: Value
    ) throws(PatternMatchError) -> Bool {
        try Self.matches(pattern, text, heap, &matcher)
    }

    private static func matches(
        _ pattern: JavaPattern, _ text: Value, _ heap: borrowing Heap,
        _ matcher: inout PatternMatcher
    ) throws(PatternMatchError) -> Bool {
        try heap.bytes.withBytes(in: text.range) { bytes throws(PatternMatchError) in
            try matcher.matches(pattern, bytes.span)
        }
    }

    fileprivate mutating func find(
        _ pattern: JavaPattern, _ text: Value
    ) throws(PatternMatchError) -> Bool {
        try Self.find(pattern, text, heap, &matcher)
    }

    private static func find(
        _ pattern: JavaPattern, _ text: Value, _ heap: borrowing Heap,
        _ matcher: inout PatternMatcher
    ) throws(PatternMatchError) -> Bool {
        try heap.bytes.withBytes(in: text.range) { bytes throws(PatternMatchError) in
            try matcher.find(pattern, in: bytes.span)
        }
    }

    fileprivate mutating func startSplit(
        _ text: Value, by pattern: JavaPattern, limit: Int
    ) -> SplitOperation {
        Self.startSplit(text, pattern, limit, heap, &matcher)
    }

    private static func startSplit(
        _ text: Value, _ pattern: JavaPattern, _ limit: Int, _ heap: borrowing Heap,
        _ matcher: inout PatternMatcher
    ) -> SplitOperation {
        heap.bytes.withBytes(in: text.range) { bytes in
            SplitOperation(bytes.span, by: pattern, limit: limit, &matcher)
        }
    }

    fileprivate mutating func startReplacement(
        _ text: Value, _ pattern: JavaPattern, with replacement: Value,
        _ extent: ReplaceOperation.Extent
    ) -> ReplaceOperation {
        Self.startReplacement(text, pattern, replacement, extent, heap, &matcher)
    }

    private static func startReplacement(
        _ text: Value, _ pattern: JavaPattern, _ replacement: Value,
        _ extent: ReplaceOperation.Extent, _ heap: borrowing Heap,
        _ matcher: inout PatternMatcher
    ) -> ReplaceOperation {
        heap.bytes.withBytes(in: text.range) { subject in
            heap.bytes.withBytes(in: replacement.range) { bytes in
                ReplaceOperation(subject.span, pattern, with: bytes.span, extent, &matcher)
            }
        }
    }
}

extension Heap {
    /// Where a literal pattern matches first between two places, or nil.
    fileprivate func index(of pattern: LiteralPattern, from start: Int, to end: Int) -> Int? {
        let mask = ~0 &>> UInt64(64 - pattern.count * 8)
        var start = start
        while start < end {
            let first = UInt8(truncatingIfNeeded: pattern.bytes)
            guard let found = bytes.firstIndex(of: first, in: start..<end),
                found + pattern.count <= end
            else { return nil }
            if bytes.load8(found) & mask == pattern.bytes { return found }
            start = found + 1
        }
        return nil
    }
}
