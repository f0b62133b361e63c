import APIGatewayMapping
import Diagnostics
import Testing
import VTLRuntime

@Suite struct MappingContextTests {
    private func render(_ source: String, _ context: MappingContext) throws -> String {
        var renderer = MappingRenderer()
        let result = try renderer.render(MappingTemplate(source), MappingRequest(context: context))
        return String(decoding: result.body, as: UTF8.self)
    }

    @Test func givesTheMembersOfAnObject() throws {
        let context = try MappingContext(
            #"{"a": {"b": ["x", 1.50, {"c": null}], "long": 1234567890123456789}, "é": "\u00fc"}"#)
        #expect(
            try render("$context.a.b.get(0) $context.a.b.get(1) $context.a.long", context)
                == "x 1.5 1234567890123456789")
        #expect(try render("$context.get('é')$context.a.b.size()", context) == "ü3")
    }

    @Test func isTheSameForEachRender() throws {
        let context = try MappingContext(#"{"a": {"b": "1"}}"#)
        let template = try MappingTemplate(
            "$context.a.b$!context.requestOverride.header.h#set($context.a.b = 2)"
                + "#set($context.requestOverride.header.h = 'x')")
        var renderer = MappingRenderer()
        for _ in 0..<3 {
            let result = try renderer.render(template, MappingRequest(context: context))
            #expect(result.body == Array("1".utf8))
            #expect(
                String(decoding: result.requestOverride, as: UTF8.self).contains(#""h":"x""#))
        }
    }

    @Test(arguments: ["", "{}", "[1]", "null"])
    func hasPlaceForOverrides(_ json: String) throws {
        let context = try MappingContext(json)
        #expect(
            try render("$context.size() $context.requestOverride.size()", context) == "2 3")
        #expect(try render("$context.responseOverride.header.size()", context) == "0")
    }

    @Test func keepsOverridesThatAreGiven() throws {
        let context = try MappingContext(#"{"requestOverride": {"header": {"a": "b"}}}"#)
        #expect(try render("$context.requestOverride.header.a", context) == "b")
    }

    @Test func tellsWhereTheTextIsWrong() {
        do throws(TemplateError) {
            _ = try MappingContext("{\"a\":\n tru}")
            Issue.record("read")
        } catch {
            #expect(error.phase == .render)
            #expect(error.description.hasPrefix("context:2:2: error[json-"))
        }
    }

    @Test func limitsNestingAndMemory() {
        var limits = RenderLimits()
        limits.documentNesting = 2
        #expect(throws: Never.self) { try MappingContext(#"{"a":{}}"#, limits: limits) }
        #expect(throws: TemplateError.self) { try MappingContext(#"{"a":[{}]}"#, limits: limits) }
        limits.heapBytes = 100
        do throws(TemplateError) {
            _ = try MappingContext(
                "\"" + String(repeating: "a", count: 200) + "\"", limits: limits)
            Issue.record("read")
        } catch {
            #expect(error.diagnostics.first?.code == "memory-limit")
        }
    }

    @Test func failsWhereARenderHasNoRoomForIt() throws {
        let text = String(repeating: "a", count: 100_000)
        let context = try MappingContext(#"{"a": "\#(text)"}"#)
        var limits = RenderLimits()
        limits.heapBytes = 50_000
        var renderer = MappingRenderer(limits: limits)
        do throws(TemplateError) {
            _ = try renderer.render(
                MappingTemplate("$context.b"), MappingRequest(context: context))
            Issue.record("rendered")
        } catch {
            #expect(error.diagnostics.first?.code == "memory-limit")
        }
    }
}
