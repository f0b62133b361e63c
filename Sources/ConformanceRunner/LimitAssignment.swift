import Diagnostics
package import VTLRuntime

/// Why a text is no `limit=number`.
package struct LimitMistake: Error {
    package let message: String
    /// Which limits there are, or which one was probably meant.
    package let notes: [String]
}

extension RenderLimits {
    /// Sets a limit by its name: `steps=100`.
    package mutating func set(_ assignment: String) throws(LimitMistake) {
        let words = assignment.split(separator: "=", maxSplits: 1).map {
            String($0).trimmingBlanks
        }
        guard words.count == 2, let number = Int(words[1]), number >= 0 else {
            throw LimitMistake(
                message: "expected `limit=number`, found `\(assignment)`", notes: [])
        }
        guard let limit = Self.limits[words[0]] else {
            let names = Self.limits.keys.sorted()
            let advice =
                nearMiss(to: words[0], among: names).map { "did you mean `\($0)`?" }
                ?? "known are " + names.joined(separator: ", ")
            throw LimitMistake(message: "there is no limit `\(words[0])`", notes: [advice])
        }
        self[keyPath: limit] = number
    }

    private static var limits: [String: WritableKeyPath<RenderLimits, Int>] {
        [
            "templateBytes": \.templateBytes, "bodyBytes": \.bodyBytes,
            "loopIterations": \.loopIterations, "outputBytes": \.outputBytes,
            "heapBytes": \.heapBytes, "nesting": \.nesting,
            "documentNesting": \.documentNesting, "steps": \.steps,
            "macroDepth": \.macroDepth, "regexSteps": \.regexSteps,
        ]
    }
}
