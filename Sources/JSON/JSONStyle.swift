/// How values are written as JSON: everything that sets one writer's text apart from another's.
package struct JSONStyle: BitwiseCopyable, Equatable, Sendable {
    /// `/` is written `\/`.
    let escapesSlashes: Bool
    /// U+007F to U+009F and U+2000 to U+20FF are escaped, hexadecimal digits are upper case, and
    /// lone surrogates stand as they are. Otherwise only what RFC 8259 demands is escaped, and
    /// lone surrogates are, so that the text is well-formed.
    let escapesAsJSONSmart: Bool
    /// Numbers stand as Java prints the classes json-smart gives them; otherwise as they were
    /// written.
    let numbersAsJava: Bool
    /// Members and elements stand on lines of their own, indented by two spaces a level.
    let isIndented: Bool

    /// How json-smart's `JSONArray` prints itself (its style NO_COMPRESS).
    package static let jsonSmart = JSONStyle(
        escapesSlashes: true, escapesAsJSONSmart: true, numbersAsJava: true, isIndented: false)

    /// How `$input.json` prints (json-smart's style LT_COMPRESS): as ``jsonSmart``, slashes apart.
    package static let jsonSmartCompressed = JSONStyle(
        escapesSlashes: false, escapesAsJSONSmart: true, numbersAsJava: true, isIndented: false)

    /// Our own output: the shortest form of RFC 8259, numbers as they were written.
    package static let minimal = JSONStyle(
        escapesSlashes: false, escapesAsJSONSmart: false, numbersAsJava: false, isIndented: false)

    /// ``minimal`` for people: indented.
    package static let pretty = JSONStyle(
        escapesSlashes: false, escapesAsJSONSmart: false, numbersAsJava: false, isIndented: true)
}
