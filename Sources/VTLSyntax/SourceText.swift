import Diagnostics

/// The bytes one parser reads: a template, or the contents of a string in it.
///
/// The contents of a string differ from the file where quotes were doubled or `\u0041` was written,
/// so an offset in them is translated before it is shown.
struct SourceText {
    let bytes: [UInt8]
    /// Where the offsets of ``bytes`` stop running in step with the file's: from `offset` on,
    /// `offset + n` is `fileOffset + n`. Sorted, the first one at 0.
    private let anchors: [(offset: Int, fileOffset: Int)]

    /// A whole file.
    init(_ bytes: [UInt8]) {
        self.init(bytes, anchors: [(0, 0)])
    }

    init(_ bytes: [UInt8], anchors: [(offset: Int, fileOffset: Int)]) {
        self.bytes = bytes
        self.anchors = anchors
    }

    /// Where in the file an offset lies.
    func fileOffset(of offset: Int) -> Int {
        var low = 0
        var high = anchors.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if anchors[middle].offset <= offset { low = middle } else { high = middle }
        }
        return anchors.isEmpty ? offset : anchors[low].fileOffset + offset - anchors[low].offset
    }

    func span(_ range: Range<Int>) -> SourceSpan {
        let start = fileOffset(of: range.lowerBound)
        guard !range.isEmpty else { return SourceSpan(offset: start, length: 0) }
        let last = fileOffset(of: range.upperBound - 1)
        return SourceSpan(offset: start, length: max(1, last + 1 - start))
    }
}
