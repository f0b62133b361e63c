import Testing
import VTLCommand

@Suite("vtl batch")
struct BatchCommandTests {
    /// The answers to lines, without their newlines.
    private func answers(_ lines: String...) -> [String] {
        let run = vtl("batch", input: lines.joined(separator: "\n") + "\n")
        #expect(run.status == 0)
        #expect(run.diagnostics.isEmpty)
        #expect(run.output.hasSuffix("\n"))
        return run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map(String.init)
    }

    private let noOverrides = """
        "overrides":{"requestOverride":{"path":{},"header":{},"querystring":{}},\
        "responseOverride":{"header":{}}}
        """

    @Test("One line in, one line out, in the same order; ids are echoed as they came")
    func order() {
        #expect(
            answers(
                #"{"id": 1, "template": "a"}"#, #"{"id": "x\u00e4", "template": "b"}"#,
                #"{"template": "c"}"#, #"{"template": "d", "id": {"n": 1.00}}"#)
                == [
                    #"{"id":1,"output":"a",\#(noOverrides)}"#,
                    #"{"id":"xä","output":"b",\#(noOverrides)}"#,
                    #"{"id":null,"output":"c",\#(noOverrides)}"#,
                    #"{"id":{"n":1.00},"output":"d",\#(noOverrides)}"#,
                ])
    }

    @Test("A template record reads its input, context and stage variables")
    func templateRecord() {
        let answer = answers(
            #"{"id": 1, "template": "$input.body $input.params('p') $context.stage $stageVariables.v $x", "#
                + #""input": {"body": "\"b\"\n", "params": {"path": {"p": "q"}, "querystring": {}}}, "#
                + #""context": {"stage": "s"}, "stageVariables": {"v": "w"}, "variables": {"x": [1, 2]}}"#
        )
        #expect(answer == [#"{"id":1,"output":"\"b\"\n q s w [1,2]",\#(noOverrides)}"#])
    }

