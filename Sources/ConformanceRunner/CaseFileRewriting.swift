/// A section's new content.
public struct SectionRewrite: Equatable, Sendable {
    public let section: SectionName
    public let content: [UInt8]
}

extension CaseFile {
    /// The bytes of the file with sections of some cases rewritten and everything else as it was.
    ///
    /// Shared sections are not rewritten: they belong to other cases too.
    public func rewriting(_ rewrites: [(case: ConformanceCase, rewrite: SectionRewrite)]) -> [UInt8]
    {
        let places = rewrites.compactMap { item -> (section: CaseSection, content: [UInt8])? in
            guard let section = item.case.sections[item.rewrite.section], !section.isShared else {
                return nil
            }
            return (section, item.rewrite.content)
        }
        var result: [UInt8] = []
        var copied = 0
        for place in places.sorted(by: { $0.section.range.lowerBound < $1.section.range.lowerBound }
        )
        where place.section.range.lowerBound >= copied {
            result += bytes[copied..<place.section.range.lowerBound]
            result += spelling(of: place.content, in: place.section)
            copied = place.section.range.upperBound
        }
        return result + bytes[copied...]
    }

    /// The lines that stand for a content.
    private func spelling(of content: [UInt8], in section: CaseSection) -> [UInt8] {
        var result: [UInt8] = []
        // The marker may be the last line and end without a newline.
        if section.range.isEmpty, let last = bytes[..<section.range.lowerBound].last,
            last != UInt8(ascii: "\n")
        {
            result.append(UInt8(ascii: "\n"))
        }
        if !content.isEmpty {
            for line in content.split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            {
                let text = section.isVisible ? VisibleText.encode(line) : Array(line)
                if CaseMarker.needsEscape(text) { result.append(UInt8(ascii: "\\")) }
                result += text
                result.append(UInt8(ascii: "\n"))
            }
        }
        // Without a separator the last empty line would be taken for one.
        let rest = bytes[section.range.upperBound...]
        if rest.starts(with: "===".utf8) { result.append(UInt8(ascii: "\n")) }
        return result
    }
}
