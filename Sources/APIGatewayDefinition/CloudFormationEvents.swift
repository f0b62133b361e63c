import APIGatewayPipeline
import Diagnostics

// APIs of SAM without a document: the events of the template's functions say what their operations are, each
// a Lambda proxy.

extension CloudFormationReader {
    /// The API that functions' events make of a resource; nil when there are none.
    mutating func eventsAPI(
        of resource: CloudFormationResource, _ kind: APIDefinition.Kind
    ) -> APIDefinition? {
        let events = events.list(kind, resource.name)
        guard !events.isEmpty else { return nil }
        var definition = definition(of: events, kind, title: resource.name)
        definition.binaryMediaTypes += binaryMediaTypes(of: resource)
        return definition
    }

    /// The APIs of events that name none, under the names that SAM gives them.
    var implicitAPIs: [DeclaredAPI] {
        [APIDefinition.Kind.rest, .http].compactMap { kind in
            let name = kind.implicitTitle
            guard !events.list(kind, name).isEmpty, resources[name] == nil else { return nil }
            return DeclaredAPI(
                logicalId: name, kind: kind == .rest ? .rest : .http, source: .events)
        }
    }

    /// The API of events that name none.
    mutating func implicitAPI(_ kind: APIDefinition.Kind) -> APIDefinition {
        let name = kind.implicitTitle
        return definition(of: events.list(kind, name), kind, title: name)
    }

    private mutating func definition(
        of events: [APIEvent], _ kind: APIDefinition.Kind, title: String
    ) -> APIDefinition {
        var definition = APIDefinition(kind: kind, title: title)
        var keys: Set<String> = []
        for event in events {
            add(operation(of: event, kind), event.nameSpan, to: &definition, &keys)
        }
        return definition
    }

    // MARK: Operations

    private mutating func operation(
        of event: APIEvent, _ kind: APIDefinition.Kind
    ) -> Operation? {
        let properties = functions.evaluate(event.properties)
        // An HTTP API's event without a path is its default route.
        let isDefault = kind == .http && properties["Path"] == nil
        let path =
            isDefault ? "/$default" : text("Path", of: properties, "the event", event.nameSpan)
        let verb =
            isDefault
            ? Operation.anyMethod : verb("Method", of: properties, "the event", event.nameSpan)
        let integration = integration(of: event, properties, kind)
        guard let path, let verb, let integration else { return nil }
        let span = properties["Path"]?.span ?? event.nameSpan
        guard withReader(properties, { $0.checkPath(path, span) }) else { return nil }
        return Operation(
            verb, ResourcePath(path), Method(integration), isDefaultRoute: isDefault)
    }

    /// The proxy that SAM makes: it calls the function by its ARN.
    private mutating func integration(
        of event: APIEvent, _ properties: DocumentNode, _ kind: APIDefinition.Kind
    ) -> Integration? {
        let uri =
            "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
            + "${\(event.function).Arn}/invocations"
        let substitution = DocumentNode.Member(
            name: "Fn::Sub", nameSpan: event.nameSpan,
            value: DocumentNode(.string(uri), span: event.nameSpan))
        let node = functions.evaluate(DocumentNode(.object([substitution]), span: event.nameSpan))
        guard let uri = node.text else {
            let names = functions.unknowns(in: node).flatMap(\.names)
            report(
                "unknown-value",
                "`\(event.function)` is called by an ARN that is known only when the template is "
                    + "deployed; supply a value for "
                    + names.map { "`\($0)`" }.joined(separator: ", "), event.nameSpan)
            return nil
        }
        var integration = Integration(kind: .awsProxy, httpMethod: "POST", uri: uri)
        guard kind == .http else { return integration }
        integration.httpMappings = HTTPParameterMappings()
        let version = properties["PayloadFormatVersion"]?.scalarText ?? "2.0"
        integration.payloadFormatVersion = PayloadFormatVersion(rawValue: version) ?? .version2
        return integration
    }
}

/// An event of a function that comes from an API.
struct APIEvent {
    let function: String
    let nameSpan: SourceSpan?
    let properties: DocumentNode
}

/// The events of a template's functions that come from APIs, by the APIs that they name.
struct FunctionEvents {
    private struct API: Hashable {
        let kind: APIDefinition.Kind
        let name: String
    }

    private var events: [API: [APIEvent]] = [:]

    init(of resources: CloudFormationResources) {
        for function in resources.list where function.type == "AWS::Serverless::Function" {
            for member in function.properties["Events"]?.members ?? [] {
                add(member, of: function.name)
            }
        }
    }

    /// The events that name an API, in the template's order.
    func list(_ kind: APIDefinition.Kind, _ name: String) -> [APIEvent] {
        events[API(kind: kind, name: name)] ?? []
    }

    private mutating func add(_ member: DocumentNode.Member, of function: String) {
        let kind: APIDefinition.Kind
        switch member.value["Type"]?.text {
        case "Api": kind = .rest
        case "HttpApi": kind = .http
        default: return
        }
        let properties = member.value["Properties"] ?? DocumentNode(.object([]), span: nil)
        let id = properties[kind == .rest ? "RestApiId" : "ApiId"]
        guard let name = id.map(\.reference) ?? kind.implicitTitle else { return }
        events[API(kind: kind, name: name), default: []].append(
            APIEvent(function: function, nameSpan: member.nameSpan, properties: properties))
    }
}

extension APIDefinition.Kind {
    /// The name that SAM gives the API of events that name none.
    fileprivate var implicitTitle: String {
        self == .rest ? "ServerlessRestApi" : "ServerlessHttpApi"
    }
}
