/// The candidate that a misspelt name probably means, if one is near enough.
///
/// Near is at most a third of the name's length in single-character edits, and at least one.
public func nearMiss(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != name {
        let distance = editDistance(wanted, Array(candidate.utf8))
        if distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    guard let best, best.distance <= max(1, wanted.count / 3) else { return nil }
    return best.candidate
}

private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    // Names, not texts: what is longer is no near miss.
    guard a.count <= 64, b.count <= 64 else { return .max }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let previous = row[j + 1]
            let same = x | 0x20 == y | 0x20 ? 0 : 1
            row[j + 1] = min(diagonal + same, row[j] + 1, previous + 1)
            diagonal = previous
        }
    }
    return row[b.count]
}
