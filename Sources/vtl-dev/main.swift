import FoundationEssentials

// Tools for working on the engine; not part of what users install.
//
//   vtl-dev renders COUNT DIRECTORY    renders a workload COUNT times and prints the last output;
//                                      under callgrind the difference of two counts is what a
//                                      render costs

let arguments = CommandLine.arguments
guard arguments.count == 4, arguments[1] == "renders", let count = Int(arguments[2]), count > 0 else {
    FileHandle.standardError.write(Data("usage: vtl-dev renders COUNT DIRECTORY\n".utf8))
    exit(2)
}
do {
    let workload = try Workload(directory: arguments[3])
    let output = try workload.render(count: count)
    FileHandle.standardOutput.write(Data(output))
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
