// White space as signs: `→` is a tab, `␍` a carriage return, `·` at the end of a line a blank. A
// backslash before one of them means the sign itself.

/// The spelling of white space that a reader could not see.
enum VisibleText {
    private static let tab = Array("→".utf8)
    private static let carriageReturn = Array("␍".utf8)
    private static let blank = Array("·".utf8)
    private static let backslash = UInt8(ascii: "\\")

    /// The bytes that a line with signs stands for.
    static func decode(_ line: ArraySlice<UInt8>) -> [UInt8] {
        // Blanks are written as signs only in the tail that has nothing but signs.
        let tail = startOfTail(line)
        var result: [UInt8] = []
        var index = line.startIndex
        while index < line.endIndex {
            let rest = line[index...]
            if line[index] == backslash, let sign = sign(at: rest.dropFirst()) {
                result += sign
                index += 1 + sign.count
            } else if let sign = sign(at: rest), sign != blank || index >= tail {
                result.append(sign == tab ? 0x09 : sign == blank ? 0x20 : 0x0D)
                index += sign.count
            } else {
                result.append(line[index])
                index += 1
            }
        }
        return result
    }

    /// A line with its white space as signs.
    static func encode(_ line: ArraySlice<UInt8>) -> [UInt8] {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        let tail = (line.lastIndex { !isBlank($0) }).map { $0 + 1 } ?? line.startIndex
        var result: [UInt8] = []
        var index = line.startIndex
        while index < line.endIndex {
            if let sign = sign(at: line[index...]) {
                result.append(backslash)
                result += sign
                index += sign.count
                continue
            }
            switch line[index] {
            case 0x09: result += tab
            case 0x0D: result += carriageReturn
            case 0x20 where index >= tail: result += blank
            case let byte: result.append(byte)
            }
            index += 1
        }
        return result
    }

    /// Where the run of signs at the end of a line starts.
    private static func startOfTail(_ line: ArraySlice<UInt8>) -> Int {
        var end = line.endIndex
        while true {
            let before = line[..<end]
            guard let sign = [tab, carriageReturn, blank].first(where: { ends(before, with: $0) })
            else { return end }
            let start = end - sign.count
            if start > line.startIndex, line[start - 1] == backslash { return end }
            end = start
        }
    }

    private static func ends(_ bytes: ArraySlice<UInt8>, with sign: [UInt8]) -> Bool {
        bytes.suffix(sign.count).elementsEqual(sign)
    }

    private static func sign(at bytes: ArraySlice<UInt8>) -> [UInt8]? {
        [tab, carriageReturn, blank].first { bytes.starts(with: $0) }
    }
}
