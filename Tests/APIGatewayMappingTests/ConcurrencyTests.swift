import APIGatewayMapping
import Testing
import VTLRuntime

@Suite("Threads")
struct ConcurrencyTests {
    private static let source = """
        #set($pets = $input.path('$.pets'))
        {"names": [#foreach($pet in $pets)"$util.escapeJavaScript($pet.name.replaceAll('[aeiou]', '*'))\
        "#if($foreach.hasNext), #end#end], "all": $input.json('$..name'), "from": "$context.stage",
        "id": "$input.params('id')", "n": $pets.size()}#set($context.responseOverride.status = 201)
        """

    private static func request(_ number: Int) throws -> MappingRequest {
        let pets = (0...number % 7).map { #"{"name":"pet \#(number)-\#($0) \"é\""}"# }
        return MappingRequest(
            body: Array(#"{"pets":[\#(pets.joined(separator: ","))]}"#.utf8),
            path: ["id": "\(number)"], context: try MappingContext(#"{"stage":"s\#(number)"}"#))
    }

    @Test("Eight threads share one template and make the same bytes")
    func sharedTemplate() async throws {
        let template = try MappingTemplate(Self.source)
        var renderer = MappingRenderer()
        var expected: [MappingResult] = []
        for number in 0..<50 {
            expected.append(try renderer.render(template, try Self.request(number)))
        }
        let bodies = expected.map(\.body)
        let overrides = expected.map(\.overrides)
        #expect(String(decoding: bodies[0], as: UTF8.self).contains("p*t 0-0"))
        await withTaskGroup(of: Int.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    var renderer = MappingRenderer()
                    var different = 0
                    for round in 0..<500 {
                        let number = (round + thread * 7) % 50
                        let result = try? renderer.render(template, try Self.request(number))
                        let isSame =
                            result?.body == bodies[number] && result?.overrides == overrides[number]
                        different += isSame ? 0 : 1
                    }
                    return different
                }
            }
            for await different in group { #expect(different == 0) }
        }
    }
}
