/// A first-class integration of an HTTP API: `AWS_PROXY` with an `integrationSubtype`, which calls one
/// action of an AWS service.
public struct ServiceIntegration: Sendable {
    public let subtype: ServiceIntegrationSubtype
    /// The action's parameters in the subtype's order, and where their values come from.
    let parameters: [(name: String, value: HTTPMappingValue)]

    /// Reads an integration's subtype and its request parameters.
    ///
    /// - Throws: everything that is wrong with them.
    public init(
        subtype: String, parameters: [(name: String, value: String)]
    ) throws(InvalidServiceIntegration) {
        guard let known = ServiceIntegrationSubtype(rawValue: subtype) else {
            throw InvalidServiceIntegration(subtype: subtype)
        }
        self.subtype = known
        var problems: [InvalidServiceIntegration.Problem] = []
        var values: [String: HTTPMappingValue] = [:]
        for (name, text) in parameters {
            guard known.parameters.contains(name) else {
                problems.append(.unknownParameter(name))
                continue
            }
            do {
                values[name] = try HTTPMappingValue(text, .request)
            } catch {
                problems.append(.invalidValue(name, error))
            }
        }
        let given = Set(parameters.map(\.name))
        problems += known.requiredParameters.filter { !given.contains($0) }
            .map { .missingParameter($0) }
        guard problems.isEmpty else {
            throw InvalidServiceIntegration(subtype: subtype, problems: problems)
        }
        self.parameters = known.parameters.compactMap { name in
            values[name].map { (name, $0) }
        }
    }

    /// The call that a request makes.
    ///
    /// - Throws: the parameters that have no value in this request, or an empty one. Recorded: that also
    ///   optional ones refuse it.
    public func call(
        for request: MethodRequest, _ context: ExchangeContext = ExchangeContext(),
        stageVariables: Parameters = [:]
    ) throws(MissingServiceParameters) -> ServiceCall {
        var inputs = HTTPMappingInputs(context: context.json, stageVariables: stageVariables)
        inputs.request = request
        var call = ServiceCall(service: subtype.service, action: subtype.action)
        var missing: [String] = []
        for (name, value) in parameters {
            guard let text = inputs.text(of: value), !text.isEmpty else {
                missing.append(name)
                continue
            }
            if name == ServiceIntegrationSubtype.region {
                call.region = text
            } else {
                call.parameters.append(name, text)
            }
        }
        guard missing.isEmpty else { throw MissingServiceParameters(names: missing) }
        return call
    }
}

/// An action of an AWS service with its parameters: what the sender signs and sends.
public struct ServiceCall: Equatable, Sendable {
    /// As ARNs spell it: `events`, `sqs`, `appconfig`, `kinesis`, `states`.
    public var service: String
    /// The service's name of the action, such as `SendMessage`.
    public var action: String
    /// Nil for the region of the API.
    public var region: String?
    /// In the subtype's order, without the region.
    public var parameters: Parameters = [:]

    public init(service: String, action: String, region: String? = nil) {
        self.service = service
        self.action = action
        self.region = region
    }
}

// MARK: Subtypes

/// The service integrations that HTTP APIs know.
public enum ServiceIntegrationSubtype: String, Sendable, CaseIterable {
    case putEvents = "EventBridge-PutEvents"
    case sendMessage = "SQS-SendMessage"
    case receiveMessage = "SQS-ReceiveMessage"
    case deleteMessage = "SQS-DeleteMessage"
    case purgeQueue = "SQS-PurgeQueue"
    case getConfiguration = "AppConfig-GetConfiguration"
    case putRecord = "Kinesis-PutRecord"
    case startExecution = "StepFunctions-StartExecution"
    case startSyncExecution = "StepFunctions-StartSyncExecution"
    case stopExecution = "StepFunctions-StopExecution"

    /// Where the service is called; every subtype has it.
    static let region = "Region"

    /// The service as ARNs spell it.
    public var service: String {
        switch self {
        case .putEvents: "events"
        case .sendMessage, .receiveMessage, .deleteMessage, .purgeQueue: "sqs"
        case .getConfiguration: "appconfig"
        case .putRecord: "kinesis"
        case .startExecution, .startSyncExecution, .stopExecution: "states"
        }
    }

    /// The service's name of the action.
    public var action: String {
        String(rawValue.drop { $0 != "-" }.dropFirst())
    }

    /// The parameters that the integration must have.
    public var requiredParameters: [String] {
        switch self {
        case .putEvents: ["Detail", "DetailType", "Source"]
        case .sendMessage: ["QueueUrl", "MessageBody"]
        case .receiveMessage, .purgeQueue: ["QueueUrl"]
        case .deleteMessage: ["ReceiptHandle", "QueueUrl"]
        case .getConfiguration: ["Application", "Environment", "Configuration", "ClientId"]
        case .putRecord: ["StreamName", "Data", "PartitionKey"]
        case .startExecution, .startSyncExecution: ["StateMachineArn"]
        case .stopExecution: ["ExecutionArn"]
        }
    }

    /// The parameters that the integration may have besides.
    public var optionalParameters: [String] {
        let own: [String] =
            switch self {
            case .putEvents: ["Time", "EventBusName", "Resources", "TraceHeader"]
            case .sendMessage:
                [
                    "DelaySeconds", "MessageAttributes", "MessageDeduplicationId",
                    "MessageGroupId", "MessageSystemAttributes",
                ]
            case .receiveMessage:
                [
                    "AttributeNames", "MaxNumberOfMessages", "MessageAttributeNames",
                    "ReceiveRequestAttemptId", "VisibilityTimeout", "WaitTimeSeconds",
                ]
            case .deleteMessage, .purgeQueue: []
            case .getConfiguration: ["ClientConfigurationVersion"]
            case .putRecord: ["SequenceNumberForOrdering", "ExplicitHashKey"]
            case .startExecution: ["Name", "Input"]
            case .startSyncExecution: ["Name", "Input", "TraceHeader"]
            case .stopExecution: ["Cause", "Error"]
            }
        return own + [Self.region]
    }

    var parameters: [String] { requiredParameters + optionalParameters }
}
