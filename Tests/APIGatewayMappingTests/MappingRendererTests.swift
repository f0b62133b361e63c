import APIGatewayMapping
import Testing
import VTLRuntime

@Suite struct MappingRendererTests {
    private func render(
        _ source: String, _ request: MappingRequest = MappingRequest()
    ) throws -> MappingResult {
        var renderer = MappingRenderer()
        return try renderer.render(MappingTemplate(source), request)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func rendersARequest() throws {
        let request = MappingRequest(
            body: Array(#"{"a": {"b": [1, "x"]}}"#.utf8), path: ["id": "7"],
            querystring: ["id": "8", "q": "y"], header: ["Accept": "text/plain"],
            context: try MappingContext(#"{"identity": {"sourceIp": "10.0.0.1"}}"#),
            stageVariables: ["table": "pets"])
        let result = try render(
            """
            $input.path('$.a.b[1]') $input.params('id') $input.params('q') \
            $input.params().header.Accept $context.identity.sourceIp $stageVariables.table
            """, request)
        #expect(text(result.body) == "x 7 y text/plain 10.0.0.1 pets")
        #expect(result.overrides == nil)
    }

    @Test func givesOverridesOnlyWhenThereAreAny() throws {
        let result = try render("#set($context.responseOverride.status = 404)gone")
        #expect(text(result.body) == "gone")
        #expect(text(result.responseOverride) == #"{"header":{},"status":404}"#)
        #expect(result.requestOverride.isEmpty)
    }

    @Test func rendersIntoABufferThatIsUsedAgain() throws {
        let template = try MappingTemplate("<$input.body>")
        var renderer = MappingRenderer()
        var buffer = Array("old".utf8)
        for body in ["first", "a longer second one", ""] {
            let overrides = try renderer.render(
                template, MappingRequest(body: Array(body.utf8)), into: &buffer)
            #expect(overrides == nil)
            #expect(text(buffer) == "<\(body.isEmpty ? "{}" : body)>")
        }
    }

    @Test func findsMembersInAnyOrder() throws {
        let names = (0..<40).map { "member\($0)" }
        let members = names.map { #""\#($0)": {"\#($0)": "\#($0)!", "b": [1]}"# }
        let body = Array("{\(members.joined(separator: ","))}".utf8)
        for order in [names, names.reversed(), names.filter { $0.hasSuffix("7") } + names] {
            let source = order.map { "$input.path('$.\($0).\($0)')$!input.path('$.\($0)x')" }
            let result = try render(source.joined(), MappingRequest(body: body))
            #expect(text(result.body) == order.map { $0 + "!" }.joined())
        }
    }

    @Test func changesTemplatesWithoutATrace() throws {
        let first = try MappingTemplate("#set($x = 'secret')$x$input.path('$.a')")
        let second = try MappingTemplate("[$x$input.path('$.b')]")
        var renderer = MappingRenderer()
        let request = MappingRequest(body: Array(#"{"a": 1, "b": 2}"#.utf8))
        for _ in 0..<3 {
            #expect(text(try renderer.render(first, request).body) == "secret1")
            #expect(text(try renderer.render(second, request).body) == "[2]")
        }
    }

    @Test func rendersAgainAfterAFailure() throws {
        let template = try MappingTemplate("#foreach($i in [1, 2])$i#set($l = [])$l.get($i)#end")
        let other = try MappingTemplate("#foreach($i in [1, 2])$foreach.count#end")
        var renderer = MappingRenderer()
        for _ in 0..<3 {
            #expect(throws: TemplateError.self) {
                try renderer.render(template, MappingRequest())
            }
            #expect(text(try renderer.render(other, MappingRequest()).body) == "12")
        }
    }

    @Test func tellsWhereARenderFailed() throws {
        let template = try MappingTemplate("a\n $input.json('$.a.b')", named: "pet.vtl")
        var renderer = MappingRenderer()
        do {
            _ = try renderer.render(template, MappingRequest(body: Array("{\"a\" {".utf8)))
            Issue.record("rendered")
        } catch {
            #expect(error.phase == .render)
            #expect(error.description.hasPrefix("pet.vtl:2:8: error[body-syntax]"))
            #expect(error.description.contains("body:1:6"))
        }
    }

    @Test func reportsEverySyntaxError() {
        do throws(TemplateError) {
            _ = try MappingTemplate("#set(x = 1)\n#set(y = 2)\n", named: "two.vtl")
            Issue.record("compiled")
        } catch {
            #expect(error.phase == .parse)
            #expect(error.diagnostics.count == 2)
        }
    }

    @Test func refusesABodyOverTheLimit() throws {
        var limits = RenderLimits()
        limits.bodyBytes = 10
        var renderer = MappingRenderer(limits: limits)
        let template = try MappingTemplate("x")
        #expect(throws: TemplateError.self) {
            try renderer.render(template, MappingRequest(body: Array(repeating: 48, count: 11)))
        }
        #expect(
            text(
                try renderer.render(template, MappingRequest(body: Array(repeating: 48, count: 10)))
                    .body) == "x")
    }

    @Test func printsHalfACharacterAsAQuestionMark() throws {
        let request = MappingRequest(body: Array(#"["\ud83d", "\ude00"]"#.utf8))
        #expect(text(try render("$input.path('$[0]')", request).body) == "?")
        #expect(text(try render("$input.path('$[0]')$input.path('$[1]')", request).body) == "😀")
    }

    @Test func rendersOnManyThreadsWithOneTemplate() async throws {
        let template = try MappingTemplate(
            "#foreach($x in $input.path('$.l'))${x.n}-$x.s.toUpperCase()#if($foreach.hasNext),#end#end"
        )
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    var renderer = MappingRenderer()
                    let body = Array(
                        #"{"l": [{"n": \#(number), "s": "é"}, {"n": 2, "s": "b"}]}"#.utf8)
                    for _ in 0..<200 {
                        let result = try? renderer.render(template, MappingRequest(body: body))
                        guard result?.body == Array("\(number)-É,2-B".utf8) else { return false }
                    }
                    return true
                }
            }
            return await group.reduce(into: true) { $0 = $0 && $1 }
        }
        #expect(results)
    }
}

@Suite struct ParameterListTests {
    private func render(_ list: ParameterList) throws -> String {
        var renderer = MappingRenderer()
        let template = try MappingTemplate("$input.params().querystring")
        let result = try renderer.render(template, MappingRequest(querystring: list))
        return String(decoding: result.body, as: UTF8.self)
    }

    @Test func keepsNamesAndValuesInOrder() throws {
        var list: ParameterList = ["a": "1", "b": ""]
        list.append("ü", "2")
        #expect(list.count == 3)
        #expect(try render(list) == "{a=1, b=, ü=2}")
    }

    @Test func theLastOfEqualNamesCounts() throws {
        let list: ParameterList = ["long name": "1", "b": "2", "long name": "3"]
        #expect(list.count == 3)
        #expect(try render(list) == "{long name=3, b=2}")
        var large: ParameterList = [:]
        for number in 0..<200 { large.append("n\(number % 100)", "\(number)") }
        #expect(
            try render(large)
                == "{" + (0..<100).map { "n\($0)=\($0 + 100)" }.joined(separator: ", ") + "}")
    }

    @Test func isUsedAgain() throws {
        var list: ParameterList = ["a": "1", "a": "2"]
        list.removeAll()
        #expect(list.isEmpty)
        #expect(list == [:])
        list.append(name: [0x62], value: Array("é".utf8))
        #expect(list == ["b": "é"])
        #expect(list != ["bé": ""])
        #expect(try render(list) == "{b=é}")
    }

    @Test func hidesHeadersOfTheConnection() throws {
        var renderer = MappingRenderer()
        let template = try MappingTemplate("$input.params().header")
        let request = MappingRequest(header: [
            "TE": "1", "Accept": "2", "Content-Length": "3", "Tea": "4", "expecT": "5",
            "Server-Timing": "6",
        ])
        let result = try renderer.render(template, request)
        #expect(
            String(decoding: result.body, as: UTF8.self) == "{Accept=2, Tea=4, Server-Timing=6}")
    }
}
