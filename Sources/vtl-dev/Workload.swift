import APIGatewayMapping
import ConformanceRunner
import FoundationEssentials
import JSON
import VTLRuntime
import Values

/// A folder with `template.vtl`, `request.json` and, if it is one of the measured ones,
/// `expected.txt`.
struct Workload: Sendable {
    let name: String
    let directory: String
    let template: MappingTemplate
    let request: MappingRequest
    /// The same as a method request, with what else an exchange needs.
    let exchange: ExchangeInputs
    /// What the gateway prints; nil when nobody wrote it down.
    let expected: [UInt8]?

    init(directory: String) throws {
        let url = URL(filePath: directory)
        name = url.lastPathComponent
        self.directory = url.path
        let source = try Array(Data(contentsOf: url.appending(path: "template.vtl")))
        template = try MappingTemplate(
            source, named: directory + "/template.vtl", limits: Self.limits)
        let text = try Array(Data(contentsOf: url.appending(path: "request.json")))
        request = try Self.request(text)
        exchange = try ExchangeInputs(text)
        expected = try? Array(Data(contentsOf: url.appending(path: "expected.txt")))
    }

    /// A workload that stands in no folder.
    init(name: String, template: String, body: String) throws {
        self.name = name
        directory = ""
        self.template = try MappingTemplate(template, named: name, limits: Self.limits)
        request = MappingRequest(body: Array(body.utf8))
        exchange = try ExchangeInputs(Array("{}".utf8))
        expected = nil
    }

    /// Workloads iterate over more than a gateway does, and over longer bodies.
    static let limits: RenderLimits = {
        var limits = RenderLimits()
        limits.loopIterations = .max
        limits.bodyBytes = 64 << 20
        return limits
    }()

    /// Renders `count` times with one renderer; gives the last output.
    func output(ofRenders count: Int) throws -> [UInt8] {
        var renderer = MappingRenderer(limits: Self.limits)
        var output: [UInt8] = []
        for _ in 0..<count { _ = try renderer.render(template, request, into: &output) }
        return output
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
            case "context":
                request.context = try MappingContext(value, in: &heap, limits: limits)
            case "stageVariables": request.stageVariables.append(contentsOf: value, &heap)
            default: break
            }
        }
        return request
    }
}
