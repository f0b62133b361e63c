/// An input transformer that EventBridge would refuse.
public struct InvalidInputTransformer: Error, Equatable, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    public enum Problem: Equatable, Sendable {
        case name(String)
        case path(name: String, String)
        case tooManyVariables(Int)
        case templateLength(Int)
        case unknownVariable(String)
        case quotedEvent(String)
        /// The template is no JSON, or a variable is the name of a member.
        case template
    }

    /// Never empty.
    public let problems: [Problem]

    /// What was expected and what was found, a line for each problem.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension InvalidInputTransformer.Problem: CustomStringConvertible {
    /// What was expected and what was found.
    public var description: String {
        switch self {
        case .name(let name):
            "expected letters, digits, `-` and `_` as the name of a variable, found `\(name)`"
        case .path(_, let path):
            "expected a path such as `$.detail.state` or `$.resources[0]`, found `\(path)`"
        case .tooManyVariables(let count):
            "expected at most \(InputTransformer.variablesMax) variables, found \(count)"
        case .templateLength(let length):
            "expected a template of 1 to \(InputTransformer.templateMax) bytes, found \(length)"
        case .unknownVariable(let name): "`inputPathsMap` has no variable `\(name)`"
        case .quotedEvent(let name):
            "expected no quotes around `<\(name)>`, which is an object"
        case .template:
            "expected a template that is JSON, with variables as values or in texts"
        }
    }
}
