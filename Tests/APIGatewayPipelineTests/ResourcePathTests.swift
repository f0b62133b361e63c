import Testing

@testable import APIGatewayPipeline

@Suite struct ResourcePathTests {
    @Test func parametersAreDecodedAndPlusSignsStay() {
        let resource = ResourcePath("/pets/{petId}/files/{proxy+}")
        #expect(
            resource.parameters(of: "/pe%74s/a+b%20c/files/d%2Fe/f")
                == ["petId": "a+b c", "proxy": "d/e/f"])
    }

    @Test(arguments: ["/", "/pets", "/pets/1/toys", "/orders/1"])
    func otherPaths(_ path: String) {
        #expect(ResourcePath("/pets/{petId}").parameters(of: path) == nil)
    }

    @Test func queryStringsHavePlusSignsForBlanks() {
        #expect(QueryString.parse("a+b=c%2Bd&e=%4") == ["a b": "c+d", "e": "%4"])
    }
}
