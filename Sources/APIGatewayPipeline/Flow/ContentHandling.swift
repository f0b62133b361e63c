import APIGatewayMapping
import JSON
import Values

/// What an integration does to payloads that are binary, or that should be.
public enum ContentHandling: String, Sendable, CaseIterable {
    case convertToBinary = "CONVERT_TO_BINARY"
    case convertToText = "CONVERT_TO_TEXT"
}

/// A payload on its way through an integration.
struct Payload {
    var bytes: [UInt8]
    /// The payload is text or the base64 text of bytes: a template can read it.
    var isText: Bool

    /// The payload of a method request: binary when its media type is one of the API's.
    static func request(
        _ body: [UInt8], isBinary: Bool, _ handling: ContentHandling?
    ) throws(GatewayFailure) -> Payload {
        switch (isBinary, handling) {
        case (true, .convertToText): return Payload(bytes: base64(of: body), isText: true)
        case (true, _): return Payload(bytes: body, isText: false)
        case (false, .convertToBinary): return try decoded(body)
        case (false, _): return Payload(bytes: repaired(body), isText: true)
        }
    }

    /// The payload of an integration response, for a client that accepts binary payloads or not.
    static func response(
        _ body: [UInt8], isBinary: Bool, acceptsBinary: Bool, _ handling: ContentHandling?
    ) throws(GatewayFailure) -> Payload {
        switch (isBinary, handling) {
        case (true, .convertToBinary): return Payload(bytes: body, isText: false)
        case (true, .convertToText): return Payload(bytes: base64(of: body), isText: true)
        case (true, nil):
            return acceptsBinary
                ? Payload(bytes: body, isText: false)
                : Payload(bytes: base64(of: body), isText: true)
        case (false, .convertToBinary): return try decoded(body)
        case (false, .convertToText): return Payload(bytes: repaired(body), isText: true)
        case (false, nil):
            return acceptsBinary ? try decoded(body) : Payload(bytes: repaired(body), isText: true)
        }
    }

    private static func decoded(_ body: [UInt8]) throws(GatewayFailure) -> Payload {
        guard let bytes = Base64.decode(body) else {
            throw .configuration("expected base64 text to be converted to bytes")
        }
        return Payload(bytes: bytes, isText: false)
    }

    private static func base64(of body: [UInt8]) -> [UInt8] { Base64.encode(body) }

    /// Text as API Gateway reads it: what is no UTF-8 becomes U+FFFD.
    private static func repaired(_ body: [UInt8]) -> [UInt8] {
        do {
            _ = try UTF8Span(validating: body.span)
            return body
        } catch {
            return Array(String(decoding: body, as: UTF8.self).utf8)
        }
    }
}

enum Base64 {
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var source = ByteBuffer(capacity: bytes.count)
        source.append(bytes)
        var text = ByteBuffer(capacity: bytes.count / 3 * 4 + 4)
        text.appendBase64(0..<source.count, of: source)
        return text.array
    }

    /// The bytes that a text stands for, or nil when it is no base64.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        var heap = Heap()
        heap.bytes.append(text)
        var bytes = ByteBuffer(capacity: text.count)
        do {
            try bytes.appendBase64Decoded(0..<heap.bytes.count, of: heap)
        } catch {
            return nil
        }
        return bytes.array
    }
}
