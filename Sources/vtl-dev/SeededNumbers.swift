/// Numbers that are the same on every machine and in every year: SplitMix64.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[number(0...elements.count - 1)]
    }

    /// True once in `count` times.
    mutating func once(in count: Int) -> Bool { number(1...count) == 1 }

    /// A decimal number with up to `digits` digits behind the point.
    mutating func decimal(_ range: ClosedRange<Int>, digits: Int) -> String {
        let fraction = (0..<digits - 1).map { _ in String(number(0...9)) }.joined()
        return "\(number(range)).\(fraction)\(number(1...9))"
    }
}
