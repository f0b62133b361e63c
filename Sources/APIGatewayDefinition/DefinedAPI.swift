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
    /// The document seems to define APIs, and is no single integration.
    public var isAPI: Bool {
        root["openapi"] != nil || root["swagger"] != nil || isCloudFormation || isWebSocketAPI
    }

    /// The API that the document defines: OpenAPI, Swagger, a template of CloudFormation or SAM, or a
    /// WebSocket API with `routeSelectionExpression` and `routes`.
    ///
    /// - Parameters:
    ///   - logicalId: chooses an API of a template that has several.
    ///   - values: what CloudFormation's functions in the document stand for.
    ///   - readFile: asked for templates and definitions that are given as the name of a file.
    /// - Throws: `TemplateError` of phase `parse` with everything that is wrong with the API, or when
    ///   there is not exactly one.
    public func definedAPI(
        logicalId: String? = nil, values: [String: String] = [:],
        limits: RenderLimits = RenderLimits(),
        reading readFile: @escaping IntegrationReader.FileReader = { _ in nil }
    ) throws(TemplateError) -> DefinedAPI {
        if isCloudFormation {
            var reader = CloudFormationReader(
                self, values: values, limits: limits, reading: readFile)
            let api = reader.api(logicalId)
            return try Self.checked(api, reader.diagnostics)
        }
        guard logicalId == nil else {
            let message = "expected a template of CloudFormation or SAM for a logical id"
            return try Self.checked(
                nil,
                [
                    Diagnostic(
                        code: "expected-definition", message: message, file: file, span: nil)
                ])
        }
        if isWebSocketAPI {
            return .webSocket(try webSocketAPI(limits: limits, reading: readFile))
        }
        var reader = APIDefinitionReader(self, values: values, limits: limits, reading: readFile)
        let definition = reader.definition()
        return try Self.checked(definition.map { DefinedAPI($0) }, reader.diagnostics)
    }

    private static func checked(
        _ api: DefinedAPI?, _ diagnostics: [Diagnostic]
    ) throws(TemplateError) -> DefinedAPI {
        guard let api, diagnostics.isEmpty else {
            throw TemplateError(phase: .parse, diagnostics: diagnostics)
        }
        return api
    }
}
