// The bodies of our own workloads, made from fixed seeds: the same command writes the same bytes.

enum WorkloadBodies {
    /// The bodies by the names of their workloads.
    static var all: [(name: String, body: String)] {
        [
            ("numbers", numbers()), ("escapes", escapes()), ("pretty", pretty()),
            ("paths", paths()), ("logic", logic()),
        ]
    }

    /// Measurements: integers of all sizes, decimals of up to 15 digits, exponents.
    static func numbers() -> String {
        var random = SeededNumbers(seed: 1)
        let readings = (0..<120).map { index in
            let samples = (0..<8).map { _ in
                switch random.number(0...3) {
                case 0: String(random.number(-99...99))
                case 1: random.decimal(0...999, digits: random.number(1...3))
                case 2: random.decimal(-9...9, digits: random.number(6...13))
                default:
                    "\(random.number(1...9)).\(random.number(1...99))e-\(random.number(4...12))"
                }
            }
            return """
                {"time": \(1_700_000_000_000 + index * 60_000), \
                "raw": \(random.number(0...4_000_000)), \
                "value": \(random.decimal(-40...60, digits: 2)), \
                "samples": [\(samples.joined(separator: ", "))]}
                """
        }
        let series = (0..<400).map { _ in
            random.once(in: 3)
                ? String(random.number(0...9_999_999_999)) : random.decimal(0...99, digits: 4)
        }
        return """
            {"station": 4711, "readings": [\(readings.joined(separator: ", "))], \
            "series": [\(series.joined(separator: ", "))]}
            """
    }

    /// Messages of people: quotes, line ends, backslashes, letters of many scripts.
    static func escapes() -> String {
        var random = SeededNumbers(seed: 2)
        let fragments = [
            #"she said \"no\""#, #"C:\\temp\\new"#, #"a\tb\tc"#, #"first\nsecond\nthird"#,
            "it's Jürgen's", "Čeněk", "東京都", #"\u00e9t\u00e9"#, "1/2", "Ωμέγα", "plain words",
            "<b>bold</b> & more", "😀 smile", #"\ud83d\ude80"#, "100 %", "tom@example.com",
        ]
        let messages = (0..<60).map { _ in
            let text = (0..<random.number(4...14)).map { _ in random.pick(fragments) }
            return """
                {"from": "\(random.pick(fragments))", "subject": "\(random.pick(fragments))", \
                "text": "\(text.joined(separator: " "))"}
                """
        }
        return #"{"messages": [\#(messages.joined(separator: ", "))]}"#
    }

    /// One order, indented by four blanks a level.
    static func pretty() -> String {
        var random = SeededNumbers(seed: 3)
        let colours = ["red", "green", "blue", "natural oak"]
        let titles = ["Desk lamp", "Oak table, \\\"Berlin\\\"", "Children's chair", "Shelf"]
        let lines = (0..<40).map { index in
            let gift =
                random.once(in: 3)
                ? """
                ,
                                "gift": {
                                    "wrap": \(random.once(in: 2)),
                                    "message": "Happy birthday"
                                }
                """ : ""
            return """
                            {
                                "product": {
                                    "sku": "SKU-\(1000 + index)",
                                    "title": "\(random.pick(titles))"
                                },
                                "price": {
                                    "amount": \(random.decimal(1...400, digits: 2)),
                                    "currency": "EUR"
                                },
                                "quantity": \(random.number(1...9)),
                                "options": {
                                    "colour": "\(random.pick(colours))",
                                    "width": "\(random.number(40...180)) cm"
                                }\(gift)
                            }
                """
        }
        return """
            {
                "order": {
                    "id": "ord-\(random.number(10_000...99_999))",
                    "customer": {
                        "name": "Jane Doe",
                        "email": "jane.doe@example.com",
                        "loyalty": true,
                        "phone": null
                    },
                    "delivery": {
                        "address": {
                            "street": "12 Long Winding Road",
                            "zip": "10115",
                            "city": "Berlin"
                        }
                    },
                    "lines": [
            \(lines.joined(separator: ",\n"))
                    ]
                }
            }
            """
    }

    /// A shop: departments of shelves of items.
    static func paths() -> String {
        var random = SeededNumbers(seed: 4)
        let departments = ["books", "tools", "garden", "toys"].enumerated().map { (place, code) in
            let shelves = (0..<5).map { shelf in
                let items = (0..<6).map { item in
                    """
                    {"sku": "\(code)-\(place)\(shelf)\(item)", \
                    "price": \(random.decimal(5...90, digits: 2)), \
                    \(random.once(in: 4) ? #""discount": 10, "# : "")\
                    "details": {"title": "Item \(random.number(1...999))", \
                    "rating": \(random.number(1...5)), "stock": \(random.number(0...50))}}
                    """
                }
                return #"{"shelf": \#(shelf), "items": [\#(items.joined(separator: ", "))]}"#
            }
            return #"{"code": "\#(code)", "shelves": [\#(shelves.joined(separator: ", "))]}"#
        }
        return """
            {"catalogue": {"store": {"name": "Corner shop", \
            "staff": {"management": {"manager": {"contact": {"email": "kim@example.com"}}}}, \
            "departments": [\(departments.joined(separator: ", "))]}}}
            """
    }

    /// Tasks of teams, for a template that counts and decides.
    static func logic() -> String {
        var random = SeededNumbers(seed: 5)
        let tasks = (0..<150).map { index in
            """
            {"id": \(index), \
            "team": "\(random.pick(["north", "south", "east", "west", "centre"]))", \
            "owner": "\(random.pick(["ada", "bob", "cleo", "dan", "eve"]))", \
            "priority": "\(random.pick(["low", "normal", "high"]))", \
            "hours": \(random.number(1...8)), "done": \(random.once(in: 3)), \
            "archived": \(random.once(in: 5))}
            """
        }
        return #"{"tasks": [\#(tasks.joined(separator: ", "))]}"#
    }

    /// So many items make a body of just under 10 MiB.
    static let itemsOfTenMegabytes = 143_000
    /// So many make a record of 1 KB for `vtl batch`, quotes escaped.
    static let itemsOfOneKilobyte = 12

    /// `count` items of about 70 bytes, for time against size.
    static func items(_ count: Int) -> String {
        var random = SeededNumbers(seed: 6)
        let items = (0..<count).map { index in
            """
            {"id": \(index), "name": "item \(random.number(1...999_999))", \
            "price": \(random.decimal(1...999, digits: 2)), "active": \(random.once(in: 2))}
            """
        }
        return #"{"items": [\#(items.joined(separator: ",\n"))]}"#
    }

    /// Renders ``items(_:)``.
    static let itemsTemplate = """
        #set($root = $input.path('$'))
        {"items": [
        #foreach($item in $root.items)
        {"id": $item.id, "name": "$util.escapeJavaScript($item.name)", "price": $item.price\
        #if($item.active), "active": true#end}#if($foreach.hasNext),#end

        #end
        ]}
        """
}
