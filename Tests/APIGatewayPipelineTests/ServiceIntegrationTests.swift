import Testing

@testable import APIGatewayPipeline

@Suite struct ServiceIntegrationTests {
    @Test(arguments: ServiceIntegrationSubtype.allCases)
    func requiredParameters(_ subtype: ServiceIntegrationSubtype) throws {
        let all = subtype.requiredParameters.map { (name: $0, value: "x") }
        let integration = try ServiceIntegration(subtype: subtype.rawValue, parameters: all)
        let call = try integration.call(for: MethodRequest())
        #expect(call.parameters.names == subtype.requiredParameters)
        #expect("\(subtype.rawValue)".hasSuffix("-" + call.action))
        for index in all.indices {
            var some = all
            let missing = some.remove(at: index).name
            #expect(
                throws: InvalidServiceIntegration(
                    subtype: subtype.rawValue, problems: [.missingParameter(missing)])
            ) {
                try ServiceIntegration(subtype: subtype.rawValue, parameters: some)
            }
        }
    }

    @Test(
        arguments: [
            (
                .putEvents, "events",
                [
                    "Detail", "DetailType", "Source", "Time", "EventBusName", "Resources",
                    "TraceHeader", "Region",
                ]
            ),
            (
                .sendMessage, "sqs",
                [
                    "QueueUrl", "MessageBody", "DelaySeconds", "MessageAttributes",
                    "MessageDeduplicationId", "MessageGroupId", "MessageSystemAttributes", "Region",
                ]
            ),
            (
                .receiveMessage, "sqs",
                [
                    "QueueUrl", "AttributeNames", "MaxNumberOfMessages", "MessageAttributeNames",
                    "ReceiveRequestAttemptId", "VisibilityTimeout", "WaitTimeSeconds", "Region",
                ]
            ),
            (.deleteMessage, "sqs", ["ReceiptHandle", "QueueUrl", "Region"]),
            (.purgeQueue, "sqs", ["QueueUrl", "Region"]),
            (
                .getConfiguration, "appconfig",
                [
                    "Application", "Environment", "Configuration", "ClientId",
                    "ClientConfigurationVersion", "Region",
                ]
            ),
            (
                .putRecord, "kinesis",
                [
                    "StreamName", "Data", "PartitionKey", "SequenceNumberForOrdering",
                    "ExplicitHashKey", "Region",
                ]
            ),
            (.startExecution, "states", ["StateMachineArn", "Name", "Input", "Region"]),
            (
                .startSyncExecution, "states",
                ["StateMachineArn", "Name", "Input", "TraceHeader", "Region"]
            ),
            (.stopExecution, "states", ["ExecutionArn", "Cause", "Error", "Region"]),
        ] as [(ServiceIntegrationSubtype, String, [String])])
    func knownParameters(
        _ subtype: ServiceIntegrationSubtype, _ service: String, _ parameters: [String]
    ) {
        #expect(subtype.service == service)
        #expect(subtype.parameters == parameters)
    }

    @Test func aCall() throws {
        let integration = try ServiceIntegration(
            subtype: "SQS-SendMessage",
            parameters: [
                ("Region", "eu-west-1"), ("MessageBody", "$request.body"),
                ("QueueUrl", "https://sqs.example/${stageVariables.queue}"),
                ("MessageGroupId", "$request.header.group"),
            ])
        let request = MethodRequest(headers: ["Group": "g1"], body: Array("hello".utf8))
        let call = try integration.call(for: request, stageVariables: ["queue": "q1"])
        var expected = ServiceCall(service: "sqs", action: "SendMessage", region: "eu-west-1")
        expected.parameters = [
            "QueueUrl": "https://sqs.example/q1", "MessageBody": "hello", "MessageGroupId": "g1",
        ]
        #expect(call == expected)
    }

    @Test func valuesThatAreMissing() throws {
        let integration = try ServiceIntegration(
            subtype: "Kinesis-PutRecord",
            parameters: [
                ("StreamName", "s"), ("Data", "$request.body.data"),
                ("PartitionKey", "$request.header.key"),
                ("ExplicitHashKey", "$request.querystring.hash"),
            ])
        let missing = ["Data", "PartitionKey", "ExplicitHashKey"]
        #expect(throws: MissingServiceParameters(names: missing)) {
            try integration.call(for: MethodRequest(querystring: ["hash": ""]))
        }
    }

    @Test func messages() {
        func message(_ subtype: String, _ parameters: [(name: String, value: String)]) -> String {
            do {
                _ = try ServiceIntegration(subtype: subtype, parameters: parameters)
                return ""
            } catch {
                return error.description
            }
        }
        #expect(message("SQS-SendMesage", []).hasSuffix("did you mean `SQS-SendMessage`?"))
        #expect(
            message("SQS-PurgeQueue", [("QueueURL", "u")])
                == "`SQS-PurgeQueue` has no parameter `QueueURL`; did you mean `QueueUrl`?\n"
                + "expected the parameter `QueueUrl` of `SQS-PurgeQueue`")
    }
}
