import FoundationEssentials

/// What the figures were measured on.
enum Machine {
    /// The processor's name and how many of its cores there are.
    static var description: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = text.split(separator: "\n").first { $0.hasPrefix("model name") }
            .flatMap { $0.split(separator: ":", maxSplits: 1).last }
            .map { String($0.drop { $0 == " " }) }
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return "\(model ?? "unknown processor"), \(cores) \(cores == 1 ? "core" : "cores")"
    }

    /// Today as `2026-11-22`, in universal time.
    static var date: String { Date.now.formatted(.iso8601.year().month().day()) }
}
