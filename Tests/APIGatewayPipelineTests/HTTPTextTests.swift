import Diagnostics
import Testing

@testable import APIGatewayPipeline

@Suite struct HTTPTextTests {
    @Test func requestWithEverything() throws {
        let text = """
            # Adds a pet.

            POST /pets/r%20x?tag=a&tag=b%26c HTTP/1.1
            Content-Type: application/json
            X-Trace:   one: two\u{20}
            X-Trace: three

            {"name": "Rex"}

            """
        let request = try MethodRequest(http: Array(text.utf8))
        #expect(request.httpMethod == "POST")
        #expect(request.path == "/pets/r%20x")
        #expect(request.querystring == ["tag": "a", "tag": "b&c"])
        #expect(request.headers.values(of: "X-Trace") == ["one: two", "three"])
        #expect(request.body == Array("{\"name\": \"Rex\"}\n".utf8))
    }

    @Test func linesMayEndAsOnTheWire() throws {
        let request = try MethodRequest(
            http: Array("PUT /pets/1\r\nAccept: */*\r\n\r\n\r\na\n\u{0}".utf8))
        #expect(request.headers == ["Accept": "*/*"])
        #expect(request.body == Array("\r\na\n\u{0}".utf8))
    }

    @Test(arguments: [
        ("GET https://pets.example/v1/pets?a=1", "/v1/pets", "pets.example"),
        ("GET http://pets.example:8080", "/", "pets.example:8080"),
        ("GET https://pets.example?a=1", "/", "pets.example"),
        ("GET https://pets.example/\nHost: other", "/", "other"),
    ])
    func urlsWithAHost(_ text: String, _ path: String, _ host: String) throws {
        let request = try MethodRequest(http: Array(text.utf8))
        #expect(request.path == path)
        #expect(request.headers == ["Host": host])
    }

    @Test(arguments: [
        ("", "http-first-line", 1, 1),
        ("# nothing else\n", "http-first-line", 2, 1),
        ("GET\n", "http-request-line", 1, 1),
        ("GET /a b HTTP/1.1\n", "http-request-line", 1, 8),
        ("\nGET pets\n", "http-target", 2, 5),
        ("GET /\nAccept: a\nno header\n", "http-header", 3, 1),
        ("GET /\nmy header: a\n", "http-header", 2, 1),
        ("GET /\n: a\n", "http-header", 2, 1),
    ])
    func requestRefusals(_ text: String, _ code: String, _ line: Int, _ column: Int) throws {
        let diagnostic = try #require(throws: Diagnostic.self) {
            try MethodRequest(http: Array(text.utf8), named: "pets.http")
        }
        #expect(diagnostic.code == code)
        #expect(diagnostic.file.name == "pets.http")
        #expect(diagnostic.location?.line == line)
        #expect(diagnostic.location?.column == column)
    }

    @Test func endpointResponse() throws {
        let response = try EndpointResponse(
            http: Array("HTTP/2 404\r\nContent-Type: text/plain\r\n\r\nno pet".utf8))
        #expect(
            response
                == EndpointResponse(
                    statusCode: 404, headers: ["Content-Type": "text/plain"],
                    body: Array("no pet".utf8)))
    }

    @Test(arguments: [
        ("200 OK\n", "http-status-line", 1),
        ("HTTP/1.1\n", "http-status-line", 1),
        ("HTTP/1.1 2000 OK\n", "http-status", 10),
        ("HTTP/1.1 +20 OK\n", "http-status", 10),
        ("HTTP/1.1 abc\n", "http-status", 10),
    ])
    func responseRefusals(_ text: String, _ code: String, _ column: Int) throws {
        let diagnostic = try #require(throws: Diagnostic.self) {
            try EndpointResponse(http: Array(text.utf8))
        }
        #expect(diagnostic.code == code)
        #expect(diagnostic.location?.column == column)
    }

    @Test func integrationRequestAsText() {
        let request = IntegrationRequest(
            httpMethod: "POST", uri: "https://orders.example/v1",
            headers: ["Accept": "application/json"], querystring: ["a b": "c&d"],
            body: Array("{}".utf8))
        #expect(
            String(decoding: request.httpText(), as: UTF8.self)
                == "POST https://orders.example/v1?a%20b=c%26d HTTP/1.1\n"
                + "Accept: application/json\n\n{}")
    }

    @Test func methodResponseAsText() {
        let response = MethodResponse(
            statusCode: 201, headers: ["Location": "/pets/1"], body: Array("done\n".utf8))
        #expect(
            String(decoding: response.httpText(lineEnd: .carriageReturnLineFeed), as: UTF8.self)
                == "HTTP/1.1 201 Created\r\nLocation: /pets/1\r\n\r\ndone\n")
        #expect(MethodResponse(statusCode: 299).httpText() == Array("HTTP/1.1 299\n\n".utf8))
    }

    @Test func lineBreaksInValuesStartNoHeader() throws {
        let response = MethodResponse(
            statusCode: 200, headers: ["X-Name": "a\r\nSet-Cookie: b\n\nbody"])
        let read = try EndpointResponse(http: response.httpText())
        #expect(read.headers == ["X-Name": "a  Set-Cookie: b  body"])
        #expect(read.body.isEmpty)
    }
}
