import Diagnostics

/// String literals. `"…$a…"` is a template of its own, parsed with the one that it stands in.
extension TemplateParser {
    /// The value of a string token. Errors in it are recorded; what surrounds it goes on.
    mutating func parseString(_ token: Token) -> Expression.Kind {
        guard !session.isGrammarOnly else { return .string([]) }
        let image = image(of: token)
        let contents: StringContents
        do throws(StringContents.BadEscape) {
            contents = try StringContents(of: token.range, in: source)
        } catch {
            record(.badUnicodeEscape, at: source.span(error.range))
            return .string([])
        }
        let isTemplate = image.contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "#") }
        guard image.first == UInt8(ascii: "\""), isTemplate else { return .string(contents.bytes) }
        guard session.depth < session.limits.nesting else {
            record(.nestingLimit(session.limits.nesting), at: span(of: token))
            return .string([])
        }
        return .interpolatedString(parseContents(contents))
    }

    private mutating func parseContents(_ contents: StringContents) -> [Statement] {
        // Velocity adds a blank, so that a `$` at the end is text, and later removes the last
        // character. It adds none when there is a comment, which would swallow it.
        let hasComment = zip(contents.bytes, contents.bytes.dropFirst()).contains {
            $0 == UInt8(ascii: "#") && $1 == UInt8(ascii: "#")
        }
        let bytes = hasComment ? contents.bytes : contents.bytes + [UInt8(ascii: " ")]
        var parser = TemplateParser(SourceText(bytes, anchors: contents.anchors), session: session)
        parser.session.depth += 1
        parser.isInString = true
        var statements = parser.parseTemplate()
        parser.session.depth = session.depth
        session = parser.session
        if !hasComment { Self.removeLastCharacter(from: &statements) }
        return statements
    }

    private static func removeLastCharacter(from statements: inout [Statement]) {
        guard case .text(var bytes, var span)? = statements.last else { return }
        while let byte = bytes.popLast(), byte & 0xC0 == 0x80 {}
        statements.removeLast()
        guard !bytes.isEmpty else { return }
        span.length = min(span.length, UInt32(clamping: bytes.count))
        statements.append(.text(bytes, span))
    }
}
