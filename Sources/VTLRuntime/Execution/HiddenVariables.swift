import Values

// In a round whose element is null, Velocity 1.7 hides the loop's variable: whatever is assigned to
// it, it stays null until a loop inside that has the same variable ends, or the round does. Only the
// macro that assigns to it sees the value.
// Evidence: Conformance/velocity/foreach-null-elements.cases.

extension Value {
    private static var hiddenFlag: Flags { Flags(rawValue: 32) }

    /// What the slot of a hidden variable holds.
    static var hidden: Value { Value(.null, flags: hiddenFlag) }

    var isHidden: Bool { kind == .null && flags == Self.hiddenFlag }

    /// What a variable holds when the loop that used it gives it back.
    var revealed: Value { isNull ? .null : self }
}

extension Machine {
    /// Assigns to a variable; to one that is hidden, only until the innermost macro call ends.
    @inline(__always)
    mutating func assign(_ value: Value, to slot: Int) {
        if slots[slot].isHidden, !bindHidden(slot) { return }
        slots[slot] = value
    }

    /// Binds a hidden variable in the macro call that is running; false when there is none.
    @inline(never)
    private mutating func bindHidden(_ slot: Int) -> Bool {
        guard frames.count > 0, frames[frames.count - 1].hiddenBy == 0 else { return false }
        frames[frames.count - 1].savedCount += 1
        savedSlots.append(SavedSlot(slot: slot, value: .hidden, argument: .null))
        return true
    }
}
