package import APIGatewayMapping
import JSON
package import Values

// Requests from JSON, as `params.json`, `request.json` and the records of `vtl batch` hold it.

extension MappingRequest {
    /// Takes the members of an object over: `path`, `querystring` and `header`, an object each.
    package mutating func readParameters(_ parameters: Value, _ heap: inout Heap) {
        guard parameters.isMap else { return }
        for index in 0..<heap.entryCount(of: parameters) {
            let key = heap.key(index, of: parameters)
            let group = heap.value(index, of: parameters)
            if heap.isEqual(key, to: "path") {
                path.append(contentsOf: group, &heap)
            } else if heap.isEqual(key, to: "querystring") {
                querystring.append(contentsOf: group, &heap)
            } else if heap.isEqual(key, to: "header") {
                header.append(contentsOf: group, &heap)
            }
        }
    }

    /// Takes a payload over: a text byte for byte, null as none, other values as their JSON text.
    package mutating func readBody(_ value: Value, _ heap: inout Heap) {
        body.removeAll(keepingCapacity: true)
        switch value.kind {
        case .null: break
        case .string: heap.bytes.withBytes(in: value.range) { body.append(contentsOf: $0) }
        default: body = heap.jsonText(of: value)
        }
    }

    /// Forgets everything and keeps the memory.
    package mutating func removeAll() {
        body.removeAll(keepingCapacity: true)
        context = MappingContext()
        variables.removeAll(keepingCapacity: true)
        path.removeAll()
        querystring.removeAll()
        header.removeAll()
        stageVariables.removeAll()
    }
}

extension ParameterList {
    /// Adds the members of an object: texts as they are, other values as their JSON text, null not
    /// at all.
    package mutating func append(contentsOf object: Values.Value, _ heap: inout Heap) {
        guard object.isMap else { return }
        for index in 0..<heap.entryCount(of: object) {
            let name = heap.key(index, of: object)
            let value = heap.value(index, of: object)
            switch value.kind {
            case .null: break
            case .string: append(name, value, of: heap)
            default:
                let text = heap.jsonText(of: value)
                heap.bytes.withBytes(in: name.range) { append(name: $0, value: text) }
            }
        }
    }
}
