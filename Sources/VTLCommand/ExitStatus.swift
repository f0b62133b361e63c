import Diagnostics
import VTLRuntime

/// What the exit status tells.
enum ExitStatus: Int32 {
    case done = 0
    /// The answer is no: findings, failed cases, nothing found.
    case findings = 1
    /// Wrong usage, or input that cannot be read.
    case usage = 2
    /// The template does not compile.
    case compile = 3
    /// Rendering failed.
    case render = 5
}

/// Why a command ends without a result.
enum CommandFailure: Error {
    /// Wrong usage, or input that cannot be read.
    case usage(String)
    /// Input that cannot be read, with the place.
    case input(Diagnostic)
}

extension TemplateError {
    var exitStatus: ExitStatus { phase == .render ? .render : .compile }
}
