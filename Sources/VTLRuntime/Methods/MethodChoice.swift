import Values

/// Which method a call in the source meant the last time it ran: calls of the same shape mean the
/// same one.
struct MethodChoice: BitwiseCopyable, Sendable {
    private var shape: UInt64
    private var chosen: ChosenMethod

    /// Nothing is remembered.
    static let none = MethodChoice(0, ChosenMethod(place: 0, set: .object))

    init(_ shape: UInt64, _ chosen: ChosenMethod) {
        self.shape = shape
        self.chosen = chosen
    }

    /// The method for a call of that shape, if it is the one remembered.
    func method(for shape: UInt64) -> ChosenMethod? {
        shape == self.shape && shape != 0 ? chosen : nil
    }

    /// What the choice depends on: the classes of the receiver and of the arguments. Zero where they
    /// are not told by so few bits. Arguments that are texts of numbers become numbers.
    static func shape(
        of receiver: Value, _ arguments: Arguments, _ workspace: inout Workspace
    ) -> UInt64 {
        var shape = UInt64(receiver.kind.rawValue) << 8 | UInt64(receiver.detail & 0xFF)
        for index in 0..<arguments.count {
            var argument = arguments.value(index, workspace)
            if argument.kind == .numberText {
                argument = workspace.heap.number(argument)
                workspace.heap.stack[arguments.base + index] = argument
            }
            shape = shape << 8 | UInt64(argument.kind.rawValue)
            // Arrays of several classes are of one kind.
            if argument.kind == .javaArray { shape = .max }
        }
        return arguments.count <= 4 && shape < .max >> 16
            ? shape << 8 | UInt64(arguments.count + 1) : 0
    }
}

/// The method that a call means.
struct ChosenMethod: BitwiseCopyable, Sendable {
    /// Where its signature stands in the ``MethodIndex``.
    let place: UInt16
    /// The methods of the receiver's class.
    let set: MethodSet

    init(place: Int, set: MethodSet) {
        self.place = UInt16(truncatingIfNeeded: place)
        self.set = set
    }
}
