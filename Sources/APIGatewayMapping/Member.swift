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
        let name = String(decoding: name, as: UTF8.self)
        return Member.allCases.first { "\($0)" == name }?.rawValue ?? 0
    }
}
