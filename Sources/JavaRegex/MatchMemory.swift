import CPCRE2

/// The memory PCRE2 matches with: match data, limits, and the stack of machine code.
///
/// The one owner of its three pointers: created in `init`, freed in `deinit`. Any of them may be
/// missing for want of memory; a match then ends with `outOfMemory`.
struct MatchMemory: ~Copyable {
    /// How a match ended.
    enum Outcome {
        case match
        case noMatch
        case limitExceeded
        case outOfMemory
    }

    /// What the interpreter may allocate for backtracking, in KiB.
    private static let heapKibibytesMax: UInt32 = 20_000
    private static let stackBytesStart = 32 * 1024
    private static let stackBytesMax = 1024 * 1024

    private var matchData: OpaquePointer?
    private var pairCount = 0
    private let context: OpaquePointer?
    private let stack: OpaquePointer?
    /// In memory of its own, where PCRE2's callouts find it.
    private let workPointer: UnsafeMutablePointer<MatchWork>

    /// What matching has cost since it was set.
    var work: MatchWork {
        get { workPointer.pointee }
        set { workPointer.pointee = newValue }
    }

    init() {
        workPointer = .allocate(capacity: 1)
        workPointer.initialize(to: MatchWork())
        context = pcre2_match_context_create_8(nil)
        stack = pcre2_jit_stack_create_8(Self.stackBytesStart, Self.stackBytesMax, nil)
        if let context {
            pcre2_set_heap_limit_8(context, Self.heapKibibytesMax)
            pcre2_set_callout_8(context, Self.callout, workPointer)
            if let stack {
                // Without a callback, the third argument is the stack itself.
                pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
            }
        }
    }

    deinit {
        pcre2_match_data_free_8(matchData)
        pcre2_match_context_free_8(context)
        pcre2_jit_stack_free_8(stack)
        workPointer.deallocate()
    }

    /// Ends the match when it has cost too much.
    private static let callout:
        @convention(c) (
            UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?
        ) -> Int32 = { block, work in
            guard let block, let work else { return PCRE2_ERROR_INTERNAL }
            return work.assumingMemoryBound(to: MatchWork.self).pointee.add(block.pointee)
                ? 0 : PCRE2_ERROR_MATCHLIMIT
        }

    /// Makes room for the groups of a pattern; their number is bounded by the parser.
    private mutating func reserve(pairs: Int) {
        guard pairs > pairCount else { return }
        pcre2_match_data_free_8(matchData)
        pairCount = max(pairs, 16)
        matchData = pcre2_match_data_create_8(UInt32(clamping: pairCount), nil)
        if matchData == nil { pairCount = 0 }
    }

    /// Matches `code` against well-formed bytes, from a boundary between two code points.
    ///
    /// PCRE2 does not check the bytes again: the caller has, and PCRE2's own check would refuse
    /// lone surrogates, which its matching reads like any code point of three bytes.
    mutating func match(
        _ code: CompiledCode, groupCount: Int, in subject: [UInt8], from start: Int, whole: Bool,
        stepsMax: Int
    ) -> Outcome {
        reserve(pairs: groupCount + 1)
        guard let matchData, let context, start <= subject.count else { return .outOfMemory }
        let steps = UInt32(clamping: MatchWork.steps(stepsMax, subject.count))
        pcre2_set_match_limit_8(context, steps)
        pcre2_set_depth_limit_8(context, steps)
        work.beginSearch()
        var options = PCRE2_NO_UTF_CHECK
        if whole { options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED }
        var result = run(code, subject, start, options, matchData, context)
        if result == PCRE2_ERROR_JIT_STACKLIMIT {
            result = run(code, subject, start, options | PCRE2_NO_JIT, matchData, context)
        }
        switch result {
        case PCRE2_ERROR_NOMATCH: return .noMatch
        case PCRE2_ERROR_NOMEMORY: return .outOfMemory
        case 0...: return .match
        default: return .limitExceeded
        }
    }

    private func run(
        _ code: CompiledCode, _ subject: [UInt8], _ start: Int, _ options: UInt32,
        _ matchData: OpaquePointer, _ context: OpaquePointer
    ) -> Int32 {
        subject.withUnsafeBufferPointer { bytes in
            withExtendedLifetime(code) {
                pcre2_match_8(
                    code.pointer, bytes.baseAddress, bytes.count, start, options, matchData,
                    context)
            }
        }
    }

    /// The bytes that a group of the last match took; nil if it took none or is not there.
    func range(ofGroup group: Int) -> Range<Int>? {
        guard let matchData, group >= 0, group < pairCount,
            let offsets = pcre2_get_ovector_pointer_8(matchData)
        else { return nil }
        let (start, end) = (offsets[group * 2], offsets[group * 2 + 1])
        // PCRE2_UNSET, the largest size_t, is -1 here.
        return start >= 0 && start <= end ? start..<end : nil
    }
}
