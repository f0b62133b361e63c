package import Values

/// The names of an environment's members, needed while a template is compiled.
package protocol MemberNames {
    /// A number above 0 for a property or method that some host object has, else 0.
    func member(named name: [UInt8]) -> UInt16
}

/// The objects that an environment adds to the language, such as `$input`.
///
/// Host objects are values of kind ``Value/Kind/host``: `detail` tells the class, the container holds
/// the fields. An environment never changes and is shared by threads; what it wants to keep from call
/// to call goes to ``Workspace/scratch``.
package protocol HostEnvironment: AnyObject, MemberNames, Sendable {
    /// `$object.member`; nil when the class has no such property.
    func property(
        _ member: UInt16, of object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value?

    /// `$object.member(arguments)`; nil when the class has no such method.
    func call(
        _ member: UInt16, on object: Value, _ arguments: Arguments, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value?

    /// `$object.member("literal")` at a site that was prepared when the template was compiled; nil for
    /// other sites and objects, where ``call(_:on:_:_:)`` is next.
    ///
    /// - Parameter site: the call's index in ``Program/calls`` of the template that was compiled with
    ///   this environment.
    func preparedCall(
        _ site: Int, on object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value?

    /// Prints what such a call gives; false, and nothing printed, for other sites and objects.
    func printPreparedCall(
        _ site: Int, on object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Bool

    /// What the object prints.
    func write(_ object: Value, _ workspace: inout Workspace)
}

/// No host objects: the profile `velocity`.
package final class NoHost: HostEnvironment {
    package init() {}

    package func member(named name: [UInt8]) -> UInt16 { 0 }

    package func property(
        _ member: UInt16, of object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? { nil }

    package func call(
        _ member: UInt16, on object: Value, _ arguments: Arguments, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? { nil }

    package func preparedCall(
        _ site: Int, on object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Value? { nil }

    package func printPreparedCall(
        _ site: Int, on object: Value, _ workspace: inout Workspace
    ) throws(RenderFault) -> Bool { false }

    package func write(_ object: Value, _ workspace: inout Workspace) {}
}
