// Maps: keys and values in turn, in the order of insertion.

extension Heap {
    /// The number of a map's entries.
    @inlinable
    package func entryCount(of map: Value) -> Int { Int(containers[map.container].count) / 2 }

    /// The key of the entry at `index`, which must be in `0..<entryCount`.
    @inlinable
    package func key(_ index: Int, of map: Value) -> Value { element(index * 2, of: map) }

    /// The value of the entry at `index`.
    @inlinable @inline(__always)
    package func value(_ index: Int, of map: Value) -> Value { element(index * 2 + 1, of: map) }

    /// Whether a slot holds the string `name`. A text that is equal but was looked at less closely may
    /// be missed.
    @inlinable @inline(__always)
    package func isKey(_ name: Value, at slot: Int) -> Bool {
        let key = slots[slot]
        // Kind, flags and length at once.
        guard key.head == name.head, key.prefix == name.prefix else { return false }
        return name.length <= 4 || haveEqualTails(key, name)
    }

    /// Whether a slot holds a string with the bytes of `text`, which is one.
    @inlinable @inline(__always)
    func holdsString(_ text: Value, at slot: Int) -> Bool {
        let value = slots[slot]
        // Kind and length at once, then the first four bytes.
        guard (value.head ^ text.head) & 0xFFFF_FFFF_0000_00FF == 0, value.prefix == text.prefix
        else { return false }
        return text.length <= 4 || haveEqualTails(value, text)
    }

    @inlinable
    package mutating func setValue(_ index: Int, of map: Value, to value: Value) {
        setElement(index * 2 + 1, of: map, to: value)
    }

    /// The index of the entry whose key equals `key` as Java's `equals` has it, or nil.
    @inlinable
    package mutating func indexOfKey(_ key: Value, in map: Value) -> Int? {
        let container = containers[map.container]
        guard key.kind == .string else { return indexOfOtherKey(key, in: map) }
        if key.length > Self.freeKeyBytes { spend(bytes: Int(key.length)) }
        if container.count > Self.linearSlots { return indexInTable(key, of: map) }
        var slot = Int(container.start)
        let end = slot + Int(container.count)
        while slot < end {
            if holdsString(key, at: slot) { return (slot &- Int(container.start)) >> 1 }
            slot &+= 2
        }
        return nil
    }

    /// The value for `key`, or nil when the map has no such key.
    @inlinable
    package mutating func lookup(_ key: Value, in map: Value) -> Value? {
        guard let index = indexOfKey(key, in: map) else { return nil }
        return value(index, of: map)
    }

    /// Sets the value for `key`; gives the old value, or nil when the key is new.
    @discardableResult
    package mutating func put(_ key: Value, _ value: Value, in map: Value) -> Value? {
        if let index = indexOfKey(key, in: map) {
            let old = self.value(index, of: map)
            setValue(index, of: map, to: value)
            return old
        }
        guard reserve(2, in: map) else { return nil }
        noteLink(from: map, to: value)
        let container = containers[map.container]
        let slot = Int(container.start) + Int(container.count)
        slots[slot] = key
        slots[slot + 1] = value
        containers[map.container].count += 2
        containers[map.container].changes &+= 1
        addToTable(key, at: Int(container.count) / 2, of: map)
        return nil
    }

    /// Removes the entry for `key`; gives its value, or nil when there was none.
    @discardableResult
    package mutating func remove(_ key: Value, from map: Value) -> Value? {
        guard let index = indexOfKey(key, in: map) else { return nil }
        let old = value(index, of: map)
        removeSlots(2, at: index * 2, of: map)
        return old
    }

    // MARK: Large maps

    /// Up to this many slots a scan beats a table.
    @usableFromInline static var linearSlots: UInt32 { @inlinable get { 64 } }

    /// Looking up a key of so many bytes is part of the statement that does it.
    @usableFromInline static var freeKeyBytes: UInt32 { @inlinable get { 1024 } }

    /// A key that is no string: numbers, booleans, lists and so on, by `equals`.
    @usableFromInline
    mutating func indexOfOtherKey(_ key: Value, in map: Value) -> Int? {
        for index in 0..<entryCount(of: map) where equals(self.key(index, of: map), key) {
            return index
        }
        return nil
    }

    /// Looks a string up in the hash table, which is built when it is first needed.
    @usableFromInline
    mutating func indexInTable(_ key: Value, of map: Value) -> Int? {
        guard let table = currentTable(of: map) else { return linearIndex(key, of: map) }
        let start = Int(containers[map.container].start)
        let entry = tables[place(of: key, in: table, slotsFrom: start)]
        return entry == 0 ? nil : Int(entry) - 1
    }

