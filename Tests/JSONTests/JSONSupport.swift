import JSON
import Values

/// The grammars of the parsers under test.
enum Grammar {
    case strict, permissive, gateway

    func parse(_ bytes: [UInt8], in heap: inout Heap, nesting: Int) throws(JSONParseError) -> Value
    {
        let start = heap.bytes.count
        heap.bytes.append(bytes)
        let range = start..<heap.bytes.count
        switch self {
        case .strict: return try JSONParser.parse(range, in: &heap, nesting: nesting)
        case .permissive: return try PermissiveJSONParser.parse(range, in: &heap, nesting: nesting)
        case .gateway: return try JSONDocument.parse(range, in: &heap, nesting: nesting)
        }
    }
}

/// What comes out when `bytes` are read and written again.
func rewritten(
    _ bytes: [UInt8], _ grammar: Grammar = .strict, as style: JSONStyle = .minimal,
    nesting: Int = 256
) throws(JSONParseError) -> [UInt8] {
    var heap = Heap()
    var output = ByteBuffer()
    let value = try grammar.parse(bytes, in: &heap, nesting: nesting)
    JSONWriter.write(value, style, &heap, into: &output)
    return output.array
}

func rewritten(
    _ text: String, _ grammar: Grammar = .strict, as style: JSONStyle = .minimal
) throws(JSONParseError) -> String {
    String(decoding: try rewritten(Array(text.utf8), grammar, as: style), as: UTF8.self)
}

/// The error for a text that is refused, or nil.
func refusal(
    _ bytes: [UInt8], _ grammar: Grammar = .strict, nesting: Int = 256
) -> JSONParseError? {
    do {
        _ = try rewritten(bytes, grammar, nesting: nesting)
        return nil
    } catch {
        return error
    }
}

func refusal(_ text: String, _ grammar: Grammar = .strict) -> JSONParseError? {
    refusal(Array(text.utf8), grammar)
}

/// The `toString` of what is read from `text`.
func javaText(_ text: String, _ grammar: Grammar = .strict) throws(JSONParseError) -> String {
    var heap = Heap()
    var output = ByteBuffer()
    let value = try grammar.parse(Array(text.utf8), in: &heap, nesting: 256)
    JavaText.write(value, &heap, into: &output)
    return String(decoding: output.array, as: UTF8.self)
}
