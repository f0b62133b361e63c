/// The properties of `$foreach`, resolved when a template is compiled.
enum LoopMember: UInt8, BitwiseCopyable {
    /// A name that the template itself may have put there.
    case none
    case index, count, hasNext, first, last, parent, topmost, info

    /// The member that a ``Node/Operation/property`` names.
    @inline(__always)
    init(_ property: Node) {
        self = LoopMember(rawValue: UInt8(truncatingIfNeeded: property.slot)) ?? .none
    }

    /// The member of that name.
    init(property name: [UInt8]) {
        self =
            switch String(decoding: name, as: UTF8.self) {
            case "index": .index
            case "count": .count
            case "hasNext": .hasNext
            case "first": .first
            case "last": .last
            case "parent": .parent
            case "topmost": .topmost
            case "info": .info
            default: .none
            }
    }

    /// The member behind a method, `hasNext()` or a getter.
    init(method name: [UInt8]) {
        self =
            switch String(decoding: name, as: UTF8.self) {
            case "hasNext": .hasNext
            case "isFirst": .first
            case "isLast": .last
            case "getIndex": .index
            case "getCount": .count
            case "getParent": .parent
            case "getTopmost": .topmost
            default: .none
            }
    }
}
