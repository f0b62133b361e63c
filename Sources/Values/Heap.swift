/// Where the values of one render live: texts, elements and containers, each in one growable run.
///
/// A heap is reused: ``reset(keeping:)`` forgets what a render made and keeps the memory, so that
/// the steady state allocates nothing. Values are indexes into it; there is no reference counting.
/// When a limit is reached the operation gives an empty result and ``isExhausted`` stays true;
/// whoever drives the heap looks at it at regular intervals.
@frozen
public struct Heap: ~Copyable {
    /// All texts: a template's constants, then the body, then what a render computes.
    @usableFromInline package var bytes: ByteBuffer
    /// The elements of containers: list elements, or keys and values in turn.
    @usableFromInline package var slots: Buffer<Value>
    @usableFromInline package var containers: Buffer<Container>
    /// Operands of whoever evaluates: arguments, pending elements.
    @usableFromInline package var stack: Buffer<Value>
    /// Steps of work that a render may still do: one for a statement, a call, an element visited, or
    /// ``bytesPerStep`` bytes read. Below zero whatever takes long gives up, and whoever drives the
    /// heap fails. It is here because all work goes through values.
    @usableFromInline package var stepsLeft = Int.max
    /// The slot of the key that a path found last.
    @usableFromInline package var slotFoundLast = 0
    /// Hash tables of large maps.
    @usableFromInline var tables: Buffer<UInt32>
    /// Always nil. An existential must be in memory, and so must what it is a part of: without it
    /// the compiler copies all of the heap, 200 bytes, for each call of a function that borrows
    /// it.
    @usableFromInline let inMemory: Any? = nil
    /// Something that goes through a value gave up, because the value is nested too deeply or holds
    /// itself.
    @usableFromInline package var nestingExceeded = false
    /// A list or map was put into one that is not younger. Without that none can contain itself.
    @usableFromInline package var mayHoldCycles = false
    /// A sublist was made.
    @usableFromInline package var hasSubLists = false
    /// A sublist was to be read whose list had changed behind it.
    @usableFromInline package var staleSubListRead = false
    /// Where the hashes of those tables start.
    let hashSeed: UInt64

    /// - Parameters:
    ///   - byteLimit: the most bytes of text a render may hold, the body included.
    ///   - byteCapacity: room for bytes of text to begin with.
    package init(
        byteLimit: Int = 512 << 20, slotLimit: Int = 64 << 20, byteCapacity: Int = 4096
    ) {
        let (byteLimit, slotLimit) = (max(0, byteLimit), max(1, slotLimit))
        // Offsets are 32 bits wide.
        bytes = ByteBuffer(capacity: byteCapacity, limit: min(byteLimit, Int(Int32.max)))
        slots = Buffer(capacity: 256, limit: min(slotLimit, Int(Int32.max)))
        containers = Buffer(capacity: 64, limit: min(slotLimit, Int(Int32.max)))
        stack = Buffer(capacity: 64, limit: min(slotLimit, Int(Int32.max)))
        // Up to four words of a table for a slot.
        tables = Buffer(capacity: 1, limit: min(slotLimit, Int(Int32.max) / 4) * 4)
        hashSeed = UInt64.random(in: 0...UInt64.max)
        containers.append(Self.noContainer)
    }

    /// A limit was reached and something is missing.
    @inlinable @inline(__always) package var isExhausted: Bool {
        bytes.overflowed || slots.overflowed || containers.overflowed || stack.overflowed
            || tables.overflowed || nestingExceeded
    }

    /// How many bytes of text may be read for one step.
    @inlinable package static var bytesPerStep: Int { 32 }

    /// Counts steps of work; false when there are none left.
    @inlinable @discardableResult
    package mutating func spend(_ steps: Int) -> Bool {
        stepsLeft &-= steps
        return stepsLeft >= 0
    }

    /// Counts the steps of reading `bytes` bytes; false when there are none left.
    @inlinable @discardableResult
    package mutating func spend(bytes: Int) -> Bool { spend(bytes / Self.bytesPerStep) }

    /// The first container stands for those that could not be made: a null in the place of a list or
    /// map has nothing in it.
    private static var noContainer: Container { Container(start: 0, count: 0, capacity: 0) }

    /// A position to go back to.
    package struct Mark: BitwiseCopyable, Sendable {
        var bytes: Int
        var slots: Int
        var containers: Int
    }

    /// The present end of everything.
    package var mark: Mark {
        Mark(bytes: bytes.count, slots: slots.count, containers: containers.count)
    }

    /// Forgets everything that was made after `mark`; values made later mean nothing any more.
    package mutating func reset(to mark: Mark) {
        bytes.truncate(mark.bytes)
        slots.truncate(mark.slots)
        containers.truncate(max(1, mark.containers))
        containers[0] = Self.noContainer
        stack.truncate(0)
        tables.truncate(0)
        for index in 0..<containers.count { containers[index].table = 0 }
        bytes.overflowed = false
        slots.overflowed = false
        containers.overflowed = false
        stack.overflowed = false
        tables.overflowed = false
        nestingExceeded = false
        mayHoldCycles = false
        hasSubLists = false
        staleSubListRead = false
    }

    /// Forgets everything.
    package mutating func reset() { reset(to: Mark(bytes: 0, slots: 0, containers: 0)) }
}

/// A list or map: a run of slots that moves when it outgrows its room.
@frozen
public struct Container: BitwiseCopyable, Sendable {
    /// The first slot.
    @usableFromInline package var start: UInt32
    /// Slots in use: elements, or keys and values.
    @usableFromInline package var count: UInt32
    /// Slots that may be used before the run must move. Sublists have another use for this and for
    /// ``table``.
    @usableFromInline package var capacity: UInt32
    /// Where the hash table of a large map starts, plus one; 0 without.
    @usableFromInline package var table: UInt32
    /// How often elements were added or removed: Java's `modCount`.
    @usableFromInline package var changes: UInt32

    @inlinable
    package init(start: UInt32, count: UInt32, capacity: UInt32) {
        self.start = start
        self.count = count
        self.capacity = capacity
        table = 0
        changes = 0
    }
}
