import Glibc

// Tools for working on the engine; not part of what users install.
//
//   vtl-dev renders COUNT DIRECTORY    renders a workload COUNT times and prints the last output;
//                                      under callgrind the difference of two counts is what a
//                                      render costs

let arguments = CommandLine.arguments
guard arguments.count == 4, arguments[1] == "renders", let count = Int(arguments[2]), count > 0
else {
    write(Array("usage: vtl-dev renders COUNT DIRECTORY\n".utf8), to: STDERR_FILENO)
    exit(2)
}
do {
    let workload = try Workload(directory: arguments[3])
    write(try workload.render(count: count), to: STDOUT_FILENO)
} catch {
    write(Array("\(error)\n".utf8), to: STDERR_FILENO)
    exit(1)
}

func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written > 0 else { return }
        rest = rest.dropFirst(written)
    }
}
