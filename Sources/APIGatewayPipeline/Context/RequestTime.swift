/// A moment, as `$context` tells it.
public struct RequestTime: Equatable, Sendable {
    /// `$context.requestTimeEpoch`: milliseconds since 1970 in UTC.
    public let epochMilliseconds: Int64

    /// - Parameter epochMilliseconds: years before 1970 and after 9999 are cut to these.
    public init(epochMilliseconds: Int64) {
        self.epochMilliseconds = min(max(0, epochMilliseconds), Self.latest)
    }

    /// The last millisecond of the year 9999.
    private static let latest: Int64 = 253_402_300_799_999

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `$context.requestTime`, in the form of the Common Log Format: `09/Apr/2015:12:34:56 +0000`.
    public var commonLogText: String {
        let seconds = Int(epochMilliseconds / 1000)
        let (year, month, day) = Self.date(ofDay: seconds / 86_400)
        let (hour, minute) = (seconds / 3600 % 24, seconds / 60 % 60)
        let time = [hour, minute, seconds % 60].map(Self.twoDigits).joined(separator: ":")
        return "\(Self.twoDigits(day))/\(Self.months[month - 1])/\(year):\(time) +0000"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    /// The date in the Gregorian calendar, `days` after 1970-01-01.
    ///
    /// Years are counted from the 1st of March of the year 0: then the leap day is a year's last one.
    private static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
        let daysFromMarch0 = days + 719_468
        let (era, dayOfEra) = (daysFromMarch0 / 146_097, daysFromMarch0 % 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
