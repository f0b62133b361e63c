package import VTLSyntax

/// What a template is written for. Profiles differ in named properties only.
public struct Profile: Sendable, Equatable {
    /// The name on the command line and in cases.
    public let name: String
    package let dialect: SyntaxDialect
    /// A null or undefined reference is the empty string everywhere; otherwise it is null, and prints
    /// its source text.
    package let nullIsEmpty: Bool
    /// ``RenderLimits/loopIterations`` holds.
    package let limitsLoops: Bool

    /// AWS API Gateway: Velocity 1.7 in which null is the empty string.
    public static let apiGateway = Profile(
        name: "apigateway", dialect: .apiGateway, nullIsEmpty: true, limitsLoops: true)
    /// Apache Velocity 1.7 with default settings.
    public static let velocity = Profile(
        name: "velocity", dialect: .velocity, nullIsEmpty: false, limitsLoops: false)

    /// All profiles, by name.
    public static let all = [apiGateway, velocity]
}
