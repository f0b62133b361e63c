import APIGatewayPipeline
import Diagnostics

// APIs of SAM without a document: the events of the template's functions say what their operations are, each
// a Lambda proxy.

extension CloudFormationReader {
    /// The API that functions' events make of a resource; nil when there are none.
    mutating func eventsAPI(
        of resource: CloudFormationResource, _ kind: APIDefinition.Kind
    ) -> APIDefinition? {
        let events = events(kind).filter { reference($0.apiId) == resource.name }
        guard !events.isEmpty else { return nil }
        var definition = definition(of: events, kind, title: resource.name)
        definition.binaryMediaTypes += binaryMediaTypes(of: resource)
        return definition
    }

    /// The APIs of events that name none, under the names that SAM gives them.
    mutating func implicitAPIs() -> [APIDefinition] {
        let names: [(APIDefinition.Kind, String)] = [
            (.rest, "ServerlessRestApi"), (.http, "ServerlessHttpApi"),
        ]
        return names.compactMap { kind, title in
            let events = events(kind).filter { $0.apiId == nil || reference($0.apiId) == title }
            return events.isEmpty ? nil : definition(of: events, kind, title: title)
        }
    }

    /// An event of a function that comes from an API.
    private struct APIEvent {
        let function: String
        let nameSpan: SourceSpan?
        let properties: DocumentNode
        /// What names the API, if anything does.
        let apiId: DocumentNode?
    }

    private func events(_ kind: APIDefinition.Kind) -> [APIEvent] {
        let (type, id) = kind == .rest ? ("Api", "RestApiId") : ("HttpApi", "ApiId")
        return resources.list.filter { $0.type == "AWS::Serverless::Function" }.flatMap {
            function in
            (function.properties["Events"]?.members ?? []).filter {
                $0.value["Type"]?.text == type
            }.map { member in
                let properties = member.value["Properties"] ?? DocumentNode(.object([]), span: nil)
                return APIEvent(
                    function: function.name, nameSpan: member.nameSpan, properties: properties,
                    apiId: properties[id])
            }
        }
    }

    private mutating func definition(
        of events: [APIEvent], _ kind: APIDefinition.Kind, title: String
    ) -> APIDefinition {
        var definition = APIDefinition(kind: kind, title: title)
        for event in events {
            definition.operations += operation(of: event, kind).map { [$0] } ?? []
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
        let path = isDefault ? "/$default" : text("Path", of: properties, event)
        let verb = isDefault ? Operation.anyMethod : text("Method", of: properties, event)
        let integration = integration(of: event, properties, kind)
        guard let path, let verb, let integration else { return nil }
        let span = properties["Path"]?.span ?? event.nameSpan
        guard withReader(properties, { $0.checkPath(path, span) }) else { return nil }
        return Operation(
            verb.uppercased(), ResourcePath(path), Method(integration), isDefaultRoute: isDefault)
    }

    /// A property that must be known, as a text.
    private mutating func text(
        _ name: String, of properties: DocumentNode, _ event: APIEvent
    ) -> String? {
        guard let property = properties[name] else {
            report("expected-text", "expected `\(name)` in the event", event.nameSpan)
            return nil
        }
        if let text = property.text { return text }
        if !withReader(property, { $0.reportUnknowns(property) }) {
            report(
                "expected-text", "expected a text as `\(name)`, found \(property.description)",
                property.span ?? event.nameSpan)
        }
        return nil
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
