package import Values

/// Reads a text the way the gateway does: JSON, and what json-smart takes for it.
package enum JSONDocument {
    /// Parses `range` of the heap's bytes, strictly first and by json-smart's permissive grammar
    /// if the strict parser refuses. The error tells the strict parser's place and json-smart's
    /// reason.
    package static func parse(
        _ range: Range<Int>, in heap: inout Heap, nesting: Int
    ) throws(JSONParseError) -> Value {
        let refusal: JSONParseError
        do {
            return try JSONParser.parse(range, in: &heap, nesting: nesting)
        } catch {
            // A limit is a limit whatever the grammar.
            if error.isLimit { throw error }
            refusal = error
        }
        do {
            return try PermissiveJSONParser.parse(range, in: &heap, nesting: nesting)
        } catch {
            guard let reason = error.jsonSmartReason else { throw error }
            var refusal = refusal
            refusal.jsonSmartReason = reason
            throw refusal
        }
    }
}
