import APIGatewayMapping
import JSON
import Values

/// What does the work of a workload, or a part of it, and says how long it took.
protocol Contestant {
    /// How much processor time it spends before anything is measured.
    var warmUpNanoseconds: Double { get }

    /// The time of `count` renders.
    mutating func time(ofRenders count: Int) throws -> WorkTime
}

extension Contestant {
    var warmUpNanoseconds: Double { 200_000_000 }
}

/// The library as a gateway calls it: a compiled template, a renderer and a buffer used again.
struct OwnEngine: Contestant {
    let workload: Workload

    func time(ofRenders count: Int) throws -> WorkTime {
        var renderer = MappingRenderer(limits: Workload.limits)
        var output: [UInt8] = []
        // The first render makes the renderer's memory.
        _ = try renderer.render(workload.template, workload.request, into: &output)
        let watch = Stopwatch()
        for _ in 0..<count {
            _ = try renderer.render(workload.template, workload.request, into: &output)
        }
        return watch.time
    }
}

/// The floor of everything: the body is copied in and the output is copied out.
struct CopyFloor: Contestant {
    private let body: [UInt8]
    private let output: [UInt8]
    private var bodyCopy: [UInt8]
    private var outputCopy: [UInt8]

    init(body: [UInt8], output: [UInt8]) {
        self.body = body
        self.output = output
        bodyCopy = body
        outputCopy = output
    }

    mutating func time(ofRenders count: Int) -> WorkTime {
        let watch = Stopwatch()
        for _ in 0..<count {
            Self.copy(body, to: &bodyCopy)
            Self.copy(output, to: &outputCopy)
        }
        return watch.time
    }

    /// Not inlined, so that no copy is left out.
    @inline(never)
    private static func copy(_ source: [UInt8], to target: inout [UInt8]) {
        target.withUnsafeMutableBytes { target in
            source.withUnsafeBytes { target.copyMemory(from: $0) }
        }
    }
}

/// The JSON parser alone, with the copy of the body that a render makes too.
struct ParseFloor: Contestant {
    let body: [UInt8]

    func time(ofRenders count: Int) throws -> WorkTime {
        var heap = Heap()
        try Self.parse(body, in: &heap)
        let watch = Stopwatch()
        for _ in 0..<count { try Self.parse(body, in: &heap) }
        return watch.time
    }

    private static func parse(_ body: [UInt8], in heap: inout Heap) throws {
        heap.reset()
        heap.bytes.append(body)
        _ = try JSONDocument.parse(0..<body.count, in: &heap, nesting: 400)
    }
}
