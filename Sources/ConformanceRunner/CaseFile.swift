public import Diagnostics
public import VTLRuntime

/// A `.cases` file: prose, defaults, and named cases that say what goes in and what must come out.
///
/// ```
/// The range operator counts down when the second bound is smaller.
/// profile: velocity
/// evidence: velocity-java 1.7
///
/// === descending
/// -- template --
/// #foreach($i in [2..-1])$i,#end
/// -- output --
/// 2,1,0,-1,
/// ```
///
/// The lines of a section are its content, exact to the byte. The newline before a marker belongs
/// to the marker, one blank line before `===` to the separator, the file's last newline to the end
/// of the file; so a final newline is written as one more empty line. A content line that would be
/// a marker has a backslash in front.
public struct CaseFile: Sendable {
    /// The path shown in reports.
    public let name: String
    /// What the file says about its topic before the first case, in one line.
    public let prose: String
    public let cases: [ConformanceCase]
    let bytes: [UInt8]

    /// Reads a file; every mistake in it is reported at once.
    public init(name: String, bytes: [UInt8]) throws(CaseFileError) {
        var reader = CaseFileReader(SourceFile(name: name, bytes: bytes))
        cases = try reader.read()
        prose = reader.scopes[0].prose.joined(separator: " ")
        self.name = name
        self.bytes = bytes
    }
}

/// What is wrong with a `.cases` file.
public struct CaseFileError: Error, CustomStringConvertible, Sendable {
    /// In the order of the file; never empty.
    public let diagnostics: [Diagnostic]

    public var description: String {
        diagnostics.texts().joined(separator: "\n")
    }
}

/// A template or a JSONPath query with what it reads and what must come out.
public struct ConformanceCase: Sendable {
    /// `path/file.cases#name`: stable when cases are inserted.
    public let id: String
    public let name: String
    /// The line of `=== name`.
    public let line: Int
    /// Each profile must print the same.
    public let profiles: [TemplateProfile]
    public let evidence: Evidence
    /// Of JSONPath cases.
    public let dialect: PathDialect
    /// The file that holds the template, relative to the `.cases` file; nil when a section does.
    public let templateFile: String?
    /// The file that holds the integration of an exchange, relative to the `.cases` file.
    public let integrationFile: String?
    /// Chooses an API of a template that has several.
    public let logicalId: String?
    /// Why the case fails at present; it must.
    public let knownFailure: String?
    public let limits: RenderLimits
    /// The case's own sections and those it shares with all cases of the file.
    public let sections: [SectionName: CaseSection]

    /// The case sends a request through an integration, or to an API.
    var isExchange: Bool {
        integrationFile != nil || sections[.integration] != nil || sections[.api] != nil
    }

    /// The case gives an event to a rule of EventBridge.
    var isEvent: Bool { sections[.rule] != nil }

    /// The content of a section, or nil when the case has none of that name.
    func content(_ name: SectionName) -> [UInt8]? { sections[name]?.content }
}

/// The rules under which a template renders.
public enum TemplateProfile: String, CaseIterable, Sendable {
    case apiGateway = "apigateway"
    case velocity
}

/// The two readings of JSONPath.
public enum PathDialect: String, CaseIterable, Sendable {
    /// Jayway JsonPath, which API Gateway uses.
    case jayway
    /// The standard.
    case rfc9535
}
