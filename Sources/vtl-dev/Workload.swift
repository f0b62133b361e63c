import APIGatewayMapping
import ConformanceRunner
import FoundationEssentials
import JSON
import VTLRuntime
import Values

/// A benchmark: a folder with `template.vtl` and `request.json`.
struct Workload {
    private let template: MappingTemplate
    private let request: MappingRequest
    private let limits: RenderLimits

    init(directory: String) throws {
        var limits = RenderLimits()
        // Workloads iterate over more than a gateway does.
        limits.loopIterations = .max
        self.limits = limits
        template = try MappingTemplate(
            Self.read(directory + "/template.vtl"), named: directory + "/template.vtl",
            limits: limits)
        request = try Self.request(Self.read(directory + "/request.json"))
    }

    /// Renders `count` times with one renderer; gives the last output.
    func render(count: Int) throws -> [UInt8] {
        var renderer = MappingRenderer(limits: limits)
        var output: [UInt8] = []
        for _ in 0..<count { _ = try renderer.render(template, request, into: &output) }
        return output
    }

    private static func read(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }

    private static func request(_ text: [UInt8]) throws -> MappingRequest {
        var heap = Heap()
        let object = try heap.parseJSON(text)
        var request = MappingRequest()
        for index in 0..<heap.entryCount(of: object) {
            let value = heap.value(index, of: object)
            switch heap.description(of: heap.key(index, of: object)) {
            case "body": request.readBody(value, &heap)
            case "params": request.readParameters(value, &heap)
            case "context": request.context = heap.jsonText(of: value)
            case "stageVariables": request.stageVariables.append(contentsOf: value, &heap)
            default: break
            }
        }
        return request
    }
}
