/// A schema of payloads.
public struct Model: Sendable {}
