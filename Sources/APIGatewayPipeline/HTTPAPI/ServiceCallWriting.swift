import JSON
import Values

// Calls in the protocols of their services. What API Gateway itself sends was never seen; this is what
// the services take.

extension ServiceCall {
    /// The call as an HTTP request in the service's own protocol, for the sender to sign and send.
    ///
    /// Without a region the host has none either: the sender knows the API's.
    public func integrationRequest() -> IntegrationRequest {
        guard let target else { return configurationRequest }
        return IntegrationRequest(
            httpMethod: "POST", uri: host + "/",
            headers: [
                "Content-Type": "application/x-amz-json-\(target.version)",
                "X-Amz-Target": "\(target.prefix).\(action)",
            ], body: body)
    }

    private var host: String {
        let region = region.map { "." + $0 } ?? ""
        let prefix = action == "StartSyncExecution" ? "sync-" : ""
        return "https://\(prefix)\(service)\(region).amazonaws.com"
    }

    /// How a service names the operation in `X-Amz-Target`; nil for AppConfig, which has paths.
    private var target: (prefix: String, version: String)? {
        switch service {
        case "events": ("AWSEvents", "1.1")
        case "kinesis": ("Kinesis_20131202", "1.1")
        case "sqs": ("AmazonSQS", "1.0")
        case "states": ("AWSStepFunctions", "1.0")
        default: nil
        }
    }

    /// `GetConfiguration` of AppConfig.
    private var configurationRequest: IntegrationRequest {
        func segment(_ name: String) -> String { QueryString.encode(parameters.last(name) ?? "") }
        var querystring: Parameters = [:]
        for (name, parameter) in [
            ("client_id", "ClientId"),
            ("client_configuration_version", "ClientConfigurationVersion"),
        ] {
            if let value = parameters.last(parameter) { querystring.append(name, value) }
        }
        return IntegrationRequest(
            httpMethod: "GET",
            uri: host + "/applications/\(segment("Application"))/environments/"
                + "\(segment("Environment"))/configurations/\(segment("Configuration"))",
            querystring: querystring)
    }

    // MARK: Bodies

    private var body: [UInt8] {
        var heap = Heap()
        let members = heap.makeContainer(.map, capacity: parameters.fields.count)
        for field in parameters.fields {
            heap.put(
                heap.string(memberName(field.name)), Self.value(of: field, &heap), in: members)
        }
        guard service == "events" else { return heap.jsonText(of: members) }
        let entries = heap.makeContainer(.jsonArray, capacity: 1)
        heap.append(members, to: entries)
        let request = heap.makeContainer(.map, capacity: 1)
        heap.put(heap.string("Entries"), entries, in: request)
        return heap.jsonText(of: request)
    }

    /// Step Functions writes its members with a small letter.
    private func memberName(_ name: String) -> String {
        service == "states" ? name.prefix(1).lowercased() + name.dropFirst() : name
    }

    private static let numbers: Set = [
        "DelaySeconds", "MaxNumberOfMessages", "VisibilityTimeout", "WaitTimeSeconds",
    ]

    private static let collections: Set = [
        "Resources", "MessageAttributes", "MessageSystemAttributes", "AttributeNames",
        "MessageAttributeNames",
    ]

    /// A text, but for parameters that are numbers, lists or maps: their texts are JSON. What is none stays
    /// a text, and the service says what it thinks of it.
    private static func value(of field: Parameters.Field, _ heap: inout Heap) -> Value {
        let isNumber = numbers.contains(field.name)
        if isNumber || collections.contains(field.name),
            let value = try? heap.parseJSON(Array(field.value.utf8)),
            isNumber ? value.isNumber : value.isMap || value.isList
        {
            return value
        }
        return heap.string(field.value)
    }
}
