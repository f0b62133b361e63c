import CPCRE2

/// The code that PCRE2 compiled for a pattern.
///
/// The one owner of a `pcre2_code`: created in an initializer, freed in `deinit`, never changed in
/// between, which is what lets threads share it. Machine code is added to a fresh copy only.
final class CompiledCode: @unchecked Sendable {
    /// Why PCRE2 refuses a text.
    struct Failure: Error {
        let code: Int32
        let message: String
    }

    /// Valid as long as `self` lives; matchers must not keep it.
    let pointer: OpaquePointer
    let isJustInTimeCompiled: Bool

    /// Our brackets around the pattern's own may nest several times as deep.
    private static let nestingMax = UInt32(JavaPatternParser.nestingMax * 5)

    /// Compiles a text of `JavaPatternTranslation`.
    init(_ text: [UInt8], justInTime: Bool) throws(Failure) {
        guard let context = pcre2_compile_context_create_8(nil) else {
            throw Failure(code: PCRE2_ERROR_NOMEMORY, message: "out of memory")
        }
        defer { pcre2_compile_context_free_8(context) }
        pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
        pcre2_set_parens_nest_limit_8(context, Self.nestingMax)
        // Java's strings may hold lone surrogates, so its patterns may ask for them.
        pcre2_set_compile_extra_options_8(context, PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES)
        let options = PCRE2_UTF | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C
        var code: Int32 = 0
        var offset = 0
        let compiled = text.withUnsafeBufferPointer {
            pcre2_compile_8($0.baseAddress, $0.count, options, &code, &offset, context)
        }
        guard let compiled else { throw Failure(code: code, message: Self.message(of: code)) }
        pointer = compiled
        isJustInTimeCompiled =
            justInTime && pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE) == 0
    }

    /// A copy of `original`, with machine code if the processor allows it; nil without memory.
    init?(justInTimeCompiling original: CompiledCode) {
        guard let copy = pcre2_code_copy_8(original.pointer) else { return nil }
        pointer = copy
        isJustInTimeCompiled = pcre2_jit_compile_8(copy, PCRE2_JIT_COMPLETE) == 0
    }

    deinit { pcre2_code_free_8(pointer) }

    private static func message(of code: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let length = bytes.withUnsafeMutableBufferPointer {
            pcre2_get_error_message_8(code, $0.baseAddress, $0.count)
        }
        return String(decoding: bytes.prefix(max(0, Int(length))), as: UTF8.self)
    }
}

extension CompiledCode {
    /// PCRE2's code for a property, here a script, that it does not know.
    static let unknownPropertyCode = PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY
}
