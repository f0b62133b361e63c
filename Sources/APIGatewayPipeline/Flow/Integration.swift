public import APIGatewayMapping
import JavaRegex

/// The integration of a method of a REST API: how a method request becomes an integration request, and
/// the endpoint's answer a method response.
public struct Integration: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case http = "HTTP"
        case httpProxy = "HTTP_PROXY"
        case aws = "AWS"
        case awsProxy = "AWS_PROXY"
        case mock = "MOCK"

        /// The payloads pass as they are, without templates.
        public var isProxy: Bool { self == .httpProxy || self == .awsProxy }
    }

    public var kind: Kind
    /// The endpoint's verb; a proxy without one takes the client's.
    public var httpMethod: String?
    /// An HTTP URL or an ARN, with `{name}` for path parameters and `${stageVariables.name}`.
    public var uri: String?
    public var requestParameters: [ParameterMapping]
    public var requestTemplates: TemplateSet
    public var passthroughBehavior: PassthroughBehavior
    public var contentHandling: ContentHandling?
    /// How a Lambda proxy integration and its function talk to each other.
    public var payloadFormatVersion = PayloadFormatVersion.version1
    /// The parameter mappings of an HTTP API, in place of the others; nil in a REST API. An HTTP API also
    /// fills the URI's `{name}`s by itself.
    public var httpMappings: HTTPParameterMappings?
    /// The call of an AWS service that an HTTP API makes; nil for integrations without an
    /// `integrationSubtype`.
    public var serviceIntegration: ServiceIntegration?
    /// In the order in which their patterns are tried.
    public var responses: [IntegrationResponse]

    public init(
        kind: Kind, httpMethod: String? = nil, uri: String? = nil,
        requestParameters: [ParameterMapping] = [], requestTemplates: TemplateSet = TemplateSet(),
        passthroughBehavior: PassthroughBehavior = .whenNoMatch,
        contentHandling: ContentHandling? = nil, responses: [IntegrationResponse] = []
    ) {
        self.kind = kind
        self.httpMethod = httpMethod
        self.uri = uri
        self.requestParameters = requestParameters
        self.requestTemplates = requestTemplates
        self.passthroughBehavior = passthroughBehavior
        self.contentHandling = contentHandling
        self.responses = responses
    }

    /// The endpoint is a Lambda function, whose errors are told by its answer, not by a status.
    var isLambda: Bool {
        kind == .aws && (uri?.contains(":lambda:path/") ?? false)
    }
}

/// What happens to a payload that no template is for.
public enum PassthroughBehavior: String, Sendable, CaseIterable {
    case whenNoMatch = "WHEN_NO_MATCH"
    case whenNoTemplates = "WHEN_NO_TEMPLATES"
    case never = "NEVER"
}

/// One entry of an integration's responses: for which answers it is, and what it makes of them.
public struct IntegrationResponse: Sendable {
    /// The pattern as it is written; nil for the default response.
    public let selectionPattern: String?
    /// The status of the method response.
    public var statusCode: Int
    public var responseParameters: [ParameterMapping]
    public var responseTemplates: TemplateSet
    public var contentHandling: ContentHandling?
    let pattern: JavaPattern?

    /// - Parameter selectionPattern: a regular expression of Java that must match the whole status, or the
    ///   whole error message of a Lambda function; nil or empty for the default response.
    /// - Throws: what is wrong with the pattern.
    public init(
        selectionPattern: String? = nil, statusCode: Int = 200,
        responseParameters: [ParameterMapping] = [],
        responseTemplates: TemplateSet = TemplateSet(), contentHandling: ContentHandling? = nil
    ) throws(InvalidSelectionPattern) {
        let text = selectionPattern.flatMap { $0.isEmpty ? nil : $0 }
        self.selectionPattern = text
        self.statusCode = statusCode
        self.responseParameters = responseParameters
        self.responseTemplates = responseTemplates
        self.contentHandling = contentHandling
        guard let text else {
            pattern = nil
            return
        }
        do {
            pattern = try JavaPattern(Array(text.utf8))
        } catch {
            throw InvalidSelectionPattern(description: "\(error)")
        }
    }
}

/// A selection pattern that is no regular expression.
public struct InvalidSelectionPattern: Error, Equatable, Sendable, CustomStringConvertible {
    public let description: String
}

/// Mapping templates by media type.
public struct TemplateSet: Sendable {
    /// In the order in which they were added; the names are media types without parameters.
    public private(set) var templates: [(mediaType: String, template: MappingTemplate)] = []

    public init() {}

    public var isEmpty: Bool { templates.isEmpty }

    /// Adds the template for a media type, or `$default`.
    public mutating func add(_ template: MappingTemplate, for mediaType: String) {
        templates.append((MediaType.withoutParameters(mediaType), template))
    }

    /// The template for exactly that media type.
    subscript(mediaType: String) -> MappingTemplate? {
        templates.first { $0.mediaType == mediaType }?.template
    }
}
