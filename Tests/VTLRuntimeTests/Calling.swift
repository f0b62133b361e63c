import Testing
@testable import VTLRuntime
import Values
