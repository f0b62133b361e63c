import APIGatewayPipeline
import Diagnostics

/// An API that a template declares, by its logical id.
struct DeclaredAPI {
    enum Kind: String {
        case rest = "REST API"
        case http = "HTTP API"
        case webSocket = "WebSocket API"
    }

    /// What the API is made of.
    enum Source {
        case resource(CloudFormationResource)
        /// Methods whose API stands in another template.
        case methods
        /// Events of functions that name no API.
        case events
    }

    let logicalId: String
    let kind: Kind
    let source: Source
}

extension DeclaredAPI: CustomStringConvertible {
    var description: String { "`\(logicalId)` (\(kind.rawValue))" }
}

extension CloudFormationReader {
    /// The template's APIs: those with a resource or methods in the order in which it names them, then
    /// those of events.
    var declaredAPIs: [DeclaredAPI] {
        var apis: [DeclaredAPI] = []
        var methodsOf: Set<String> = []
        for resource in resources.list {
            if let kind = resource.declaredKind {
                apis.append(
                    DeclaredAPI(
                        logicalId: resource.name, kind: kind, source: .resource(resource)))
            } else if resource.type == "AWS::ApiGateway::Method",
                let name = resource.properties["RestApiId"]?.reference,
                resources[name]?.type != "AWS::ApiGateway::RestApi",
                methodsOf.insert(name).inserted
            {
                apis.append(DeclaredAPI(logicalId: name, kind: .rest, source: .methods))
            }
        }
        return apis + implicitAPIs
    }

    /// Reads an API; nil after a report when it cannot be used.
    mutating func read(_ api: DeclaredAPI) -> DefinedAPI? {
        if case .resource(let resource) = api.source, api.kind == .webSocket {
            return webSocketAPI(resource).map { .webSocket($0) }
        }
        return definition(api).map { DefinedAPI($0) }
    }

    /// Reads a REST or an HTTP API.
    mutating func definition(_ api: DeclaredAPI) -> APIDefinition? {
        let kind: APIDefinition.Kind = api.kind == .http ? .http : .rest
        switch api.source {
        case .methods: return methods(of: api.logicalId)
        case .events: return implicitAPI(kind)
        case .resource(let resource):
            return resource.type == "AWS::ApiGateway::RestApi"
                ? restAPI(resource) : serverlessAPI(resource, kind)
        }
    }

    /// Reads the one API of the template, or the one of a logical id.
    mutating func api(_ logicalId: String?) -> DefinedAPI? {
        let declared = declaredAPIs
        guard !declared.isEmpty else {
            reportNoAPI()
            return nil
        }
        if let logicalId {
            guard let api = declared.first(where: { $0.logicalId == logicalId }) else {
                let candidate = nearMiss(to: logicalId, among: declared.map(\.logicalId))
                report(
                    "expected-definition",
                    "expected the logical id of an API, \(Self.list(declared)), found "
                        + "`\(logicalId)`", nil, candidate: candidate)
                return nil
            }
            return read(api)
        }
        guard declared.count == 1 else {
            report(
                "expected-definition",
                "expected one API, found \(declared.count): \(Self.list(declared)); choose one by "
                    + "its logical id", nil)
            return nil
        }
        return read(declared[0])
    }

    private static let listedAPIs = 20

    private static func list(_ apis: [DeclaredAPI]) -> String {
        let texts = apis.prefix(listedAPIs).map(\.description)
        return (texts + (apis.count > listedAPIs ? ["…"] : [])).joined(separator: ", ")
    }

    mutating func reportNoAPI() {
        report(
            "expected-definition",
            "expected an API among the template's resources, such as `AWS::ApiGateway::RestApi`",
            nil)
    }
}

extension CloudFormationResource {
    /// The kind of the API that the resource is; nil when it is something else.
    fileprivate var declaredKind: DeclaredAPI.Kind? {
        switch type {
        case "AWS::ApiGateway::RestApi", "AWS::Serverless::Api": .rest
        case "AWS::Serverless::HttpApi": .http
        case "AWS::ApiGatewayV2::Api": isWebSocketAPI ? .webSocket : .http
        default: nil
        }
    }
}
