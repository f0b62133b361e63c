import Values

/// Headers of the connection and the payload, which a template cannot read.
/// Evidence: Conformance/apigateway/hidden-headers.cases.
enum HiddenHeaders {
    /// Takes them out of a map of headers.
    static func remove(from headers: Value, _ heap: inout Heap) {
        let count = heap.entryCount(of: headers)
        var kept = 0
        for index in 0..<count {
            let name = heap.key(index, of: headers)
            if contains(name, heap) { continue }
            if kept < index {
                heap.setElement(kept * 2, of: headers, to: name)
                heap.setValue(kept, of: headers, to: heap.value(index, of: headers))
            }
            kept += 1
        }
        if kept < count { heap.removeSlots((count - kept) * 2, at: kept * 2, of: headers) }
    }

    /// Whether `name` is one of them; upper and lower case are alike in header names.
    private static func contains(_ name: Value, _ heap: borrowing Heap) -> Bool {
        func isAlike(_ hidden: StaticString) -> Bool {
            for index in 0..<hidden.utf8CodeUnitCount {
                let byte = heap.bytes[name.offset + index]
                let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
                if lower != hidden.utf8Start[index] { return false }
            }
            return true
        }
        switch name.length {
        case 2: return isAlike("te")
        case 6: return isAlike("expect") || isAlike("server")
        case 7: return isAlike("trailer") || isAlike("upgrade")
        case 10: return isAlike("connection")
        case 11: return isAlike("content-md5")
        case 12: return isAlike("max-forwards")
        case 14: return isAlike("content-length")
        case 16: return isAlike("www-authenticate")
        case 17: return isAlike("transfer-encoding")
        case 18: return isAlike("proxy-authenticate")
        default: return false
        }
    }
}
