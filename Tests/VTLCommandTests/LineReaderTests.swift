import Testing

@testable import VTLCommand

@Suite("Reading lines")
struct LineReaderTests {
    /// The lines of a text that arrives in pieces; nil for one that is too long.
    private func lines(_ pieces: String..., limit: Int = 1000) throws -> [String?] {
        var reader = LineReader(MemorySource(pieces.map { Array($0.utf8) }), lineLimit: limit)
        var result: [String?] = []
        while let line = try reader.next() {
            switch line {
            case .text(let range):
                result.append(String(decoding: reader.bytes[range], as: UTF8.self))
            case .tooLong: result.append(nil)
            }
        }
        #expect(reader.number == result.count)
        return result
    }

    @Test("Lines end with a newline or with the input")
    func ends() throws {
        #expect(try lines() == [])
        #expect(try lines("a") == ["a"])
        #expect(try lines("a\n") == ["a"])
        #expect(try lines("a\n\n") == ["a", ""])
        #expect(try lines("\nb") == ["", "b"])
    }

    @Test("A line may arrive in pieces")
    func pieces() throws {
        #expect(try lines("a", "b\nc", "\n", "d") == ["ab", "c", "d"])
    }

    @Test("A line that is too long is dropped, and the next one is read")
    func tooLong() throws {
        #expect(try lines("aaaa\nb\n", limit: 3) == [nil, "b"])
        #expect(try lines("aa", "aa", "aa", "aa", "a\nb", limit: 3) == [nil, "b"])
        #expect(try lines("aa", "aa", "aa", limit: 3) == [nil])
        #expect(try lines("aaa\n", limit: 3) == ["aaa"])
    }
}
