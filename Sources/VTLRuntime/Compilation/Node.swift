import Diagnostics
import VTLSyntax

/// One node of a compiled template: 16 bytes, its children given by index.
///
/// The nodes of a list follow one another: `b…c` below is the list of `c` nodes from node `b` on. A
/// list of statements ends with ``Operation/end``; a branch with its statements counts as one.
struct Node: BitwiseCopyable, Sendable {
    /// From the low bits: 8 of ``operation``, 8 of ``flags``, 16 of ``slot``, 32 of ``a``. Two words,
    /// because six members would travel in six registers.
    private var head: UInt64
    /// ``b`` in the low half, ``c`` in the high half.
    private let tail: UInt64

    init(
        _ operation: Operation, flags: Flags = [], slot: Int = 0, a: Int = 0, b: Int = 0, c: Int = 0
    ) {
        head =
            UInt64(operation.rawValue) | UInt64(flags.rawValue) << 8 | UInt64(UInt16(slot)) << 16
            | UInt64(UInt32(a)) << 32
        tail = UInt64(UInt32(b)) | UInt64(UInt32(c)) << 32
    }

    var operation: Operation {
        get { unsafeBitCast(UInt8(truncatingIfNeeded: head), to: Operation.self) }
        set { head = head & ~0xFF | UInt64(newValue.rawValue) }
    }

    var flags: Flags {
        get { Flags(rawValue: UInt8(truncatingIfNeeded: head >> 8)) }
        set { head = head & ~0xFF00 | UInt64(newValue.rawValue) << 8 }
    }

    var slot: UInt16 { UInt16(truncatingIfNeeded: head >> 16) }
    var a: UInt32 { UInt32(truncatingIfNeeded: head >> 32) }
    var b: UInt32 { UInt32(truncatingIfNeeded: tail) }
    var c: UInt32 { UInt32(truncatingIfNeeded: tail >> 32) }

    /// The index of a child that is not there.
    static let none = Int(UInt32.max)

    struct Flags: OptionSet, BitwiseCopyable, Sendable {
        let rawValue: UInt8
        /// A reference that prints nothing when null.
        static let quiet = Flags(rawValue: 1)
        /// `\$a`
        static let escaped = Flags(rawValue: 2)
        /// Something prints before the value: see ``ReferenceText``.
        static let prefixed = Flags(rawValue: 4)
        /// A ``define`` of `${a}` or `$!a`: Velocity 1.7 sets nothing.
        static let settingNothing = Flags(rawValue: 8)
        /// A ``set`` of variable `slot`: neither of an object's member nor of `${a}` and `$!a`, which
        /// Velocity 1.7 evaluates without setting anything.
        static let settingVariable = Flags(rawValue: 1)
        /// A ``branch`` on `$foreach.hasNext`; `slot` is that of `$foreach`.
        static let askingForNext = Flags(rawValue: 1)
        /// A bare word, which a macro does not take as an argument.
        static let word = Flags(rawValue: 16)
        /// A call whose only argument is a literal string, and that some host object may have; also
        /// a ``print`` of such a call and nothing around it.
        static let literalCall = Flags(rawValue: 32)
        /// A reference of one to four properties and nothing else.
        static let path = Flags(rawValue: 64)
        /// A reference whose only access is a method call.
        static let singleCall = Flags(rawValue: 128)
    }

    enum Operation: UInt8, BitwiseCopyable, Sendable {
        // Statements
        /// Appends the `b` bytes at `a` in the heap to the output.
        case text
        /// A ``reference`` whose value goes to the output.
        case print
        /// Sets reference `a` to the value of expression `b`; `slot` is the reference's.
        case set
        /// `#if` and `#elseif`: the `c` statements that follow, if condition `a` holds; else goes on
        /// `b` nodes further.
        case branch
        /// `#else`: the `c` statements that follow, in the next `b` nodes.
        case otherwise
        /// Where a branch ends: goes on `b` nodes further, behind the last branch.
        case endBranch
        /// Runs `b…c` for each element of expression `a`, in variable `slot`.
        case foreach
        /// A `#foreach` without `$item in`: Velocity notices it when it renders.
        case brokenLoop
        /// Makes variable `slot` the block `a…b`.
        case define
        /// Calls macro ``Program/macroCalls``[a].
        case macroCall
        /// `#include(a…b)`, `#parse`, `#evaluate`
        case include, parse, evaluate
        /// `#break`, with an optional scope `a…b`.
        case breakLoop
        case stop
        /// The end of a list of statements.
        case end

