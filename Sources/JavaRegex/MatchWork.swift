import CPCRE2

/// The work of matching, counted where PCRE2 does not: its own limit counts backtracking for one
/// match, and neither the characters that a repetition steps over nor the matches of a `replaceAll`.
///
/// A translated pattern has callouts wherever there is a choice, and each adds to the work. That makes
/// the limit a matter of pattern and subject alone, the same on every machine.
struct MatchWork: BitwiseCopyable {
    /// Characters stepped over; a callout counts as ``charactersPerStep``.
    private(set) var characters = 0
    /// The most there may be.
    private var limit = 0
    /// Where the last callout was, and the start of the match that was tried then.
    private var position = 0
    private var start = -1
    private var subjectCount = 0

    /// Characters that are stepped over for one step.
    private static let charactersPerStep = 16
    /// Each byte of a subject allows so many steps more: a search takes a few at every position.
    static let stepsPerByte = 4

    init() {}

    /// Work on a subject of so many bytes with at most ``stepsPerByte`` steps for each and `stepsMax`
    /// more.
    init(stepsMax: Int, subjectCount: Int) {
        let steps = Self.steps(stepsMax, subjectCount)
        let (limit, overflow) = steps.multipliedReportingOverflow(by: Self.charactersPerStep)
        self.limit = overflow ? .max : limit
        self.subjectCount = subjectCount
    }

    /// How many steps a subject of so many bytes may take.
    static func steps(_ stepsMax: Int, _ subjectCount: Int) -> Int {
        let (steps, overflow) = max(0, stepsMax).addingReportingOverflow(
            subjectCount &* stepsPerByte)
        return overflow ? .max : steps
    }

    /// The steps that were taken.
    var steps: Int { characters / Self.charactersPerStep }

    /// Another search starts.
    mutating func beginSearch() { start = -1 }

    // MARK: Callouts

    private static let groupMax = 200
    private static let weightMax = 16

    /// Written at a place that is reached again and again, and where the position jumps: behind a
    /// repeated character, at the start of a repeated group or a branch, behind a look-around.
    static let choice = "(?C)"

    /// Written before a character that must repeat so many times; nothing for a few.
    static func scan(atLeast count: Int) -> String {
        guard count > charactersPerStep else { return "" }
        let weight = Int.bitWidth - count.leadingZeroBitCount
        return "(?C\(groupMax + min(weight, weightMax)))"
    }

    /// Written before a back reference.
    static func comparison(withGroup group: Int) -> String {
        "(?C\(group <= groupMax ? group : 255))"
    }

    /// Adds the work since the last callout; false when there was too much.
    mutating func add(_ callout: borrowing pcre2_callout_block_8) -> Bool {
        let place = callout.current_position
        if callout.start_match != start {
            start = callout.start_match
            position = start
        }
        characters &+= abs(place &- position) &+ Self.charactersPerStep
        // PCRE2 copies the groups for each callout.
        characters &+= Int(callout.capture_top)
        position = place
        switch Int(callout.callout_number) {
        case 0: break
        case let group where group <= Self.groupMax:
            if group < Int(callout.capture_top), let offsets = callout.offset_vector {
                // A group that took nothing so far has the same number twice.
                characters &+= abs(offsets[group * 2 + 1] &- offsets[group * 2])
            }
        case let weight where weight <= Self.groupMax + Self.weightMax:
            characters &+= 1 << (weight - Self.groupMax)
        default: characters &+= subjectCount
        }
        return characters <= limit
    }
}