    @Test("State does not leak from one record to the next")
    func noLeaks() {
        let answer = answers(
            ##"{"template": "#set($a = 1)$input.body", "input": {"body": "b"}}"##,
            #"{"template": "$a$input.body$context.stage"}"#)
        #expect(answer.last == #"{"id":null,"output":"{}",\#(noOverrides)}"#)
    }

    @Test("The profile velocity has no overrides")
    func velocity() {
        #expect(
            answers(#"{"profile": "velocity", "template": "$a $b", "variables": {"a": [1, 2]}}"#)
                == [#"{"id":null,"output":"[1, 2] $b"}"#])
    }

    @Test("#parse finds the templates of its record only")
    func namedTemplates() {
        let parse = ##"{"profile": "velocity", "template": "#parse('a')""##
        let all = answers(
            parse + #", "templates": {"a": "<$b>"}, "variables": {"b": 1}}"#, parse + "}")
        #expect(all[0] == #"{"id":null,"output":"<1>"}"#)
        #expect(all[1].hasPrefix(#"{"id":null,"error":"#))
    }

    @Test("Half a surrogate pair is written as an escape")
    func surrogates() {
        #expect(
            answers(#"{"template": "$input.body", "input": {"body": "\ud83d"}}"#)
                == [#"{"id":null,"output":"\ud83d",\#(noOverrides)}"#])
    }

    @Test("With parseOnly the template is only compiled")
    func parseOnly() {
        let answer = answers(
            #"{"id": 1, "template": "$input.body.substring(9)", "parseOnly": true}"#,
            ##"{"id": 2, "template": "#if(", "parseOnly": true}"##)
        #expect(answer[0] == #"{"id":1,"parses":true}"#)
        #expect(answer[1].hasPrefix(#"{"id":2,"error":{"code":"#))
        #expect(answer[1].contains(#""phase":"parse""#))
    }

    @Test("An exchange record gives both messages")
    func exchange() throws {
        let record = #"""
            {"id": 7, "integration": {"type": "HTTP", "httpMethod": "POST", "uri": "https://h/{id}", \#
            "requestParameters": {"integration.request.path.id": "method.request.path.id"}, \#
            "responses": [{"statusCode": 201}]}, \#
            "method": {"requestParameters": {"method.request.header.X": true}, \#
            "requestValidator": {"validateRequestParameters": true}}, \#
            "request": {"method": "PUT", "headers": {"X": "1"}, "pathParameters": {"id": "a b"}, \#
            "body": {"n": 1}}, "integrationResponse": {"status": 200, "body": "ok"}}
            """#
        let (input, output) = (MemorySource([Array((record + "\n").utf8)]), MemorySink())
        let status = runCommand(
            ["batch"], CommandStreams(input: input, output: output, diagnostics: MemorySink()))
        #expect(status == 0)
        #expect(
            output.text == #"""
                {"id":7,"integrationRequest":{"method":"POST","uri":"https://h/a%20b","headers":\#
                {"Accept":"application/json","Content-Type":"application/json"},"query":{},\#
                "body":"{\"n\":1}"},"response":{"status":201,"headers":\#
                {"Content-Type":"application/json"},"body":"ok"}}

                """#)
    }

    @Test("What comes to a WebSocket API has a route, and perhaps a frame goes back")
    func webSocketRecords() {
        let api = #"""
            "api": {"routeSelectionExpression": "$request.body.action", "routes": {\#
            "$disconnect": {"integration": {"type": "HTTP", "uri": "https://h/gone"}}, \#
            "join": {"routeResponseSelectionExpression": "$default", \#
            "integration": {"type": "HTTP", "httpMethod": "POST", "uri": "https://h/join"}}}}
            """#
        let found = answers(
            #"{\#(api), "message": "{\"action\": \"join\"}", "integrationResponse": {"body": "hi"}}"#,
            #"{\#(api), "request": {"headers": {"Upgrade": "websocket"}}}"#,
            #"{\#(api), "disconnect": true, "integrationResponse": {}}"#,
            #"{\#(api), "message": "x", "context": {"connectionId": "c"}}"#)
        let headers = #""headers":{"Accept":"application/json""#
        #expect(
            found == [
                #"{"id":null,"routeKey":"join","integrationRequest":{"method":"POST","#
                    + #""uri":"https://h/join",\#(headers),"Content-Type":"application/json"},"#
                    + #""query":{},"body":"{\"action\": \"join\"}"},"frame":"hi"}"#,
                #"{"id":null,"routeKey":null,"response":{"status":101,"headers":{},"body":""}}"#,
                #"{"id":null,"routeKey":"$disconnect","integrationRequest":{"method":"GET","#
                    + #""uri":"https://h/gone",\#(headers)},"query":{},"body":""},"frame":""}"#,
                #"{"id":null,"routeKey":null,"frame":"{\"message\": \"Forbidden\", "#
                    + #"\"connectionId\":\"c\", \"requestId\":\"\"}","#
                    + #""cause":"no route takes the message, and none is `$default`"}"#,
            ])
    }

    @Test("An API finds the operation, and a stage with a format logs the call")
    func apiRecords() {
        let api = #""api": {"swagger": "2.0", "paths": {}}"#
        let stage =
            #""stage": {"accessLogSettings": {"format": "$context.status $context.requestId"}}"#
        let found = answers(
            #"{\#(api), \#(stage), "request": {"path": "/a"}, "context": {"requestId": "r"}}"#)
        #expect(
            found == [
                #"{"id":null,"response":{"status":403,"headers":{"Content-Type":"application/json","#
                    + #""x-amzn-ErrorType":"MissingAuthenticationTokenException"},"#
                    + #""body":"{\"message\":\"Missing Authentication Token\"}"},"#
                    + #""cause":"no method of the API takes the request","accessLog":"403 r"}"#
            ])
    }

    @Test("A logical id chooses an API, and values stand for what its functions name")
    func logicalIdAndValues() {
        let farm = #""Farm": {"Type": "AWS::Serverless::Api"}"#
        let method = #"{"type": "http_proxy", "httpMethod": "GET", "uri": {"Ref": "Host"}}"#
        let body =
            #"{"openapi": "3.0.1", "paths": {"/a": {"get": "#
            + #"{"x-amazon-apigateway-integration": \#(method)}}}}"#
        let barn =
            #""Barn": {"Type": "AWS::Serverless::Api", "Properties": {"DefinitionBody": \#(body)}}"#
        let api = #""api": {"Resources": {\#(farm), \#(barn)}}, "request": {"path": "/a"}"#
        let found = answers(
            #"{\#(api)}"#, #"{\#(api), "logicalId": "Barn"}"#,
            #"{\#(api), "logicalId": "Barn", "values": {"Host": "https://one.example/"}}"#,
            #"{\#(api), "logicalId": "Barn", "values": {"Host": "https://two.example/"}}"#)
        #expect(found.count == 4)
        #expect(found[0].contains("expected one API, found 2"))
        #expect(found[1].contains("supply a value for `Host`"))
        #expect(found[2].contains(#""uri":"https://one.example/""#))
        #expect(found[3].contains(#""uri":"https://two.example/""#))
    }

    @Test("An event goes through the input transformer of a rule")
    func eventRecords() {
        func record(_ template: String) -> String {
            #"{"rule": {"name": "r", "inputTransformer": {"inputPathsMap": {"a": "$.a"}, "#
                + #""inputTemplate": "\#(template)"}}, "event": {"a": [1]}}"#
        }
        let found = answers(record(#"{\"a\": <a>, \"b\": <aws.events.rule-name>}"#), record("<b>"))
        #expect(found[0] == #"{"id":null,"output":"{\"a\": [1], \"b\": \"r\"}"}"#)
        #expect(found[1].contains(#""error":{"code":"input-transformer","phase":"parse""#))
    }

    @Test(
        "Lines that are no records get an answer",
        arguments: [
            ("", "json-expected-value"), ("x", "json-expected-value"), ("[]", "record"),
            ("null", "record"), ("{}", "record"), (#"{"template": 1}"#, "record"),
            (#"{"template": "a", "input": []}"#, "record"),
            (#"{"template": "a"} x"#, "json-expected-end"),
            (#"{"template": "a", "profile": "appsync"}"#, "record"),
            ("\u{0}", "json-expected-value"),
            (#"{"path": "$"}"#, "record"),
            (#"{"path": "$", "document": 1, "dialect": "x"}"#, "record"),
            (#"{"integration": 5, "request": {}}"#, "record"),
            (#"{"integration": {"type": "MOCK"}, "message": "m"}"#, "record"),
            (#"{"integration": {"type": "MOCK"}, "disconnect": true}"#, "record"),
            (String(repeating: "[", count: 100_000), "json-nesting-limit"),
        ])
    func badLines(line: String, code: String) {
        let all = answers(#"{"id": 1, "template": "a"}"#, line, #"{"id": 3, "template": "c"}"#)
        #expect(all.count == 3)
        #expect(
            all[1].hasPrefix(#"{"id":null,"error":{"code":"\#(code)","phase":"record","message":""#)
        )
        #expect(all[1].contains(#","line":2,"column":"#))
        #expect(all[2].hasPrefix(#"{"id":3,"output":"c""#))
    }

    @Test("The id is echoed when the rest of the record is wrong")
    func idOfBadRecord() {
        #expect(answers(#"{"template": 1, "id": 7}"#)[0].hasPrefix(#"{"id":7,"error""#))
    }

    @Test("A last line without a newline is a line")
    func lastLine() {
        let run = vtl("batch", input: #"{"template": "a"}"#)
        #expect(run.output == #"{"id":null,"output":"a",\#(noOverrides)}"# + "\n")
        #expect(vtl("batch", input: "").output.isEmpty)
    }

    @Test("A JSONPath record gives a value and its text, or nodes")
    func paths() {
        #expect(
            answers(
                #"{"id": 1, "path": "$.a", "document": {"a": [1.50, "x/y"]}}"#,
                #"{"id": 2, "path": "$", "document": null, "dialect": "rfc9535"}"#,
                #"{"id": 3, "path": "$.a", "documentText": "{\"a\": {\"b\": 1}}"}"#)
                == [
                    #"{"id":1,"value":[1.50,"x/y"],"text":"[1.5,\"x\\/y\"]"}"#,
                    #"{"id":2,"nodes":[null]}"#,
                    #"{"id":3,"value":{"b":1},"text":"{b=1}"}"#,
                ])
        #expect(answers(#"{"path": "$.b", "document": {}}"#)[0].contains("path-not-found"))
    }

    @Test("A template for all records, and a record's own")
    func defaultTemplate() throws {
        let folder = try TemporaryFolder(["t.vtl": "$input.body", "bad.vtl": "#if("])
        let input = #"{"input": {"body": "x"}}"# + "\n" + #"{"template": "own"}"# + "\n"
        let run = vtl("batch", "--template", "t.vtl", input: input, in: folder.path)
        #expect(
            run.output == """
                {"id":null,"output":"x",\(noOverrides)}
                {"id":null,"output":"own",\(noOverrides)}

                """)
        #expect(vtl("batch", "--template", "bad.vtl", input: input, in: folder.path).status == 3)
        #expect(vtl("batch", "--template", "no.vtl", input: input, in: folder.path).status == 2)
    }

    @Test("With --fail-fast the first error ends the run")
    func failFast() {
        let good = #"{"template": "a"}"# + "\n"
        let run = vtl("batch", "--fail-fast", input: good + "x\n" + good)
        #expect(run.status == 2)
        #expect(run.output.split(separator: "\n").count == 1)
        #expect(run.diagnostics.hasPrefix("vtl: line 2 of the input: "))
        let broken = vtl("batch", "--fail-fast", input: ##"{"template": "#if("}"## + "\n" + good)
        #expect(broken.status == 3)
        #expect(broken.output.isEmpty)
    }

    @Test("Answers are written before the command waits for more input")
    func flushing() {
        let line = Array((#"{"template": "a"}"# + "\n").utf8)
        let source = MemorySource([line, Array(line.prefix(5)), Array(line.dropFirst(5))])
        let output = MemorySink()
        var written: [Int] = []
        source.onRead = { written.append(output.text.split(separator: "\n").count) }
        let streams = CommandStreams(input: source, output: output, diagnostics: MemorySink())
        #expect(runCommand(["batch"], streams) == 0)
        #expect(written == [0, 1, 1, 2])
    }

    @Test("Equal answers whatever the size of the pieces that arrive")
    func pieces() {
        let text = (0..<50).map {
            #"{"id": \#($0), "template": "\#(String(repeating: "é", count: $0))"}"#
        }
        .joined(separator: "\n")
        let whole = vtl("batch", input: text).output
        for size in [1, 7, 1000] {
            let bytes = Array(text.utf8)
            let pieces = stride(from: 0, to: bytes.count, by: size).map {
                Array(bytes[$0..<min($0 + size, bytes.count)])
            }
            let output = MemorySink()
            let streams = CommandStreams(
                input: MemorySource(pieces), output: output, diagnostics: MemorySink())
            #expect(runCommand(["batch"], streams) == 0)
            #expect(output.text == whole)
        }
    }
}
