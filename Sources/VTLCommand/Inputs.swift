import APIGatewayMapping
public import ArgumentParser
public import ConformanceRunner
import Diagnostics
import JSON
import VTLRuntime
import Values

// What the options of several verbs name: files, `-`, and `name=value` pairs.

extension CommandStreams {
    /// The bytes of a file, or of the standard input for `-`.
    func read(_ path: String) throws -> [UInt8] {
        do {
            return path == "-" ? try input.readAll() : try Files.read(resolve(path))
        } catch StreamError.failed(let reason) {
            let name = path == "-" ? "the standard input" : "`\(path)`"
            throw CommandFailure.usage("cannot read \(name): \(reason)")
        }
    }

    /// The bytes of a file that holds a JSON object.
    func readObject(_ path: String) throws -> [UInt8] {
        let bytes = try read(path)
        var heap = Heap()
        _ = try heap.parseObject(bytes, named: displayName(path))
        return bytes
    }

    /// Replaces a file, or writes to the standard output for `-`.
    func write(_ bytes: [UInt8], to path: String) throws {
        guard path != "-" else { return try output.write(bytes) }
        do {
            try Files.write(bytes, to: resolve(path))
        } catch {
            guard case .failed(let reason) = error else { throw error }
            throw CommandFailure.usage("cannot write `\(path)`: \(reason)")
        }
    }
}

/// What messages call a file.
func displayName(_ path: String) -> String { path == "-" ? "<stdin>" : path }

extension Heap {
    /// Parses a text that must be a JSON object; anything else is unreadable input.
    mutating func parseObject(_ text: [UInt8], named name: String) throws -> Value {
        let file = SourceFile(name: name, bytes: text)
        let value: Value
        do {
            value = try parseJSON(text)
        } catch {
            throw CommandFailure.input(error.diagnostic(in: file))
        }
        guard value.isMap else {
            throw CommandFailure.input(
                Diagnostic(
                    code: "json-expected-object",
                    message: "expected an object, found another value", file: file, span: nil))
        }
        return value
    }
}

/// `name=value` on the command line.
struct NamedText: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        guard let mark = argument.firstIndex(of: "="), mark != argument.startIndex else {
            return nil
        }
        name = String(argument[..<mark])
        value = String(argument[mark...].dropFirst())
    }
}

/// `--limit`, for the verbs that render.
struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A limit of a render, for instance loopIterations=5000 or outputBytes=1000000.",
            valueName: "name=number"))
    var limit: [String] = []

    /// The defaults with the given limits set.
    var values: RenderLimits {
        get throws {
            var limits = RenderLimits()
            for assignment in limit {
                do {
                    try limits.set(assignment)
                } catch {
                    let advice = error.notes.map { "; \($0)" }.joined()
                    throw ValidationError(error.message + advice)
                }
            }
            return limits
        }
    }
}

extension ParameterList {
    mutating func append(_ parameters: [NamedText]) {
        for parameter in parameters { append(parameter.name, parameter.value) }
    }
}

extension TemplateProfile: ExpressibleByArgument {}
extension PathDialect: ExpressibleByArgument {}
