public import APIGatewayPipeline
public import Diagnostics

extension Document {
    /// Reads a YAML text: one document, whose objects have each member once.
    ///
    /// Aliases are followed up to a limit, `<<` merges objects, and CloudFormation's short tags become
    /// what they stand for: `!Sub text` is an object with the member `Fn::Sub`.
    ///
    /// - Throws: a diagnostic with the place in the text.
    public init(yaml: [UInt8], named name: String) throws(Diagnostic) {
        let file = SourceFile(name: name, bytes: yaml)
        guard yaml.count <= Self.byteLimit else {
            throw Diagnostic(
                code: "document-size",
                message: "expected at most \(Self.byteLimit) bytes, found \(yaml.count)",
                file: file, span: nil)
        }
        if let offset = yaml.firstMalformedUTF8 {
            throw Diagnostic(
                code: "yaml-encoding", message: "expected UTF-8", file: file,
                span: SourceSpan(offset: offset, length: 1))
        }
        let root = yaml.withUnsafeBufferPointer { text in
            Result { () throws(Diagnostic) in
                var tree = YAMLTree(file, text)
                return try tree.root()
            }
        }
        self.init(file: file, root: try root.get())
    }

    /// Reads a text that is JSON when it starts with a brace, else YAML.
    ///
    /// - Throws: a diagnostic with the place in the text.
    public init(jsonOrYAML text: [UInt8], named name: String) throws(Diagnostic) {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        if text.first(where: { !isBlank($0) }) == UInt8(ascii: "{") {
            try self.init(json: text, named: name)
        } else {
            try self.init(yaml: text, named: name)
        }
    }

    private static let byteLimit = 64 << 20
}

extension [UInt8] {
    fileprivate var firstMalformedUTF8: Int? {
        do {
            _ = try UTF8Span(validating: span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
