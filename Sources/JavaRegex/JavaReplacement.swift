/// Why a replacement cannot be used.
package struct JavaReplacementError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The exception that Java throws for it.
    package enum Kind: Equatable, Sendable {
        /// `IllegalArgumentException`
        case illegalArgument
        /// `IndexOutOfBoundsException`
        case noSuchGroup
    }

    package let kind: Kind
    /// What is wrong, in words.
    package let message: String
    /// Where in the bytes of the replacement.
    package let offset: Int

    package var description: String { "\(message) (byte \(offset) of the replacement)" }
}

/// A replacement string of `replaceAll`, parsed: text, and references to groups.
///
/// `$1` takes as many digits as there are groups for, `${name}` is a named group, `\` makes what
/// follows literal.
package struct JavaReplacement: Sendable {
    /// Bytes of the replacement, or a group of the match.
    package enum Piece: Equatable, Sendable, BitwiseCopyable {
        case text(start: Int, end: Int)
        case group(Int)
    }

    /// What to put in the place of a match, in order.
    package private(set) var pieces: [Piece] = []

    package init() {}

    /// Parses a replacement for the matches of `pattern`.
    package init(
        _ replacement: Span<UInt8>, for pattern: JavaPattern
    ) throws(JavaReplacementError) {
        try parse(replacement, for: pattern)
    }

    /// Parses another replacement, in the memory of the last one.
    package mutating func parse(
        _ replacement: Span<UInt8>, for pattern: JavaPattern
    ) throws(JavaReplacementError) {
        pieces.removeAll(keepingCapacity: true)
        var textStart = 0
        var index = 0
        while index < replacement.count {
            switch replacement[index] {
            case UInt8(ascii: "\\"):
                appendText(textStart, index)
                guard index + 1 < replacement.count else {
                    throw Self.illegal("expected a character after `\\`, found the end", index)
                }
                // What follows is text, with all of its bytes.
                textStart = index + 1
                index += 2
            case UInt8(ascii: "$"):
                appendText(textStart, index)
                let (group, end) = try Self.reference(replacement, dollar: index, pattern)
                pieces.append(.group(group))
                textStart = end
                index = end
            default:
                index += 1
            }
        }
        appendText(textStart, index)
    }

    private mutating func appendText(_ start: Int, _ end: Int) {
        if start < end { pieces.append(.text(start: start, end: end)) }
    }

    /// The group that a `$` refers to, and where the reference ends.
    private static func reference(
        _ replacement: Span<UInt8>, dollar: Int, _ pattern: JavaPattern
    ) throws(JavaReplacementError) -> (group: Int, end: Int) {
        var index = dollar + 1
        guard index < replacement.count else {
            throw illegal("expected a group number or `{` after `$`, found the end", dollar)
        }
        if replacement[index] == UInt8(ascii: "{") {
            return try namedReference(replacement, dollar: dollar, pattern)
        }
        guard var group = digit(replacement[index]) else {
            throw illegal("expected a group number or `{` after `$`, found neither", dollar)
        }
        index += 1
        while index < replacement.count, let next = digit(replacement[index]),
            group * 10 + next <= pattern.groupCount
        {
            group = group * 10 + next
            index += 1
        }
        guard group <= pattern.groupCount else {
            throw JavaReplacementError(
                kind: .noSuchGroup,
                message: "expected a group up to \(pattern.groupCount), found `$\(group)`",
                offset: dollar)
        }
        return (group, index)
    }

    private static func namedReference(
        _ replacement: Span<UInt8>, dollar: Int, _ pattern: JavaPattern
    ) throws(JavaReplacementError) -> (group: Int, end: Int) {
        var index = dollar + 2
        var name = ""
        while index < replacement.count, isNameByte(replacement[index]) {
            name.unicodeScalars.append(Unicode.Scalar(replacement[index]))
            index += 1
        }
        guard !name.isEmpty, index < replacement.count, replacement[index] == UInt8(ascii: "}")
        else {
            throw illegal("expected a group name and `}` after `${`, found neither", dollar)
        }
        guard let group = pattern.groupNumbers[name] else {
            throw illegal("expected a group of the pattern, found `${\(name)}`", dollar)
        }
        return (group, index + 1)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        digit(byte) != nil || CodePoint(UInt32(byte)).isASCIILetter
    }

    private static func illegal(_ message: String, _ offset: Int) -> JavaReplacementError {
        JavaReplacementError(kind: .illegalArgument, message: message, offset: offset)
    }
}
