import Diagnostics

/// A service integration that AWS would refuse.
public struct InvalidServiceIntegration: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong with one parameter.
    public enum Problem: Equatable, Sendable {
        case unknownParameter(String)
        case missingParameter(String)
        case invalidValue(String, InvalidMapping)
    }

    public let subtype: String
    /// What is wrong with the parameters; empty when the subtype is unknown.
    public let problems: [Problem]

    init(subtype: String, problems: [Problem] = []) {
        self.subtype = subtype
        self.problems = problems
    }

    /// What was expected and what was found, a line for each problem.
    public var description: String {
        guard let known = ServiceIntegrationSubtype(rawValue: subtype) else {
            let all = ServiceIntegrationSubtype.allCases.map(\.rawValue)
            return "expected one of \(all.joined(separator: ", ")) as `integrationSubtype`, found "
                + "`\(subtype)`" + Self.hint(subtype, all)
        }
        return problems.map { message(of: $0, known) }.joined(separator: "\n")
    }

    func message(of problem: Problem, _ known: ServiceIntegrationSubtype) -> String {
        switch problem {
        case .unknownParameter(let name):
            "`\(subtype)` has no parameter `\(name)`" + Self.hint(name, known.parameters)
        case .missingParameter(let name): "expected the parameter `\(name)` of `\(subtype)`"
        case .invalidValue(let name, let mapping): "`\(name)`: \(mapping)"
        }
    }

    private static func hint(_ name: String, _ known: [String]) -> String {
        nearMiss(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
    }
}

/// Parameters of a service call that have no value in a request, or an empty one.
public struct MissingServiceParameters: Error, Equatable, Sendable, CustomStringConvertible {
    /// In the subtype's order.
    public let names: [String]

    /// What the request does not give.
    public var description: String {
        "the request gives no value for \(names.joined(separator: ", "))"
    }
}