    /// Where a table has the entry for a string, or would have it.
    @inline(__always)
    private func place(
        of key: Value, in table: (start: Int, mask: Int), slotsFrom start: Int
    ) -> Int {
        var place = Int(truncatingIfNeeded: textHash(key)) & table.mask
        while true {
            let entry = Int(tables[table.start + place])
            if entry == 0 { break }
            let candidate = slots[start + (entry - 1) * 2]
            if candidate.kind == .string, haveEqualBytes(candidate, key) { break }
            place = (place + 1) & table.mask
        }
        return table.start + place
    }

    private mutating func linearIndex(_ key: Value, of map: Value) -> Int? {
        for index in 0..<entryCount(of: map) {
            let candidate = self.key(index, of: map)
            if candidate.kind == .string, haveEqualBytes(candidate, key) { return index }
        }
        return nil
    }

    /// The table of a map as it is now.
    private mutating func currentTable(of map: Value) -> (start: Int, mask: Int)? {
        if let table = table(of: map), tables[table.start - 1] & Self.isCurrent != 0 {
            return table
        }
        return buildTable(of: map, entries: entryCount(of: map))
    }

    /// A map's table, current or not. The word before it holds its size, a power of two, and
    /// ``isCurrent``; a table's words are indexes of entries plus one.
    private func table(of map: Value) -> (start: Int, mask: Int)? {
        let table = Int(containers[map.container].table)
        guard table > 0 else { return nil }
        return (table, Int(tables[table - 1] & ~Self.isCurrent) - 1)
    }

    private static var isCurrent: UInt32 { 1 }

    /// Enters a map's keys into a table with room for `entries`, the map's old one if it is large
    /// enough.
    @discardableResult
    private mutating func buildTable(
        of map: Value, entries: Int
    ) -> (start: Int, mask: Int)? {
        var size = 256
        while size < entries * 4 { size *= 2 }
        if let old = table(of: map), old.mask + 1 >= size {
            for place in 0...old.mask { tables[old.start + place] = 0 }
        } else {
            let start = tables.count + 1
            guard tables.append(UInt32(size)), tables.append(repeating: 0, count: size) else {
                return nil
            }
            containers[map.container].table = UInt32(start)
        }
        guard let table = table(of: map) else { return nil }
        tables[table.start - 1] |= Self.isCurrent
        spend(size)
        for index in 0..<entryCount(of: map) { enter(key(index, of: map), index, table) }
        return table
    }

    private mutating func enter(_ key: Value, _ index: Int, _ table: (start: Int, mask: Int)) {
        guard key.kind == .string else { return }
        var place = Int(truncatingIfNeeded: textHash(key)) & table.mask
        while tables[table.start + place] != 0 { place = (place + 1) & table.mask }
        tables[table.start + place] = UInt32(index + 1)
    }

    private mutating func addToTable(_ key: Value, at index: Int, of map: Value) {
        guard let table = table(of: map), tables[table.start - 1] & Self.isCurrent != 0 else {
            return
        }
        // At most half full, or it is built anew with more room.
        if index * 2 >= table.mask {
            forgetTable(of: map)
        } else {
            enter(key, index, table)
        }
    }

    /// Says that the entries have moved; the table is built anew when it is needed next.
    mutating func forgetTable(of map: Value) {
        guard let table = table(of: map) else { return }
        tables[table.start - 1] &= ~Self.isCurrent
    }

    /// Makes the keys of a map unique, which are all strings: a key that comes again leaves its
    /// value to the first one and goes.
    package mutating func mergeEqualKeys(of map: Value) {
        let container = containers[map.container]
        let count = Int(container.count) / 2
        containers[map.container].count = 0
        guard let table = buildTable(of: map, entries: count) else { return }
        let start = Int(container.start)
        var kept = 0
        for index in 0..<count {
            let key = slots[start + index * 2]
            let value = slots[start + index * 2 + 1]
            let place = place(of: key, in: table, slotsFrom: start)
            if tables[place] == 0 {
                // Never behind the place that is read.
                slots[start + kept * 2] = key
                slots[start + kept * 2 + 1] = value
                kept += 1
                tables[place] = UInt32(kept)
            } else {
                slots[start + Int(tables[place]) * 2 - 1] = value
            }
        }
        containers[map.container].count = UInt32(kept * 2)
    }

    /// A hash of the bytes, seeded so that nobody can prepare texts that collide.
    private func textHash(_ value: Value) -> UInt64 {
        var hash = hashSeed ^ UInt64(value.length)
        var index = value.offset
        let end = value.range.upperBound
        while index < end {
            var word = bytes.load8(index)
            if end - index < 8 { word &= (UInt64(1) << UInt64((end - index) * 8)) &- 1 }
            let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            hash = product.high ^ product.low &+ hashSeed
            index += 8
        }
        return hash
    }
}