        // Expressions
        /// Variable `slot`, then the accesses `a…b`; what it prints besides its value is
        /// ``Program/referenceTexts``[c].
        case reference
        /// ``Program/constants``[a].
        case constant
        /// The text that statements `a…b` render.
        case interpolated
        /// A list of `a…b`; a map of keys and values `a…b` in turn; the integers from `a` to `b`.
        case list, map, range
        case not
        case or, and
        case equal, notEqual, less, greater, lessOrEqual, greaterOrEqual
        case subtract, multiply, divide, modulo
        /// What the operands print when they are null is in ``Program/operandSpans``[c].
        case add

        // Accesses, only in references
        /// The property named ``Program/constants``[a]; inline cache b; member c of a host object;
        /// `slot` is the ``LoopMember`` of that name.
        case property
        /// A ``property`` that is no map's key even when there is such a key: `class`.
        case getter
        /// The call ``Program/calls``[a].
        case method
        /// The element at expression `a`.
        case index

        init(_ binary: BinaryOperator) {
            self =
                switch binary {
                case .or: .or
                case .and: .and
                case .equal: .equal
                case .notEqual: .notEqual
                case .less: .less
                case .greater: .greater
                case .lessOrEqual: .lessOrEqual
                case .greaterOrEqual: .greaterOrEqual
                case .add: .add
                case .subtract: .subtract
                case .multiply: .multiply
                case .divide: .divide
                case .modulo: .modulo
                }
        }
    }
}

/// What a reference prints besides its value.
struct ReferenceText: BitwiseCopyable, Sendable {
    /// The source text, printed in place of null: where it stands in the heap.
    var literalOffset: UInt32
    var literalLength: UInt32
    /// Backslashes that did not escape; printed twice before a null.
    var escapeOffset: UInt32
    var escapeLength: UInt32
    /// Dollar and number signs before the reference.
    var prefixOffset: UInt32
    var prefixLength: UInt32
}

/// Where in the source the operands of a `+` stand.
struct OperandSpans: BitwiseCopyable, Sendable {
    var left: SourceSpan
    var right: SourceSpan
}

/// One method call in the source.
package struct CallSite: BitwiseCopyable, Sendable {
    /// The name, an index into ``Program/constants``.
    package var name: UInt32
    /// The first of the nodes of the arguments.
    var arguments: UInt32
    package var argumentCount: UInt16
    /// The member that a host object's class has by this name, 0 for none.
    package var member: UInt16
    /// The Java methods of this name.
    var method: MethodName
    /// ``FrequentMethods`` may do the call.
    var isFrequent: Bool
    /// The only argument's index in ``Program/constants`` when it is a literal string, else nil.
    package var literalArgument: UInt32?
}

/// One macro call in the source.
struct MacroCallSite: BitwiseCopyable, Sendable {
    var name: UInt32
    var arguments: UInt32
    var argumentCount: UInt32
    /// The statements between `#@name()` and `#end`; count `UInt32.max` without.
    var body: UInt32
    var bodyCount: UInt32
    var literalOffset: UInt32
    var literalLength: UInt32
}

/// A macro of the template.
struct Macro: BitwiseCopyable, Sendable {
    var name: UInt32
    /// Slots of the parameters, in ``Program/parameterSlots``.
    var parameters: UInt32
    var parameterCount: UInt32
    var body: UInt32
    var bodyCount: UInt32
}
