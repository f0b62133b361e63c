import Glibc

/// Files, as far as the commands need them.
enum Files {
    /// All bytes of a file.
    static func read(_ path: String) throws(StreamError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed(systemMessage(errno)) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var status = stat()
        let size = fstat(descriptor, &status) == 0 ? Int(clamping: status.st_size) : 0
        let file = FileDescriptor(descriptor)
        // Room for the read that finds the end, so that it moves nothing.
        bytes.reserveCapacity(min(size, 1 << 30) + 4096)
        while try file.read(max(4096, min(size - bytes.count, 1 << 26)), into: &bytes) > 0 {}
        return bytes
    }

    /// Replaces a file in one step: readers see the old bytes or the new ones. What is no file,
    /// such as a terminal or a pipe, is written to.
    static func write(_ bytes: [UInt8], to path: String) throws(StreamError) {
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            return try write(bytes, to: path, O_WRONLY, mode: 0)
        }
        // A symbolic link stays one: its target is replaced.
        let target = exists ? (realPath(path) ?? path) : path
        let temporary = "\(target).\(getpid()).tmp"
        try write(bytes, to: temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o666)
        if exists { chmod(temporary, status.st_mode & 0o7777) }
        guard rename(temporary, target) == 0 else {
            let message = systemMessage(errno)
            unlink(temporary)
            throw .failed(message)
        }
    }

    private static func write(
        _ bytes: [UInt8], to path: String, _ flags: Int32, mode: mode_t
    ) throws(StreamError) {
        let descriptor = open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .failed(systemMessage(errno)) }
        defer { close(descriptor) }
        do {
            try FileDescriptor(descriptor).write(bytes)
        } catch {
            if flags & O_CREAT != 0 { unlink(path) }
            throw error
        }
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The files under a directory whose names end in `suffix`, in the order of their paths. Hidden
    /// directories and symbolic links to directories are left out.
    static func find(_ suffix: String, under path: String) throws(StreamError) -> [String] {
        var result: [String] = []
        var pending = [path]
        while let directory = pending.popLast() {
            guard let stream = opendir(directory) else { throw .failed(systemMessage(errno)) }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = entryName(entry)
                guard !name.hasPrefix(".") else { continue }
                let child = directory.hasSuffix("/") ? directory + name : directory + "/" + name
                var status = stat()
                guard lstat(child, &status) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR {
                    pending.append(child)
                } else if name.hasSuffix(suffix) {
                    result.append(child)
                }
            }
        }
        // By bytes, so that the order is the same everywhere.
        return result.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func entryName(_ entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
