// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets with a README.md of their own.
let readMes: Set = ["Values", "VTLSyntax", "VTLRuntime", "APIGatewayPipeline"]

func library(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(
        name: name, dependencies: dependencies,
        exclude: readMes.contains(name) ? ["README.md"] : [],
        swiftSettings: settings)
}

/// A target imports only targets of the levels below its own.
let libraries = [
    // Level 0
    library("Diagnostics"),
    library("Values"),
    // Level 1
    library("VTLSyntax", "Diagnostics"),
    library("JSON", "Values", "Diagnostics"),
    library("JavaRegex", "CPCRE2"),
    // Level 2
    library("VTLRuntime", "VTLSyntax", "Values", "JSON", "JavaRegex", "Diagnostics"),
    library("JSONPath", "Values", "JSON", "JavaRegex", "Diagnostics"),
    // Level 3
    library("APIGatewayMapping", "VTLRuntime", "JSONPath", "JSON", "Values", "Diagnostics"),
    // Level 4
    library(
        "APIGatewayPipeline", "APIGatewayMapping", "VTLRuntime", "JSONPath", "JSON", "JavaRegex",
        "Values", "Diagnostics"),
    // Level 5
    library("APIGatewayDefinition", "APIGatewayPipeline", "VTLRuntime", "Diagnostics", "CYaml"),
    // Level 6
    library(
        "ConformanceRunner", "APIGatewayDefinition", "APIGatewayPipeline", "APIGatewayMapping",
        "VTLRuntime", "JSONPath", "JSON", "Values", "Diagnostics"),
    // Level 7
    library(
        "VTLCommand", "ConformanceRunner", "APIGatewayDefinition", "APIGatewayPipeline",
        "APIGatewayMapping", "VTLRuntime", "VTLSyntax", "JSONPath", "JSON", "Values", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser")),
]

let package = Package(
    name: "vtl",
    products: [
        .library(name: "APIGatewayMapping", targets: ["APIGatewayMapping"]),
        .library(name: "APIGatewayPipeline", targets: ["APIGatewayPipeline"]),
        .library(name: "APIGatewayDefinition", targets: ["APIGatewayDefinition"]),
        .library(name: "VTLRuntime", targets: ["VTLRuntime"]),
        .library(name: "JSONPath", targets: ["JSONPath"]),
        .library(name: "ConformanceRunner", targets: ["ConformanceRunner"]),
        .executable(name: "vtl", targets: ["vtl"]),
    ],
    dependencies: [
        // The command line: parsing, help and shell completion.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: libraries
        + libraries.map { library in
            .testTarget(
                name: library.name + "Tests",
                dependencies: [.target(name: library.name)] + library.dependencies,
                swiftSettings: settings)
        } + [
            // Regular expressions: a JIT, a match limit, and most of java.util.regex's syntax.
            .systemLibrary(
                name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
            // YAML: events with their marks, from which trees are built under limits. Yams on top of it
            // has none, and brings all of Foundation.
            .systemLibrary(
                name: "CYaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
            // Level 8
            .executableTarget(name: "vtl", dependencies: ["VTLCommand"], swiftSettings: settings),
            .executableTarget(
                name: "vtl-dev",
                dependencies: [
                    "ConformanceRunner", "APIGatewayPipeline", "APIGatewayMapping", "VTLRuntime",
                    "JSON", "Values",
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                ],
                swiftSettings: settings),
        ],
    swiftLanguageModes: [.v6]
)
