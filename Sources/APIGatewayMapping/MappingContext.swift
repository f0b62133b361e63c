import JSON
public import VTLRuntime
package import Values

/// `$context` of a request: read once, then taken over by any number of renders with a copy of flat
/// memory.
public struct MappingContext: Sendable {
    /// The members, and the maps that a template puts overrides into.
    let image: ValueImage

    /// A context without members.
    public init() { self = Self.empty }

    private static let empty: MappingContext = {
        var heap = Heap()
        return MappingContext(parsed: .null, &heap)
    }()

    /// Reads the text of a JSON object; an empty text is a context without members.
    ///
    /// - Throws: `TemplateError` of phase `render`, with the place in the text.
    public init(_ json: [UInt8], limits: RenderLimits = RenderLimits()) throws(TemplateError) {
        guard !json.isEmpty else {
            self.init()
            return
        }
        // Room for the text, the names of the override maps, and unescaped copies of some strings.
        var heap = Heap(byteLimit: limits.heapBytes, byteCapacity: json.count + 512)
        let object = try heap.parse(json, called: "context", limits)
        self.init(parsed: object, &heap)
    }

    /// Reads the text of a JSON object.
    public init(_ json: String, limits: RenderLimits = RenderLimits()) throws(TemplateError) {
        try self.init(Array(json.utf8), limits: limits)
    }

    /// Takes over an object that was parsed into `heap`, where it gets the maps for overrides; another
    /// value gives a context without members.
    ///
    /// - Parameter isRead: false when no template reads the context, which then is only checked.
    /// - Throws: like ``init(_:limits:)-([UInt8],_)``, with the place in the object's text.
    package init(
        _ object: Value, in heap: inout Heap, limits: RenderLimits, isRead: Bool = true
    ) throws(TemplateError) {
        guard heap.levels(of: object) <= limits.documentNesting else {
            var text = ByteBuffer()
            JSONWriter.write(object, .minimal, &heap, into: &text)
            try self.init(text.array, limits: limits)
            return
        }
        guard isRead, object.kind == .map else {
            self.init()
            return
        }
        self.init(parsed: object, &heap)
    }

    private init(parsed object: Value, _ heap: inout Heap) {
        let context = object.kind == .map ? object : heap.makeContainer(.map)
        let request = heap.child("requestOverride", of: context)
        _ = heap.child("path", of: request)
        _ = heap.child("header", of: request)
        _ = heap.child("querystring", of: request)
        _ = heap.child("header", of: heap.child("responseOverride", of: context))
        image = ValueImage(of: context, in: heap, as: .context)
    }
}

extension Heap {
    /// The map that is a member of a map, made when there is none.
    fileprivate mutating func child(_ name: StaticString, of map: Value) -> Value {
        let key = string(name)
        if let known = lookup(key, in: map), known.isMap { return known }
        let child = makeContainer(.map)
        put(key, child, in: map)
        return child
    }

    /// How many containers a parsed value has inside each other.
    fileprivate func levels(of value: Value) -> Int {
        guard value.isMap || value.isList else { return 0 }
        var deepest = 0
        for slot in 0..<slotCount(of: value) {
            deepest = max(deepest, levels(of: element(slot, of: value)))
        }
        return deepest + 1
    }
}
