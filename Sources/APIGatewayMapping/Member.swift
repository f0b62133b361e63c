import VTLRuntime

/// The classes of API Gateway's host objects.
enum HostClass: UInt16 {
    case input = 1
    case util = 2
}

/// The properties and methods of `$input` and `$util`.
enum Member: UInt16, CaseIterable {
    case body = 1
    case json
    case path
    case params
    case escapeJavaScript
    case parseJson
    case urlEncode
    case urlDecode
    case base64Encode
    case base64Decode
}

/// The members by name, for the compiler.
struct MappingMembers: MemberNames {
    func member(named name: [UInt8]) -> UInt16 {
        let member: Member? =
            switch String(decoding: name, as: UTF8.self) {
            case "body": .body
            case "json": .json
            case "path": .path
            case "params": .params
            case "escapeJavaScript": .escapeJavaScript
            case "parseJson": .parseJson
            case "urlEncode": .urlEncode
            case "urlDecode": .urlDecode
            case "base64Encode": .base64Encode
            case "base64Decode": .base64Decode
            default: nil
            }
        return member?.rawValue ?? 0
    }
}
