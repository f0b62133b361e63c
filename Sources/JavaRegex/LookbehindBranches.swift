/// Makes the branches of a look-behind fixed in width, which PCRE2 wants and Java does not.
///
/// Three steps: a repetition at the start of a branch counts its minimum only (what it could match
/// further left changes nothing), the rest is multiplied out, and what remains is refused.
enum LookbehindBranches {
    /// More branches than this are refused.
    private static let branchesMax = 256
    /// A repetition is written out at most this often.
    private static let repetitionsMax = 64

    /// The branches, each of one width.
    static func fixedWidth(
        of body: PatternNode, offset: Int
    ) throws(JavaPatternError) -> [PatternNode] {
        if containsBackReference(body) {
            throw .syntax(
                "expected a look-behind with an obvious maximum length, found a back reference",
                at: offset)
        }
        var branches: [PatternNode] = []
        let alternatives: [PatternNode]
        if case .alternation(let members) = body {
            alternatives = members
        } else {
            alternatives = [body]
        }
        for alternative in alternatives {
            guard let variants = variants(of: withoutLeadingExcess(alternative)),
                branches.count + variants.count <= branchesMax
            else { throw .unsupported("a look-behind of variable length", at: offset) }
            branches += variants
        }
        return branches
    }

    private static func withoutLeadingExcess(_ node: PatternNode) -> PatternNode {
        switch node {
        case .sequence(var items):
            // An item that is left with no rounds at all leaves the next one leading.
            for index in items.indices {
                items[index] = withoutLeadingExcess(items[index])
                guard case .repetition(_, let quantifier) = items[index], quantifier.maximum == 0
                else { break }
            }
            return .sequence(items)
        case .repetition(let body, var quantifier)
        where quantifier.mode != .possessive && !containsCapture(body):
            quantifier.maximum = quantifier.minimum
            return .repetition(body, quantifier)
        default:
            return node
        }
    }

    /// The nodes of fixed width that together match what `node` matches; nil if there are none.
    private static func variants(of node: PatternNode) -> [PatternNode]? {
        if width(of: node) != nil { return [node] }
        switch node {
        case .sequence(let items):
            var products: [[PatternNode]] = [[]]
            for item in items {
                guard let variants = variants(of: item),
                    products.count * variants.count <= branchesMax
                else { return nil }
                products = products.flatMap { prefix in variants.map { prefix + [$0] } }
            }
            return products.map(PatternNode.sequence)
        case .alternation(let members):
            var all: [PatternNode] = []
            for member in members {
                guard let variants = variants(of: member),
                    all.count + variants.count <= branchesMax
                else { return nil }
                all += variants
            }
            return all
        case .repetition(let body, let quantifier):
            return variants(ofRepeated: body, quantifier)
        case .lineEnding:
            return [
                .sequence([.character("\r"), .character("\n")]),
                .set(.ranges(JavaCharacterClasses.verticalSpace)),
            ]
        case .character, .set, .capture, .atomic, .lookahead, .lookbehind, .backReference,
            .assertion, .graphemeCluster:
            return nil
        }
    }

    private static func variants(
        ofRepeated body: PatternNode, _ quantifier: Quantifier
    ) -> [PatternNode]? {
        guard let maximum = quantifier.maximum, maximum <= repetitionsMax,
            quantifier.mode != .possessive, !containsCapture(body)
        else { return nil }
        var all: [PatternNode] = []
        for count in quantifier.minimum...max(quantifier.minimum, maximum) {
            let copies = PatternNode.sequence(Array(repeating: body, count: count))
            guard let variants = variants(of: copies), all.count + variants.count <= branchesMax
            else { return nil }
            all += variants
        }
        return all
    }

    /// The number of code points that PCRE2 can tell `node` to match; nil if it varies.
    private static func width(of node: PatternNode) -> Int? {
        switch node {
        case .character, .set: return 1
        case .sequence(let items):
            var sum = 0
            for item in items {
                guard let width = width(of: item), sum <= Quantifier.countMax else { return nil }
                sum += width
            }
            return sum
        case .alternation(let members):
            let widths = Set(members.map { width(of: $0) })
            return widths.count == 1 ? widths.first ?? nil : nil
        case .capture(_, let body), .atomic(let body): return width(of: body)
        case .lookahead, .lookbehind, .assertion: return 0
        case .repetition(let body, let quantifier):
            guard quantifier.maximum == quantifier.minimum, let width = width(of: body) else {
                return nil
            }
            let (product, overflow) = width.multipliedReportingOverflow(by: quantifier.minimum)
            return overflow || product > Quantifier.countMax ? nil : product
        case .backReference, .lineEnding, .graphemeCluster: return nil
        }
    }

    private static func containsCapture(_ node: PatternNode) -> Bool {
        switch node {
        case .capture: true
        case .sequence(let items), .alternation(let items): items.contains(where: containsCapture)
        case .atomic(let body), .lookahead(let body, _), .lookbehind(let body, _, _),
            .repetition(let body, _):
            containsCapture(body)
        case .character, .set, .backReference, .assertion, .lineEnding, .graphemeCluster: false
        }
    }

    /// Whether the length depends on a back reference; nested look-arounds have no length.
    private static func containsBackReference(_ node: PatternNode) -> Bool {
        switch node {
        case .backReference: true
        case .sequence(let items), .alternation(let items):
            items.contains(where: containsBackReference)
        case .capture(_, let body), .atomic(let body), .repetition(let body, _):
            containsBackReference(body)
        case .character, .set, .lookahead, .lookbehind, .assertion, .lineEnding,
            .graphemeCluster:
            false
        }
    }
}
