import APIGatewayPipeline
import Diagnostics

/// A parameter as an operation or its path declares it.
struct DeclaredParameter {
    enum Location: String, CaseIterable {
        case path, query, header, cookie, body, formData
    }

    let location: Location
    let name: String
    let isRequired: Bool
    let node: DocumentNode

    /// What the gateway knows of it: cookies and forms it does not look into.
    var requestParameter: RequestParameter? {
        switch location {
        case .path: RequestParameter(.path, name, isRequired: isRequired)
        case .query: RequestParameter(.querystring, name, isRequired: isRequired)
        case .header: RequestParameter(.header, name, isRequired: isRequired)
        case .cookie, .body, .formData: nil
        }
    }
}

extension APIDefinitionReader {
    /// Reads a list of parameters; one of a path yields to the operation's of its name and place.
    mutating func parameters(
        _ node: DocumentNode?, over shared: [DeclaredParameter] = []
    ) -> [DeclaredParameter] {
        guard let node else { return shared }
        guard case .list(let elements) = node.content else {
            report(
                "expected-list", "expected a list of parameters, found \(node.description)",
                node.span)
            return shared
        }
        var parameters = shared
        for element in elements {
            guard let parameter = parameter(element) else { continue }
            let place = parameters.firstIndex {
                $0.location == parameter.location && $0.name == parameter.name
            }
            if let place { parameters[place] = parameter } else { parameters.append(parameter) }
        }
        return parameters
    }

    private mutating func parameter(_ element: DocumentNode) -> DeclaredParameter? {
        guard let node = resolve(element) else { return nil }
        guard let name = node["name"]?.text else {
            report(
                "expected-text", "expected a parameter with a text as `name`",
                node["name"]?.span ?? node.span)
            return nil
        }
        let known = DeclaredParameter.Location.allCases.map(\.rawValue)
        let place = node["in"]
        guard let location = place?.text.flatMap(DeclaredParameter.Location.init) else {
            report(
                "parameter-location",
                "expected one of \(known.joined(separator: ", ")) as `in` of the parameter "
                    + "`\(name)`, found \(place?.description ?? "none")",
                place?.span ?? node["name"]?.span,
                candidate: place?.text.flatMap { nearMiss(to: $0, among: known) })
            return nil
        }
        return DeclaredParameter(
            location: location, name: name,
            isRequired: node["required"]?.boolean ?? (location == .path), node: node)
    }
}
