public import APIGatewayPipeline
import Diagnostics
public import VTLRuntime

/// An API of a document, ready for requests and messages.
public enum DefinedAPI: Sendable {
    /// A REST or an HTTP API.
    case routed(APIDefinition, Routes)
    case webSocket(WebSocketAPI)

    public init(_ definition: APIDefinition) { self = .routed(definition, Routes(definition)) }

    public var isWebSocketAPI: Bool {
        if case .webSocket = self { return true }
        return false
    }

    /// A stage of the API: what is given and what the definition says besides.
    public func stage(_ given: Stage = Stage()) -> Stage {
        guard case .routed(let definition, _) = self else { return given }
        var stage = given
        stage.binaryMediaTypes += definition.binaryMediaTypes
        stage.gatewayResponses.merge(definition.gatewayResponses) { given, _ in given }
        return stage
    }
}

extension Document {
    /// The API that the document defines: OpenAPI, Swagger, a template of CloudFormation or SAM, or a
    /// WebSocket API with `routeSelectionExpression` and `routes`.
    ///
    /// - Throws: `TemplateError` of phase `parse` with everything that is wrong, or when there is not
    ///   exactly one API.
    public func definedAPI(
        values: [String: String] = [:], limits: RenderLimits = RenderLimits(),
        reading readFile: @escaping IntegrationReader.FileReader = { _ in nil }
    ) throws(TemplateError) -> DefinedAPI {
        if isWebSocketAPI {
            return .webSocket(try webSocketAPI(limits: limits, reading: readFile))
        }
        let (definitions, problems) = apiDefinitions(
            values: values, limits: limits, reading: readFile)
        var (apis, diagnostics) = (definitions.map { DefinedAPI($0) }, problems)
        if isCloudFormation {
            var reader = CloudFormationReader(
                self, values: values, limits: limits, reading: readFile)
            apis += reader.webSocketAPIs().map { .webSocket($0) }
            diagnostics += reader.diagnostics
        }
        guard diagnostics.isEmpty else {
            throw TemplateError(phase: .parse, diagnostics: diagnostics)
        }
        guard apis.count == 1, let api = apis.first else {
            throw TemplateError(
                phase: .parse,
                diagnostics: [
                    Diagnostic(
                        code: "expected-definition",
                        message: "expected one API, found \(apis.count)", file: file, span: nil)
                ])
        }
        return api
    }
}
