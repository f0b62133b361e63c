/// A growable run of bytes: the heap's text and the rendered output.
///
/// The memory behind the last byte is always readable for ``slack`` more bytes, so scanners may
/// load eight bytes at any index up to ``count`` and short copies may move sixteen bytes at once.
/// Every access is checked against that bound. Together with ``Buffer`` this is the only code that
/// handles raw memory; nothing outside keeps a pointer into it.
@frozen
public struct ByteBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    /// The number of bytes in use.
    @inlinable package var count: Int { used }
    @usableFromInline var used: Int
    /// The most bytes the buffer may hold; what would pass it is dropped and ``overflowed`` is set.
    @usableFromInline package var limit: Int
    /// Bytes were dropped because of ``limit``, or because the system had no memory for them.
    @usableFromInline package var overflowed: Bool

    @usableFromInline static var slack: Int { @inlinable get { 64 } }

    package init(capacity: Int = 256, limit: Int = Int(Int32.max)) {
        self.capacity = max(0, min(capacity, limit))
        base = Memory.allocate(byteCount: self.capacity + Self.slack)
            .bindMemory(to: UInt8.self, capacity: self.capacity + Self.slack)
        base.initialize(repeating: 0, count: self.capacity + Self.slack)
        used = 0
        self.limit = limit
        overflowed = false
    }

    deinit { Memory.release(base) }

    // MARK: Reading

    @inlinable
    package subscript(index: Int) -> UInt8 {
        get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: used))
            return base[index]
        }
        set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: used))
            base[index] = newValue
        }
    }

    /// The last index that may be read from. One bound for all loads spares most of their checks.
    @inlinable var lastReadable: Int { capacity &+ (Self.slack - 8) }

    /// The byte at `index`, or whatever stands in the slack when `index` is ``count`` or little
    /// more.
    @inlinable
    package func peek(_ index: Int) -> UInt8 {
        precondition(UInt(bitPattern: index) <= UInt(bitPattern: lastReadable))
        return base[index]
    }

    /// Eight bytes from `index` on, the first in the low bits. Bytes at ``count`` and above are
    /// arbitrary.
    @inlinable
    package func load8(_ index: Int) -> UInt64 {
        precondition(UInt(bitPattern: index) <= UInt(bitPattern: lastReadable))
        return UInt64(
            littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
    }

    /// Four bytes from `index` on, the first in the low bits.
    @inlinable
    package func load4(_ index: Int) -> UInt32 {
        precondition(UInt(bitPattern: index) <= UInt(bitPattern: lastReadable))
        return UInt32(
            littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self))
    }

    /// Where `byte` stands first in `range`, or nil.
    @inlinable
    package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= used)
        var index = range.lowerBound
        while range.upperBound &- index >= 32 {
            let found =
                Bytes8.equal(word(index), byte) | Bytes8.equal(word(index &+ 8), byte)
                | Bytes8.equal(word(index &+ 16), byte) | Bytes8.equal(word(index &+ 24), byte)
            if found != 0 { break }
            index &+= 32
        }
        while index < range.upperBound {
            // What stands behind the last byte may be found too.
            let found = Bytes8.equal(word(index), byte)
            if found != 0 {
                index += found.trailingZeroBitCount >> 3
                return index < range.upperBound ? index : nil
            }
            index += 8
        }
        return nil
    }

    /// Eight bytes at an index that was checked.
    @inlinable @inline(__always)
    func word(_ index: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
    }

    /// Calls `body` with the bytes in `range`. The pointer must not leave the call.
    @inlinable
    package func withBytes<Result: ~Copyable, Failure: Error>(
        in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= used)
        return try body(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// A copy of the bytes in `range`.
    package func array(_ range: Range<Int>) -> [UInt8] {
        withBytes(in: range) { Array($0) }
    }

    /// A copy of all bytes.
    package var array: [UInt8] { array(0..<used) }

    /// Whether two ranges of the same length hold the same bytes.
    @inlinable
    package func isEqual(_ first: Int, _ second: Int, count: Int) -> Bool {
        precondition(first >= 0 && second >= 0 && count >= 0)
        precondition(first + count <= used && second + count <= used)
        var index = 0
        while index + 8 <= count {
            if load8(first + index) != load8(second + index) { return false }
            index += 8
        }
        guard index < count else { return true }
        let unused = UInt64(8 - (count - index)) * 8
        return (load8(first + index) ^ load8(second + index)) << unused == 0
    }

    /// Whether the bytes from `offset` on are those of a literal.
    @usableFromInline
    package func isEqual(_ offset: Int, to literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        precondition(offset >= 0 && offset <= used - count)
        let other = literal.utf8Start
        var index = 0
        while count - index >= 8 {
            let word = UnsafeRawPointer(other + index).loadUnaligned(as: UInt64.self)
            if load8(offset + index) != UInt64(littleEndian: word) { return false }
            index += 8
        }
        while index < count {
            if base[offset + index] != other[index] { return false }
            index += 1
        }
        return true
    }

    // MARK: Writing

    @inlinable
    package mutating func append(_ byte: UInt8) {
        guard reserve(1) else { return }
        base[used] = byte
        used += 1
    }

    /// Appends the low `count` bytes of `bytes`, 0 to 8.
    @inlinable @inline(__always)
    package mutating func append(_ bytes: UInt64, count: Int) {
        precondition(count >= 0 && count <= 8)
        guard reserve(count) else { return }
        // The slack takes what is written too much.
        UnsafeMutableRawPointer(base + used).storeBytes(
            of: bytes.littleEndian, as: UInt64.self)
        used &+= count
    }

    @inlinable
    package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress, reserve(bytes.count) else { return }
        (base + used).update(from: start, count: bytes.count)
        used += bytes.count
    }

    @inlinable
    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    @inlinable
    package mutating func append(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    /// Appends `range` of `bytes`.
    @inlinable
    package mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        bytes.withUnsafeBufferPointer { append(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    @inlinable
    package mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends the UTF-8 bytes of a string; literals are better appended as static strings.
    @inlinable
    package mutating func append(string text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    /// Puts a short text behind the last byte, where it can be read until something is appended;
    /// gives its place.
    mutating func stage(_ text: String) -> Range<Int> {
        var text = text
        return text.withUTF8 { text in
            precondition(text.count <= Self.slack / 2)
            guard let start = text.baseAddress else { return used..<used }
            (base + used).update(from: start, count: text.count)
            return used..<used + text.count
        }
    }

    /// Appends bytes of another buffer.
    @inlinable @inline(__always)
    package mutating func append(_ source: borrowing ByteBuffer, _ offset: Int, count: Int) {
        precondition(offset >= 0 && count >= 0 && count <= source.used - offset)
        guard count <= Self.slack, count <= capacity - used else {
            return appendLong(UnsafePointer(source.base + offset), count: count)
        }
        // Both sides have slack: moves of fixed size are cheaper than a call.
        let (from, to) = (UnsafeRawPointer(source.base + offset), base + used)
        UnsafeMutableRawPointer(to).copyMemory(from: from, byteCount: 16)
        if count > 16 {
            UnsafeMutableRawPointer(to + 16).copyMemory(from: from + 16, byteCount: Self.slack - 16)
        }
        used += count
    }

    /// The bytes were checked. They come as a pointer because a buffer would be copied for the call.
    @inlinable @inline(never)
    mutating func appendLong(_ bytes: UnsafePointer<UInt8>, count: Int) {
        guard reserve(count) else { return }
        (base + used).update(from: bytes, count: count)
        used += count
    }

    /// Appends a copy of bytes that are in this buffer.
    @inlinable
    package mutating func appendCopy(_ offset: Int, count: Int) {
        precondition(offset >= 0 && offset <= used && count >= 0 && count <= used &- offset)
        guard reserve(count) else { return }
        if count <= Self.slack {
            // Sixteen bytes at once, each read before it is written: what is too much may overlap.
            let source = UnsafeRawPointer(base + offset)
            let destination = UnsafeMutableRawPointer(base + used)
            var moved = 0
            while moved < count {
                let bytes = source.loadUnaligned(fromByteOffset: moved, as: SIMD16<UInt8>.self)
                destination.storeBytes(of: bytes, toByteOffset: moved, as: SIMD16<UInt8>.self)
                moved &+= 16
            }
        } else {
            (base + used).update(from: base + offset, count: count)
        }
        used &+= count
    }

    /// Puts a byte in front of the one at `index`; nothing when that lies behind the end because
    /// bytes were dropped.
    @inlinable
    package mutating func insert(_ byte: UInt8, at index: Int) {
        precondition(index >= 0)
        guard index <= used, reserve(1) else { return }
        let tail = UnsafeMutableRawPointer(base + index)
        if used &- index <= 16 {
            // The slack takes what is moved too much.
            let bytes = tail.loadUnaligned(as: SIMD16<UInt8>.self)
            tail.storeBytes(of: bytes, toByteOffset: 1, as: SIMD16<UInt8>.self)
        } else {
            (base + index + 1).update(from: base + index, count: used - index)
        }
        base[index] = byte
        used &+= 1
    }

    /// Forgets all bytes from `count` on.
    @inlinable
    package mutating func truncate(_ count: Int) {
        precondition(count >= 0 && count <= used)
        used = count
    }

    /// Makes room for `extra` more bytes; false if that passes ``limit``.
    @inlinable
    package mutating func reserve(_ extra: Int) -> Bool {
        if extra <= capacity &- used { return true }
        return grow(extra)
    }

    @usableFromInline
    mutating func grow(_ extra: Int) -> Bool {
        guard extra >= 0, extra <= limit - used else {
            overflowed = true
            return false
        }
        let wanted = max(used + extra, min(capacity * 2, limit))
        let bytes = wanted + Self.slack
        guard let memory = Memory.resize(base, byteCount: bytes) else {
            overflowed = true
            return false
        }
        base = memory.bindMemory(to: UInt8.self, capacity: bytes)
        capacity = wanted
        return true
    }
}

extension Value.Flags {
    /// What a scan of a text tells: whether it is ASCII, and whether it prints inside JSON quotes as it
    /// is.
    init(of text: UnsafeBufferPointer<UInt8>) {
        guard text.count >= 8 else {
            // The bytes behind blanks.
            let word = text.reduce(0x2020_2020_2020_2020) { $0 << 8 | UInt64($1) }
            self.init(high: word, special: Bytes8.needingEscape(word))
            return
        }
        let bytes = UnsafeRawBufferPointer(text)
        // The last eight bytes overlap others.
        var index = text.count - 8
        var high = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        var special = Bytes8.needingEscape(high)
        while index >= 8 {
            index &-= 8
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            high |= word
            special |= Bytes8.needingEscape(word)
        }
        let first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        self.init(high: high | first, special: special | Bytes8.needingEscape(first))
    }

    /// - Parameters:
    ///   - high: the union of all words of a text.
    ///   - special: the union of what ``Bytes8/needingEscape(_:)`` finds in them.
    init(high: UInt64, special: UInt64) {
        self = high & Bytes8.high != 0 ? [] : special == 0 ? [.ascii, .plain] : .ascii
    }
}
